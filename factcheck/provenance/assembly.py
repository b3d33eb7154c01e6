"""The last stage: what was found, who it leads to and what the article says itself, as the claims of a report."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from factcheck.entities.resolving import Resolved
from factcheck.grammar.claims import Assertion
from factcheck.grammar.hearsay import hearsay_marker
from factcheck.grammar.values import Found, Rival
from factcheck.mentions.context import Context
from factcheck.provenance.confidence import assertion_features, attribution_features, confidence
from factcheck.provenance.crossing import Tidy, uncrossed
from factcheck.provenance.sourcing import attributed_flags, explained, narrator_flags
from factcheck.report import GAP, Alternative, Attribution, Claim, Flag, Kind, Mention, Report, Source
from factcheck.syntax.tokens import Span, merged
from factcheck.text.alignment import Plain


def assemble(
    ctx: Context, found: Sequence[Found], resolved: Resolved, assertions: Sequence[Assertion]
) -> tuple[Claim, ...]:
    """The claims in the order of the text, numbered ``c1``, ``c2``, …"""
    sources = {source.id: source for source in resolved.sources}
    claims = [
        _attributed(ctx, attribution, [sources[id] for id in chain])
        for attribution, chain in zip(found, resolved.chains, strict=True)
    ]
    claims += [_narrated(ctx, assertion) for assertion in assertions]
    trimmed = _uncrossed(claims, ctx.document.text, ctx.tidy)
    claims = [_put_anew(ctx, now, was) for now, was in zip(trimmed, claims, strict=True) if now.spans]
    claims.sort(key=lambda claim: (claim.spans[0][0], -claim.spans[-1][1]))
    return tuple(evolve(claim, id=f"c{number}") for number, claim in enumerate(claims, 1))


def _uncrossed(claims: Sequence[Claim], text: str, tidy: Tidy) -> list[Claim]:
    """The claims, whoever found them, in each other or apart; one of which nothing is left has no spans."""
    spans = uncrossed([claim.spans for claim in claims], [claim.confidence for claim in claims], text, tidy)
    return [
        claim if own == claim.spans else evolve(claim, spans=own, text=_words(text, own))
        for claim, own in zip(claims, spans, strict=True)
    ]


def _put_anew(ctx: Context, now: Claim, was: Claim) -> Claim:
    """A claim that was trimmed, which may have lost all that was quoted in it, or all that was not."""
    return now if now is was or now.attribution is None else evolve(now, kind=kind_of(ctx, now.spans))


def _attributed(ctx: Context, found: Found, chain: Sequence[Source]) -> Claim:
    cue = _mention(ctx, found.cue.span) if found.cue is not None else None
    source = _mention(ctx, found.source.span) if found.source is not None else None
    spans = tuple(merged(found.content))
    judged = found.judgement
    sure = confidence(attribution_features(ctx, found)) if judged is None else round(judged.right, 2)
    why = explained(attributed_flags(found, chain), chain, ctx.document.language)
    given = Attribution(cue, source, tuple(source.id for source in chain))
    claim = _claim(ctx, spans, kind_of(ctx, spans), given, why, sure)
    return claim if judged is None else evolve(claim, alternatives=tuple(_alternative(ctx, r) for r in judged.rivals))


def _alternative(ctx: Context, rival: Rival) -> Alternative:
    text = ctx.document.text
    source = None if rival.source is None else text[rival.source[0] : rival.source[1]]
    return Alternative(_words(text, rival.content), source, rival.right)


def _narrated(ctx: Context, assertion: Assertion) -> Claim:
    sure = confidence(assertion_features(ctx, assertion))
    marker = hearsay_marker(ctx, assertion)
    why = explained(narrator_flags(marker), (), ctx.document.language, marker)
    return _claim(ctx, assertion.spans, Kind.NARRATOR, None, why, sure)


def _claim(
    ctx: Context,
    spans: tuple[Span, ...],
    kind: Kind,
    attribution: Attribution | None,
    why: Mapping[Flag, str],
    sure: float,
) -> Claim:
    return Claim("", _words(ctx.document.text, spans), spans, kind, attribution, tuple(why), sure, dict(why))


def _mention(ctx: Context, span: Span) -> Mention:
    start, end = span
    return Mention(ctx.document.text[start:end], start, end)


def as_given(report: Report, plain: Plain) -> Report:
    """The report on a plain text as one on the text that was given: every offset there, every mention in its words."""
    if plain.starts is None:
        return report
    # Two claims that part within a character of the text as given (a ligature, say) share it there.
    claims = _uncrossed([_claim_as_given(claim, plain) for claim in report.claims], plain.given, lambda *span: span)
    return Report(
        plain.given,
        report.language,
        tuple(claims),
        tuple(
            evolve(source, mentions=tuple(_mention_as_given(m, plain) for m in source.mentions))
            for source in report.sources
        ),
    )


def _claim_as_given(claim: Claim, plain: Plain) -> Claim:
    spans = tuple(merged(plain.span(*span) for span in claim.spans))
    cited = claim.attribution
    if cited is not None:
        cue = _mention_as_given(cited.cue, plain) if cited.cue else None
        source = _mention_as_given(cited.source, plain) if cited.source else None
        cited = evolve(cited, cue=cue, source=source)
    return evolve(claim, text=_words(plain.given, spans), spans=spans, attribution=cited)


def _mention_as_given(mention: Mention, plain: Plain) -> Mention:
    start, end = plain.span(mention.start, mention.end)
    return Mention(plain.given[start:end], start, end)


def _words(text: str, spans: Sequence[Span]) -> str:
    return GAP.join(text[start:end] for start, end in spans)


def kind_of(ctx: Context, spans: Sequence[Span]) -> Kind:
    """Direct when every letter stands in quotation marks, indirect when none does, mixed between."""
    text = ctx.document.text
    quoted: set[bool] = set()
    for start, end in spans:
        while start < end:
            quotation = ctx.quotation(start)
            # Letter by letter only on the way to a quotation.
            step = quotation.end if quotation else start + 1 if ctx.is_quoted(start, end) else end
            if any(map(str.isalnum, text[start : min(step, end)])):
                quoted.add(quotation is not None)
            start = step
    return Kind.MIXED if len(quoted) > 1 else Kind.INDIRECT if False in quoted else Kind.DIRECT
