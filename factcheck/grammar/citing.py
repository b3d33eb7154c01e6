"""Somebody cited by an outlet: *Le Monde, citant des responsables, rapporte que P*; an agency beside its speaker."""

import re

from attrs import evolve

from factcheck.grammar.frames import meets
from factcheck.grammar.nameless import before_reason, without_reason
from factcheck.grammar.neighbours import following
from factcheck.grammar.phrases import phrase
from factcheck.grammar.values import Found
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.kinds import noun_in
from factcheck.mentions.outlets import is_outlet
from factcheck.mentions.runs import runs
from factcheck.mentions.values import SourceMention
from factcheck.syntax.forms import is_finite, is_participle
from factcheck.syntax.tokens import Sentence, Span, Token

# "…, cité hier par": the participle stands at once behind the source.
_BEHIND = 6
_LONGEST_NAME = 5
_BRACKETS = re.compile(r"\s*\([^\s()]+\)")
# How many words of a relative clause may stand before its verb that cites.
_OWN_CLAUSE = 3


def origin_and_outlet(ctx: Context, a: Found) -> Found:
    """The attribution with the one who is cited as its source, and the outlet that cites as a relay."""
    return _cited_by(ctx, _cited(ctx, _citing(ctx, _parted(ctx, _widened(ctx, a)))))


def _widened(ctx: Context, a: Found) -> Found:
    """The whole mention where the tagger cuts it: *Sources close to the talks say*, *Quelqu'un a dit*."""
    if a.source is None:
        return a
    sentence = ctx.document.sentences[a.source.sentence]
    whole = _in_the_know(ctx, sentence, a.source) or _whole_word(sentence, a.source)
    whole = whole or _with_noun(ctx, sentence, a.source) or a.source
    whole = _whole_name(ctx, sentence, whole)
    source = without_reason(ctx, before_reason(ctx, whole))
    return evolve(a, source=source) if source != a.source else a


def _in_the_know(ctx: Context, sentence: Sentence, source: SourceMention) -> SourceMention | None:
    """*People close to the talks say*: the parser makes a clause of it, and the talks the speaker."""
    tokens = sentence.tokens
    place = next((t.index for t in tokens if t.end > source.start), 0) - 1
    while place > 1 and tokens[place].upos in ("ADP", "DET"):
        place -= 1
    noun = tokens[place - 1] if place > 0 else None
    words = ctx.pack.anonymity
    if noun is None or tokens[place].lower not in words.knowing or noun.end >= source.start:
        return None
    if not noun_in(noun, words.known | words.persons):
        return None
    first = noun.index - 1 if noun.index and tokens[noun.index - 1].dep in ("det", "nummod") else noun.index
    return SourceMention(source.sentence, noun.index, tokens[first].start, source.end)


def _with_noun(ctx: Context, sentence: Sentence, source: SourceMention) -> SourceMention | None:
    """*Un haut responsable*: *haut* is the noun, says the tagger, and the official an adjective."""
    token = sentence.tokens[source.token]
    noun = sentence.head(token)
    if token.dep != "amod" or noun is None or noun.index != token.index + 1:
        return None
    if noun.end <= source.end or not noun_in(noun, ctx.pack.source_nouns.person):
        return None
    before = sentence.tokens[token.index - 1] if token.index else token
    start = before.start if before.upos in ("DET", "NUM") else source.start
    return SourceMention(source.sentence, noun.index, min(start, source.start), noun.end)


def _whole_word(sentence: Sentence, source: SourceMention) -> SourceMention | None:
    """*Quelqu'un*, *quelques-uns*: one word to the reader, two to the tagger."""
    first = next((t.index for t in sentence.tokens if t.end > source.start), 0)
    before = sentence.tokens[first - 1] if first else None
    if before is None or before.end != source.start or before.upos not in ("PRON", "DET"):
        return None
    indefinite = before.upos == "PRON" and before.features.get("PronType") not in ("Rel", "Int")
    glued = indefinite or sentence.tokens[first].text.startswith("-")
    return evolve(source, start=before.start) if glued else None


