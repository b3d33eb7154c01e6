"""Contents around their cue: *P, dit X*; *« P », a dit X*; *P, X said*; *« P, a dit X, P »*."""

from factcheck.grammar.adjacent import group_start
from factcheck.grammar.inversion import DASHES, TIES, is_said
from factcheck.grammar.phrases import is_hyphen
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.titles import is_named
from factcheck.grammar.values import Construction, Content, Cue
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.syntax.forms import is_finite, is_finite_verb, is_participle
from factcheck.syntax.tokens import Span, Token
from factcheck.text.quotations import Quotation

# How far behind a cue the comma stands that closes its frame, and how far it may stand at all, in tokens.
_SHORT_FRAME = 12
LONGEST_FRAME = 20
# So many words may lead from the frame to a quotation.
_LEAD = 6


def before(
    ctx: Context, clause: Clause, cue: Cue, subject: SourceMention | None, inverted: bool, begin: int
) -> Content | None:
    """*P, dit X*; *« P », a dit X*; *P, X said*: the content stands before the cue, and may go on after it.

    ``begin`` is the token after the cue and an inverted subject.
    """
    place = group_start(clause, cue, ctx.pack)
    if subject is not None and subject.start < cue.start and not inverted:
        place = next(t.index for t in clause.tokens if t.end > subject.start)
    elif (start := passive_start(ctx, clause, cue)) is not None:
        # *P, it was announced on Monday*; *P, a tribunal was told.*
        place = start
    place = _past_doubt(ctx, clause, place)
    left = clause.tokens[place].start
    quotation = quotation_before(ctx, clause, left)
    if quotation is None:
        if not inverted and _is_adverbial(clause, cue):
            return None
        tie = ctx.document.text[clause.sentence.start : left].rstrip()[-1:]
        if tie not in TIES:
            return None
        if not is_said(ctx, clause, place) and not _goes_on_behind(ctx, clause, begin):
            return None
    elif not inverted and Takes.CLAUSE not in cue.takes and (_is_finished(ctx, quotation) or not _speaks(ctx, subject)):
        return None
    spans = _before_spans(ctx, clause, left, quotation)
    if not spans:
        return None
    stop, goes_on = _frame_end(ctx, clause, begin)
    around = ctx.quotation(cue.start)
    if around is not None and inverted:
        parts = (ctx.tidy(around.start, left), ctx.tidy(stop, around.end))
        return Content(tuple(part for part in parts if part), Construction.QUOTE, ((left, stop),), subject)
    if goes_on is not None:
        rest = _after_spans(ctx, clause, stop, goes_on, spans)
        tied = place > 1 and clause.tokens[place - 2].upos == "CCONJ" and clause.tokens[place - 1].text == ","
        # *P and, X said, Q*: what stands before the coordinator is not X's.
        spans = rest if rest and tied and quotation is None else spans + rest
    return Content(
        tuple(spans), Construction.ASIDE if quotation is None else Construction.QUOTE, ((left, stop),), subject
    )


def passive_start(ctx: Context, clause: Clause, cue: Cue) -> int | None:
    """Where the frame of a passive behind what is said begins: at a pronoun for nobody, or at whoever is told."""
    tokens = clause.tokens
    place = group_start(clause, cue, ctx.pack)
    if _is_expletive(ctx, clause, place):
        return place - 1
    told = [c for c in clause.sentence.children(tokens[cue.head], "nsubj") if c.index < cue.first]
    if not told or tokens[cue.head].lemma not in ctx.pack.addressed or tokens[place].upos != "AUX":
        return None
    first = min(clause.sentence.subtree(told[-1]))
    listens = {told[-1].lemma.lower(), told[-1].lower} & ctx.pack.hearings
    return first if listens and first and tokens[first - 1].text == "," else None


def _is_expletive(ctx: Context, clause: Clause, place: int) -> bool:
    """A pronoun for nobody stands between a comma and the passive that begins at a token."""
    tokens = clause.tokens
    if place < 2 or tokens[place - 2].text != "," or tokens[place - 1].lower not in ctx.pack.pronouns.bodies:
        return False
    return tokens[place].upos == "AUX" and tokens[place - 1].relation in ("nsubj:pass", "expl", "expl:pass")


