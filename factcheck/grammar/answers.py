"""Answers that a label opens: *Q: … A: …*."""

import re
from functools import lru_cache

from factcheck.grammar.values import Construction, Found
from factcheck.languages.tables import Words
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.runs import runs
from factcheck.mentions.values import SourceMention
from factcheck.report import SourceType
from factcheck.syntax.tokens import Span


def heads(ctx: Context) -> list[int]:
    """The numbers of the sentences that open a paragraph."""
    sentences = ctx.document.sentences
    return [n for n, s in enumerate(sentences) if n == 0 or sentences[n - 1].paragraph != s.paragraph]


def _paragraphs(ctx: Context, opens: list[int]) -> list[Span]:
    """The offsets of the paragraphs that these sentences open."""
    sentences = ctx.document.sentences
    return [(sentences[n].start, sentences[ctx.paragraph(n)[1]].end) for n in opens]


def from_answers(ctx: Context) -> list[Found]:
    """What stands behind the label of an answer, said by whoever the text before the first question is about."""
    questions, answers = map(_label, (ctx.pack.interviews.questions, ctx.pack.interviews.answers))
    opens = heads(ctx)
    spans = _paragraphs(ctx, opens)
    text = ctx.document.text
    asked = [place for place, (start, end) in enumerate(spans) if questions.match(text, start, end)]
    if not asked:
        return []
    result = []
    speaker = _interviewee(ctx, opens[asked[0]])
    for before in asked:
        if before + 1 == len(spans):
            break
        start, end = spans[before + 1]
        label = answers.match(text, start, end)
        if label is None:
            continue
        content = ctx.tidy(label.end(), end)
        if content is not None:
            result.append(
                Found((content,), Construction.LABEL, None, speaker, frame=(spans[before], (start, content[0])))
            )
    return result


@lru_cache(maxsize=16)
def _label(words: Words) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"(?:{names})(?:\s?[.:)]|\s[-–—])(?:\s?[-–—:])?\s+")


def _interviewee(ctx: Context, first: int) -> SourceMention | None:
    """The last person named before the questions begin."""
    for number in range(first - 1, -1, -1):
        tokens = ctx.document.sentences[number].tokens
        for run in reversed(list(runs(tokens, 0, len(tokens) - 1, ctx.pack))):
            holder = SourceMention(number, run.first, tokens[run.first].start, tokens[run.last].end)
            told = describe(ctx, number, holder.start, holder.end, run.first)
            if told.kind in (SourceType.PERSON, None) and run.last > run.first:
                return holder
    return None
