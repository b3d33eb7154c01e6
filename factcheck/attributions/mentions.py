"""Who holds a content: from a cue to the noun phrase of its source, by the tree first and the surface after."""

from factcheck.attributions.values import Holder
from factcheck.languages import Pack
from factcheck.tokens import Sentence, Token

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
# What hangs below a noun and is no part of the mention of a source.
_LEFT_OUT = frozenset(("acl", "parataxis", "punct", "case", "cc", "mark", "discourse", "advcl", "ccomp", "dep", "orphan", "vocative", "cop", "nsubj", "aux", "obj", "advmod", "obl", "csubj", "xcomp", "expl"))


def phrase(sentence: Sentence, head: Token, index: int, low: int, high: int, pack: Pack | None = None) -> Holder:
    """The mention headed by a token: its phrase without relative clauses, kept inside tokens ``low`` to ``high``.

    The phrase is one stretch of tokens around the head; appositions stay in, a preposition before it stays out.
    """
    inside = {head.index}
    waiting = [head]
    while waiting:
        token = waiting.pop()
        for child in sentence.children(token):
            outer = token is head
            if outer and head.upos in ("ADV", "DET", "NUM", "PRON") and child.dep in ("obl", "nmod"):
                inside.add(child.index)
                waiting.append(child)
                continue
            if child.dep in _LEFT_OUT and not (child.dep == "case" and not outer) and not (
                child.dep in ("cc", "punct", "advmod", "obl") and not outer
            ):
                continue
            inside.add(child.index)
            waiting.append(child)
    head_first = min(inside)
    if low < head_first and head.upos == "PROPN" and (title := _title_before(sentence, head_first, low, pack)) is not None:
        inside.update(range(title, head_first))
    coordinated = {c.index for t in inside for c in sentence.children(sentence.tokens[t], "cc", "punct", "case", "det")}
    first = last = head.index
    while first - 1 >= low and (first - 1 in inside or _joins(sentence, first - 1, -1, inside, coordinated)):
        first -= 1
    while last + 1 <= high and (last + 1 in inside or _joins(sentence, last + 1, 1, inside, coordinated)):
        last += 1
    while first < head.index and sentence.tokens[first].upos in ("PUNCT", "CCONJ", "ADP"):
        first += 1
    while last > head.index and sentence.tokens[last].upos in ("PUNCT", "CCONJ", "ADP", "DET"):
        last -= 1
    return Holder(index, head.index, sentence.tokens[first].start, sentence.tokens[last].end)


def _title_before(sentence: Sentence, first: int, low: int, pack: Pack | None) -> int | None:
    """Where a title set off by a comma begins: *La présidente du club, | Ange Leccia*."""
    tokens = sentence.tokens
    if pack is None or first - 2 < low or tokens[first - 1].text != ",":
        return None
    place = first - 2
    while place >= low and tokens[place].upos in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM"):
        place -= 1
    place += 1
    role = next((t for t in tokens[place : first - 1] if t.upos == "NOUN"), None)
    known = role is not None and bool({role.lemma.lower(), role.lower} & pack.source_nouns["person"])
    return place if known and tokens[place].upos == "DET" else None


def _joins(sentence: Sentence, index: int, step: int, inside: set[int], joiners: set[int]) -> bool:
    """A comma, *and* or preposition between two parts of the phrase."""
    return index in joiners and 0 <= index + step < len(sentence.tokens) and any(
        index + step * n in inside for n in (1, 2)
    )