def _past_doubt(ctx: Context, clause: Clause, place: int) -> int:
    """*P, or so its owners say*: the words behind the comma that cast doubt belong to the frame."""
    tokens = clause.tokens
    comma = next((t.index for t in reversed(tokens[max(0, place - 3) : place]) if t.text == ","), place)
    words = " ".join(t.lower for t in tokens[comma + 1 : place])
    return comma + 1 if words in ctx.pack.doubting else place


def _speaks(ctx: Context, subject: SourceMention | None) -> bool:
    """*“P”, her third film, opens*: what cannot speak makes no verb one of speech."""
    if subject is None:
        return True
    head = ctx.document.sentences[subject.sentence].tokens[subject.token]
    if head.features.get("PronType") == "Rel":
        return False
    return head.upos != "NOUN" or not {head.lemma.lower(), head.lower} & ctx.pack.works


def _is_adverbial(clause: Clause, cue: Cue) -> bool:
    """*When the bell rang, the crowd roared*: a clause that hangs from the cue with its subordinator is not said."""
    tokens = clause.tokens
    if cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ",":
        # *If P, X argues, Q*
        return False
    opening = tokens[0]
    past = opening.upos == "VERB" and opening.features.get("Tense") == "Past"
    if past and not any(c.index < cue.first for c in clause.sentence.children(opening, "nsubj", "expl")):
        # *Asked whether P, X responded: “Q.”*
        return True
    if opening.upos not in ("SCONJ", "ADV"):
        return False
    hanging = (c for c in clause.sentence.children(tokens[cue.head], "advcl") if c.index < cue.first)
    first = [c for c in hanging if clause.sentence.children(c, "mark") and min(clause.sentence.subtree(c)) == 0]
    # *If P, Q, X said*: what is said has a clause of its own.
    said = clause.sentence.children(tokens[cue.head], "ccomp")
    return bool(first) and not any(first[0].index < c.index < cue.first for c in said)


def _is_finished(ctx: Context, quotation: Quotation) -> bool:
    """A full stop inside the marks: *“P.” The race begins at noon* is no *“P,” he begins*."""
    start, end = quotation.inner
    return ctx.document.text[start:end].rstrip().endswith(".")


def _frame_end(ctx: Context, clause: Clause, begin: int) -> tuple[int, int | None]:
    """The offset at which the frame of an aside ends, and the token where the content goes on, if it does."""
    tokens = clause.tokens
    for place in range(begin, len(tokens)):
        token = tokens[place]
        quotation = ctx.quotation(token.start)
        if quotation is not None and tokens[begin - 1].end <= quotation.start <= token.start:
            # *“P,” she wrote in “Q”*: where it was said.
            named = place > begin and tokens[place - 1].upos in ("ADP", "DET") and tokens[begin].upos == "ADP"
            if is_named(ctx, quotation):
                continue
            return (tokens[-1].end, None) if named else (token.start, place)
        if token.text in (",", ";", ":", "-", ")") and not is_hyphen(tokens, place) and place + 1 < len(tokens):
            return _past_apposition(clause, begin, place)
    return tokens[-1].end, None


def _past_apposition(clause: Clause, begin: int, comma: int) -> tuple[int, int]:
    """*Any such deal, said X, an expert on P, would Q*: what tells who X is ends before the verb of what is said.

    So does a relative clause: *The weather, said X, who keeps records, is Q*.
    """
    tokens = clause.tokens
    after = next((t.index for t in tokens[comma + 1 :] if t.text == ","), None)
    if after is None or tokens[comma].text != "," or not _is_predicate(tokens[after + 1 :]):
        return tokens[comma].start, comma + 1
    relative = tokens[comma + 1].features.get("PronType") == "Rel"
    nominal = tokens[comma + 1].upos in ("DET", "NOUN", "PROPN", "ADJ") and tokens[begin - 1].upos in ("PROPN", "NOUN")
    described = relative or (nominal and not any(is_finite(t) for t in tokens[comma + 1 : after]))
    return (tokens[after].start, after + 1) if described else (tokens[comma].start, comma + 1)


