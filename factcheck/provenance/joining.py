"""A text in two languages is read part by part: its reports become one."""

from collections.abc import Sequence

from attrs import evolve

from factcheck.report import Attribution, Claim, Mention, Report, Source
from factcheck.text.detection import Part


def joined(text: str, parts: Sequence[Part], reports: Sequence[Report]) -> Report:
    """One report on a text from those on its parts, in the language that has most of it.

    A source that two parts call by one name is one source.
    """
    if len(reports) == 1:
        return reports[0]
    claims: list[Claim] = []
    sources: dict[tuple[str, str], Source] = {}
    for part, report in zip(parts, reports, strict=True):
        ids: dict[str, str] = {}
        for source in report.sources:
            mentions = tuple(_moved(mention, part.start) for mention in source.mentions)
            # An unnamed source of one part is nobody known to another.
            key = (source.name.casefold(), str(part.start) if source.anonymous else source.type)
            known = sources.get(key)
            ids[source.id] = known.id if known else f"s{len(sources) + 1}"
            sources[key] = (
                evolve(known, mentions=(*known.mentions, *mentions))
                if known
                else evolve(source, id=ids[source.id], mentions=mentions)
            )
        claims += [_claim(claim, number, part.start, ids) for number, claim in enumerate(report, len(claims) + 1)]
    main = max(parts, key=lambda part: sum(p.end - p.start for p in parts if p.language == part.language))
    return Report(text, main.language, tuple(claims), tuple(sources.values()))


def _claim(claim: Claim, number: int, by: int, ids: dict[str, str]) -> Claim:
    spans = tuple((start + by, end + by) for start, end in claim.spans)
    cited = claim.attribution
    if cited is not None:
        cited = Attribution(
            _moved(cited.cue, by) if cited.cue else None,
            _moved(cited.source, by) if cited.source else None,
            tuple(ids[id] for id in cited.chain),
        )
    return evolve(claim, id=f"c{number}", spans=spans, attribution=cited)


def _moved(mention: Mention, by: int) -> Mention:
    return evolve(mention, start=mention.start + by, end=mention.end + by)
