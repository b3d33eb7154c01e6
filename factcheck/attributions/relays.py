"""Who passes a content on: told to an outlet, cited by one, citing somebody, as reported in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from factcheck.attributions.context import Context
from factcheck.attributions.neighbours import following
from factcheck.attributions.phrases import phrase
from factcheck.attributions.values import Cue, Found, Holder
from factcheck.hearsay import hearsay_phrase, reports
from factcheck.sources.anonymity import is_vague
from factcheck.sources.describing import describe
from factcheck.sources.kinds import is_place, noun_in
from factcheck.sources.outlets import is_outlet
from factcheck.sources.references import Sort
from factcheck.sources.runs import runs
from factcheck.tokens import Sentence, Span, Token

#: The note on an attribution whose source is nobody in particular.
VAGUE = "vague"
#: The note on an attribution whose cue is itself marked as something heard.
HEARSAY = "hearsay"
#: The note on an attribution that comes from an interview, which the ones after it may go on with.
INTERVIEW = "interview"

# A participle announces an outlet at most so many words before its preposition: "publié hier dans".
_NEAR = 4
# The attribution that a quotation goes on with is at most so many before it.
_BACK = 20


def _reported(ctx: Context, cue: Cue) -> bool:
    """*X aurait déclaré que P*: the cue itself is told without being vouched for."""
    sentence = ctx.document.sentences[cue.sentence]
    cues = sentence.tokens[cue.first : cue.last + 1]
    return any(token.lower in ctx.pack.hearsay["adverbs"] or reports(ctx, sentence, token) for token in cues)


def add_relays(ctx: Context, found: list[Found]) -> list[Found]:
    """The attributions with the mentions of their relays, nearest teller first.

    Outlets named in the frame of an attribution come before the persons whom ``nest`` found around it; where
    an outlet
    cites somebody (*Le Monde, citant des sources, rapporte que …*), the cited one becomes the source. The
    notes say
    which sources are nobody in particular.
    """
    result: list[Found] = []
    beside = _by_sentence(found)
    for attribution in found:
        a = _cited(ctx, _citing(ctx, _parted(ctx, attribution)))
        if a.cue is not None and (_reported(ctx, a.cue) or _told_around(ctx, a, a.cue)):
            a = evolve(a, notes=a.notes | {HEARSAY})
        if a.source is not None and is_vague(ctx, a.source):
            a = evolve(a, notes=a.notes | {VAGUE})
        if a.cue is None and (before := _as_before(a, result)) is not None:
            result.append(before)
            continue
        told = next((o for o in _outlets(ctx, a, beside) if o.holder not in (a.source, *a.relays)), None)
        if told is not None:
            notes = a.notes | {INTERVIEW} if told.interview else a.notes
            a = evolve(a, relays=(told.holder, *a.relays), notes=notes)
        result.append(a)
    return _interviews(ctx, result)


def _told_around(ctx: Context, a: Found, cue: Cue) -> bool:
    """*On dit que P*, *il paraît que P*: the words from the sentence's head to the content say that it is a
    rumour.
    """
    start = ctx.document.sentences[cue.sentence].start
    begin = min((span[0] for span in a.content if span[0] >= cue.end), default=cue.end)
    return hearsay_phrase(ctx, start, begin, ("phrases",)) is not None


def _by_sentence(found: Sequence[Found]) -> dict[int, list[Found]]:
    """The attributions by the sentences of their cues and sources."""
    places: dict[int, list[Found]] = defaultdict(list)
    for a in found:
        for number in {part.sentence for part in (a.cue, a.source) if part is not None}:
            places[number].append(a)
    return places


def _as_before(a: Found, before: list[Found]) -> Found | None:
    """A quotation that runs on has come the same way as the one that it goes on with; None when there is
    none.
    """
    same = next((other for other in reversed(before[-_BACK:]) if other.source == a.source), None)
    return evolve(a, relays=same.relays) if same is not None else None


# -- outlets in the frame
# --------------------------------------------------------------------------------------


@frozen
class _Outlet:
    holder: Holder
    interview: bool = False


def _outlets(ctx: Context, a: Found, beside: Mapping[int, Sequence[Found]]) -> Iterator[_Outlet]:
    """The outlets in the frame: after *à*, *sur*, *to*, *in*, after *cité par*, or the bare object of the
    cue.
    """
    for index, sentence, stretch in _frame(ctx, a, beside):
        for holder, first in _mentions(ctx, index, sentence, stretch, a):
            place = _Place.of(ctx, sentence, first, a)
            if place is None or _inside_source(ctx, a, holder) or _first_hand(ctx, sentence, holder):
                continue
            if place.fits(ctx, holder):
                yield _Outlet(holder, place.interview)


def _mentions(
    ctx: Context, index: int, sentence: Sentence, stretch: list[Token], a: Found
) -> Iterator[tuple[Holder, int]]:
    """The names in a stretch, with the noun that announces them (*l'agence X*).

    A noun for an outlet alone (*au quotidien*, *the station*) has to hang on the cue.
    """
    tokens, nouns = sentence.tokens, ctx.pack.anaphora["outlet"]
    low, high = stretch[0].index, stretch[-1].index
    named: set[int] = set()
    for run in runs(tokens, low, high, ctx.pack):
        first = run.first
        while first > low and (tokens[first - 1].upos == "ADJ" or noun_in(tokens[first - 1], nouns)):
            first -= 1
        named.update(range(first, run.last + 1))
        yield Holder(index, run.first, tokens[first].start, tokens[run.last].end), first
    cue = a.cue.head if a.cue is not None else None
    for token in stretch:
        if token.head == cue and token.upos == "NOUN" and token.index not in named and noun_in(token, nouns):
            holder = phrase(sentence, token, index, low, high)
            yield holder, next(t.index for t in tokens if t.end > holder.start)


def _frame(
    ctx: Context, a: Found, beside: Mapping[int, Sequence[Found]]
) -> Iterator[tuple[int, Sentence, list[Token]]]:
    """The tokens of the cue's sentence that belong to no content and to no other attribution, in stretches."""
    where = a.cue or a.source
    if where is None:
        return
    others = [o for o in beside.get(where.sentence, ()) if o is not a and o.cue != a.cue and o.source != a.source]
    taken: list[Span] = []
    for other in others:
        taken += [*other.content, *other.frame, *(p.span for p in (other.cue, other.source) if p is not None)]
    # What stands in its own frame is its own, whatever else has been made of it.
    own = [*a.frame, *(p.span for p in (a.cue, a.source) if p is not None)]
    sentence = ctx.document.sentences[where.sentence]
    stretch: list[Token] = []
    for token in sentence.tokens:
        if _meets(token, a.content) or (_meets(token, taken) and not _meets(token, own)):
            if stretch:
                yield where.sentence, sentence, stretch
            stretch = []
        else:
            stretch.append(token)
    if stretch:
        yield where.sentence, sentence, stretch


def _meets(token: Token, spans: Sequence[Span]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


@frozen
class _Place:
    """What stands before a mention, as far as it announces an outlet."""

    addressed: bool
    published: bool
    interview: bool
    barred: bool

    @classmethod
    def of(cls, ctx: Context, sentence: Sentence, first: int, a: Found) -> "_Place | None":
        """The announcement before token ``first``, None when there is none."""
        tokens, relays = sentence.tokens, ctx.pack.relays
        place = first - 1
        while place >= 0 and tokens[place].upos == "DET":
            place -= 1
        if place < 0:
            return None
        before = tokens[place]
        behind = tokens[max(0, place - _NEAR) : place]
        published = any(t.lower in relays["participles"] for t in behind)
        interview = any(t.lower in relays["interviews"] for t in behind)
        barred = any(t.lower in relays["not_relays"] for t in (*behind[-1:], *tokens[first : first + 2]))
        if a.cue is not None and before.index == a.cue.last and before.upos not in ("ADP", "SCONJ"):
            return cls(True, published, interview, barred)
        if before.upos != "ADP":
            return None
        agent = before.lower in ctx.pack.agent_marks and before.lower not in relays["marks"]
        if agent:
            return cls(False, True, interview, barred) if published else None
        setting = any(t.lower in relays["settings"] for t in behind[-1:])
        if before.lower not in relays["marks"] and not setting:
            return None
        return cls(before.lower in ctx.pack.addressee_marks, published, interview or setting, barred)

    def fits(self, ctx: Context, holder: Holder) -> bool:
        """The mention is an outlet, as far as this place asks for one."""
        if self.barred:
            return False
        reference = describe(ctx, holder.sentence, holder.start, holder.end, holder.token)
        if reference.name is None and not (self.addressed or self.interview):
            return False
        if is_outlet(ctx, holder):
            return True
        # "dans une tribune publiée sur X", "an interview published in X": the place itself says what X is.
        named = bool(reference.words) and reference.words[-1].isalpha() and not is_place(reference.words, ctx.pack)
        return named and self.published and not reference.roles and reference.kind is None


def _inside_source(ctx: Context, a: Found, holder: Holder) -> bool:
    """The mention is the source, or the complement of its name: *le correspondant de l'AFP*."""
    source = a.source
    if source is None or not (source.start <= holder.start and holder.end <= source.end):
        return False
    words = ctx.document.folded[source.start : holder.start].lower().replace("'", "' ").split()
    return not any(word in ctx.pack.relays["participles"] for word in words)


def _first_hand(ctx: Context, sentence: Sentence, holder: Holder) -> bool:
    """*told this newspaper*, *à notre rédaction*: the article's own outlet is no relay."""
    tables = ctx.pack.determiners
    first = next((t for t in sentence.tokens if t.start >= holder.start), None)
    return first is not None and (first.lower in tables["demonstrative"] or first.lower in tables["own"])


def _parted(ctx: Context, a: Found) -> Found:
    """*a déclaré à l'AFP Jean Dupont*: the agency and the speaker stand side by side, and only the speaker
    speaks.
    """
    if a.source is None:
        return a
    tokens = ctx.document.sentences[a.source.sentence].tokens
    inside = [t.index for t in tokens if t.start < a.source.end and a.source.start < t.end]
    if not inside or not inside[0] or tokens[inside[0] - 1].upos not in ("ADP", "DET"):
        return a
    named = runs(tokens, inside[0], inside[-1], ctx.pack)
    if len(named) < 2 or named[1].first != named[0].last + 1 or named[0].first > inside[0] + 1:
        return a
    outlet = Holder(a.source.sentence, named[0].first, tokens[inside[0]].start, tokens[named[0].last].end)
    speaker = Holder(a.source.sentence, named[1].first, tokens[named[1].first].start, a.source.end)
    return evolve(a, source=speaker) if is_outlet(ctx, outlet) else a


# -- citing, interviews
# ----------------------------------------------------------------------------------------


def _citing(ctx: Context, a: Found) -> Found:
    """*Le Monde, citant des responsables, rapporte que P*: the officials say so, Le Monde passes it on."""
    if a.source is None or a.cue is None:
        return a
    cue = a.cue
    a = _outlet_before(ctx, a)
    if a.source is None or not is_outlet(ctx, a.source):
        return a
    tokens = ctx.document.sentences[cue.sentence].tokens
    for token in tokens:
        if token.lower not in ctx.pack.relays["citing"] or token.index in range(cue.first, cue.last + 1):
            continue
        cited, stop = following(ctx.document.sentences[cue.sentence], token.index + 1, cue.sentence, ctx.pack)
        if cited is None or cited == a.source or not _beside(a, tokens, token, stop):
            continue
        content = tuple(
            span for start, end in a.content if (span := _without(ctx, start, end, token, cited)) is not None
        )
        if content:
            return evolve(a, source=cited, relays=(*a.relays, a.source), content=content)
    return a


def _outlet_before(ctx: Context, a: Found) -> Found:
    """The outlet for a source that was taken from its participle: *Le Monde, citant [des responsables],
    rapporte …*.
    """
    assert a.source is not None
    tokens = ctx.document.sentences[a.source.sentence].tokens
    first = next((t.index for t in tokens if t.end > a.source.start), 0)
    citing = next((n for n in (first, first - 1) if n > 1 and tokens[n].lower in ctx.pack.relays["citing"]), None)
    if citing is None or tokens[citing - 1].text != ",":
        return a
    named = [run for run in runs(tokens, 0, citing - 2, ctx.pack) if run.last == citing - 2]
    if not named:
        return a
    start = named[0].first
    while start and tokens[start - 1].upos == "DET":
        start -= 1
    outlet = Holder(a.source.sentence, named[0].first, tokens[start].start, tokens[named[0].last].end)
    return evolve(a, source=outlet) if is_outlet(ctx, outlet) else a


def _cited(ctx: Context, a: Found) -> Found:
    """*Le rapport cite un comptable : « P »*: whom the cue has as its object says so, its subject passes it
    on.
    """
    if a.source is None or a.cue is None or a.source.start > a.cue.start:
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    if sentence.tokens[a.cue.head].lower not in ctx.pack.relays["citing"]:
        return a
    cited, _ = following(sentence, a.cue.last + 1, a.cue.sentence, ctx.pack)
    if cited is None or any(start < cited.end and cited.start < end for start, end in a.content):
        return a
    return evolve(a, source=cited, relays=(*a.relays, a.source))


def _beside(a: Found, tokens: tuple[Token, ...], citing: Token, stop: int) -> bool:
    """The participle belongs to the outlet: right behind it, outside the content, or at the end of the
    sentence.
    """
    assert a.source is not None
    between = [t for t in tokens if a.source.end <= t.start < citing.start and t.upos != "PUNCT"]
    near = citing.start >= a.source.end and all(t.upos in ("ADP", "ADV") for t in between)
    outside = not _meets(citing, a.content)
    last = all(t.upos == "PUNCT" for t in tokens[stop:])
    return near or outside or (last and citing.upos == "VERB" and citing.features.get("VerbForm") in ("Part", "Ger"))


def _without(ctx: Context, start: int, end: int, citing: Token, cited: Holder) -> Span | None:
    """A stretch of content less the words that only cite."""
    if cited.end <= start or end <= citing.start:
        return start, end
    before, after = ctx.tidy(start, citing.start), ctx.tidy(min(cited.end, end), end)
    return max((span for span in (before, after) if span is not None), key=lambda s: s[1] - s[0], default=None)


def _interviews(ctx: Context, found: list[Found]) -> list[Found]:
    """What a pronoun goes on to say after an interview was named, or near *the interview*, comes from the
    same one.
    """
    last: Found | None = None
    running = False
    result = []
    for a in found:
        if INTERVIEW in a.notes:
            last, running = a, True
        elif last is not None and a.source is not None and not a.relays:
            reference = describe(ctx, a.source.sentence, a.source.start, a.source.end, a.source.token)
            running = reference.sort is Sort.PRONOUN and (running or _back_to_it(ctx, a.source.sentence))
            if running:
                a = evolve(a, relays=last.relays[:1])
        result.append(a)
    return result


def _back_to_it(ctx: Context, number: int) -> bool:
    """*Dans l'interview, …*: the sentence or the one before speaks of the interview that was named."""
    for sentence in ctx.document.sentences[max(0, number - 1) : number + 1]:
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
            if token.lower in ctx.pack.relays["interviews"] and before.lower in ctx.pack.determiners["definite"]:
                return True
    return False