def _whole_name(ctx: Context, sentence: Sentence, source: SourceMention) -> SourceMention:
    """*Anne Leroy*, where the tree has only *Leroy*: a mention neither begins nor ends inside a name."""
    tokens = sentence.tokens
    inside = [t.index for t in tokens if t.start < source.end and source.start < t.end]
    if not inside:
        return source
    first, last = inside[0], inside[-1]
    if (article := _with_article(ctx, tokens, first, last)) is not None:
        return evolve(source, start=min(source.start, article))
    # "Ouest-France", where the tokenizer parts the two.
    glued = first > 1 and tokens[first - 1].text == "-" and tokens[first - 1].end == tokens[first].start
    # "a New York Times report": "New" is an adjective, says the tagger.
    glued = glued or (first > 1 and tokens[first - 1].upos == "ADJ" and tokens[first - 1].text[0].isupper())
    if not glued and not any(0 <= n < len(tokens) and tokens[n].upos == "PROPN" for n in (first - 1, last + 1)):
        return source
    named = runs(tokens, max(0, first - _LONGEST_NAME), min(len(tokens) - 1, last + _LONGEST_NAME), ctx.pack)
    begin = next((r.first for r in named if r.first < first <= r.last), first)
    end = next((r.last for r in named if r.first <= last < r.last), last)
    if (begin, end) == (first, last):
        return source
    return evolve(source, start=min(source.start, tokens[begin].start), end=max(source.end, tokens[end].end))


def _with_article(ctx: Context, tokens: tuple[Token, ...], first: int, last: int) -> int | None:
    """Where an outlet's name begins whose article the tree leaves out: *Die Welt*, *El País*."""
    before = tokens[first - 1] if first else None
    if before is None or not before.text[0].isupper() or not tokens[first].text[0].isupper():
        return None
    whole = ctx.document.folded[before.start : tokens[last].end]
    short = ctx.document.folded[tokens[first].start : tokens[last].end]
    return before.start if ctx.pack.registry.may_be(whole) and not ctx.pack.registry.may_be(short) else None


def _cited_by(ctx: Context, a: Found) -> Found:
    """*Selon Paul, cité par l'AFP, P*: right behind the source stands who cites it; that is no content."""
    if a.source is None:
        return a
    sentence = ctx.document.sentences[a.source.sentence]
    behind = [t for t in sentence.tokens if t.start >= a.source.end][:_BEHIND]
    words = [t for t in behind if t.upos not in ("PUNCT", "ADV", "SCONJ")]
    relays = ctx.pack.relays.participles
    if len(words) < 2 or words[0].lower not in relays or words[1].lower not in ctx.pack.agent_marks:
        return a
    teller, _ = following(sentence, words[1].index + 1, a.source.sentence, ctx.pack)
    if teller is None or teller in a.relays or not is_outlet(ctx, teller):
        return a
    kept = tuple(s for start, end in a.content if (s := _without(ctx, start, end, words[0], teller)) is not None)
    return evolve(a, relays=(teller, *a.relays), content=kept) if kept else a


def _parted(ctx: Context, a: Found) -> Found:
    """*a déclaré à l'AFP Jean Dupont*: the agency and the speaker stand side by side, and only the
    speaker speaks.
    """
    if a.source is None:
        return a
    tokens = ctx.document.sentences[a.source.sentence].tokens
    inside = [t.index for t in tokens if t.start < a.source.end and a.source.start < t.end]
    if not inside or not inside[0]:
        return a
    before = tokens[inside[0] - 1]
    if before.upos not in ("ADP", "DET") and not noun_in(before, ctx.pack.anaphora.outlet):
        return a
    named = runs(tokens, inside[0], inside[-1], ctx.pack)
    if len(named) < 2 or named[1].first != named[0].last + 1 or named[0].first > inside[0] + 1:
        return a
    outlet = SourceMention(a.source.sentence, named[0].first, tokens[inside[0]].start, tokens[named[0].last].end)
    speaker = SourceMention(a.source.sentence, named[1].first, tokens[named[1].first].start, a.source.end)
    return evolve(a, source=speaker) if is_outlet(ctx, outlet) else a


