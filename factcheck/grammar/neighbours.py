"""Who speaks, by the surface: the noun phrase right after a cue, or right before it."""

from attrs import evolve

from factcheck.grammar.phrases import phrase, title_before
from factcheck.grammar.subjects import NOMINAL_HEADS, is_object_clitic
from factcheck.languages import Pack
from factcheck.mentions.values import SourceMention
from factcheck.syntax.forms import is_past_participle
from factcheck.syntax.tokens import Sentence, Token

_MARKS = frozenset(('"', "«", "“"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))


def following(sentence: Sentence, start: int, index: int, pack: Pack) -> tuple[SourceMention | None, int]:
    """The noun phrase that begins at token ``start`` (adverbs before it passed over), and the token after it."""
    tokens = sentence.tokens
    while start < len(tokens) and tokens[start].upos == "ADV" and not tokens[start].lower.startswith("-"):
        start += 1
    start = _after_addressee(sentence, start, pack)
    if start + 1 < len(tokens) and tokens[start].upos == "ADP" and tokens[start].start == tokens[start + 1].start:
        # A partitive that the tokenizer took for a contraction: *selon des sources*.
        start += 1
    stop = start
    head: int | None = None
    while stop < len(tokens):
        token = tokens[stop]
        if stop > start and _is_glued(tokens, stop):
            # *shot-putter*, *editor-in-chief*: what the tokenizer took apart is one word, its last noun the head.
            behind = tokens[stop + 1]
            head = stop + 1 if head == stop - 1 and behind.upos in ("NOUN", "PROPN") else head
            stop += 2
            continue
        # "unnamed officials": a participle before its noun.
        ahead = stop > start or (stop + 1 < len(tokens) and tokens[stop + 1].upos == "NOUN")
        adjectival = token.upos == "VERB" and token.dep in ("amod", "compound") and ahead
        # *the most recent average*
        adjectival = adjectival or (stop > start and head is None and _grades(tokens, stop))
        mistaken = (
            token.upos == "VERB" and stop == start and stop + 1 < len(tokens) and tokens[stop + 1].upos == "PROPN"
        )
        # After a determiner stands a noun, whatever the tagger makes of it.
        noun = token.upos == "VERB" and stop > start and tokens[stop - 1].upos == "DET"
        if noun and head is None:
            head = stop
        # A capital in mid-sentence is a name's: *said captain Rose Adam*.
        capital = stop > start and token.text[0].isupper() and tokens[stop - 1].upos in ("NOUN", "PROPN")
        noun = noun or (capital and token.upos in ("VERB", "ADV", "INTJ"))
        if token.upos in _NOMINAL or token.lower in pack.titles.honorifics or adjectival or mistaken or noun:
            part = head is not None and tokens[head].lower in pack.determiners.one and tokens[stop - 1].upos == "ADP"
            if token.upos == "PRON" and stop > start and token.lower not in pack.titles.articles and not part:
                # *l'un d'eux* goes on.
                break
            if token.upos == "DET" and stop > start and tokens[stop - 1].upos == "PROPN":
                break
            if head is not None and token.lower in pack.complementizers:
                # *a complaint by the tenants | that rats had nested*
                break
            if head is None and token.upos in NOMINAL_HEADS and not _owns(tokens, stop):
                head = stop
        elif token.upos == "PART" and head is not None and stop + 1 < len(tokens) and tokens[stop + 1].upos in _NOMINAL:
            # A genitive: what it belongs to is the head (*the coroner's report*), unless it stands in a complement.
            if not any(t.upos == "ADP" for t in tokens[head:stop]):
                head = next((t.index for t in tokens[stop + 1 : stop + 5] if t.upos in ("NOUN", "PROPN")), head)
        elif (token.upos == "ADP" and stop > start and head is not None and _links(tokens, stop, pack)) or (
            token.upos == "CCONJ"
            and head is not None
            and stop + 1 < len(tokens)
            and tokens[stop + 1].upos in ("DET", "PROPN", "NOUN")
        ):
            pass
        elif token.text in _MARKS and stop > start and tokens[stop - 1].upos == "DET":
            # *une « source proche du dossier »*: marks inside the mention.
            pass
        else:
            break
        stop += 1
    if head is None:
        return None, start
    while tokens[head].dep == "compound" and tokens[head].upos == "NOUN" and head < tokens[head].head < stop:
        # *student leaders*
        head = tokens[head].head
    while stop > head + 1 and tokens[stop - 1].upos in ("ADP", "CCONJ", "DET"):
        stop -= 1
    end = stop
    if stop < len(tokens) and tokens[stop].lower == "," and (closed := _apposition(sentence, stop, pack)):
        end = closed
    return SourceMention(index, head, tokens[start].start, tokens[end - 1].end), end


