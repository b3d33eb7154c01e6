"""What the article says in its own voice: the clauses that no attribution covers."""

from bisect import bisect_left
from collections.abc import Sequence

from attrs import frozen

from factcheck.grammar.assertive import Form, form_of
from factcheck.grammar.values import CueForm, Found
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite, is_finite_verb
from factcheck.syntax.tokens import Span, Token, merged


@frozen
class Assertion:
    """A clause in the article's own voice: its sentence, its spans, and the tokens that it is made of.

    ``form`` tells whether it says that something is the case.
    """

    sentence: int
    spans: tuple[Span, ...]
    tokens: tuple[Token, ...]
    form: Form = Form.STATEMENT


_TIES = frozenset(("PUNCT", "CCONJ", "SCONJ", "ADP"))


def find_assertions(ctx: Context, found: Sequence[Found]) -> tuple[Assertion, ...]:
    """The narrator's clauses in order: a sentence without attributions, or a clause beside them.

    Relative clauses, appositions and the frame of an attribution are no clauses of their own. Whether a clause asserts
    anything is only noted, as its form.
    """
    covered = _covered(ctx, found)
    result: list[Assertion] = []
    for clause in ctx.clauses:
        own = [t for t in clause.tokens if not _inside(t, covered)]
        if len(own) == len(clause.tokens):
            whole = _assertion(ctx, clause, list(clause.tokens))
        else:
            whole = _remainder(ctx, clause, own)
        if whole is not None:
            result.append(whole)
    return tuple(result)


def _covered(ctx: Context, found: Sequence[Found]) -> list[Span]:
    """All that attributions cover, as stretches in order that do not touch: many sentences are held against it."""
    spans = [span for a in found for span in (*a.content, *a.frame)]
    spans += [a.cue.span for a in found if a.cue is not None]
    spans += [a.source.span for a in found if a.source is not None and _frames(ctx, a)]
    return merged(spans)


def _frames(ctx: Context, a: Found) -> bool:
    """The mention of the source belongs to the cue's own clause, and not to a clause of the narrator's around it.

    Without a cue it is a label (*Paul Durand : P*) or a signature if it stands right beside the content.
    """
    if a.source is not None and a.cue is None:
        gaps = [(end, a.source.start) for _, end in a.content] + [(a.source.end, start) for start, _ in a.content]
        return any(low <= high and not any(map(str.isalnum, ctx.document.text[low:high])) for low, high in gaps)
    if a.source is None or a.cue is None or a.source.sentence != a.cue.sentence:
        return False
    if a.cue.form in (CueForm.PARTICIPLE, CueForm.INFINITIVE):
        return False
    low, high = sorted((a.source.end, a.cue.start))
    between = [t for t in ctx.document.sentences[a.cue.sentence].tokens if low <= t.start < high]
    return not any(t.features.get("PronType") == "Rel" or t.lower in ctx.pack.relative_pronouns for t in between)


def _inside(token: Token, covered: list[Span]) -> bool:
    place = bisect_left(covered, (token.end,)) - 1
    return place >= 0 and token.start < covered[place][1]


def _assertion(ctx: Context, clause: Clause, tokens: list[Token]) -> Assertion | None:
    span = ctx.tidy(tokens[0].start, tokens[-1].end)
    return Assertion(clause.index, (span,), tuple(tokens), form_of(ctx, clause, tokens)) if span else None


def _remainder(ctx: Context, clause: Clause, own: list[Token]) -> Assertion | None:
    """A clause of its own beside an attribution: *P1, et X a déclaré que P2*."""
    stretches: list[list[Token]] = []
    for token in own:
        goes_on = bool(stretches) and token.index == stretches[-1][-1].index + 1
        if goes_on and stretches[-1][-1].text != ";":
            stretches[-1].append(token)
        else:
            stretches.append([token])
    stretches = [_without_ties(ctx, stretch) for stretch in stretches]
    kept: list[Token] = []
    spans: list[Span] = []
    for stretch in stretches:
        heads = [
            t
            for t in stretch
            if is_finite_verb(t)
            and not _in_relative(stretch, t)
            and (_is_coordinated(ctx, clause, stretch) or not _is_dependent(ctx, clause, t))
        ]
        if heads and len([t for t in stretch if t.upos != "PUNCT"]) >= 4:
            span = ctx.tidy(stretch[0].start, stretch[-1].end)
            if span:
                spans.append(span)
                kept += stretch
    subject = _subject_apart(stretches, kept)
    if subject and (span := ctx.tidy(subject[0].start, subject[-1].end)):
        spans.insert(0, span)
        kept = [*subject, *kept]
    if not spans:
        return None
    return Assertion(clause.index, tuple(spans), tuple(kept), form_of(ctx, clause, kept))


def _subject_apart(stretches: list[list[Token]], kept: list[Token]) -> list[Token]:
    """The stretch with the subject of what is kept, which stands before it: *La maire, [pour qui P], a signé*."""
    verbs = {t.index for t in kept}
    return next(
        (
            stretch
            for stretch in stretches
            if kept and stretch[0].index < kept[0].index and any(t.dep == "nsubj" and t.head in verbs for t in stretch)
        ),
        [],
    )


def _without_ties(ctx: Context, stretch: list[Token]) -> list[Token]:
    """The stretch less what only ties its end to the attribution behind it: *…, and [X said P]*, *…, who [said P]*."""
    end = len(stretch)
    while end > 1 and _ties(ctx, stretch[end - 1]):
        end -= 1
    return stretch[:end]


def _ties(ctx: Context, token: Token) -> bool:
    relative = token.features.get("PronType") == "Rel"
    return token.upos in _TIES or relative or (token.upos == "ADV" and token.lower in ctx.pack.contrasts)


def _is_coordinated(ctx: Context, clause: Clause, stretch: list[Token]) -> bool:
    """The stretch opens with a coordinator or a semicolon parts it: a main clause, whatever the tree hangs it from."""
    words = [t for t in stretch if t.upos != "PUNCT"]
    first, last = stretch[0], stretch[-1]
    beside = (*clause.tokens[max(0, first.index - 1) : first.index], *clause.tokens[last.index + 1 : last.index + 2])
    parted = any(t.text == ";" for t in beside) or (first.index == 0 and _precedes_coordinator(clause, last.index + 1))
    return bool(words) and (parted or words[0].lower in ctx.pack.contrasts or words[0].upos == "CCONJ")


def _in_relative(stretch: list[Token], verb: Token) -> bool:
    """The first finite verb behind a relative pronoun: *; son capitaine, qui a pu nager, [dit que P]*."""
    before = [t for t in stretch if t.index < verb.index]
    relative = next((t.index for t in reversed(before) if t.features.get("PronType") == "Rel"), None)
    return relative is not None and not any(is_finite(t) for t in before if t.index > relative)


def _precedes_coordinator(clause: Clause, place: int) -> bool:
    """A comma and a coordinator follow: *P1, and X said that P2*."""
    words = clause.tokens[place : place + 2]
    return len(words) > 1 and words[0].text == "," and words[1].upos == "CCONJ"


def _is_dependent(ctx: Context, clause: Clause, verb: Token) -> bool:
    """The verb stands in a relative clause, an apposition or another clause that cannot stand alone."""
    sentence = clause.sentence
    token: Token | None = verb
    while token is not None and token.dep in ("aux", "cop"):
        token = sentence.head(token)
    if token is None:
        return False
    if any(
        c.lower in ctx.pack.complementizers or c.features.get("PronType") == "Rel" for c in sentence.children(token)
    ):
        return True
    return token.dep in ("acl", "advcl", "ccomp", "csubj")
