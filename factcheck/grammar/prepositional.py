"""*Selon X, P*, *P, according to X*: a preposition brings in the source, the rest is the content."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from factcheck.grammar.neighbours import following
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.syntax.forms import is_finite, is_finite_verb
from factcheck.syntax.tokens import Span, Token


def from_preposition(ctx: Context, clause: Clause, cue: Cue, cues: Sequence[Cue]) -> Found | None:
    """The attribution that a preposition makes, or None where it cites nobody (*selon les cas*)."""
    tokens = clause.tokens
    begin = cue.last + 1
    if cue.form is CueForm.CONSENSUS:
        spans = _scope(ctx, clause, cue, begin, cue.start, cue.end)
        said = any(ctx.is_finite(clause.sentence, *span) for span in spans)
        return (
            Found(tuple(spans), Construction.PREPOSITION, cue, None, frame=(cue.span,), impersonal=True)
            if said
            else None
        )
    if begin >= len(tokens):
        return None
    if tokens[begin].lower in ctx.pack.relative_pronouns and tokens[begin].upos == "PRON":
        return _relative(ctx, clause, cue, tokens[begin])
    source, stop = _source(ctx, clause, cue, begin)
    if source is None or not _may_hold(ctx, clause, cue, source):
        return None
    left, right = cue.start, tokens[stop - 1].end
    spans = _scope(ctx, clause, cue, stop, left, right)
    spans = _parted(ctx, clause, cue, cues, spans)
    if not spans:
        return None
    return Found(tuple(spans), Construction.PREPOSITION, cue, source, frame=((left, right),))


def _relative(ctx: Context, clause: Clause, cue: Cue, pronoun: Token) -> Found | None:
    """*X, selon qui P*."""
    tokens = clause.tokens
    if not cue.first or tokens[cue.first - 1].text != "," or pronoun.index + 1 >= len(tokens):
        return None
    if any({t.lemma.lower(), t.lower} & ctx.pack.nouns for t in tokens[: cue.first]):
        # *La thèse, défendue par X, selon laquelle P*: the noun says it.
        return None
    start = pronoun.index + 1
    verb = next((t.index for t in tokens[start:] if is_finite_verb(t)), None)
    if verb is None:
        return None
    stop = next((t.index for t in tokens[verb:] if t.text in (",", ";", ")")), len(tokens))
    span = ctx.tidy(tokens[start].start, tokens[stop - 1].end)
    if span is None:
        return None
    holder = SourceMention(clause.index, pronoun.index, pronoun.start, pronoun.end)
    return Found((span,), Construction.PREPOSITION, cue, holder, frame=((cue.start, pronoun.end),))


def _source(ctx: Context, clause: Clause, cue: Cue, begin: int) -> tuple[SourceMention | None, int]:
    """The noun phrase after the preposition: up to the comma, where one closes it."""
    tokens = clause.tokens
    source, stop = following(clause.sentence, begin, clause.index, ctx.pack)
    if source is None and tokens[begin].verb_form == "Inf":
        # *according to exit polls*: no verb stands behind a preposition, whatever the tagger says.
        source, stop = following(clause.sentence, begin + 1, clause.index, ctx.pack)
        source = evolve(source, start=tokens[begin].start) if source is not None else None
    if tokens[cue.last].lower in ("source", "sources"):
        stop = max(stop, cue.last + 1)
        while stop < len(tokens) and tokens[stop].upos in ("ADJ", "ADV", "NOUN", "ADP", "PROPN", "DET"):
            stop += 1
        return SourceMention(clause.index, cue.last, tokens[cue.last].start, tokens[stop - 1].end), stop
    if source is None:
        return None, begin
    if stop < len(tokens) and tokens[stop].verb_form == "Part" and tokens[stop].features.get("Tense") == "Past":
        # A participle goes with the source: *selon un sondage publié dimanche*.
        stop = next((t.index for t in tokens[stop:] if t.text in (",", ".", ";", '"', ")")), len(tokens))
    if stop + 1 < len(tokens) and tokens[stop].text == "," and tokens[stop + 1].features.get("PronType") == "Rel":
        # A relative clause of the source: *selon l'agence, qui cite X, P*.
        # Behind what is said it ends the sentence: *P, selon X, qui Q.*
        said = ctx.quotation_until(cue.start) or ctx.is_finite(clause.sentence, clause.sentence.start, cue.start)
        ended = len(tokens) - (tokens[-1].upos == "PUNCT") if said else stop
        stop = next((t.index for t in tokens[stop + 2 :] if t.text == ","), ended)
    if _is_taken_up(ctx, tokens, stop):
        # *Selon X, repris par Y, P*: who takes it up is no content.
        return source, next((t.index for t in tokens[stop + 3 :] if t.text in (",", ".", ";")), len(tokens))
    final = next((t.index for t in tokens[stop:] if t.upos == "PUNCT"), len(tokens))
    if stop < final and tokens[stop].upos == "ADP" and tokens[cue.first - 1 if cue.first else 0].text == ",":
        said = ctx.is_finite(clause.sentence, clause.sentence.start, cue.start)
        if said and not any(is_finite(t) for t in tokens[stop:final]):
            # *P, according to a person with knowledge of the talks.*: what follows the source describes it.
            return source, final
    medial = cue.first > 0 and tokens[cue.first - 1].text == "," and stop < final < len(tokens) - 1
    if medial and tokens[final].text == "," and tokens[stop].upos == "ADP":
        # *The shares, per a filing with the exchange, were sold*: commas close the phrase.
        plain = all(t.upos not in ("VERB", "AUX", "SCONJ") for t in tokens[stop:final])
        if plain and ctx.is_finite(clause.sentence, tokens[final].end, clause.sentence.end):
            return source, final
    if stop < len(tokens) and tokens[stop].lower in ctx.pack.agent_marks:
        # *according to a report by the charity*: whose it is goes with it.
        _, stop = following(clause.sentence, stop + 1, clause.index, ctx.pack)
    if stop < len(tokens) and tokens[stop].features.get("PronType") == "Rel":
        stop = next((t.index for t in tokens[stop + 1 :] if t.text in (",", ";")), len(tokens) - 1)
        return source, stop
    initial = all(t.upos in ("PUNCT", "CCONJ", "ADV") for t in tokens[: cue.first])
    if initial and stop < len(tokens) and tokens[stop].text != ",":
        # The phrase goes on (a relative clause, a participle) until its comma.
        comma = next((t.index for t in tokens[stop : stop + 30] if t.text == ","), None)
        verb = next((t.index for t in tokens[stop:] if is_finite(t)), len(tokens))
        relative = next(
            (
                t.index
                for t in tokens[stop:]
                if t.features.get("PronType") == "Rel"
                or t.verb_form == "Part"
                or (t.index == stop and t.lower in ctx.pack.complementizers)
            ),
            len(tokens),
        )
        if comma is not None and (comma < verb or relative <= verb):
            stop = comma
    return source, stop


def _is_taken_up(ctx: Context, tokens: tuple[Token, ...], comma: int) -> bool:
    """A comma, a participle of relaying or saying and the mark of an agent: *, cité par*, *, confirmed by*."""
    words = [t.lower for t in tokens[comma : comma + 3]]
    if len(words) < 3 or words[0] != ",":
        return False
    verb = tokens[comma + 1]
    told = words[1] in ctx.pack.relays.participles or bool(ctx.pack.lemmas(verb.lemma, verb.text))
    return told and words[2] in ctx.pack.agent_marks


def _may_hold(ctx: Context, clause: Clause, cue: Cue, source: SourceMention) -> bool:
    """Somebody may hold it: no word for a thing (*selon les cas*), and not each of many (*selon les académies*)."""
    tokens = clause.tokens
    head = tokens[source.token]
    begin = begin_of(tokens, source)
    if tokens[cue.last].lower in ("per", "suivant") and head.upos == "NOUN" and tokens[begin].upos == "NOUN":
        return False
    forms = {head.lemma.lower(), head.lower}
    if (
        head.upos == "NOUN"
        and forms & ctx.pack.not_sources
        and (not _is_named(clause, source) or _is_made(clause, cue))
    ):
        return False
    around = tokens[begin : head.index + 2]
    if head.features.get("Number") == "Plur" and any(t.lemma.lower() in ctx.pack.distributive for t in around):
        # *selon les différentes académies*: it depends on each.
        return False
    return head.features.get("PronType") != "Rel" and head.lower not in ("que", "cela", "ça") and head.upos != "NUM"


def _is_made(clause: Clause, cue: Cue) -> bool:
    """A participle before the preposition: *tourné (en Galice) d'après un roman de X* cites nobody."""
    comma = next((t.index + 1 for t in reversed(clause.tokens[: cue.first]) if t.text == ","), 0)
    before = clause.tokens[comma : cue.first]
    made = bool(before) and (before[-1].verb_form == "Part" or before[0].verb_form == "Part")
    return made and not any(is_finite_verb(t) for t in before)


