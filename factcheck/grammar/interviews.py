"""Lines that open with who speaks, and need no quotation marks: interviews, transcripts, questions and answers."""

from bisect import bisect_left
from collections import Counter

from factcheck.grammar.context import Context
from factcheck.grammar.dialogues import from_answers, from_turns, heads
from factcheck.grammar.labels import nominal
from factcheck.grammar.sides import is_headline
from factcheck.grammar.values import Clause, Construction, Found, SourceMention
from factcheck.syntax.tokens import Span, merged


def from_speakers(ctx: Context, found: list[Found]) -> list[Found]:
    """Lines that open with who speaks and have no quotation marks: interviews, transcripts, headlines.

    The label must be the full name of somebody who speaks elsewhere in the document, or stand before several
    paragraphs, or most paragraphs must have one. What it brings in runs to the end of its paragraph; questions
    assert nothing and are left out.
    """
    labels = {clause.index: label for clause in ctx.clauses if (label := _label(ctx, clause)) is not None}
    turns = Counter(_key(ctx, holder) for holder in labels.values())
    spoken = _full_names(ctx, found)
    paragraphs = {sentence.paragraph for sentence in ctx.document.sentences}
    interview = len(labels) >= _FEWEST_TURNS and 2 * len(labels) >= len(paragraphs)
    asked = _after_questions(ctx)
    result = [*from_answers(ctx), *from_turns(ctx, found)]
    taken = merged(span for a in (*found, *result) for span in a.content)
    for index, holder in labels.items():
        clause = ctx.clauses[index]
        key = _key(ctx, holder)
        known = key in spoken or index in asked or (index == 0 and _heads_article(ctx, clause, holder, spoken))
        if not interview and turns[key] < _FEWEST_TURNS and not known:
            continue
        colon = next(t for t in clause.tokens if t.text == ":")
        span = ctx.tidy(colon.end, ctx.document.sentences[ctx.paragraph(index)[1]].end)
        if span is None or _meets(taken, span):
            continue
        if ctx.document.text.startswith("?", ctx.skip(span[1])):
            continue
        result.append(Found((span,), Construction.LABEL, None, holder, frame=((clause.sentence.start, colon.end),)))
    return result


# A label that stands before so many paragraphs is a speaker's.
_FEWEST_TURNS = 2


def _after_questions(ctx: Context) -> frozenset[int]:
    """The numbers of the sentences that open a paragraph behind one that asks something."""
    text, sentences = ctx.document.text, ctx.document.sentences
    ends = {n: text[sentences[n - 1].start : sentences[n - 1].end].rstrip() for n in heads(ctx) if n}
    return frozenset(n for n, end in ends.items() if end.endswith("?"))


def _key(ctx: Context, holder: SourceMention) -> str:
    return ctx.document.text[holder.start : holder.end].casefold()


def _label(ctx: Context, clause: Clause) -> SourceMention | None:
    """A name of a few words before a colon at the head of a paragraph."""
    previous = ctx.document.sentences[clause.index - 1] if clause.index else None
    if previous is not None and previous.paragraph == clause.sentence.paragraph:
        return None
    colon = next((t for t in clause.tokens[1:6] if t.text == ":"), None)
    if colon is None or ctx.quotation(clause.tokens[0].start):
        return None
    label = nominal(clause, 0, colon.index - 1)
    if label is None or any(t.upos == "PROPN" for t in clause.tokens[: colon.index]):
        return label
    # A headline's alone: *Sondage : P*, and not *Résultat : la dette augmente.*
    apart = len(ctx.document.sentences) > 1 and ctx.paragraph(0) == (0, 0)
    head = clause.tokens[label.token]
    heads_text = clause.index == 0 and (apart or is_headline(ctx, clause))
    return label if heads_text and ctx.names(head, "document", "person") else None


def _heads_article(ctx: Context, clause: Clause, label: SourceMention, spoken: frozenset[str]) -> bool:
    """A headline that opens with a last name of somebody who speaks below, or a document: *Sanders: P*, *Poll: P*."""
    names = {name.split()[-1] for name in spoken}
    colon = next(t for t in clause.tokens if t.text == ":")
    asserts = ctx.is_finite(clause.sentence, colon.end, clause.sentence.end)
    spoken_of = asserts and ctx.names(clause.tokens[label.token], "person")
    document = ctx.names(clause.tokens[label.token], "document")
    last = _key(ctx, label).split()[-1:]
    return spoken_of or document or bool(names.intersection(last))


def _full_names(ctx: Context, found: list[Found]) -> frozenset[str]:
    """The names of two words or more of those who speak in the document."""
    names = set()
    for attribution in found:
        if attribution.source is None:
            continue
        tokens = ctx.document.sentences[attribution.source.sentence].tokens
        inside = [
            t for t in tokens if attribution.source.start <= t.start < attribution.source.end and t.upos == "PROPN"
        ]
        if len(inside) > 1 and inside[-1].index - inside[0].index == len(inside) - 1:
            names.add(ctx.document.text[inside[0].start : inside[-1].end].casefold())
    return frozenset(names)


def _meets(taken: list[Span], span: Span) -> bool:
    """One of the stretches, which are in order and apart, has a letter in common with this one."""
    place = bisect_left(taken, (span[1],)) - 1
    return place >= 0 and taken[place][1] > span[0]
