"""Quotations that stand alone, with no cue: whose words they are, by the sentences around them."""

from collections.abc import Container

from factcheck.grammar.context import Context
from factcheck.grammar.topics import author, topic
from factcheck.grammar.values import SourceMention
from factcheck.syntax.tokens import Span
from factcheck.text.quotations import Quotation

# A shorter quotation in mid-sentence is a title, a nickname or a word held at arm's length.
_FEWEST_WORDS = 4
# So many words are speech even if the tagger finds no verb among them.
_PLENTY = 8
# What may stand between a preposition and a title: *on CNN's “P”*.
_NOMINAL = frozenset(("NOUN", "PROPN", "PART", "DET", "ADJ"))
# No title of a broadcast is longer.
_TITLE = 6
_ENDS = ".!?…"
_PASSED = " \u00a0\u202f" + _ENDS
_BEFORE = frozenset(_ENDS + ':»”")]')


def is_speech(ctx: Context, quotation: Quotation) -> bool:
    """The quotation says something: it has a finite verb, or many words, or it is a sentence of its own."""
    start, end = quotation.inner
    words = ctx.document.text[start:end].split()
    sentence = ctx.document.sentences[ctx.sentence_at(start)]
    if len(words) >= _FEWEST_WORDS and (ctx.is_finite(sentence, start, end) or len(words) >= _PLENTY):
        return True
    text = ctx.document.text
    ended = {text[start:end].rstrip()[-1:], text[quotation.end : quotation.end + 1]} & frozenset(_ENDS)
    return len(words) > 1 and bool(ended) and stands_alone(ctx, quotation)


def is_title(ctx: Context, quotation: Quotation) -> bool:
    """A work, or a word for giving a name, stands before the quotation: *son film « P »*, *a book called “P”*."""
    tokens = ctx.document.sentences[ctx.sentence_at(quotation.start)].tokens
    before = [t for t in tokens if t.start < quotation.start][-4:]
    behind = [t for t in tokens if t.start >= quotation.end][:6]
    # *“P”, her third film, opens*: the same behind a comma.
    close = next((n for n, t in enumerate(behind) if n and t.upos in ("PUNCT", "VERB", "AUX", "ADP")), len(behind))
    described = behind[1:close] if behind and behind[0].text == "," else []
    determined = bool(described) and described[0].upos in ("DET", "PRON", "ADJ")
    return any(bool({t.lemma.lower(), t.lower} & ctx.pack.works) for t in (*before, *(described if determined else ())))


def is_named(ctx: Context, quotation: Quotation) -> bool:
    """A few words in capitals behind where something may be said: *said on “Meet the Neighbours”*."""
    start, end = quotation.inner
    words = ctx.document.text[start:end].strip(_PASSED + ",").split()
    capitals = all(word[0].isupper() for word in words if len(word) >= _FEWEST_WORDS)
    if not 1 < len(words) <= _TITLE or not capitals or not words[-1][0].isupper():
        return False
    tokens = ctx.document.sentences[ctx.sentence_at(quotation.start)].tokens
    before = next((t for t in reversed(tokens) if t.start < quotation.start and t.upos not in _NOMINAL), None)
    return before is not None and before.lower in ctx.pack.occasion_marks


def stands_alone(ctx: Context, quotation: Quotation) -> bool:
    """Nothing of its own sentence stands before it, unless with a colon, and nothing behind it."""
    text = ctx.document.text
    low, high = _paragraph(ctx, quotation)
    first, last = quotation.start, quotation.end
    while first > low and text[first - 1].isspace():
        first -= 1
    while last < high and text[last] in _PASSED:
        last += 1
    opens = first == low or text[first - 1] in _BEFORE
    return opens and (last == high or text[last].isupper() or ctx.quotation_from(last) is not None)


def _paragraph(ctx: Context, quotation: Quotation) -> Span:
    sentences = ctx.document.sentences
    first, last = ctx.paragraph(ctx.sentence_at(quotation.start))
    return min(sentences[first].start, quotation.start), max(sentences[last].end, quotation.end)


def speaker_before(ctx: Context, quotation: Quotation, cited: Container[int]) -> SourceMention | None:
    """Whom the sentence before is about, if it cites nobody: *The mayor was furious. “P.”*"""
    number = ctx.sentence_at(quotation.start)
    clause = ctx.clauses[number]
    if clause.sentence.start < quotation.start:
        lead = next((t.index for t in clause.tokens if t.start >= quotation.start), len(clause.tokens))
        found = topic(ctx, clause, lead) if lead else None
        if found is not None or number in cited:
            return found
    if number == 0 or number - 1 in cited:
        return None
    earlier = ctx.clauses[number - 1]
    return topic(ctx, earlier) if ctx.quotation(earlier.sentence.start) is None else None


def speaker_behind(ctx: Context, quotation: Quotation, cited: Container[int]) -> SourceMention | None:
    """Whom the sentence behind is about, in the same paragraph: *“P.” The mayor is furious.*"""
    here = ctx.sentence_at(quotation.start)
    number = ctx.sentence_at(max(quotation.start, quotation.end - 1))
    sentences = ctx.document.sentences
    if sentences[number].start < quotation.end < sentences[number].end and number > here:
        number -= 1
    if number + 1 >= len(sentences):
        return None
    behind = ctx.clauses[number + 1]
    same = behind.sentence.paragraph == sentences[here].paragraph
    if not same or ctx.is_quoted(behind.sentence.end - 1, behind.sentence.end):
        return None
    return author(ctx, behind) or (topic(ctx, behind) if number + 1 not in cited else None)


def lead(ctx: Context, quotation: Quotation) -> tuple[Span, ...]:
    """The words that bring the quotation in with a colon, in its own sentence: they are no claim."""
    start = ctx.document.sentences[ctx.sentence_at(quotation.start)].start
    before = ctx.document.text[start : quotation.start].rstrip()
    return ((start, quotation.start),) if before.endswith(":") else ()
