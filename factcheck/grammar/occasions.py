"""What frames an act of speech behind what is said, and is no part of it: *… in an interview*, *… mardi sur RTL*."""

from itertools import takewhile

from factcheck.grammar.values import Cue
from factcheck.languages.vocabulary import VerbClass
from factcheck.mentions.context import Context
from factcheck.mentions.outlets import is_outlet
from factcheck.mentions.runs import runs
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType
from factcheck.syntax.forms import is_past_participle
from factcheck.syntax.tokens import Token

# How far behind its mark the name of an outlet may end, in tokens.
_LONGEST_NAME = 6
# The class of verbs by which something is made known, to the press if need be.
_TELLING = VerbClass.REVEAL


def before_occasion(ctx: Context, clause: Clause, cue: Cue, start: int, stop: int, closed: bool = False) -> int:
    """The token before which a content that begins at ``start`` ends: at an occasion, an outlet, or those who listen.

    ``closed`` says that a quotation has just ended, behind which an outlet can only belong to the cue.
    """
    tokens = clause.tokens
    for token in tokens[start + 1 : stop]:
        if ctx.quotation(token.start) is not None:
            continue
        if _is_occasion(ctx, clause, cue, token) or _is_published(ctx, clause, cue, token, closed):
            return _before_time(ctx, tokens, start, token.index)
        if token.text == "," and _is_dated(ctx, tokens, token.index):
            return token.index
    return stop


def is_timely(ctx: Context, token: Token) -> bool:
    """A word for a day or an hour."""
    return bool({token.lemma.lower(), token.lower} & (ctx.pack.time_words | ctx.pack.places.calendar))


def _is_occasion(ctx: Context, clause: Clause, cue: Cue, token: Token) -> bool:
    """A preposition before a noun for an occasion to speak, with nothing but its adjectives between.

    Behind a participle it tells of that: *condemns the words used in a letter*.
    """
    tokens = clause.tokens
    if token.upos not in ("ADP", "ADV") or token.lower not in ctx.pack.occasion_marks:
        return False
    if is_past_participle(tokens[token.index - 1]):
        return False
    place = token.index + 1
    nouns = [t for t in tokens[place : place + 2] if {t.lemma.lower(), t.lower} & ctx.pack.junctures]
    if nouns and tokens[nouns[0].index + 1 : nouns[0].index + 2]:
        # *en marge d'un sommet*, *at the end of a meeting*: sure where the tree hangs it from the cue.
        if nouns[0].head == cue.head:
            return True
        place = nouns[0].index + 1
    after = tokens[place : place + 6]
    if after and after[0].lower in ctx.pack.genitive_marks:
        # *lors d'une visite*
        after = after[1:]
    noun = next((t for t in after if {t.lemma.lower(), t.lower} & ctx.pack.occasions), None)
    between = tokens[after[0].index : noun.index] if noun is not None else ()
    return noun is not None and all(t.upos in ("DET", "ADJ", "NUM", "PRON", "NOUN") or t.dep == "amod" for t in between)


def _is_published(ctx: Context, clause: Clause, cue: Cue, token: Token, closed: bool) -> bool:
    """A preposition with an outlet, or with the press: *à l'AFP*, *aux journalistes*, *sur France Inter*."""
    tokens = clause.tokens
    if token.upos != "ADP" or token.lower not in ctx.pack.relays.marks | ctx.pack.relays.facing:
        return False
    behind = tokens[token.index + 1 : token.index + 1 + _LONGEST_NAME]
    named = [t for t in behind if t.upos in ("NOUN", "PROPN")]
    tied = closed or any(t.head == cue.head for t in named)
    if named and token.lower in ctx.pack.addressee_marks and named[0].index <= token.index + 2:
        listens = (
            ctx.names(named[0], SourceType.OUTLET)
            or {named[0].lemma.lower(), named[0].lower} & ctx.pack.relays.settings
        )
        if listens and named[0].upos == "NOUN" and (tied or any(s.verb_class is _TELLING for s in cue.senses)):
            return True
    if not named or not tied:
        return False
    if token.lower in ctx.pack.relays.facing and ctx.names(named[0], SourceType.PERSON, SourceType.GROUP):
        # *a reconnu les faits devant le juge*
        return True
    if any(t.lower in ctx.pack.relays.platforms for t in named[:2]):
        return True
    last = min(len(tokens) - 1, token.index + _LONGEST_NAME)
    run = next(iter(runs(tokens, token.index + 1, last, ctx.pack)), None)
    if run is None or any(t.upos not in ("DET", "ADP", "NOUN") for t in tokens[token.index + 1 : run.first]):
        return False
    return is_outlet(
        ctx, SourceMention(clause.index, run.first, tokens[run.first].start, tokens[run.last].end), addressed=True
    )


def _before_time(ctx: Context, tokens: tuple[Token, ...], start: int, stop: int) -> int:
    """Where the day begins that stands right before an occasion: *… | mardi soir lors d'un point presse*."""
    run = list(takewhile(lambda t: is_timely(ctx, t) or t.upos == "NUM", reversed(tokens[start + 1 : stop])))
    if not any(is_timely(ctx, t) for t in run):
        return stop
    place = run[-1].index
    place -= tokens[place - 1].upos == "DET"
    # *a cut for 2013*: what a preposition ties to the noun is part of what is said.
    return place if place > start and tokens[place - 1].upos != "ADP" else stop


def _is_dated(ctx: Context, tokens: tuple[Token, ...], comma: int) -> bool:
    """Behind a comma, the day: *…, mardi, …*; not one of several."""
    behind = tokens[comma + 1 : comma + 2]
    return bool(behind) and is_timely(ctx, behind[0]) and not is_timely(ctx, tokens[comma - 1])
