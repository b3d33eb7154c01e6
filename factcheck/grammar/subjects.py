"""Who speaks, by the tree: subjects of their own, shared and controlled ones, antecedents, agents."""

from factcheck.grammar.phrases import phrase
from factcheck.languages import Pack
from factcheck.mentions.values import SourceMention
from factcheck.syntax.forms import is_finite, is_past_participle, is_present_participle
from factcheck.syntax.tokens import Sentence, Token

NOMINAL_HEADS = frozenset(("NOUN", "PROPN", "PRON"))


def subject(
    sentence: Sentence, verb: Token, index: int, pack: Pack, depth: int = 0, before: int | None = None
) -> tuple[SourceMention | None, Token | None]:
    """The mention of a verb's subject by the tree, with its head: shared subjects, controllers, antecedents too."""
    if depth > 6:
        return None, None
    last = len(sentence.tokens) - 1
    agent = next(iter(sentence.children(verb, "obl:agent")), None)
    if is_passive(sentence, verb, pack):
        return (phrase(sentence, agent, index, 0, last), agent) if agent else (None, None)
    found = own_subject(sentence, verb, pack, before)
    if found is not None:
        if (
            found.upos in ("PRON", "DET", "SCONJ")
            and _is_relative(found, pack)
            and (antecedent := _antecedent(sentence, found, verb, pack))
        ):
            antecedent = _name_before(sentence, antecedent, found, anywhere=True)
            return phrase(sentence, antecedent, index, 0, max(antecedent.index, found.index - 1), pack), antecedent
        found = _past_date(sentence, found, pack)
        low, high = (0, verb.index - 1) if found.index < verb.index else (verb.index + 1, last)
        named = _name_before(sentence, found, verb) if found.index < verb.index else found
        if named is not found:
            whole = phrase(sentence, found, index, low, high, pack)
            return SourceMention(index, named.index, sentence.tokens[named.index].start, whole.end), named
        return phrase(sentence, found, index, low, high, pack), found
    governor = sentence.head(verb)
    if governor is None:
        return None, None
    set_off = verb.index > governor.index and sentence.tokens[verb.index - 1].text == ","
    if verb.dep in ("acl", "advcl") and set_off and sentence.children(governor, "cop"):
        # *One admitted to being a part of it, writing that P*: what is predicated of somebody does not speak.
        return subject(sentence, governor, index, pack, depth + 1)
    if verb.dep == "acl":
        main = _main_verb(sentence, verb, governor)
        if main is None and set_off and {governor.lower, governor.lemma.lower()} & pack.time_words:
            # *backed the plan on Wednesday, saying P*: the day says nothing.
            main = next((t for t in sentence.ancestors(governor) if t.upos in ("VERB", "AUX")), None)
        if main is not None:
            holder, head = subject(sentence, main, index, pack, depth + 1)
            if holder is not None:
                return holder, head
        return phrase(sentence, governor, index, 0, max(governor.index, verb.index - 1)), governor
    if verb.dep in ("conj", "xcomp", "advcl", "parataxis", "aux", "cop", "ccomp", "obl", "nmod"):
        if governor.upos in ("VERB", "AUX", "ADJ"):
            if verb.dep == "xcomp":
                controlled = next(iter(sentence.children(governor, "iobj", "obj")), None)
                if (
                    controlled is not None
                    and controlled.upos in NOMINAL_HEADS
                    and controlled.index < verb.index
                    and not is_reflexive(controlled, pack)
                    and (governor.lemma in pack.verbs or verb.verb_form == "Inf")
                ):
                    return phrase(sentence, controlled, index, governor.index + 1, verb.index - 1), controlled
            return subject(sentence, governor, index, pack, depth + 1)
        if governor.upos in ("NOUN", "PROPN") and verb.dep in ("advcl", "conj", "parataxis", "ccomp"):
            return phrase(sentence, governor, index, 0, max(governor.index, verb.index - 1)), governor
    return None, None


