"""From a verb that may be a cue to an attribution: which of the patterns holds, and who is its subject."""

from attrs import evolve, frozen

from factcheck.attributions import asides, clauses, objects
from factcheck.attributions.context import Context
from factcheck.attributions.cues import is_inverted_clitic
from factcheck.attributions.neighbours import following, preceding
from factcheck.attributions.quoted import after_quote, quotation_before
from factcheck.attributions.subjects import is_passive, own_subject, subject
from factcheck.attributions.values import Clause, Content, Cue, Found, Holder
from factcheck.languages import Verb
from factcheck.tokens import Token

# A shorter quotation after a bare participle is a nickname or a title: *dit « le Petit »*.
_FEWEST_WORDS = 4


@frozen
class _Speaker:
    """The subject of a cue as far as it is known: its mention, its head, and whether it stands after the verb."""

    holder: Holder | None
    head: Token | None
    inverted: bool
    begin: int
    """The token at which the complement may begin."""


def from_verb(ctx: Context, clause: Clause, cue: Cue) -> Found | None:
    """The attribution that a verb makes in its sentence, or None where it brings in no content."""
    if cue.form == "past" and not _introduces(ctx, clause, cue):
        return None
    if _is_imperative(ctx, clause, cue):
        return None
    speaker = _speaker(ctx, clause, cue)
    if _is_narrator(ctx, cue, speaker):
        return None
    impersonal = _impersonal(ctx, clause, cue, speaker)
    if _is_first_person_in_quotation(ctx, cue, speaker):
        return None
    found = _content(ctx, clause, cue, speaker, impersonal)
    if found is None:
        return None
    if cue.senses[0].name == "unknown" and (
        speaker.holder is None
        or ctx.quotation(speaker.holder.start) is not None
        or found.how != "quote"
        or speaker.holder.end < found.spans[0][1]
        or not _is_somebody(ctx, clause, speaker)
    ):
        return None
    senses = tuple(s for s in cue.senses if s.takes & _SERVES[found.how])
    source = None if impersonal else _outside(found.source or speaker.holder, found)
    if source is None and cue.form == "participle" and cue.first == 0:
        source = _main_subject(ctx, clause, found)
    if source is None and not impersonal and not speaker.inverted:
        nearest, _ = preceding(clause.sentence, cue.first, clause.index, ctx.pack)
        source = _outside(nearest, found)
    if not senses or not _may_say(ctx, senses, source, found.how):
        return None
    if source is None and not impersonal and found.how != "quote":
        return None
    if impersonal and found.how not in ("clause", "quote"):
        return None
    denied = any(s.denies for s in senses)
    cue = evolve(cue, senses=senses)
    return Found(found.spans, found.how, cue, source, frame=found.frame, impersonal=impersonal, denied=denied)


def _is_somebody(ctx: Context, clause: Clause, speaker: _Speaker) -> bool:
    """A name, a pronoun or a person: only they make a verb of any sort one of speech."""
    if speaker.head is None or is_passive(clause.sentence, clause.tokens[max(0, speaker.begin - 1)]):
        return False
    people = ctx.pack.source_nouns["person"] | ctx.pack.source_nouns["organization"] | ctx.pack.source_nouns["group"]
    return speaker.head.upos in ("PROPN", "PRON") or bool({speaker.head.lemma.lower(), speaker.head.lower} & people)


def _main_subject(ctx: Context, clause: Clause, found: Content) -> Holder | None:
    """Whom a fronted participle is about: *Estimant que P, X a démissionné*."""
    comma = next((t for t in clause.tokens if t.text == "," and t.start >= found.spans[-1][1]), None)
    return following(clause.sentence, comma.index + 1, clause.index, ctx.pack)[0] if comma is not None else None