def subject(
    sentence: Sentence, verb: Token, index: int, pack: Pack, depth: int = 0, before: int | None = None
) -> tuple[Holder | None, Token | None]:
    """The mention of a verb's subject by the tree, with its head: shared subjects, controllers, antecedents too."""
    if depth > 6:
        return None, None
    last = len(sentence.tokens) - 1
    agent = next(iter(sentence.children(verb, "obl:agent")), None)
    if is_passive(sentence, verb):
        return (phrase(sentence, agent, index, 0, last), agent) if agent else (None, None)
    found = own_subject(sentence, verb, before)
    if found is not None:
        if found.upos in ("PRON", "DET", "SCONJ") and _is_relative(found) and (antecedent := _antecedent(sentence, found, verb)):
            return phrase(sentence, antecedent, index, 0, max(antecedent.index, found.index - 1), pack), antecedent
        low, high = (0, verb.index - 1) if found.index < verb.index else (verb.index + 1, last)
        return phrase(sentence, found, index, low, high, pack), found
    governor = sentence.head(verb)
    if governor is None:
        return None, None
    if verb.dep == "acl":
        return phrase(sentence, governor, index, 0, max(governor.index, verb.index - 1)), governor
    if verb.dep in ("conj", "xcomp", "advcl", "parataxis", "aux", "cop", "ccomp", "obl", "nmod"):
        if governor.upos in ("VERB", "AUX", "ADJ"):
            if verb.dep == "xcomp":
                controlled = next(iter(sentence.children(governor, "iobj", "obj")), None)
                if controlled is not None and controlled.upos in _HEADS and controlled.index < verb.index and governor.lemma in pack.verbs:
                    return phrase(sentence, controlled, index, governor.index + 1, verb.index - 1), controlled
            return subject(sentence, governor, index, pack, depth + 1)
        if governor.upos in ("NOUN", "PROPN") and verb.dep in ("advcl", "conj", "parataxis", "ccomp"):
            return phrase(sentence, governor, index, 0, max(governor.index, verb.index - 1)), governor
    return None, None


def own_subject(sentence: Sentence, verb: Token, before: int | None = None) -> Token | None:
    """The subject that hangs from the verb itself: the nearest one before it, else the first after it.

    One before the token ``before`` (where the verb group begins) is better than one inside the group.
    """
    subjects = [c for c in sentence.children(verb, "nsubj") if c.upos != "PUNCT" and not _is_object_clitic(c, verb)]
    subjects = [c for c in subjects if not _in_relative_clause(sentence, c, verb)] or subjects
    for limit in (verb.index if before is None else before, verb.index):
        left = [c for c in subjects if c.index < limit]
        if left:
            return left[-1]
    return next(iter(subjects), None)


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """The verb has a passive auxiliary or subject."""
    return bool(sentence.children(verb, "aux:pass", "nsubj:pass"))


def _in_relative_clause(sentence: Sentence, token: Token, verb: Token) -> bool:
    """A relative clause between commas holds the token, and the verb comes after it: *X, qui mène Y, a dit*."""
    tokens = sentence.tokens
    opened = [t.index for t in tokens[1 : token.index] if _is_relative(t) and tokens[t.index - 1].text == ","]
    return bool(opened) and any(t.text == "," for t in tokens[token.index : verb.index])


def _is_object_clitic(token: Token, verb: Token) -> bool:
    """A pronoun right before its verb that cannot be a subject, whatever the tree says (*la rappelle*)."""
    return token.upos == "PRON" and token.index < verb.index and (
        token.features.get("Case") in ("Acc", "Dat") or token.features.get("PronType") not in ("Rel", "Int", "Dem", "Ind")
    ) and token.lower in ("l'", "le", "la", "les", "lui", "leur", "se", "s'", "en", "y", "me", "m'", "him", "them")


def _antecedent(sentence: Sentence, pronoun: Token, verb: Token) -> Token | None:
    """The noun that a relative pronoun stands for: by the tree, else the nearest one before it."""
    if verb.dep == "acl" and (governor := sentence.head(verb)) is not None and governor.index < pronoun.index:
        above = sentence.head(governor)
        far = governor.dep == "nmod" and above is not None and above.upos in _HEADS and above.index < governor.index
        # After a comma the pronoun is more likely the whole phrase than the complement that ends it.
        return above if far and sentence.tokens[pronoun.index - 1].text == "," and governor.upos == "NOUN" else governor
    before = [t for t in sentence.tokens[max(0, pronoun.index - 4) : pronoun.index] if t.upos in ("NOUN", "PROPN", "PRON")]
    if not before:
        return None
    head = before[-1]
    while head.dep in ("flat", "nmod", "compound", "conj") and (above := sentence.head(head)) is not None and above.index < head.index and above.upos in _HEADS:
        head = above
    return head


def _is_relative(token: Token) -> bool:
    return token.features.get("PronType") == "Rel" or token.lower in ("qui", "who", "which", "that")


