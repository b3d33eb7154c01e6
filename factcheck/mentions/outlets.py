"""Outlets in running text: whether a phrase stands for one, by the registry or by its noun."""

from collections.abc import Sequence

from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.references import Reference
from factcheck.mentions.values import SourceMention
from factcheck.outlets.registry import Link, Outlet
from factcheck.report import SourceType


def linked(
    ctx: Context, sentence: int, start: int, end: int, known: Sequence[Outlet] = (), addressed: bool = False
) -> Link | None:
    """The outlet of the registry that a mention stands for, None when it is none or cannot be settled.

    The mention runs from ``start`` to ``end`` in the sentence of that number; ``known`` are outlets named
    before it, ``addressed`` says that something is told to it.
    """
    text = ctx.document.folded
    around = ctx.document.sentences[sentence]
    context = text[around.start : around.end]
    return ctx.pack.registry.link(
        text[start:end], context=context, known=known, cited=True, addressed=addressed, language=ctx.pack.code
    )


def is_outlet(ctx: Context, holder: SourceMention, addressed: bool = False) -> bool:
    """A mention stands for an outlet: one of the registry, a name like *LA Weekly*, or *the newspaper*.

    ``addressed`` says that something is told to it, or that it cites somebody.
    """
    reference = describe(ctx, holder.sentence, holder.start, holder.end, holder.token)
    if reference.name is None:
        # *told reporters*, *the press* are nobody who passes it on; *local media*, *the state newspapers* are.
        nouns = ctx.pack.source_nouns.outlet if reference.complement else ctx.pack.anaphora.outlet
        one = reference.number != "Plur" or bool(reference.complement)
        return one and bool((reference.roles | {reference.noun}) & nouns)
    if reference.kind is SourceType.PERSON:
        return False
    if reference.kind is SourceType.OUTLET or _called_so(ctx, reference.words):
        return True
    if addressed and _is_agency(ctx, reference):
        return True
    return linked(ctx, holder.sentence, holder.start, holder.end, addressed=addressed) is not None


def _is_agency(ctx: Context, reference: Reference) -> bool:
    """*l'agence Baltinform*: with nothing that says what it is for (*agence spatiale*), who is told something by others
    or cites them is a news agency.
    """
    nouns = ctx.pack.source_nouns
    both = reference.roles & nouns.outlet & nouns.organization
    return bool(both) and not reference.complement


def _called_so(ctx: Context, parts: tuple[str, ...]) -> bool:
    """A name that begins or ends as those of outlets do: *Radio X*, *Courrier de X*, *X Times*."""
    return bool({*parts[:1], *parts[-1:]} & ctx.pack.titles.press)