def _is_narrator(ctx: Context, cue: Cue, speaker: _Speaker) -> bool:
    """*Nous pensons que*, outside any quotation: the article's own voice."""
    first_person = speaker.head is not None and speaker.head.lower.lstrip("-") in ctx.pack.first_person
    impersonal = speaker.head is not None and speaker.head.lower in ctx.pack.impersonal_pronouns
    return first_person and not impersonal and ctx.quotation(cue.start) is None


def _is_imperative(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Tell us where …*: nobody is said to say anything."""
    verb = clause.tokens[cue.head]
    above = clause.sentence.head(verb)
    moods = {
        verb.features.get("Mood"),
        above.features.get("Mood") if above is not None and verb.dep == "conj" else None,
    }
    return "Imp" in moods and own_subject(clause.sentence, verb, ctx.pack) is None


def _introduces(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """A form that looks like a bare participle is a finite verb after all: its clause or quotation follows at once."""
    tokens = clause.tokens
    if clause.sentence.children(tokens[cue.head], "ccomp"):
        return True
    place = cue.last + 1
    if place < len(tokens) and tokens[place].lower in ctx.pack.complementizers:
        return True
    quotation = ctx.quotation_from(ctx.skip(tokens[cue.last].end, ",:"))
    return quotation is not None and len(ctx.document.text[quotation.start : quotation.end].split()) >= _FEWEST_WORDS


def _speaker(ctx: Context, clause: Clause, cue: Cue) -> _Speaker:
    tokens = clause.tokens
    sentence = clause.sentence
    after = cue.last + 1
    clitic = next((t for t in tokens[cue.first : cue.last + 1] if is_inverted_clitic(t, ctx.pack)), None)
    if clitic is not None:
        word = clitic.lower.lstrip("-").removeprefix("t-").lstrip("-")
        return _Speaker(Holder(clause.index, clitic.index, clitic.end - len(word), clitic.end), clitic, True, after)
    misled = False
    passive = is_passive(sentence, tokens[cue.head])
    for verb in (tokens[cue.head], tokens[cue.first]):
        own = own_subject(sentence, verb, ctx.pack, cue.first)
        if own is not None and own.index < cue.first and not passive:
            misled = _belongs_before(ctx, clause, cue, own)
            if not misled:
                holder, head = subject(sentence, verb, clause.index, ctx.pack, before=cue.first)
                return _Speaker(holder, head, False, after)
    if cue.form == "verb" and _may_invert(ctx, clause, cue):
        surface, begin = following(sentence, after, clause.index, ctx.pack)
        if surface is not None and _is_closed(ctx, clause, begin):
            return _Speaker(surface, tokens[surface.token], True, begin)
    verb = _same_speaker(ctx, clause, cue) or tokens[cue.head]
    holder, head = (None, None) if misled else subject(sentence, verb, clause.index, ctx.pack)
    if holder is None and cue.form == "verb" and not passive:
        holder, _ = preceding(sentence, cue.first, clause.index, ctx.pack)
        head = tokens[holder.token] if holder is not None else None
    if head is None and (agent := _agent(ctx, clause, cue)) is not None:
        return agent
    inverted = head is not None and head.index > cue.last and not passive
    begin = next((t.index for t in tokens if t.start >= holder.end), len(tokens)) if inverted and holder else after
    return _Speaker(holder, head, inverted, begin)


def _agent(ctx: Context, clause: Clause, cue: Cue) -> _Speaker | None:
    """The agent right after a passive, where the tree has none."""
    tokens = clause.tokens
    place = cue.last + 1
    if (
        not is_passive(clause.sentence, tokens[cue.head])
        or place >= len(tokens)
        or tokens[place].lower not in ctx.pack.agent_marks
    ):
        return None
    holder, stop = following(clause.sentence, place + 1, clause.index, ctx.pack)
    return _Speaker(holder, tokens[holder.token], False, stop) if holder is not None else None


def _same_speaker(ctx: Context, clause: Clause, cue: Cue) -> Token | None:
    """The cue verb before a coordinated one without a subject: *X said that P, and wrote that Q*."""
    tokens = clause.tokens
    before = [t for t in tokens[max(0, cue.first - 3) : cue.first] if t.upos != "ADV"]
    if not before or before[-1].upos != "CCONJ" or own_subject(clause.sentence, tokens[cue.head], ctx.pack) is not None:
        return None
    earlier = [
        t
        for t in tokens[: cue.first]
        if t.upos == "VERB"
        and ctx.pack.lemmas(t.lemma, t.text)
        and own_subject(clause.sentence, t, ctx.pack) is not None
    ]
    governor = clause.sentence.head(tokens[cue.head])
    return None if governor in earlier else (earlier[0] if earlier else None)


def _belongs_before(ctx: Context, clause: Clause, cue: Cue, own: Token) -> bool:
    """The subject that the tree gives belongs to what is said: it stands in a quotation, or before its own verb."""
    quotation = quotation_before(ctx, clause, cue.start)
    if quotation is not None and quotation.start <= own.start < quotation.end:
        return True
    between = clause.tokens[own.index + 1 : cue.first]
    commas = sum(t.text == "," for t in between)
    finite = any(t.features.get("VerbForm") == "Fin" and t.upos in ("VERB", "AUX") for t in between)
    if commas == 1 and between[-1].text != ",":
        # *The vaccine, X said, should work*: the name between the commas speaks.
        tokens = clause.tokens
        closed = cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ","
        return closed and ctx.is_finite(clause.sentence, tokens[cue.last + 1].end, clause.sentence.end)
    if commas != 1:
        return False
    return finite or _is_inserted(ctx, clause, cue)


def _is_inserted(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """*Le budget, a rappelé X, a été voté*: a subject after the cue, a comma, and the verb of what is said."""
    tokens = clause.tokens
    surface, stop = following(clause.sentence, cue.last + 1, clause.index, ctx.pack)
    while surface is not None and stop < len(tokens) and tokens[stop].upos in ("ADP", "DET", "NOUN", "PROPN", "ADJ"):
        stop += 1
    if surface is None or stop >= len(tokens) or tokens[stop].text != ",":
        return False
    return ctx.is_finite(clause.sentence, tokens[stop].end, clause.sentence.end)


def _may_invert(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """What stands before the verb is said already: a quotation, or a finite clause and a comma."""
    if quotation_before(ctx, clause, cue.start) is not None:
        return True
    tokens = clause.tokens
    tie = tokens[cue.first - 1].text if cue.first else ""
    said = ctx.is_finite(clause.sentence, clause.sentence.start, cue.start)
    return tie in (",", "-") and (said or _is_inserted(ctx, clause, cue))


def _is_closed(ctx: Context, clause: Clause, begin: int) -> bool:
    """No complement follows the phrase that may be an inverted subject."""
    tokens = clause.tokens
    if begin >= len(tokens) or tokens[begin].upos == "PUNCT":
        return True
    return tokens[begin].lower not in ctx.pack.complementizers and tokens[begin].upos not in ("VERB", "AUX")


def _outside(source: Holder | None, found: Content) -> Holder | None:
    """The part of a source mention that no content covers."""
    for start, end in found.spans:
        if source is None or (start <= source.start and source.end <= end):
            return None
        if source.start < start < source.end:
            source = evolve(source, end=start)
        elif source.start < end < source.end:
            source = evolve(source, start=end)
    return source


def _content(ctx: Context, clause: Clause, cue: Cue, speaker: _Speaker, impersonal: bool) -> Content | None:
    """The first pattern that holds, the surest ones first."""
    takes = cue.takes
    begin = speaker.begin
    said = takes & {"quote", "aside"} and not impersonal
    ahead = asides.before(ctx, clause, cue, speaker.holder, speaker.inverted, begin) if said else None
    quoted = ahead is not None and ahead.how == "quote"
    if ahead is not None and speaker.inverted and (quoted or "aside" in takes):
        return ahead
    if "clause" in takes and (found := clauses.after_clause(ctx, clause, cue, begin)):
        return found
    if "bare_clause" in takes and cue.form != "past" and (found := clauses.bare_clause(ctx, clause, cue, begin)):
        return found
    if said and (found := after_quote(ctx, clause, cue, begin)):
        return found
    if quoted and ahead is not None and ahead.spans[0][1] > clause.sentence.start:
        return ahead
    if "infinitive" in takes and not impersonal and (found := objects.infinitive(ctx, clause, cue, begin)):
        return found
    if "gerund" in takes and (found := objects.gerund(ctx, clause, cue, begin)):
        return found
    if takes & {"noun", "passive"} and (found := objects.passive_subject(ctx, clause, cue, speaker.holder)):
        return found
    if "small_clause" in takes and cue.form != "past" and (found := objects.small_clause(ctx, clause, cue, begin)):
        return found
    if ahead is not None and (quoted or "aside" in takes) and cue.form == "verb" and _is_aside(ctx, clause, cue):
        return ahead
    if takes & {"noun", "noun_if_document"} and not _has_fronted_object(clause, cue):
        return objects.noun_object(ctx, clause, cue, begin)
    return None


def _has_fronted_object(clause: Clause, cue: Cue) -> bool:
    """*ce que craignent les habitants*: the object is a relative pronoun before the verb."""
    before = clause.tokens[cue.first - 1] if cue.first else None
    return (
        before is not None
        and before.upos == "PRON"
        and before.features.get("PronType") == "Rel"
        and before.dep == "obj"
    )


def _is_aside(ctx: Context, clause: Clause, cue: Cue) -> bool:
    """Little follows the cue, and no object (*P, X said on Monday.*), or a comma does (*P, X said, Q*)."""
    tokens = clause.tokens
    if cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ",":
        return True
    objects_after = [c for c in clause.sentence.children(tokens[cue.head], "obj") if c.index > cue.last]
    if objects_after and tokens[cue.head].lemma not in ctx.pack.addressed:
        return False
    return sum(t.upos != "PUNCT" for t in tokens[cue.last + 1 :]) <= 8


def _impersonal(ctx: Context, clause: Clause, cue: Cue, speaker: _Speaker) -> bool:
    """*il est estimé que*, *it is feared that*, *on craint que*: nobody in particular."""
    verb = clause.tokens[cue.head]
    if speaker.head is not None and speaker.head.lower.lstrip("-").removeprefix("t-") in ctx.pack.impersonal_pronouns:
        return True
    return is_passive(clause.sentence, verb) and speaker.holder is None


def _is_first_person_in_quotation(ctx: Context, cue: Cue, speaker: _Speaker) -> bool:
    """*« je pense que … »*: the quotation is the speaker's already."""
    if ctx.quotation(cue.start) is None:
        return False
    if not any(s.needs is None for s in cue.senses):
        return True
    first_person = speaker.head is None or speaker.head.lower.lstrip("-") in ctx.pack.first_person
    return first_person or cue.form != "verb"


_SERVES = {
    "clause": {"clause", "bare_clause", "quote"},
    "quote": {"quote", "aside", "clause", "noun"},
    "colon": {"quote", "clause", "aside"},
    "aside": {"aside"},
    "infinitive": {"infinitive", "gerund"},
    "noun": {"noun", "noun_if_document", "passive"},
    "small_clause": {"small_clause"},
}


def _may_say(ctx: Context, senses: tuple[Verb, ...], source: Holder | None, how: str) -> bool:
    """A sense that needs a document as its subject has one."""
    if any(s.needs is None and not (how == "noun" and not s.takes & {"noun", "passive"}) for s in senses):
        return True
    if source is None:
        return False
    head = ctx.document.sentences[source.sentence].tokens[source.token]
    nouns = ctx.pack.source_nouns["document"]
    return bool({head.lemma.lower(), head.lower, head.lower.rstrip("s")} & nouns)
