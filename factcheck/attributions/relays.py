"""Who passes a content on: told to an outlet, cited by one, citing somebody, as reported in."""

from collections.abc import Iterator

from attrs import evolve

from factcheck.attributions.context import Context
from factcheck.attributions.mentions import following, phrase
from factcheck.attributions.values import Found, Holder
from factcheck.sources.outlets import is_outlet
from factcheck.tokens import Sentence, Token

_HEADS = ("NOUN", "PROPN")


def add_relays(ctx: Context, found: list[Found]) -> list[Found]:
    """The attributions with the mentions of their relays, nearest teller first.

    Outlets named in the frame of an attribution come before the persons whom ``nest`` found around it; where an outlet
    cites somebody (*Le Monde, citant des sources, rapporte que …*), the cited one becomes the source.
    """
    result: list[Found] = []
    for attribution in found:
        if attribution.running and attribution.cue is None:
            result.append(_as_before(attribution, result))
            continue
        attribution = _citing(ctx, attribution)
        told = tuple(h for h in _told_to(ctx, attribution) if h != attribution.source and h not in attribution.relays)
        result.append(evolve(attribution, relays=(*told[:1], *attribution.relays)) if told else attribution)
    return result


def _as_before(attribution: Found, before: list[Found]) -> Found:
    """A quotation that runs on has come the same way as the one that it goes on with."""
    same = next((a for a in reversed(before) if a.source == attribution.source), None)
    return evolve(attribution, relays=same.relays) if same is not None else attribution


def _frame(ctx: Context, a: Found) -> Iterator[tuple[int, Sentence, list[Token]]]:
    """The tokens of the cue's sentence that belong to no content, in stretches."""
    place = a.cue.sentence if a.cue is not None else a.source.sentence if a.source is not None else None
    if place is None:
        return
    sentence = ctx.document.sentences[place]
    stretch: list[Token] = []
    for token in sentence.tokens:
        if any(start < token.end and token.start < end for start, end in a.content):
            if stretch:
                yield place, sentence, stretch
            stretch = []
        else:
            stretch.append(token)
    if stretch:
        yield place, sentence, stretch


def _told_to(ctx: Context, a: Found) -> Iterator[Holder]:
    """The outlets in the frame: after *à*, *sur*, *to*, *in*, after *cité par*, or the bare object of the cue."""
    marks = ctx.pack.relays["marks"] | ctx.pack.agent_marks
    for index, sentence, stretch in _frame(ctx, a):
        inside = {t.index for t in stretch}
        for token in stretch:
            if token.upos not in _HEADS or token.dep in ("flat", "compound", "fixed"):
                continue
            holder = phrase(sentence, token, index, min(inside), max(inside))
            first = next(t for t in sentence.tokens if t.end > holder.start)
            if not _announced(ctx, sentence, first.index, a, marks) or _own(ctx, a, holder):
                continue
            if _first_hand(ctx, sentence, holder) or not is_outlet(ctx, holder):
                continue
            yield holder


def _announced(ctx: Context, sentence: Sentence, first: int, a: Found, marks: frozenset[str]) -> bool:
    """What stands before the mention brings in an addressee, a place of publication or a citing agent."""
    tokens = sentence.tokens
    place = first - 1
    while place >= 0 and tokens[place].upos == "DET":
        place -= 1
    if place < 0:
        return False
    before = tokens[place]
    if a.cue is not None and before.index == a.cue.last:
        return True
    if before.lower in ctx.pack.agent_marks and before.lower not in ctx.pack.relays["marks"]:
        return any(t.lower in ctx.pack.relays["participles"] for t in tokens[max(0, place - 3) : place])
    if before.lower in marks:
        return True
    # "dans les colonnes du Times", "an interview of the Post": the noun says that it is a publication.
    return before.upos == "ADP" and place > 0 and tokens[place - 1].lower in ctx.pack.relays["settings"]


def _own(ctx: Context, a: Found, holder: Holder) -> bool:
    """The mention is the source or the complement of its name: *le correspondant de l'AFP*."""
    source = a.source
    if source is None or not (source.start <= holder.start and holder.end <= source.end):
        return False
    words = ctx.document.folded[source.start : holder.start].lower().replace("'", "' ").split()
    return not any(word in ctx.pack.relays["participles"] for word in words)


def _first_hand(ctx: Context, sentence: Sentence, holder: Holder) -> bool:
    """*told this newspaper*, *à notre rédaction*: the article's own outlet is no relay."""
    tables = ctx.pack.determiners
    before = [t.lower for t in sentence.tokens if holder.start <= t.start < holder.end][:1]
    return any(word in tables["demonstrative"] or word in ctx.pack.determiners["own"] for word in before)


def _citing(ctx: Context, a: Found) -> Found:
    """*Le Monde, citant des responsables, rapporte que P*: the officials say so, Le Monde passes it on."""
    if a.source is None or a.cue is None or not is_outlet(ctx, a.source):
        return a
    for index, sentence, stretch in _frame(ctx, a):
        last = max(t.index for t in stretch)
        for token in stretch:
            if token.lower not in ctx.pack.relays["citing"] or token.index == a.cue.head or token.index == last:
                continue
            cited, _ = following(sentence, token.index + 1, index, ctx.pack)
            if cited is None or cited == a.source or cited.start > sentence.tokens[last].end:
                continue
            return evolve(a, source=cited, relays=(*a.relays, a.source))
    return a
