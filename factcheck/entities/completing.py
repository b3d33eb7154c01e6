"""The name that stands beside a description: *un manifestant, Abdel Nasser*; *Ana Ruiz, director of the
gallery*.
"""

from itertools import takewhile

from factcheck.grammar.neighbours import preceding
from factcheck.mentions.context import Context
from factcheck.mentions.kinds import is_place, noun_in
from factcheck.mentions.runs import Run, runs
from factcheck.mentions.values import SourceMention
from factcheck.mentions.words import words
from factcheck.syntax.tokens import Span, Token

_CLOSED = frozenset((",", ".", ":", ";", ")", '"', "!", "?"))
# How far from a description its name may end, in words.
_WINDOW = 8
# How long a role in apposition may be, in words.
_ROLE = 20


def completed(ctx: Context, holder: SourceMention) -> Span:
    """The span of a mention with the name in apposition to it, where a comma parts the two; else its own
    span.
    """
    tokens = ctx.document.sentences[holder.sentence].tokens
    inside = [t for t in tokens if t.start < holder.end and holder.start < t.end]
    if (several := several_before(ctx, holder)) is not None:
        return several
    if not inside or inside[0].upos == "PRON":
        return holder.span
    first, last = inside[0].index, inside[-1].index
    speaker = _of_saying(ctx, tokens, holder.token, last)
    if speaker is not None:
        return tokens[speaker].start, holder.end
    if any(run.first == first for run in runs(tokens, first, last, ctx.pack)):
        role = _role(ctx, tokens, last)
        start = tokens[_title(ctx, tokens, first)].start
        return min(start, holder.start), tokens[role].end if role is not None else holder.end
    after = _after(ctx, tokens, last) or _before_verb(ctx, holder, last)
    if after is not None:
        return holder.start, tokens[after.last].end
    before = _before(ctx, tokens, first, last)
    return (tokens[before.first].start, holder.end) if before is not None else holder.span


def several_before(ctx: Context, holder: SourceMention) -> Span | None:
    """The mention that a part of those before stands for: *two guards, | one of whom*, *des témoins, dont | l'un*."""
    sentence = ctx.document.sentences[holder.sentence]
    tokens = sentence.tokens
    first = next((t.index for t in tokens if t.end > holder.start), 0)
    one = [t for t in tokens[first:] if t.start < holder.end and t.lower in ctx.pack.determiners.one]
    around = [t for t in tokens[max(0, first - 1) :] if t.start < holder.end]
    relative = next((t.index for t in around if t.features.get("PronType") in ("Rel", "Int")), None)
    if not one or relative is None:
        return None
    before, _ = preceding(sentence, min(first, relative), holder.sentence, ctx.pack)
    return before.span if before is not None and _many(tokens[: before.token + 1][-1:]) else None


def _of_saying(ctx: Context, tokens: tuple[Token, ...], head: int, last: int) -> int | None:
    """Where the speaker begins in *le témoignage des rescapés*, *the account of the ship's cook*."""
    # "porte-parole" is no "parole": only the whole noun counts.
    if not {tokens[head].lemma.lower(), tokens[head].lower} & ctx.pack.anaphora.sayings:
        return None
    behind = next((t for t in tokens[head + 1 : last + 1] if t.upos != "ADJ"), None)
    linked = behind is not None and behind.upos == "ADP" and behind.index < last
    return behind.index + 1 if behind is not None and linked and behind.lower in ctx.pack.genitive_marks else None


def _title(ctx: Context, tokens: tuple[Token, ...], first: int) -> int:
    """The first token of the noun phrase that a name stands right behind: *the security firm Acme*."""
    nouns = ctx.pack.source_nouns
    if not first or tokens[first - 1].upos not in ("NOUN", "PROPN"):
        return first
    # "Shadow Home Secretary Yvette Cooper": in capitals, only a person's office is no part of the name.
    tables = [nouns.person] if tokens[first - 1].upos == "PROPN" else list(nouns.by_type.values())
    if not any(noun_in(tokens[first - 1], table) for table in tables):
        return first
    start = first - 1
    while start and tokens[start - 1].upos in ("NOUN", "ADJ", "PROPN", "DET") and first - start < _WINDOW:
        start -= 1
        if tokens[start].upos == "DET":
            break
    return start


