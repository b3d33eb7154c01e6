"""Who is meant: from mentions to sources with a name, a type and a place in the chain."""

from collections.abc import Sequence

from attrs import frozen

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found, Holder
from factcheck.report import Mention, Source, SourceType


@frozen
class Resolved:
    """The sources of a document, and for each attribution the ids of its chain, nearest teller first."""

    sources: tuple[Source, ...]
    chains: tuple[tuple[str, ...], ...]


def resolve(ctx: Context, found: Sequence[Found], outlet: str | None = None) -> Resolved:
    """Group the mentions of speakers into sources and build the chain behind each attribution."""
    text = ctx.document.text
    ids: dict[str, str] = {}
    mentions: dict[str, list[Mention]] = {}
    names: dict[str, str] = {}

    def identify(holder: Holder) -> str:
        words = text[holder.start : holder.end]
        key = words.casefold()
        ids.setdefault(key, f"s{len(ids) + 1}")
        names.setdefault(ids[key], words)
        mentions.setdefault(ids[key], []).append(Mention(words, holder.start, holder.end))
        return ids[key]

    chains = tuple(
        tuple(dict.fromkeys(identify(h) for h in (*a.relays, a.source) if h is not None)) for a in found
    )
    sources = tuple(
        Source(id, names[id], SourceType.UNKNOWN, False, tuple(dict.fromkeys(mentions[id]))) for id in ids.values()
    )
    return Resolved(sources, chains)
