"""Whom a sentence of the article is about: who speaks in the quotation beside it, when no cue says so."""

from attrs import evolve

from factcheck.entities.kinds import kind_of_noun
from factcheck.grammar.context import Context
from factcheck.grammar.neighbours import following
from factcheck.grammar.phrases import phrase
from factcheck.grammar.subjects import own_subject, subject, without_hyphen
from factcheck.grammar.values import Clause, SourceMention
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Token

_PREDICATES = frozenset(("VERB", "AUX", "ADJ", "NOUN"))
_MAIN = frozenset(("root", "conj", "parataxis"))


def topic(ctx: Context, clause: Clause, stop: int | None = None, start: int = 0) -> SourceMention | None:
    """The subject of a clause (of its tokens from ``start`` to ``stop``), if it is somebody who may speak."""
    sentence = clause.sentence
    verbs = [
        t for t in clause.tokens[start:stop] if t.upos in _PREDICATES and own_subject(sentence, t, ctx.pack) is not None
    ]
    verbs = [t for t in verbs if t.dep in _MAIN] or verbs[:1]
    for verb in sorted(verbs, key=lambda t: (t.dep != "root", t.index)):
        holder, head = subject(sentence, verb, clause.index, ctx.pack)
        if head is None and (head := own_subject(sentence, verb, ctx.pack)) is not None and _is_person(ctx, head):
            # A passive: *The mayor was asked. “P.”*
            holder = phrase(sentence, head, clause.index, 0, verb.index)
        if head is None or holder is None:
            continue
        named = any(t.upos == "PROPN" for t in sentence.tokens if holder.start <= t.start < holder.end)
        if is_somebody(ctx, head) or (named and head.upos == "NOUN"):
            return holder
        if (owner := whose(ctx, clause, head)) is not None:
            return owner
    return None


def author(ctx: Context, clause: Clause, start: int = 0) -> SourceMention | None:
    """Whose words a quotation is, as a clause says: *the phrase is that of X*, *l'aphorisme est signé X*."""
    tokens = clause.tokens[start:]
    verb = next((t for t in tokens if is_finite(t)), None)
    words = ctx.pack.sayings | ctx.pack.coined
    if verb is None:
        return None
    noun = next((t for t in tokens if t.upos == "NOUN" and {t.lemma.lower(), t.lower} & words), None)
    if noun is None:
        return None
    if (owner := whose(ctx, clause, noun)) is not None:
        return owner
    for token in clause.tokens[max(verb.index, noun.index) + 1 :]:
        if token.upos in ("DET", "PROPN", "NOUN") and clause.tokens[token.index - 1].upos != "DET":
            holder, stop = following(clause.sentence, token.index, clause.index, ctx.pack)
            if holder is not None and any(is_somebody(ctx, t) for t in clause.tokens[token.index : stop]):
                return holder
    return None


def whose(ctx: Context, clause: Clause, noun: Token) -> SourceMention | None:
    """To whom a thing belongs: *the minister's reply*, *the verdict of the club's chairman*, *sa réponse*."""
    sentence = clause.sentence
    tokens = clause.tokens
    for token in tokens[max(0, noun.index - 2) : noun.index]:
        if token.lower in ctx.pack.pronouns["possessive"]:
            return SourceMention(clause.index, token.index, token.start, token.end)
    owner = next((t for t in sentence.children(noun, "nmod:poss") if t.index < noun.index), None)
    if owner is not None:
        mention = phrase(sentence, owner, clause.index, 0, noun.index - 2)
        genitive = ctx.document.folded[mention.start : mention.end].endswith("'s")
        return evolve(mention, end=mention.end - 2) if genitive else mention
    place = noun.index + 1
    while place < len(tokens) and tokens[place].upos == "ADJ":
        place += 1
    if place < len(tokens) - 1 and tokens[place].lower in ctx.pack.genitive_marks:
        holder, _ = following(sentence, place + 1, clause.index, ctx.pack)
        if holder is None or not is_somebody(ctx, tokens[holder.token]):
            return None
        # A contraction is the preposition too (*du maire*): the mention begins behind it.
        contracted = holder.start == tokens[place].start
        return evolve(holder, start=tokens[holder.token].start) if contracted else holder
    return None


def _is_person(ctx: Context, head: Token) -> bool:
    return head.upos in ("PROPN", "PRON") or ctx.names(head, "person")


def is_somebody(ctx: Context, head: Token) -> bool:
    """A name, a pronoun of the third person, or a noun for somebody or something that speaks."""
    words = {head.lemma.lower(), head.lower}
    if words & (ctx.pack.sayings | ctx.pack.nouns | ctx.pack.coined):
        return False
    return (
        head.upos == "PROPN"
        or without_hyphen(head) in ctx.pack.pronouns["third"]
        or kind_of_noun(head, head.features.get("Number") == "Plur", ctx.pack) is not None
    )