def _is_named(clause: Clause, source: SourceMention) -> bool:
    """A proper name is part of the mention."""
    return any(t.upos == "PROPN" for t in clause.tokens if source.start <= t.start < source.end)


def begin_of(tokens: tuple[Token, ...], source: SourceMention) -> int:
    """The first token of a mention."""
    return next(t.index for t in tokens if t.end > source.start)


def _scope(ctx: Context, clause: Clause, cue: Cue, stop: int, left: int, right: int) -> list[Span]:
    """The sentence without the frame; only the quotation, or the clause, that the preposition stands in."""
    tokens = clause.tokens
    quotation = ctx.quotation(cue.start)
    low, high = tokens[0].start, tokens[-1].end
    if quotation is not None:
        low, high = max(low, quotation.start + 1), min(high, quotation.end - 1)
    else:
        follows = ctx.quotation_from(ctx.skip(right, ",:"))
        if follows is not None and follows.end >= high - 1 and follows.start < high:
            high = max(high, follows.end)
        opening = ctx.quotation(low)
        if opening is not None and opening.start < low and opening.end <= left:
            low = opening.start
        low = _coordinated(clause, cue, low, ctx.pack.complementizers)
        high = min([high, *(t.start for t in tokens if t.text == ";" and t.start >= right)])
    low = ctx.after_opener(clause.sentence, low)
    parts = [
        ctx.tidy(low, left) if low < left else None,
        None if _is_sister(ctx, clause, stop, left) else ctx.tidy(right, high),
    ]
    return [part for part in parts if part is not None]