def _goes_on_behind(ctx: Context, clause: Clause, begin: int) -> bool:
    """A comma closes the frame, and the verb of what is said comes after it: *The vaccine, X said, should work*.

    Behind a longer frame it does so at once: *The vaccine, X wrote in a column for Y at the weekend, should work*.
    """
    tokens = clause.tokens
    comma = next((t for t in tokens[begin : begin + LONGEST_FRAME] if t.text == ","), None)
    if comma is None or comma.index + 1 >= len(tokens):
        return False
    if comma.index >= begin + _SHORT_FRAME:
        return _is_predicate(tokens[comma.index + 1 :]) and not any(
            is_finite_verb(t) for t in tokens[begin : comma.index]
        )
    return ctx.is_finite(clause.sentence, comma.end, clause.sentence.end)


def _before_spans(ctx: Context, clause: Clause, left: int, quotation: Quotation | None) -> list[Span]:
    tokens = clause.tokens
    start = tokens[0].start
    if quotation is not None:
        if quotation.start <= start:
            return [(quotation.start, quotation.end)]
        lead = ctx.document.text[start : quotation.start].rstrip()
        words = [t for t in tokens if t.start < quotation.start and t.upos not in ("PUNCT", "CCONJ")]
        fresh = lead[-1:] in (":", ".", "!", "?")
        longer = quotation.end - quotation.start > 60 and not ctx.is_finite(clause.sentence, start, quotation.start)
        if not words or fresh or (len(words) < 3 and longer):
            return [(quotation.start, quotation.end)]
    first = ctx.quotation(start)
    if first is not None and first.start < start and first.end < left:
        # The sentence begins inside a quotation that ended before the frame: the whole of it belongs here.
        start = first.start
    start = ctx.after_opener(clause.sentence, start)
    span = ctx.tidy(start, left) if start < left else None
    return [span] if span else []


def _after_spans(ctx: Context, clause: Clause, stop: int, place: int, spans: list[Span]) -> list[Span]:
    """What follows an aside within its sentence and belongs to the content."""
    tokens = clause.tokens
    token = tokens[place]
    text = ctx.document.text
    quotation = ctx.quotation_from(stop if text[stop] not in ",;:-" else stop + 1)
    if quotation is not None:
        return [(quotation.start, quotation.end)]
    quoted = ctx.quotation(spans[0][0])
    if quoted is not None and spans[0][1] <= quoted.end:
        return []
    # In a turn of a dialogue, everything but the frame is said.
    turn = clause.tokens[0].text in DASHES
    if not turn and _is_whole(ctx, clause, spans[0]):
        goes_on = _completes(ctx, clause, spans[0], token) or (
            _is_predicate(tokens[place:]) and not _is_cue(ctx, clause, token)
        )
        if not goes_on and (quoted := _led_up(ctx, clause, token)) is not None:
            # *until “at least” June*
            behind = next((t for t in tokens if t.start >= quoted.end and t.upos == "PUNCT"), tokens[-1])
            span = ctx.tidy(token.start, max(quoted.end, behind.start))
            return [span] if span else []
    else:
        last = next(t for t in reversed(tokens) if t.end <= spans[0][1])
        goes_on = last.upos == "AUX" or _may_go_on(ctx, clause, token)
    span = ctx.tidy(token.start, tokens[-1].end) if goes_on else None
    return [span] if span else []


def _completes(ctx: Context, clause: Clause, said: Span, token: Token) -> bool:
    """What a token opens behind the frame belongs to a statement that could stand alone.

    Its reason (*because Q*), a contrast to it (*but Q*), its infinitive (*It is time, X says, to go*) or its agent.
    """
    tokens, pack = clause.tokens, ctx.pack
    behind = next((t for t in tokens[token.index + 1 :] if t.upos not in ("ADV", "PRON")), token)
    if token.lower in pack.causes:
        return True
    if token.lower in pack.infinitive_marks:
        return behind.verb_form == "Inf"
    if token.lower in pack.agent_marks:
        return next(t for t in reversed(tokens) if t.end <= said[1]).verb_form == "Part"
    verb = next((t for t in tokens[token.index :] if is_finite_verb(t)), None)
    contrast = token.upos == "CCONJ" and token.lower in pack.contrasts
    return contrast and verb is not None and not _is_cue(ctx, clause, verb)


