"""What a stage would reach if everything before it were perfect: so far, names with the gold's own source mentions."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import Article, GoldAttribution
from benchmarks.measures import is_misnamed, same_name
from benchmarks.parses import KeptParser
from factcheck.entities.resolving import resolve
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.languages import load_pack
from factcheck.mentions.context import Context
from factcheck.mentions.values import SourceMention
from factcheck.syntax.tokens import Document, Sentence, Span, Token
from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import find_quotations


def names(articles: Sequence[Article], language: str, folder: Path) -> dict[str, Any]:
    """The accuracy of names, and the share of misnamed ones, with gold contents, cues and source mentions.

    Over all gold attributions that have a source and a name, but for those in texts that are not parsed as they stand
    (they are in other places there).
    """
    cases = [
        (same_name(name, ours), is_misnamed(name, ours, kind))
        for article, document in zip(
            articles, KeptParser(language, folder)([article.text for article in articles]), strict=True
        )
        if document.text == article.text
        for name, ours, kind in _resolved(article, document)
    ]
    right, wrong = (sum(column) for column in zip(*cases, strict=True)) if cases else (0, 0)
    return {"cases": len(cases), "name": _share(right, len(cases)), "misnamed": _share(wrong, len(cases))}


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _resolved(article: Article, document: Document) -> Iterator[tuple[str, str | None, str | None]]:
    """The gold name of each source, and the name and type that the library gives to its mention."""
    ctx = Context(document, find_quotations(document.text, paragraphs(document.text)), load_pack(article.language))
    # The library's own finders go through a text in its order; so does the resolution.
    gold = sorted(article.attributions, key=lambda item: item.content)
    resolved = resolve(ctx, [_found(ctx, item) for item in gold])
    sources = {source.id: source for source in resolved.sources}
    for item, chain in zip(gold, resolved.chains, strict=True):
        if item.source and item.name:
            origin = sources[chain[-1]] if chain else None
            yield item.name, origin.name if origin else None, origin.type if origin else None


def _found(ctx: Context, item: GoldAttribution) -> Found:
    cue = _tokens(ctx, item.cue[0]) if item.cue else None
    source = _tokens(ctx, item.source[0]) if item.source else None
    return Found(
        item.content,
        Construction.READ,
        Cue(cue[0], _head(cue[1]).index, cue[1][0].index, cue[1][-1].index, *item.cue[0], CueForm.VERB)
        if cue
        else None,
        SourceMention(source[0], _head(source[1]).index, *item.source[0]) if source else None,
        denied="denied" in (item.flags or ()),
    )


def _tokens(ctx: Context, span: Span) -> tuple[int, Sequence[Token]]:
    """The sentence of a stretch, and its tokens that lie in it (at least one)."""
    number = ctx.sentence_at(span[0])
    sentence: Sentence = ctx.document.sentences[number]
    inside = [token for token in sentence.tokens if token.start < span[1] and token.end > span[0]]
    return number, inside or sentence.tokens[:1]


def _head(tokens: Sequence[Token]) -> Token:
    """The first token that hangs on none of the others."""
    indices = {token.index for token in tokens}
    return next((token for token in tokens if token.head not in indices), tokens[0])