def _main_verb(sentence: Sentence, participle: Token, governor: Token) -> Token | None:
    """Whose subject a participle behind a comma has, though the tree hangs it on a noun: *X was a part of it, writing*.

    None where the participle describes that noun.
    """
    tokens = sentence.tokens
    if not is_present_participle(participle) or not participle.index or tokens[participle.index - 1].text != ",":
        return None
    above: Token | None = governor
    while above is not None and above.upos in NOMINAL_HEADS and not sentence.children(above, "cop"):
        if above.dep in ("nsubj", "appos", "conj"):
            return None
        above = sentence.head(above)
    return above if above is not None and above.index < participle.index else None


def own_subject(sentence: Sentence, verb: Token, pack: Pack, before: int | None = None) -> Token | None:
    """The subject that hangs from the verb itself: the nearest one before it, else the first after it.

    One before the token ``before`` (where the verb group begins) is better than one inside the group.
    """
    subjects = [
        c
        for c in sentence.children(verb, "nsubj")
        if c.upos != "PUNCT" and c.lower not in pack.negations and not is_object_clitic(c, verb, pack)
    ]
    subjects = [c for c in subjects if not _disagrees(sentence, c, verb)]
    # *The chain on Thursday announced P*: when it was said is no subject beside another one.
    subjects = [c for c in subjects if not {c.lower, c.lemma.lower()} & pack.time_words] or subjects
    # *L'industrie, elle, dénonce*: the pronoun between commas only takes the subject up.
    subjects = [c for c in subjects if not (c.upos == "PRON" and c is not subjects[0] and _is_set_off(sentence, c))]
    # A label before a colon (*Syrie : l'ONG dénonce*) is no subject of what follows, nor is what a colon brings in.
    subjects = [c for c in subjects if not any(t.text == ":" for t in _between(sentence, c, verb))]
    subjects = [c for c in subjects if not _in_relative_clause(sentence, c, verb, pack)] or subjects
    # *a survey by the pollster Megafon found*: a name in a complement of another subject is none.
    subjects = [c for c in subjects if not _is_in_complement(sentence, c, subjects)]
    # *Ann Pryce (Lab., Thorley) told*
    subjects = [c for c in subjects if not _is_bracketed(sentence, c, verb)]
    # *Three officials, none of whom would be named, said*
    subjects = [c for c in subjects if not any(_is_relative(t, pack) for t in sentence.children(c, "nmod"))] or subjects
    for limit in (verb.index if before is None else before, verb.index):
        left = [c for c in subjects if c.index < limit]
        if left:
            return _plural_behind(sentence, left[-1], verb) or left[-1]
    return next(iter(subjects), None) or _relative_before(sentence, verb, pack) or _expletive(sentence, verb, pack)


def _past_date(sentence: Sentence, token: Token, pack: Pack) -> Token:
    """*polls released on Sunday showed*: not the day, but what a participle before it describes."""
    if not {token.lower, token.lemma.lower()} & pack.time_words:
        return token
    place = token.index - 1
    while place > 0 and sentence.tokens[place].upos in ("DET", "ADP", "ADJ", "NUM", "PROPN"):
        place -= 1
    participle = sentence.tokens[place]
    if participle.upos != "VERB" or not is_past_participle(participle) or not place:
        return token
    head = sentence.tokens[place - 1]
    while (above := sentence.head(head)) is not None and above.index < head.index and above.upos in NOMINAL_HEADS:
        head = above
    return head if head.upos in NOMINAL_HEADS else token


def _is_bracketed(sentence: Sentence, token: Token, verb: Token) -> bool:
    """A bracket holds a token and is closed before the verb."""
    between = _between(sentence, token, verb)
    closing = next((t.index for t in between if t.text == ")"), None)
    return closing is not None and not any(t.text == "(" for t in sentence.tokens[token.index : closing])