def _led_up(ctx: Context, clause: Clause, token: Token) -> Quotation | None:
    """*He would go, X said on Friday, after “a rest”*: behind the frame, a preposition or so leads to a quotation."""
    behind = clause.tokens[token.index + 1 : token.index + 1 + _LEAD]
    if token.upos not in ("ADP", "SCONJ", "CCONJ"):
        return None
    for other in behind:
        quotation = ctx.quotation(other.start)
        if quotation is not None:
            return quotation
        timely = {other.lower, other.lemma.lower()} & (ctx.pack.occasions | ctx.pack.time_words)
        if timely or other.upos in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def is_statement(clause: Clause, span: Span) -> bool:
    """A main clause, with its subject, stands in a stretch of a sentence."""
    inside = [t for t in clause.tokens if span[0] <= t.start < span[1]]
    verbs = (clause.sentence.head(t) if t.dep in ("aux", "cop") else t for t in inside if is_finite_verb(t))
    return any(
        v is not None
        and v.dep in ("root", "ccomp", "parataxis")
        and any(c in inside for c in clause.sentence.children(v, "nsubj", "expl"))
        and not clause.sentence.children(v, "mark")
        for v in verbs
    )


def _is_whole(ctx: Context, clause: Clause, span: Span) -> bool:
    """What stands before a cue is a sentence of its own, and no clause that needs another: *If P, X says, Q*."""
    inside = [t for t in clause.tokens if span[0] <= t.start < span[1]]
    if not ctx.is_finite(clause.sentence, *span) or inside[-1].upos == "AUX":
        # *It is, farmers say, the worst drought*
        return False
    if any(t.text == "," for t in inside) or ctx.is_quoted(*span):
        return True
    opening = inside[0]
    if inside[-1].lower in ctx.pack.question_words or any(_is_mark(t) for t in inside[:2]):
        # *That is why, X argues, Q*, *Even if P, X says, Q*
        return False
    asks = opening.lower in ctx.pack.question_words or opening.features.get("PronType") in ("Int", "Rel")
    free = opening.features.get("PronType") == "Dem" and inside[1:2] and inside[1].features.get("PronType") == "Rel"
    finite = [t for t in inside if is_finite_verb(t)]
    return not ((asks or free) and len(finite) == 1)


def _is_mark(token: Token) -> bool:
    return token.upos == "SCONJ" and token.dep == "mark"


def opens_predicate(clause: Clause, start: int) -> bool:
    """The words from an offset on, marks passed over, begin with the verb of what is said, and ask nothing."""
    words = tuple(t for t in clause.tokens if t.start >= start and t.upos != "PUNCT")
    if not _is_predicate(words):
        return False
    first = next(t for t in words if t.upos != "ADV")
    verb = clause.sentence.head(first) if first.dep in ("aux", "cop") else first
    return verb is None or all(c.index < first.index for c in clause.sentence.children(verb, "nsubj"))


def _is_predicate(tokens: tuple[Token, ...]) -> bool:
    """*The gains, X said, could be secured*: the verb of what is said comes first behind its cue."""
    verb = next((t for t in tokens if t.upos != "ADV"), None)
    return verb is not None and is_finite(verb) and verb.dep not in ("acl", "advcl")


def _is_cue(ctx: Context, clause: Clause, token: Token) -> bool:
    """The verb group that a token opens says something itself: *P, indique une analyse, a annoncé X*."""
    verb = token if token.upos != "AUX" else clause.sentence.head(token)
    return verb is not None and verb.upos == "VERB" and bool(ctx.pack.lemmas(verb.lemma, verb.text))


def _may_go_on(ctx: Context, clause: Clause, token: Token) -> bool:
    """What follows an aside is the rest of an unfinished content, and does not tell of its speaker."""
    nonfinite = is_participle(token) and token.dep != "csubj"
    if token.features.get("PronType") == "Rel" or nonfinite:
        return False
    if token.lower in ctx.pack.tail_openers and token.upos != "ADP":
        return False
    if token.lower in ctx.pack.tail_openers or token.upos in ("NUM", "SCONJ"):
        main = (t for t in clause.tokens[token.index :] if t.dep not in ("acl", "advcl"))
        return any(is_finite(t) for t in main)
    return token.upos in ("NOUN", "DET", "PROPN", "ADJ", "ADP", "ADV", "CCONJ", "PRON", "AUX", "VERB")
