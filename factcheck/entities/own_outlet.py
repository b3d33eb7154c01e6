"""The article's own outlet: what it was told itself is first-hand."""

from collections.abc import Callable

from factcheck.entities.clusters import Cluster
from factcheck.mentions.context import Context
from factcheck.mentions.outlets import linked
from factcheck.mentions.words import Words, words

# The article of an outlet's name, in words as they are compared.
_LEADING = (("the",), ("le",), ("la",), ("l",))


def same_outlet(ctx: Context, outlet: str | None) -> Callable[[Cluster], bool]:
    """Whether a cluster is the article's own outlet, which was told at first hand."""
    if outlet is None:
        return lambda group: False
    link = ctx.pack.registry.link(outlet, cited=True, language=ctx.pack.code)
    names = {_bare(words(outlet)), _bare(words(link.outlet.name) if link else ())}
    links = {link.outlet} if link else set()

    asked: dict[Cluster, bool] = {}

    def own(group: Cluster) -> bool:
        if group not in asked:
            asked[group] = is_own(group)
        return asked[group]

    def is_own(group: Cluster) -> bool:
        if any(_bare(form) in names for form in group.names):
            return True
        known = [
            found
            for reference in group.references
            if links and (found := linked(ctx, reference.sentence, reference.start, reference.end)) is not None
        ]
        return any(found.outlet in links for found in known)

    return own


def _bare(form: Words) -> Words:
    """The words of a name without its article."""
    return form[1:] if form[:1] in _LEADING and len(form) > 1 else form