def _is_in_complement(sentence: Sentence, token: Token, subjects: list[Token]) -> bool:
    """A name right behind a noun that hangs from an earlier one of the subjects."""
    before = sentence.tokens[token.index - 1] if token.index else None
    if before is None or token.upos != "PROPN" or before.upos != "NOUN":
        return False
    if any(t.upos == "ADP" for t in sentence.children(before, "case")):
        # *A study published in the journal Nature says*
        return any(c.index < before.index for c in subjects)
    return before.dep == "nmod" and any(before.head == c.index < token.index for c in subjects)


def _plural_behind(sentence: Sentence, token: Token, verb: Token) -> Token | None:
    """*Faute de réponse du directeur, Paul Durand, les syndicats ont dit*: one person has no plural verb."""
    group = (verb, *sentence.children(verb, "aux", "cop"))
    plural = any(is_finite(t) and t.features.get("Number") == "Plur" for t in group)
    if token.upos != "PROPN" or not plural or sentence.children(token, "conj"):
        return None
    nouns = (c for c in sentence.children(token, "appos") if c.upos == "NOUN" and token.index < c.index < verb.index)
    return next((c for c in nouns if c.features.get("Number") == "Plur"), None)


def _expletive(sentence: Sentence, verb: Token, pack: Pack) -> Token | None:
    """A pronoun that the tree takes for nobody, before a verb that somebody must be the subject of: *it hopes to P*."""
    if verb.lemma not in pack.verbs or verb.lemma in pack.impersonal.active or is_passive(sentence, verb, pack):
        return None
    subjects = sentence.children(verb, "expl")
    return next((t for t in subjects if t.index < verb.index and t.lower in pack.pronouns.third), None)


def _relative_before(sentence: Sentence, verb: Token, pack: Pack) -> Token | None:
    """A relative pronoun right before a verb that the tree gives no subject: *l'ancien trésorier, lequel a soutenu*."""
    place = min([verb.index, *(c.index for c in sentence.children(verb, "aux", "cop"))]) - 1
    before = sentence.tokens[place] if place > 0 else None
    if before is None or before.upos != "PRON" or before.lower not in pack.relative_pronouns or before.dep == "mark":
        return None
    return before if sentence.tokens[place - 1].text == "," else None


def _between(sentence: Sentence, token: Token, other: Token) -> tuple[Token, ...]:
    low, high = sorted((token.index, other.index))
    return sentence.tokens[low:high]


def _disagrees(sentence: Sentence, token: Token, verb: Token) -> bool:
    """A pronoun of another person than the finite verb is no subject: *nous a confié X*."""
    person = token.features.get("Person")
    group = (verb, *sentence.children(verb, "aux", "cop"))
    finite = next((t for t in group if is_finite(t) and t.features.get("Person")), None)
    if token.upos != "PRON" or person is None or finite is None or token.index > finite.index:
        return False
    return finite.features.get("Person") != person and finite.features.get("Number") == "Sing"


def _is_set_off(sentence: Sentence, token: Token) -> bool:
    """A comma stands on either side of a word."""
    tokens = sentence.tokens
    inside = 0 < token.index < len(tokens) - 1
    return inside and tokens[token.index - 1].text == "," and tokens[token.index + 1].text == ","


def is_passive(sentence: Sentence, verb: Token, pack: Pack) -> bool:
    """The verb has a passive auxiliary, or a passive subject and another one; a reflexive is none (*s'est dit*).

    Nor is a verb of motion, though its auxiliary is that of passives (*est intervenu*).
    """
    if verb.lemma in pack.never_passive:
        return False
    auxiliaries = sentence.children(verb, "aux:pass")
    # *Asked where the focus would be, Ann responded*: an auxiliary that a subject parts from a verb is not its own.
    subjects = [c.index for c in sentence.children(verb, "nsubj") if sentence.tokens[c.index - 1].text == ","]
    if any(a.index < n < verb.index for a in auxiliaries for n in subjects):
        return False
    if auxiliaries:
        return True
    reflexive = any(t.features.get("Reflex") == "Yes" for t in sentence.children(verb))
    helped = bool(sentence.children(verb, "aux", "cop"))
    return bool(sentence.children(verb, "nsubj:pass")) and helped and not reflexive


