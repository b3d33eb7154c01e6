"""Outlets in the frame of an attribution: told to, said on, published in, quoted by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from attrs import evolve, frozen

from factcheck.grammar.phrases import phrase
from factcheck.grammar.values import Found
from factcheck.languages.tables import Words
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.kinds import is_place, noun_in
from factcheck.mentions.outlets import is_outlet
from factcheck.mentions.references import Sort
from factcheck.mentions.runs import runs
from factcheck.mentions.values import SourceMention
from factcheck.report import SourceType
from factcheck.syntax.tokens import Sentence, Span, Token

# A participle announces an outlet at most so many words before its preposition: "publié hier dans".
_NEAR = 4
_LONGEST_NAME = 5


def by_sentence(found: Sequence[Found]) -> dict[int, list[Found]]:
    """The attributions by the sentences of their cues and sources."""
    places: dict[int, list[Found]] = defaultdict(list)
    for a in found:
        for number in {part.sentence for part in (a.cue, a.source) if part is not None}:
            places[number].append(a)
    return places


@frozen
class Named:
    holder: SourceMention
    interview: bool = False


def outlets_in_frame(ctx: Context, a: Found, beside: Mapping[int, Sequence[Found]]) -> Iterator[Named]:
    """The outlets in the frame: after *à*, *sur*, *to*, *in*, after *cité par*, or the bare object of the
    cue.
    """
    for index, sentence, stretch in frame(ctx, a, beside):
        for holder, first in _mentions(ctx, index, sentence, stretch, a):
            place = _Place.of(ctx, sentence, first, a)
            if place is None or _inside_source(ctx, a, holder) or _first_hand(ctx, sentence, holder):
                continue
            if place.fits(ctx, holder, _is_document(ctx, a)):
                yield Named(holder, place.interview)
        yield from (Named(h) for h in _seen_by(ctx, index, sentence, stretch) if not _inside_source(ctx, a, h))


def _seen_by(ctx: Context, index: int, sentence: Sentence, stretch: list[Token]) -> Iterator[SourceMention]:
    """*Dans une lettre que Mediapart a consultée*: the outlet that a relative clause says has seen it."""
    low, high = stretch[0].index, stretch[-1].index
    for token in stretch:
        if token.upos != "VERB" or token.lemma.lower() not in ctx.pack.relays.seeing:
            continue
        above = sentence.head(token) if token.dep == "xcomp" else token
        if above is None or above.dep != "acl":
            continue
        for subject in sentence.children(above, "nsubj"):
            holder = phrase(sentence, subject, index, low, high)
            if subject.upos != "PRON" and is_outlet(ctx, holder) and not _first_hand(ctx, sentence, holder):
                yield holder


def _mentions(
    ctx: Context, index: int, sentence: Sentence, stretch: list[Token], a: Found
) -> Iterator[tuple[SourceMention, int]]:
    """The names in a stretch, with the noun that announces them (*l'agence X*).

    A noun for an outlet alone (*au quotidien*, *the station*) has to hang on the cue.
    """
    tokens, nouns = sentence.tokens, ctx.pack.source_nouns.outlet
    low, high = stretch[0].index, stretch[-1].index
    named: set[int] = set()
    for run in runs(tokens, low, high, ctx.pack):
        first = run.first
        while first > low and _announces(tokens[first - 1], nouns):
            first -= 1
        named.update(range(first, run.last + 1))
        yield SourceMention(index, run.first, tokens[first].start, tokens[run.last].end), first
    cue = a.cue.head if a.cue is not None else None
    for token in stretch:
        # *l'hebdomadaire*: an adjective, for some taggers.
        noun = token.upos in ("ADJ", "NOUN") and noun_in(token, nouns)
        if token.head == cue and noun and token.index not in named:
            # *a dit à la télévision d'État | le colonel*: the speaker is no part of it.
            speaker = a.source is not None and a.source.sentence == index and a.source.start >= token.end
            stop = next((t.index - 1 for t in stretch if speaker and a.source and t.end > a.source.start), high)
            holder = _with_name(ctx, tokens, phrase(sentence, token, index, low, stop), token)
            # The last word there: *au quotidien* begins with two in one place.
            yield holder, max(t.index for t in tokens if t.start <= holder.start)


def _announces(token: Token, nouns: Words) -> bool:
    """*the state | broadcaster | X*: a word that says what outlet a name is of."""
    return token.upos == "ADJ" or token.dep == "compound" or noun_in(token, nouns)


def _with_name(ctx: Context, tokens: tuple[Token, ...], holder: SourceMention, noun: Token) -> SourceMention:
    """*l'hebdomadaire Le Point*: the name behind the noun, which the tagger took for a common one."""
    if noun.end != holder.end:
        return holder
    behind = tokens[noun.index + 1 : noun.index + 1 + _LONGEST_NAME]
    capital = takewhile(lambda t: t.text[0].isupper() or t.upos in ("ADP", "DET"), behind)
    ends = [t.end for t in capital if t.text[0].isupper()]
    named = (end for end in reversed(ends) if ctx.pack.registry.may_be(ctx.document.folded[behind[0].start : end]))
    return evolve(holder, end=next(named, holder.end))


def frame(ctx: Context, a: Found, beside: Mapping[int, Sequence[Found]]) -> Iterator[tuple[int, Sentence, list[Token]]]:
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
        if meets(token, a.content) or (meets(token, taken) and not meets(token, own)):
            if stretch:
                yield where.sentence, sentence, stretch
            stretch = []
        else:
            stretch.append(token)
    if stretch:
        yield where.sentence, sentence, stretch


def meets(token: Token, spans: Sequence[Span]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


@frozen
class _Place:
    """What stands before a mention, as far as it announces an outlet."""

    addressed: bool
    published: bool
    interview: bool
    barred: bool
    where: bool = False

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
        published = any(t.lower in relays.participles for t in behind)
        interview = any(t.lower in relays.interviews for t in behind)
        barred = any(t.lower in relays.not_relays for t in (*behind[-1:], *tokens[first : first + 2]))
        if a.cue is not None and before.index == a.cue.last and before.upos not in ("ADP", "SCONJ"):
            return cls(True, published, interview, barred)
        if before.upos != "ADP":
            return None
        agent = before.lower in ctx.pack.agent_marks and before.lower not in relays.marks
        if agent:
            return cls(False, True, interview, barred) if published else None
        setting = any(t.lower in relays.settings for t in behind[-1:])
        if before.lower not in relays.marks and not setting:
            return None
        # "Reached by phone in Lahore": where they were, and no outlet.
        where = any(t.lower in relays.reached for t in behind)
        return cls(before.lower in ctx.pack.addressee_marks, published, interview or setting, barred, where)

    def fits(self, ctx: Context, holder: SourceMention, document: bool) -> bool:
        """The mention is an outlet, as far as this place asks for one; ``document`` says that a document speaks."""
        if self.barred:
            return False
        reference = describe(ctx, holder.sentence, holder.start, holder.end, holder.token)
        if reference.name is None and not (self.addressed or self.interview):
            return False
        if is_outlet(ctx, holder, self.addressed):
            return True
        # *joint par RTL*, *au micro de RTL*: one of several outlets of that name.
        text = ctx.document.text[holder.start : holder.end]
        if (self.published or self.interview) and ctx.pack.registry.may_be(text):
            return True
        # "dans une tribune publiée sur X", "an interview published in X": the place itself says what X is.
        named = bool(reference.words) and reference.words[-1].isalpha() and not is_place(reference.words, ctx.pack)
        told = self.published and not self.where and not document
        return named and told and not reference.roles and reference.kind is None


def _inside_source(ctx: Context, a: Found, holder: SourceMention) -> bool:
    """The mention is the source, or the complement of its name: *le correspondant de l'AFP*."""
    source = a.source
    if source is None or not (source.start <= holder.start and holder.end <= source.end):
        return False
    words = ctx.document.folded[source.start : holder.start].lower().replace("'", "' ").split()
    return not any(word in ctx.pack.relays.participles for word in words)


def _is_document(ctx: Context, a: Found) -> bool:
    """What speaks is a report or a study: where it was published is no relay, unless that is an outlet."""
    if a.source is None:
        return False
    told = describe(ctx, a.source.sentence, a.source.start, a.source.end, a.source.token)
    # "The trial, published in X": what is no person's noun is a document's here.
    return told.kind is SourceType.DOCUMENT or (told.kind is None and told.sort is Sort.NOUN)


def _first_hand(ctx: Context, sentence: Sentence, holder: SourceMention) -> bool:
    """*told this newspaper*, *à notre rédaction*: the article's own outlet is no relay."""
    tables = ctx.pack.determiners
    first = next((t for t in sentence.tokens if t.start >= holder.start), None)
    return first is not None and (first.lower in tables.demonstrative or first.lower in tables.own)
