"""Who speaks by the surface: right behind a quotation, or behind the verb and its adjuncts."""

from attrs import evolve, frozen

from factcheck.grammar.neighbours import following
from factcheck.grammar.occasions import is_timely
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.subjects import own_subject
from factcheck.grammar.values import Cue
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.syntax.forms import is_finite, is_past_participle
from factcheck.syntax.tokens import Sentence, Token

# What stands around an apposition or a relative clause between a name and its verb.
_INSERTED = frozenset(((",", ","), ("(", ")"), ("-", "-")))

# What stands between a title and the name of who bears it.
_COMPLEMENT = frozenset(("ADP", "DET", "NOUN", "ADJ", "PROPN", "NUM"))

# Fewer words in quotation marks may be a nickname.
_FEWEST_WORDS = 4

# How many tokens an insertion between commas may have, and one behind which a speaker stands.
_LONGEST_INSERTION = 16
_LONGEST_ASIDE = 14


@frozen
class Speaker:
    """The subject of a cue as far as it is known: its mention, its head, and whether it stands after the verb."""

    holder: SourceMention | None
    head: Token | None
    inverted: bool
    begin: int
    """The token at which the complement may begin."""


def named(clause: Clause, speaker: Speaker) -> Speaker:
    """An inverted speaker with the name that stands behind what the title takes: *a dit l'adjoint à la voirie, X.*"""
    tokens = clause.tokens
    holder, head = speaker.holder, speaker.head
    if holder is None or head is None or not speaker.inverted or head.upos != "NOUN":
        return speaker
    inside = [t for t in tokens[head.index :] if t.start < holder.end]
    place = inside[-1].index + 1 if inside else len(tokens)
    while place < len(tokens) and (tokens[place].upos in _COMPLEMENT or is_past_participle(tokens[place])):
        place += 1
    stop = place + 1
    while stop < len(tokens) and tokens[stop].upos == "PROPN":
        stop += 1
    closed = stop >= len(tokens) or tokens[stop].upos == "PUNCT"
    if place >= len(tokens) or tokens[place].text != "," or stop == place + 1 or not closed:
        return speaker
    return evolve(speaker, holder=evolve(holder, end=tokens[stop - 1].end), begin=stop)


def beside_quotation(ctx: Context, clause: Clause, cue: Cue) -> Speaker | None:
    """Who speaks right behind a quotation, by the surface: *« P », nous a confié X*; *“P,” X, a baker, said*."""
    tokens = clause.tokens
    sentence = clause.sentence
    left = group_start(clause, cue, ctx.pack)
    if (quotation := quotation_before(ctx, clause, tokens[left].start)) is not None:
        own = own_subject(sentence, tokens[cue.head], ctx.pack, left)
        if own is not None and own.index < left and own.end <= quotation.start:
            return None
        place = past_adjuncts(sentence, cue.last + 1, ctx.pack)
        surface, begin = following(sentence, place, clause.index, ctx.pack)
        if surface is None:
            surface, begin = headless(clause, place)
        timely = surface is not None and is_timely(ctx, tokens[surface.token])
        if surface is not None and not timely and is_closed(ctx, clause, begin):
            # *The film, “P”, opens next week*: a time is nobody.
            return named(clause, Speaker(surface, tokens[surface.token], True, begin))
        return None
    around = [t for t in tokens[:left] if ctx.quotation(t.start) is not None]
    first = around[-1].index + 1 if around else left
    while first < left and tokens[first].upos in ("PUNCT", "ADV", "CCONJ"):
        first += 1
    quotation = quotation_before(ctx, clause, tokens[first].start) if first < left else None
    if quotation is None or tokens[first].upos == "ADP":
        return None
    holder, stop = following(sentence, first, clause.index, ctx.pack)
    if len(ctx.document.text[quotation.start : quotation.end].split()) >= _FEWEST_WORDS:
        # Not behind a nickname: *Marcia “Cia” Price (Lab.), shouted*.
        stop = _past_brackets(tokens, stop, left)
    closed = stop < left and (tokens[stop].text, tokens[left - 1].text) in _INSERTED
    if holder is None or not (stop == left or closed):
        return None
    return Speaker(holder, tokens[holder.token], False, cue.last + 1)


def _past_brackets(tokens: tuple[Token, ...], place: int, stop: int) -> int:
    """Past what stands in brackets behind a name, where more of it follows: *Ann Pryce (Lab.), a baker, said*."""
    if place >= stop or tokens[place].text != "(" or tokens[stop - 1].text == ")":
        return place
    closing = next((t.index for t in tokens[place:stop] if t.text == ")"), None)
    return place if closing is None else closing + 1


