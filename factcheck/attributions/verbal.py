"""From a verb that may be a cue to an attribution: which of the patterns holds, and who is its subject."""

from attrs import evolve

from factcheck.attributions import contents
from factcheck.attributions.context import Context
from factcheck.attributions.cues import is_inverted_clitic
from factcheck.attributions.mentions import following, is_passive, preceding, subject
from factcheck.attributions.values import Clause, Cue, Found, Holder
from factcheck.languages import Verb
from factcheck.tokens import Token


def from_verb(ctx: Context, clause: Clause, cue: Cue) -> Found | None:
    """The attribution that a verb makes in its sentence, or None where it brings in no content."""
    tokens = clause.tokens
    verb = tokens[cue.head]
    if cue.form == "past" and not clause.sentence.children(verb, "ccomp"):
        return None
    holder, head = subject(clause.sentence, verb, clause.index, ctx.pack)
    if _first_person_in_quotation(ctx, cue, holder, head):
        return None
    clitic = is_inverted_clitic(tokens[cue.last], ctx.pack)
    clitics = [t for t in tokens[cue.first : cue.last + 1] if is_inverted_clitic(t, ctx.pack)]
    inverted = bool(clitics) or (head is not None and head.index > cue.last)
    if clitics and (holder is None or head is None or head.index > cue.first):
        holder, head = Holder(clause.index, clitics[0].index, *_bare(clitics[0])), clitics[0]
    impersonal = _impersonal(ctx, clause, cue, head, holder)
    found = _content(ctx, clause, cue, holder, inverted, clitic, impersonal)
    if found is None:
        return None
    source = found.source or holder
    if source is None and not impersonal and cue.form != "past":
        source, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack) if not inverted else (None, 0)
    if source is not None and any(start < source.end and source.start < end for start, end in found.spans):
        source = None if impersonal else _outside(source, found)
    senses = _serving(cue, found.how)
    if not senses or not _may_say(ctx, clause, senses, source, found.how):
        return None
    if impersonal:
        source = None if source is None or source.token != (head.index if head else -1) else None
    elif source is None and found.how not in ("quote", "aside", "clause"):
        return None
    denied = any(s.denies for s in senses)
    return Found(
        found.spans, found.how, evolve(cue, senses=senses), source, frame=found.frame, impersonal=impersonal, denied=denied
    )


def _bare(clitic: Token) -> tuple[int, int]:
    """The offsets of the pronoun in *-t-il*."""
    word = clitic.lower.lstrip("-").removeprefix("t-").lstrip("-")
    return clitic.end - len(word), clitic.end


def _outside(source: Holder, found: contents.Content) -> Holder | None:
    """The part of a source mention that no content covers."""
    for start, end in found.spans:
        if start <= source.start and source.end <= end:
            return None
        if source.start < start < source.end:
            source = evolve(source, end=start)
        elif source.start < end < source.end:
            source = evolve(source, start=end)
    return source


def _content(
    ctx: Context, clause: Clause, cue: Cue, holder: Holder | None, inverted: bool, clitic: bool, impersonal: bool
) -> contents.Content | None:
    takes = cue.takes
    begin = cue.last + 1
    tokens = clause.tokens
    subject_after = inverted and not clitic and holder is not None and holder.start >= cue.end
    if subject_after and holder is not None:
        begin = next((t.index for t in tokens if t.start >= holder.end), len(tokens))
    ahead = contents.before(ctx, clause, cue, None if inverted else holder, inverted) if takes & {"aside", "quote"} else None
    quoted_before = ahead is not None and ahead.how == "quote"
    if "aside" in takes and inverted and (quoted_before or (ahead and not _has_complement(ctx, clause, cue, begin))):
        return ahead if ahead is None or ahead.source or holder is None else evolve(ahead, source=holder)
    if "clause" in takes and (found := contents.after_clause(ctx, clause, cue, begin)):
        return found
    if takes & {"quote", "clause"} and not impersonal:
        after = contents.after_quote(ctx, clause, cue, begin)
        if after is not None and not (quoted_before and after.spans[0][0] > cue.end + 200):
            if quoted_before and ahead is not None and ahead.spans[0] != after.spans[0]:
                return evolve(ahead, spans=tuple(sorted({*ahead.spans, *after.spans})))
            return after
    if quoted_before and ahead is not None:
        return ahead
    if ahead is None and takes & {"aside", "quote"} and not inverted and holder is None:
        # The tree has lost an inverted subject: look for it on the surface.
        surface, _ = following(clause.sentence, begin, clause.index, ctx.pack)
        ahead = contents.before(ctx, clause, cue, surface, True) if surface else None
        if ahead is not None and not _has_complement(ctx, clause, cue, begin):
            return ahead
    if takes & {"infinitive"} and not impersonal and (found := contents.infinitive(ctx, clause, cue, begin)):
        return found
    if "small_clause" in takes and (found := contents.small_clause(ctx, clause, cue, begin)):
        return found
    if "bare_clause" in takes and (found := contents.bare_clause(ctx, clause, cue, begin)):
        return found
    if "aside" in takes and ahead is not None and cue.form == "verb":
        tail = [t for t in tokens[cue.last + 1 :] if t.upos != "PUNCT"]
        if inverted or len(tail) <= 8:
            return ahead
    if takes & {"noun", "noun_if_document"} and (found := contents.noun_object(ctx, clause, cue, begin)):
        return found
    return None


def _has_complement(ctx: Context, clause: Clause, cue: Cue, begin: int) -> bool:
    return contents.complement_start(ctx, clause, cue, begin) is not None


def _impersonal(ctx: Context, clause: Clause, cue: Cue, head: Token | None, holder: Holder | None) -> bool:
    """*il est estimé que*, *it is feared that*, *il apparaît que*: nobody in particular."""
    tokens = clause.tokens
    verb = tokens[cue.head]
    expletive = clause.sentence.children(verb, "expl") or (head is not None and head.lower in ("il", "it", "-t-il"))
    if is_passive(clause.sentence, verb) and not clause.sentence.children(verb, "obl:agent"):
        return bool(expletive) or holder is None
    return False


def _first_person_in_quotation(ctx: Context, cue: Cue, holder: Holder | None, head: Token | None) -> bool:
    """*« je pense que … »*: the quotation is the speaker's already."""
    if ctx.quotation(cue.start) is None:
        return False
    return head is None or head.lower.lstrip("-") in ctx.pack.first_person or holder is None


_SERVES = {
    "clause": {"clause", "bare_clause", "quote"},
    "question": {"clause"},
    "quote": {"quote", "aside"},
    "colon": {"quote", "clause", "aside"},
    "aside": {"aside"},
    "infinitive": {"infinitive"},
    "noun": {"noun", "noun_if_document"},
    "small_clause": {"small_clause"},
}


def _serving(cue: Cue, how: str) -> tuple[Verb, ...]:
    return tuple(s for s in cue.senses if s.takes & _SERVES[how])


def _may_say(ctx: Context, clause: Clause, senses: tuple[Verb, ...], source: Holder | None, how: str) -> bool:
    """A sense that needs a document as its subject has one."""
    free = [s for s in senses if s.needs is None and not (how == "noun" and "noun" not in s.takes)]
    if free:
        return True
    if source is None:
        return False
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    nouns = ctx.pack.source_nouns["document"]
    return head.lemma.lower() in nouns or head.lower in nouns or head.lower.rstrip("s") in nouns