def _grades(tokens: tuple[Token, ...], place: int) -> bool:
    """An adverb between a determiner and an adjective: *the most recent*."""
    words = tokens[place - 1 : place + 2]
    return len(words) == 3 and [t.upos for t in words] == ["DET", "ADV", "ADJ"]


def _is_glued(tokens: tuple[Token, ...], place: int) -> bool:
    """A hyphen with a word right before and right behind it."""
    if tokens[place].text != "-" or place + 1 >= len(tokens):
        return False
    return tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start


def _owns(tokens: tuple[Token, ...], place: int) -> bool:
    """A possessive before what is possessed, which heads the phrase: *her third film*."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    return tokens[place].features.get("Poss") == "Yes" and behind is not None and behind.upos in _NOMINAL


def _after_addressee(sentence: Sentence, start: int, pack: Pack) -> int:
    """Past an addressee that stands before an inverted subject: *déclare à l'AFP Paul Durand*."""
    tokens = sentence.tokens
    if start >= len(tokens) or tokens[start].lower not in pack.addressee_marks | pack.relays.marks:
        return start
    place = start + 1
    while place < len(tokens) and tokens[place].upos in ("DET", "ADP"):
        place += 1
    noun = place < len(tokens) and tokens[place].upos == "VERB" and tokens[place - 1].upos == "DET"
    if place >= len(tokens) or not (noun or tokens[place].upos in ("PROPN", "NOUN")):
        return start
    place += 1
    while place < len(tokens) and tokens[place].upos == "ADJ":
        place += 1
    # An acronym or a common noun is the whole addressee; what begins in capitals after it is somebody else.
    return place if place < len(tokens) and tokens[place].upos in ("PROPN", "DET") else start


def _links(tokens: tuple[Token, ...], place: int, pack: Pack) -> bool:
    """A preposition that goes on with a noun phrase: *of*, *de*; one that brings an addressee does not."""
    word = tokens[place].lower
    if tokens[place - 1].upos == "ADJ" and word in pack.noun_links | pack.addressee_marks:
        return True
    nxt = tokens[place + 1] if place + 1 < len(tokens) else None
    if nxt is None or nxt.upos not in _NOMINAL:
        return False
    return word in pack.noun_links


def _apposition(sentence: Sentence, comma: int, pack: Pack) -> int | None:
    """The end of an apposition after a comma (*X, président de Y*): up to the next comma, with no verb in it."""
    tokens = sentence.tokens
    stop = comma + 1
    while stop < len(tokens) and stop - comma < 25:
        token = tokens[stop]
        # *X, chercheuse au CNRS*, *X, boulanger installé à Y*: a noun taken for a verb, and a participle, go with it.
        described = token.index > comma + 1 and is_past_participle(token)
        mistaken = token.index == comma + 1 and token.lower in pack.source_nouns.person
        if token.upos == "VERB" and (described or mistaken):
            stop += 1
            continue
        if token.upos in ("VERB", "AUX", "SCONJ", "PUNCT") or (
            token.upos == "PRON" and token.lower in pack.relative_pronouns
        ):
            break
        stop += 1
    inside = tokens[comma + 1 : stop]
    nominal = any(t.upos in ("NOUN", "PROPN") for t in inside)
    named = (
        tokens[comma - 1].upos == "PROPN"
        and bool(inside)
        and inside[0].upos == "DET"
        and tokens[comma - 1].text[:1].isupper()
    )
    name = tokens[comma - 1].upos != "PROPN" and bool(inside) and all(t.upos == "PROPN" for t in inside)
    role = (
        named
        or name
        or (
            bool(inside)
            # *the charity, one child in nine*: so many are no apposition.
            and inside[0].upos not in ("ADP", "NUM")
            and any(t.lemma.lower() in pack.source_nouns.person or t.lower in pack.source_nouns.person for t in inside)
        )
    )
    ended = stop == len(tokens) or (tokens[stop].upos == "PUNCT" and tokens[stop].text not in _MARKS)
    return stop if nominal and role and ended else None