def following(sentence: Sentence, start: int, index: int, pack: Pack) -> tuple[Holder | None, int]:
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
        if token.upos in _NOMINAL or token.lower in pack.titles["honorifics"]:
            if token.upos == "PRON" and stop > start and token.lower not in pack.titles["articles"]:
                break
            if token.upos == "DET" and stop > start and tokens[stop - 1].upos == "PROPN":
                break
            if head is None and token.upos in _HEADS:
                head = stop
        elif token.upos == "ADP" and stop > start and head is not None and _links(tokens, stop, pack):
            pass
        elif token.upos == "CCONJ" and head is not None and stop + 1 < len(tokens) and tokens[stop + 1].upos in ("DET", "PROPN", "NOUN"):
            pass
        else:
            break
        stop += 1
    if head is None:
        return None, start
    while stop > head + 1 and tokens[stop - 1].upos in ("ADP", "CCONJ", "DET"):
        stop -= 1
    end = stop
    if stop < len(tokens) and tokens[stop].lower == "," and (closed := _apposition(sentence, stop, pack)):
        end = closed
    return Holder(index, head, tokens[start].start, tokens[end - 1].end), end


def _after_addressee(sentence: Sentence, start: int, pack: Pack) -> int:
    """Past an addressee that stands before an inverted subject: *déclare à l'AFP Paul Durand*."""
    tokens = sentence.tokens
    if start >= len(tokens) or tokens[start].lower not in pack.addressee_marks | pack.relays["marks"]:
        return start
    place = start + 1
    while place < len(tokens) and tokens[place].upos in ("DET", "ADP"):
        place += 1
    if place >= len(tokens) or tokens[place].upos not in ("PROPN", "NOUN"):
        return start
    place += 1
    while place < len(tokens) and tokens[place].upos == "ADJ":
        place += 1
    # An acronym or a common noun is the whole addressee; what begins in capitals after it is somebody else.
    return place if place < len(tokens) and tokens[place].upos in ("PROPN", "DET") else start


def _links(tokens: tuple[Token, ...], place: int, pack: Pack) -> bool:
    """A preposition that goes on with a noun phrase: *of*, *de*; one that brings an addressee does not."""
    word = tokens[place].lower
    if tokens[place - 1].upos == "ADJ" and word in ("to", "de", "d'", "à"):
        return True
    nxt = tokens[place + 1] if place + 1 < len(tokens) else None
    if nxt is None or nxt.upos not in _NOMINAL:
        return False
    return word in ("de", "d'", "du", "des", "of", "for", "from", "pour") or (
        word in ("à", "at", "in", "en", "aux", "au") and word not in pack.addressee_marks
    )


def _apposition(sentence: Sentence, comma: int, pack: Pack) -> int | None:
    """The end of an apposition after a comma (*X, président de Y*): up to the next comma, with no verb in it."""
    tokens = sentence.tokens
    stop = comma + 1
    while stop < len(tokens) and stop - comma < 25:
        token = tokens[stop]
        if token.upos in ("VERB", "AUX", "SCONJ", "PUNCT") or (token.upos == "PRON" and token.lower in ("qui", "who")):
            break
        stop += 1
    inside = tokens[comma + 1 : stop]
    nominal = any(t.upos in ("NOUN", "PROPN") for t in inside)
    named = tokens[comma - 1].upos == "PROPN" and bool(inside) and inside[0].upos == "DET" and tokens[comma - 1].text[:1].isupper()
    name = tokens[comma - 1].upos != "PROPN" and bool(inside) and all(t.upos == "PROPN" for t in inside)
    role = named or name or bool(inside) and any(t.lemma.lower() in pack.source_nouns["person"] or t.lower in pack.source_nouns["person"] for t in inside)
    ended = stop == len(tokens) or tokens[stop].upos == "PUNCT"
    return stop if nominal and role and ended else None


def preceding(sentence: Sentence, end: int, index: int, pack: Pack) -> tuple[Holder | None, int]:
    """The noun phrase that ends just before token ``end``, and the index of its first token."""
    tokens = sentence.tokens
    place = end - 1
    if place >= 0 and tokens[place].text == ",":
        place -= 1
    low = max((t.index + 1 for t in tokens[: place + 1] if t.text in (":", ";", '"', "(")), default=0)
    vague = pack.anonymity["vague_words"]
    heads = [
        t
        for t in tokens[max(low, place - 14) : place + 1]
        if (t.upos in _HEADS or t.lower in vague) and not _is_object_clitic(t, tokens[min(end, len(tokens) - 1)])
    ]
    for token in reversed(heads):
        head = token
        while (above := sentence.head(head)) is not None and low <= above.index <= place and above.upos in _HEADS:
            if any(t.text == "," for t in tokens[above.index : head.index]):
                break
            head = above
        found = phrase(sentence, head, index, low, place)
        first = next((t.index for t in tokens if t.start >= found.start), 0)
        return found, first
    return None, end