def _citing(ctx: Context, a: Found) -> Found:
    """*Le Monde, citant des responsables, rapporte que P*: the officials say so, Le Monde passes it on."""
    if a.source is None or a.cue is None:
        return a
    cue = a.cue
    a = _outlet_behind(ctx, _outlet_before(ctx, a))
    # Whoever cites somebody is as likely an outlet as whom somebody tells something.
    if a.source is None or not is_outlet(ctx, a.source, addressed=True):
        return a
    tokens = ctx.document.sentences[cue.sentence].tokens
    for token in tokens:
        last = citing_until(ctx, tokens, token)
        if last is None or token.index in range(cue.first, cue.last + 1):
            continue
        cited, _ = following(ctx.document.sentences[cue.sentence], last + 1, cue.sentence, ctx.pack)
        if cited is not None and cited.start < a.source.start < cited.end:
            # "Citing officials, the Courier says": the Courier is no apposition.
            cited = _until_comma(tokens, cited, a.source.start)
        if cited is None or cited == a.source or not _beside(a, tokens, token) or _is_nobody(tokens, cited):
            continue
        content = tuple(
            span
            for start, end in a.content
            if (span := _without(ctx, start, end, _opening(ctx, tokens, token), cited)) is not None
        )
        if content:
            return evolve(
                a, source=without_reason(ctx, _whole(ctx, cited)), relays=(*a.relays, a.source), content=content
            )
    return a


def _is_nobody(tokens: tuple[Token, ...], cited: SourceMention) -> bool:
    """*citing no source*, *sans citer aucune source*."""
    return any(t.features.get("PronType") == "Neg" for t in tokens if cited.start <= t.start < cited.end)


def citing_until(ctx: Context, tokens: tuple[Token, ...], token: Token) -> int | None:
    """The last token of words that cite: *citant*, or *tient l'information d'*, *has the information from*."""
    if token.lower in ctx.pack.relays.citing:
        return token.index
    if token.lower not in ctx.pack.relays.holding:
        return None
    behind = tokens[token.index + 1 : token.index + 4]
    noun = next((t.index for t in behind if t.lower in ctx.pack.anaphora.sayings), None)
    if noun is None or noun + 1 >= len(tokens) or tokens[noun + 1].lower not in ctx.pack.relays.held_from:
        return None
    return noun + 1


def _opening(ctx: Context, tokens: tuple[Token, ...], citing: Token) -> Token:
    """Where the clause that cites begins: *the Courier, | which cites an officer*."""
    place = citing.index
    while place and tokens[place - 1].upos in ("VERB", "AUX", "ADV", "PART"):
        place -= 1
    before = tokens[place - 1] if place else citing
    return before if before.lower in ctx.pack.relative_pronouns else citing


def _until_comma(tokens: tuple[Token, ...], cited: SourceMention, limit: int) -> SourceMention | None:
    inside = [t for t in tokens if cited.start <= t.start < limit]
    comma = next((t.index for t in inside if t.text == ","), None)
    before = [t for t in inside if comma is None or t.index < comma]
    return evolve(cited, end=before[-1].end) if before and before[-1].index >= cited.token else None


def _whole(ctx: Context, cited: SourceMention) -> SourceMention:
    """The mention as far as its tree goes, unless a verb stands in it: *officials of A and of their allies*."""
    sentence = ctx.document.sentences[cited.sentence]
    first = next(t.index for t in sentence.tokens if t.end > cited.start)
    behind = next((t for t in sentence.tokens if t.start >= cited.end), None)
    if behind is not None and behind.lower in ctx.pack.anonymity.knowing:
        # *citing people briefed on the talks*
        stop = next((t for t in sentence.tokens[behind.index :] if t.upos in ("PUNCT", "SCONJ", "CCONJ")), None)
        last = sentence.tokens[(stop.index if stop is not None else len(sentence.tokens)) - 1]
        return evolve(cited, end=last.end)
    wider = phrase(sentence, sentence.tokens[cited.token], cited.sentence, first, len(sentence.tokens) - 1)
    added = [t for t in sentence.tokens if cited.end <= t.start < wider.end]
    plain = all(t.upos not in ("VERB", "AUX", "PUNCT", "SCONJ") for t in added)
    return evolve(cited, end=wider.end) if added and plain else cited


