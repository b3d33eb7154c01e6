"""Outlets in running text: whether a phrase stands for one, by the registry or by its noun."""

from functools import lru_cache

from factcheck.attributions.context import Context
from factcheck.attributions.values import Holder
from factcheck.sources.kinds import noun_in
from factcheck.sources.registry import Link, Registry, load_registry


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The outlets that the library knows; read once."""
    return load_registry()


def linked(ctx: Context, holder: Holder, cited: bool = True) -> Link | None:
    """The outlet of the registry that a mention stands for, None when it is none or cannot be settled."""
    sentence = ctx.document.sentences[holder.sentence]
    text = ctx.document.folded
    return registry().link(
        text[holder.start : holder.end],
        context=text[sentence.start : sentence.end],
        cited=cited,
        language=ctx.pack.code,
    )


def is_outlet(ctx: Context, holder: Holder) -> bool:
    """A mention stands for an outlet: one of the registry, or *the newspaper*, *le quotidien*."""
    head = ctx.document.sentences[holder.sentence].tokens[holder.token]
    if head.upos == "NOUN" and head.features.get("Number") != "Plur" and noun_in(head, ctx.pack.source_nouns["outlet"]):
        return True
    return linked(ctx, holder) is not None