def _parted(ctx: Context, clause: Clause, cue: Cue, cues: Sequence[Cue], spans: list[Span]) -> list[Span]:
    """*4 000 personnes selon X, 1 700 d'après Y*: to each source its own figure."""
    place = next((n for n, c in enumerate(cues) if c.first == cue.first), 0)
    near = [c for c in cues[max(0, place - 1) : place + 2] if c.form is CueForm.PREPOSITION]
    for one, other in pairwise(near):
        start = _figure_start(clause, one, other)
        if start is None or cue.first not in (one.first, other.first):
            continue
        cut = clause.tokens[start].start
        if cue.first == other.first:
            figure = ctx.tidy(cut, other.start)
            return [(cut, other.start if figure is None else figure[1])]
        spans = [part for low, high in spans if low < cut and (part := ctx.tidy(low, min(high, cut)))]
    return spans


def _figure_start(clause: Clause, one: Cue, other: Cue) -> int | None:
    """Where the figure of the second source begins: behind a comma or a coordinator, with no verb of its own."""
    tokens = clause.tokens
    between = tokens[one.last + 1 : other.first]
    tie = next((t.index for t in reversed(between) if t.text in (",", ";") or t.upos == "CCONJ"), None)
    if tie is None:
        return None
    figure = tokens[tie + 1 : other.first]
    finite = any(is_finite(t) for t in (*figure, *tokens[other.last + 1 :]))
    return tie + 1 if any(t.upos == "NUM" for t in figure) and not finite else None


def _is_sister(ctx: Context, clause: Clause, stop: int, left: int) -> bool:
    """What follows the frame is a clause of its own: *P, selon X, et Q*."""
    after = [t for t in clause.tokens[stop:] if t.text != ","]
    if not after or (after[0].upos != "CCONJ" and after[0].text not in (";", ":")):
        return False
    return ctx.is_finite(clause.sentence, clause.sentence.start, left) and ctx.is_finite(
        clause.sentence, after[0].start, clause.sentence.end
    )


def _coordinated(clause: Clause, cue: Cue, low: int, complementizers: frozenset[str]) -> int:
    """*P1, mais selon X P2*: the content begins with the clause that the preposition opens."""
    tokens = clause.tokens
    if cue.first >= 2 and tokens[cue.first - 1].upos in ("CCONJ", "SCONJ"):
        before = tokens[: cue.first - 1]
        if any(is_finite(t) for t in before):
            return tokens[cue.first].start
    links = cue.first >= 2 and tokens[cue.first - 1].text == ","
    if (
        links
        and (tokens[cue.first - 2].upos in ("CCONJ", "SCONJ") or tokens[cue.first - 2].lower in complementizers)
        and any(is_finite(t) for t in tokens[: cue.first - 2])
    ):
        return tokens[cue.first].start
    semicolon = [t for t in tokens[: cue.first] if t.text == ";"]
    return semicolon[-1].end if semicolon else low
