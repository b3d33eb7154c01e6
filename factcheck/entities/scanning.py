"""Every mention in a document that may be somebody: names, noun phrases with a noun for sources, pronouns."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from factcheck.entities.completing import completed
from factcheck.grammar.phrases import phrase
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.kinds import is_source_noun
from factcheck.mentions.references import Reference
from factcheck.mentions.runs import Run, runs
from factcheck.mentions.values import SourceMention
from factcheck.syntax.tokens import Sentence, Token

# A token with one of these relations is part of a phrase that another token heads.
_PARTS = frozenset(("flat", "compound", "fixed", "goeswith", "amod", "det", "case"))


def scan(ctx: Context) -> Iterator[Reference]:
    """The references of a document in order, sentence by sentence."""
    for index, sentence in enumerate(ctx.document.sentences):
        named = runs(sentence.tokens, 0, len(sentence.tokens) - 1, ctx.pack)
        found = list(_nominal(ctx, index, sentence, named))
        covered = [(r.start, r.end) for r in found if r.name]
        for run in named:
            start, end = sentence.tokens[run.first].start, sentence.tokens[run.last].end
            if not any(s <= start and end <= e for s, e in covered):
                found.append(describe(ctx, index, start, end))
        yield from sorted(found, key=lambda r: (r.start, -r.end))


def _nominal(ctx: Context, index: int, sentence: Sentence, named: tuple[Run, ...]) -> Iterator[Reference]:
    within = {n: run for run in named for n in range(run.first, run.last + 1)}
    standing = {run: _standing(sentence, run) for run in named}
    for token in sentence.tokens:
        run = within.get(token.index)
        if run is not None and not _heads_name(token, run, standing[run]):
            continue
        if token.upos == "PRON" and _personal(ctx, token):
            yield describe(ctx, index, _pronoun_start(token), token.end, token.index)
        elif _heads(ctx, sentence, token):
            holder = phrase(sentence, token, index, 0, len(sentence.tokens) - 1)
            start = _trimmed(sentence, holder.start, token)
            if (
                token.upos == "NOUN"
                and _comma_behind(sentence, holder)
                and not _precedes_subject(token, holder, standing)
            ):
                start, end = completed(ctx, evolve(holder, start=start))
            else:
                end = _name_behind(sentence, token, holder.end, within)
            if run is not None and run.first < token.index and token.upos == "PROPN":
                # "Senator Helen Vauclair", where the title hangs on the verb as well.
                start = min(start, sentence.tokens[run.first].start)
            yield describe(ctx, index, start, end, token.index)


def _standing(sentence: Sentence, run: Run) -> Token | None:
    """The word that stands for a name: of those that hang on what is outside of it, the last."""
    tokens = sentence.tokens[run.first : run.last + 1]
    heading = (t for t in reversed(tokens) if t.upos == "PROPN" and t.dep not in _PARTS)
    return next((t for t in heading if not run.first <= t.head <= run.last), None)


def _heads_name(token: Token, run: Run, standing: Token | None) -> bool:
    """Of the words in one name that may head a phrase, the one that stands for it: a title before it does not."""
    if token.upos == "NOUN" and token.index > run.first:
        return False
    return token.upos != "PROPN" or standing is None or token.index == standing.index


def _name_behind(sentence: Sentence, head: Token, end: int, within: Mapping[int, Run]) -> int:
    """The end of a phrase with the name right behind it that the tree hangs elsewhere: *the magazine MicroMega*."""
    behind = within.get(head.index + 1)
    whole = head.upos == "NOUN" and head.end == end and head.features.get("Number") != "Plur"
    if behind is None or behind.first != head.index + 1 or not whole:
        return end
    return sentence.tokens[behind.last].end


def _comma_behind(sentence: Sentence, holder: SourceMention) -> bool:
    """A comma follows, behind which the name may stand: *son complice, Paul Durand, …*."""
    return any(t.text == "," for t in sentence.tokens if holder.end <= t.start <= holder.end + 1)


def _precedes_subject(noun: Token, holder: SourceMention, standing: Mapping[Run, Token | None]) -> bool:
    """*After the collapse of the stand, Anne Leroy said*: the name behind the comma opens the main clause."""
    behind = (t for t in standing.values() if t is not None and t.start > holder.end)
    first = min(behind, key=lambda t: t.start, default=None)
    return first is not None and first.dep == "nsubj" and noun.dep in ("nmod", "obl") and first.head != noun.head


def _pronoun_start(token: Token) -> int:
    """Where a pronoun begins without the verb's hyphen (*-t-il*); in a contraction (*he's*) it has the whole."""
    whole = token.end - token.start == len(token.text)
    return token.end - len(token.lower.lstrip("-").removeprefix("t-").lstrip("-")) if whole else token.start


def _trimmed(sentence: Sentence, start: int, head: Token) -> int:
    """The start of a phrase without the prepositions and conjunctions before it."""
    for token in sentence.tokens[: head.index]:
        if token.start < start:
            continue
        governing = token.dep in ("case", "mark", "cc", "fixed", "punct", "advmod")
        if not governing:
            return token.start
    return head.start


def _personal(ctx: Context, token: Token) -> bool:
    word = token.lower.lstrip("-").removeprefix("t-")
    if token.dep in ("expl", "mark") or token.features.get("PronType") == "Rel":
        return False
    if word.endswith("'"):
        # An elided object ("l'a dit") is as often a thing.
        return False
    return word in ctx.pack.pronouns.third and token.features.get("Reflex") != "Yes"


def _apposed(sentence: Sentence, token: Token) -> bool:
    """The noun only says what the one before it is, alone or in a list: *a woman, a trader and a mother of two*."""
    above = sentence.head(token)
    while token.dep == "conj" and above is not None and above.upos in ("NOUN", "PROPN"):
        token, above = above, sentence.head(above)
    return token.dep == "appos" and above is not None and above.upos in ("NOUN", "PROPN")


def _heads(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """The token heads a phrase that may be a source: a name, or a noun of the pack's tables."""
    if token.upos not in ("NOUN", "PROPN") or token.dep in _PARTS:
        return False
    if _apposed(sentence, token):
        return False
    if token.upos == "PROPN":
        return True
    return is_source_noun(token, ctx.pack)
