"""The benchmark of traces, on a bundle made by hand. Nothing here needs a model."""

from attrs import evolve

from benchmarks import tracing
from benchmarks.bundles import Bundle, Fact, Told
from factcheck.provenance.values import Document, Statement, StatementFlag, Trace, Wording
from factcheck.report import Report


def test_a_fact_of_several_origins_that_is_flagged_as_single_is_told() -> None:
    text = "The bridge is shut. The mayor knew."
    first, second = ((0, 19),), ((20, 35),)
    articles = tuple(
        Told(Document(f"a{n}"), "en", text, {"1": first, "2": second}, {}, Report(text, "en", (), ())) for n in range(3)
    )
    facts = {
        "1": Fact("bridge", "a clerk", "anonymous"),
        "2": Fact("mayor", "two origins: a clerk, a nurse", "anonymous"),
    }
    claims = tuple(Wording(f"a{n}", "c1", text[20:35], second, ()) for n in range(3))
    found = Statement("st1", text[20:35], "en", claims, flags=(StatementFlag.SINGLE_ORIGIN,))
    counts = tracing.judge(Bundle("an event", facts, articles), Trace((found,), (), ()))
    assert counts["single, all flagged"].figures()["precision"] == 50.0
    assert counts["single, of several"] == tracing.Counts(right=1, found=1)
    silent = tracing.judge(Bundle("an event", facts, articles), Trace((evolve(found, flags=()),), (), ()))
    assert silent["single, of several"] == tracing.Counts(right=0, found=1)