def _in_relative_clause(sentence: Sentence, token: Token, verb: Token, pack: Pack) -> bool:
    """A relative clause between commas holds the token, and the verb comes after it: *X, qui mène Y, a dit*."""
    tokens = sentence.tokens
    opened = [t.index for t in tokens[1 : token.index] if _is_relative(t, pack) and tokens[t.index - 1].text == ","]
    return bool(opened) and any(t.text == "," for t in tokens[token.index : verb.index])


def is_object_clitic(token: Token, verb: Token, pack: Pack) -> bool:
    """A pronoun right before its verb that cannot be a subject, whatever the tree says (*la rappelle*)."""
    return (
        token.upos == "PRON"
        and token.index < verb.index
        and (
            token.features.get("Case") in ("Acc", "Dat")
            or token.features.get("PronType") not in ("Rel", "Int", "Dem", "Ind")
        )
        and token.lower in pack.object_clitics
    )


def _antecedent(sentence: Sentence, pronoun: Token, verb: Token, pack: Pack) -> Token | None:
    """The noun that a relative pronoun stands for: by the tree, else the nearest one before it."""
    if verb.dep == "acl" and (governor := sentence.head(verb)) is not None and governor.index < pronoun.index:
        above = sentence.head(governor)
        far = (
            governor.dep == "nmod"
            and above is not None
            and above.upos in NOMINAL_HEADS
            and above.index < governor.index
            # *« P », selon X, qui Q*: no complement of a noun.
            and any(c.lower in pack.noun_links | pack.genitive_marks for c in sentence.children(governor, "case"))
        )
        # After a comma the pronoun is more likely the whole phrase than the complement that ends it.
        return above if far and sentence.tokens[pronoun.index - 1].text == "," and governor.upos == "NOUN" else governor
    before = [
        t for t in sentence.tokens[max(0, pronoun.index - 4) : pronoun.index] if t.upos in ("NOUN", "PROPN", "PRON")
    ]
    if not before:
        return None
    head = before[-1]
    while (
        head.dep in ("flat", "nmod", "compound", "conj")
        and (above := sentence.head(head)) is not None
        and above.index < head.index
        and above.upos in NOMINAL_HEADS
    ):
        head = above
    return head


def _name_before(sentence: Sentence, head: Token, until: Token, anywhere: bool = False) -> Token:
    """*Hatice Durmaz, a mother of four, told*: the name that an apposition describes, else the head itself."""
    tokens = sentence.tokens
    if not any(t.text == "," for t in tokens[head.index : until.index]):
        return head
    first = min((c.index for c in sentence.children(head, "det")), default=head.index)
    if head.upos != "NOUN" or first == head.index or first < 2 or tokens[first - 1].text != ",":
        return head
    place = first - 2
    if tokens[place].upos != "PROPN":
        return head
    while place and tokens[place - 1].upos == "PROPN":
        place -= 1
    opened = not place or tokens[place - 1].upos in ("PUNCT", "CCONJ", "SCONJ")
    return tokens[place] if opened or (anywhere and tokens[place - 1].upos == "ADP") else head


def _is_relative(token: Token, pack: Pack) -> bool:
    return token.features.get("PronType") == "Rel" or token.lower in pack.relative_pronouns


def is_inverted_clitic(token: Token, pack: Pack) -> bool:
    """*-t-il*, *-elle*: a subject pronoun tied to the verb before it."""
    return token.text.startswith("-") and without_hyphen(token) in pack.subject_clitics


def is_reflexive(token: Token, pack: Pack) -> bool:
    """A pronoun for the subject itself: *se*, *himself*."""
    return token.upos == "PRON" and (token.features.get("Reflex") == "Yes" or token.lower in pack.reflexives)


def without_hyphen(token: Token) -> str:
    """A pronoun without what ties it to the verb before it: *-t-il* is *il*."""
    return token.lower.lstrip("-").removeprefix("t-")