def _is_compounded(tokens: tuple[Token, ...], place: int, end: int) -> bool:
    """A word with a capital hangs from the noun behind a phrase, as the phrase does itself."""
    hangs = end < len(tokens) and tokens[place].head == end == tokens[place + 1].head
    return hangs and tokens[end].upos == "NOUN" and tokens[place].text[0].isupper()


def preceding(sentence: Sentence, end: int, index: int, pack: Pack) -> tuple[SourceMention | None, int]:
    """The noun phrase that ends just before token ``end``, and the index of its first token."""
    tokens = sentence.tokens
    place = end - 1
    while place > 0 and tokens[place].upos == "PRON" and tokens[place].lower in pack.object_clitics:
        # *X, chef de Y, l'avait dit*
        place -= 1
    if place > 0 and tokens[place].text == ")":
        # *Ann Pryce (Lab.) told*
        place = next((t.index - 1 for t in reversed(tokens[:place]) if t.text == "("), place)
    if place >= 0 and tokens[place].text == ",":
        place -= 1
        # An apposition between commas: who it describes stands before it.
        opening = next((t.index for t in reversed(tokens[max(0, place - 12) : place]) if t.text == ","), 0)
        relative = tokens[opening + 1].lower in pack.complementizers | pack.relative_pronouns
        ahead = tokens[opening - 1]
        # "un haut responsable, qui …": two words that the tagger takes for adjectives as well.
        noun = ahead.upos == "NOUN" or ahead.lower in pack.source_nouns.person
        if opening and (ahead.upos == "PROPN" or (relative and noun)):
            place = opening - 1
    low = max((t.index + 1 for t in tokens[: place + 1] if t.text in (":", ";", '"', "(")), default=0)
    vague = pack.anonymity.vague_words
    heads = [
        t
        for t in tokens[max(low, place - 14) : place + 1]
        if (t.upos in NOMINAL_HEADS or t.lower in vague)
        and t.lower not in pack.negations
        and not is_object_clitic(t, tokens[min(end, len(tokens) - 1)], pack)
    ]
    for token in reversed(heads):
        head = token
        while (
            (above := sentence.head(head)) is not None and low <= above.index <= place and above.upos in NOMINAL_HEADS
        ):
            if any(t.text == "," for t in tokens[above.index : head.index]) or above.lower in pack.time_words:
                # *a déclaré lundi Anne Prigent*: the day is no part of the name that hangs from it.
                break
            head = above
        comma = next((t.index for t in reversed(tokens[low : head.index]) if t.text == ","), low - 1)
        found = phrase(sentence, head, index, comma + 1, place)
        first = next((t.index for t in tokens if t.start >= found.start), 0)
        while first > low and _is_compounded(tokens, first - 1, end):
            # *Rolling Stone reports*: the tree hangs each word of the name from a verb taken for a noun.
            first -= 1
            found = evolve(found, start=tokens[first].start)
        title = title_before(sentence, first, low, pack) if head.upos == "PROPN" else None
        if title is not None and tokens[end - 1].text == ",":
            # *the harbourmaster, Fergus Doyle, said*
            return evolve(found, start=tokens[title].start), title
        return found, first
    return None, end