def _role(ctx: Context, tokens: tuple[Token, ...], last: int) -> int | None:
    """The last token of what a name is said to be behind it: *Ana Ruiz, director of the gallery, …*."""
    if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return None
    told = list(
        takewhile(lambda t: t.upos not in ("VERB", "AUX", "PUNCT", "SCONJ"), tokens[last + 2 : last + 2 + _ROLE])
    )
    noun = next((t for t in told if t.upos == "NOUN"), None)
    end = last + 2 + len(told)
    closed = end >= len(tokens) or tokens[end].text in _CLOSED
    if end + 1 < len(tokens) and tokens[end].text == "," and _after(ctx, tokens, end - 1) is not None:
        # "Reached by Reuters, the mayor, Ana Ruiz, said": the name behind it is the mayor's.
        return None
    people = ctx.pack.source_nouns.person
    return end - 1 if noun is not None and noun_in(noun, people) and closed else None


def _after(ctx: Context, tokens: tuple[Token, ...], last: int) -> Run | None:
    """*le maire, Paul Durand, …*: the name is closed by a comma or a stop, it is no subject of a verb."""
    if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return None
    found = runs(tokens, last + 2, min(last + 2 + _WINDOW, len(tokens) - 1), ctx.pack)
    if not found or found[0].first != last + 2 or not _names(ctx, tokens, found[0]):
        return None
    end = found[0].last + 1
    if tokens[last].upos == "NOUN" and _many(tokens[max(0, last - 2) : last + 1]):
        # "Citing officials, The Courier …": several people have no single name.
        return None
    return found[0] if end >= len(tokens) or tokens[end].text in _CLOSED else None


def _before_verb(ctx: Context, holder: SourceMention, last: int) -> Run | None:
    """*le chef de l'équipe ayant gagné, Paul Durand, a dit*: between the last comma and the verb of which one person is
    the subject stands that person's name.
    """
    sentence = ctx.document.sentences[holder.sentence]
    tokens, head = sentence.tokens, sentence.tokens[holder.token]
    verb = sentence.head(head)
    # "L'un des deux porte-parole": the noun says what one of them is.
    one = head.lower in ctx.pack.determiners.one
    noun = next((t for t in tokens[head.index :] if t.upos == "NOUN"), head) if one else head
    person = head.dep == "nsubj" and noun_in(noun, ctx.pack.source_nouns.person)
    if verb is None or not person or (not one and _many(tokens[max(0, head.index - 2) : head.index + 1])):
        return None
    begin = min((t.index for t in sentence.children(verb, "aux", "cop", "advmod", "obj") if t.index > last), default=0)
    begin = min(begin or verb.index, verb.index)
    end = begin - 1 if tokens[begin - 1].text != "," else begin - 2
    found = [r for r in runs(tokens, last + 1, end, ctx.pack) if r.last == end] if end > last else []
    named = found and tokens[found[0].first - 1].text == "," and _names(ctx, tokens, found[0])
    return found[0] if named else None


def _many(tokens: tuple[Token, ...]) -> bool:
    return any(t.upos == "NOUN" and t.features.get("Number") == "Plur" for t in tokens)


def _before(ctx: Context, tokens: tuple[Token, ...], first: int, last: int) -> Run | None:
    """*Paul Durand, maire de X, …*: the description is closed as well, and nothing governs the name."""
    if first < 2 or tokens[first - 1].text != ",":
        return None
    if last + 1 < len(tokens) and tokens[last + 1].text not in _CLOSED:
        return None
    found = [r for r in runs(tokens, max(0, first - 1 - _WINDOW), first - 2, ctx.pack) if r.last == first - 2]
    if not found or not _names(ctx, tokens, found[0]):
        return None
    ahead = tokens[found[0].first - 1] if found[0].first else None
    return found[0] if ahead is None or ahead.upos in ("VERB", "PUNCT", "AUX", "CCONJ", "SCONJ") else None


def _names(ctx: Context, tokens: tuple[Token, ...], run: Run) -> bool:
    """Two words or more that are no place: a person's name in full."""
    text = ctx.document.folded[tokens[run.first].start : tokens[run.last].end]
    return run.last > run.first and not is_place(words(text), ctx.pack)