def _outlet_before(ctx: Context, a: Found) -> Found:
    """The outlet for a source that was taken from its participle: *Le Monde, citant [des responsables],
    rapporte …*.
    """
    assert a.source is not None
    tokens = ctx.document.sentences[a.source.sentence].tokens
    first = next((t.index for t in tokens if t.end > a.source.start), 0)
    citing = next((n for n in (first, first - 1) if n > 1 and tokens[n].lower in ctx.pack.relays.citing), None)
    if citing is None or tokens[citing - 1].text != ",":
        return a
    named = [run for run in runs(tokens, 0, citing - 2, ctx.pack) if run.last == citing - 2]
    if not named:
        return a
    start = named[0].first
    while start and tokens[start - 1].upos == "DET":
        start -= 1
    outlet = SourceMention(a.source.sentence, named[0].first, tokens[start].start, tokens[named[0].last].end)
    return evolve(a, source=outlet) if is_outlet(ctx, outlet) else a


def _outlet_behind(ctx: Context, a: Found) -> Found:
    """The outlet alone for a source that begins with whom it cites: *Citant [X, Le Monde] rapporte …*."""
    assert a.source is not None
    tokens = ctx.document.sentences[a.source.sentence].tokens
    inside = [t for t in tokens if a.source.start <= t.start < a.source.end]
    comma = next((t.index for t in inside if t.text == ","), None)
    if comma is None or not inside[0].index or tokens[inside[0].index - 1].lower not in ctx.pack.relays.citing:
        return a
    behind = tokens[comma + 1 : inside[-1].index + 1]
    if not behind:
        return a
    head = next((t.index for t in behind if t.upos == "PROPN"), behind[-1].index)
    outlet = SourceMention(a.source.sentence, head, behind[0].start, a.source.end)
    return evolve(a, source=outlet) if is_outlet(ctx, outlet) else a


def _cited(ctx: Context, a: Found) -> Found:
    """*Le rapport cite un comptable : « P »*: whom the cue has as its object says so, its subject passes
    it on.
    """
    if a.source is None or a.cue is None or a.source.start > a.cue.start:
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    if sentence.tokens[a.cue.head].lower not in ctx.pack.relays.citing:
        return a
    cited, _ = following(sentence, a.cue.last + 1, a.cue.sentence, ctx.pack)
    if cited is None or any(start < cited.end and cited.start < end for start, end in a.content):
        return a
    told = describe(ctx, cited.sentence, cited.start, cited.end, cited.token)
    # "The paper cited examples": what is cited has to be somebody, or something that speaks.
    return evolve(a, source=cited, relays=(*a.relays, a.source)) if told.name or told.kind else a


def _beside(a: Found, tokens: tuple[Token, ...], citing: Token) -> bool:
    """The participle belongs to the outlet: right behind it, outside the content, or after the last finite
    verb of the sentence.
    """
    assert a.source is not None
    between = [t for t in tokens if a.source.end <= t.start < citing.start and t.upos != "PUNCT"]
    # "The Courier, which says it cites …": a relative clause of the outlet's own.
    clause = bool(between) and between[0].upos in ("PRON", "SCONJ") and len(between) <= _OWN_CLAUSE
    near = citing.start >= a.source.end and (clause or all(t.upos in ("ADP", "ADV") for t in between))
    outside = not meets(citing, a.content)
    last = not any(is_finite(t) for t in tokens[citing.index + 1 :])
    return near or outside or (last and citing.upos == "VERB" and is_participle(citing))


def _without(ctx: Context, start: int, end: int, citing: Token, cited: SourceMention) -> Span | None:
    """A stretch of content less the words that only cite."""
    if cited.end <= start or end <= citing.start:
        return start, end
    behind = _BRACKETS.match(ctx.document.folded, cited.end)
    # "citing the Central News Agency (CNA), P": the acronym is the agency's.
    until = behind.end() if behind is not None else cited.end
    before, after = ctx.tidy(start, citing.start), ctx.tidy(min(until, end), end)
    return max((span for span in (before, after) if span is not None), key=lambda s: s[1] - s[0], default=None)