def headless(clause: Clause, place: int) -> tuple[SourceMention | None, int]:
    """*said one*, *said the other*, *répond l'autre*: a phrase without a noun, closed by punctuation."""
    tokens = clause.tokens
    stop = place
    while stop < len(tokens) and tokens[stop].upos in ("DET", "NUM", "ADJ"):
        stop += 1
    if stop == place or (stop < len(tokens) and tokens[stop].upos != "PUNCT"):
        return None, place
    return SourceMention(clause.index, stop - 1, tokens[place].start, tokens[stop - 1].end), stop


def group_start(clause: Clause, cue: Cue, pack: Pack) -> int:
    """The first token of the cue with the clitics before it that are no subjects: *nous | a confié*."""
    tokens = clause.tokens
    third = tokens[cue.first].features.get("Person") == "3"
    first = cue.first
    while (
        first
        and tokens[first - 1].upos == "PRON"
        and (tokens[first - 1].lower in pack.object_clitics or (third and tokens[first - 1].lower in pack.first_person))
    ):
        first -= 1
    return first


def past_adjuncts(sentence: Sentence, start: int, pack: Pack) -> int:
    """Past what may stand between a verb and an inverted subject: *mardi*, *sous couvert d'anonymat*."""
    tokens = sentence.tokens
    place = _past_aside(tokens, start)
    while place < len(tokens):
        token = tokens[place]
        timely = bool({token.lower, token.lemma.lower()} & pack.time_words)
        if timely or (token.upos == "ADV" and not token.lower.startswith("-")):
            place += 1
        elif token.upos == "DET" and place + 1 < len(tokens) and tokens[place + 1].lower in pack.time_words:
            place += 2
        elif token.upos == "ADP":
            place = _past_phrase(tokens, place)
        else:
            break
    opens = place < len(tokens) and tokens[place].upos in ("DET", "PROPN", "NOUN", "NUM", "PRON", "ADJ")
    return place if opens else start


def _past_aside(tokens: tuple[Token, ...], start: int) -> int:
    """Past a phrase between commas right behind a verb: *souffle, sous couvert d'anonymat, | un cadre*."""
    stop = past_commas(tokens, start, _LONGEST_ASIDE)
    opened = stop is not None and tokens[start + 1].upos in ("ADP", "ADV")
    return stop if stop is not None and opened and tokens[stop].upos in ("DET", "PROPN", "NOUN") else start


def past_commas(tokens: tuple[Token, ...], start: int, longest: int = _LONGEST_INSERTION) -> int | None:
    """The token behind what two commas hold from a token on, if there is one and no finite verb stands between."""
    if start + 1 >= len(tokens) or tokens[start].text != ",":
        return None
    comma = next((t for t in tokens[start + 1 : start + longest] if t.text in (",", ";", ":", '"')), None)
    if comma is None or comma.text != "," or comma.index + 1 >= len(tokens):
        return None
    finite = any(is_finite(t) for t in tokens[start : comma.index])
    return None if finite else comma.index + 1


def _past_phrase(tokens: tuple[Token, ...], place: int) -> int:
    """Past a preposition and its noun, and the ones that hang from it."""
    while place < len(tokens) and tokens[place].upos == "ADP":
        while place < len(tokens) and tokens[place].upos in ("ADP", "DET", "NUM"):
            place += 1
        if place < len(tokens) and tokens[place].upos in ("NOUN", "PROPN", "ADJ"):
            place += 1
        while place < len(tokens) and tokens[place].upos == tokens[place - 1].upos == "NOUN":
            # *said in a phone interview*
            place += 1
        while place < len(tokens) and tokens[place].upos == "ADJ":
            place += 1
    return place


def is_closed(ctx: Context, clause: Clause, begin: int) -> bool:
    """No complement follows the phrase that may be an inverted subject."""
    tokens = clause.tokens
    if begin >= len(tokens) or tokens[begin].upos == "PUNCT":
        return True
    if tokens[begin].upos == "VERB" and tokens[begin].verb_form == "Part":
        # *« P », promet une infirmière interrogée par X*: the participle only describes who speaks.
        return True
    return tokens[begin].lower not in ctx.pack.complementizers and tokens[begin].upos not in ("VERB", "AUX")
