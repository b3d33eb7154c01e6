"""The words of names and of matching, which no pack holds, are checked as packs are."""

import pytest

from factcheck.languages.matching import Matching
from factcheck.languages.names import Names
from factcheck.languages.reading import read_table, read_tables
from tests.languages.slips import changed, shipped, told


@pytest.mark.parametrize(
    ("right", "slip", "problem"),
    [
        (r"(?m)^(negations = )\[", r"\1[7, ", "{}.negations: must be a list of words"),
        (r"(?m)^unnamed = ", "unamed = ", "{}.unamed: no such key; did you mean 'unnamed'?"),
        (r"(?m)^multiples = \{", 'multiples = { "pair" = "two", ', "{}.multiples.pair: must be a whole number"),
    ],
)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_statements_are_matched_by_is_checked_too(code: str, right: str, slip: str, problem: str) -> None:
    toml = shipped("matching.toml")
    start = toml.index(f"[{code}]\n")
    damaged = toml[:start] + changed(toml[start:], right, slip)
    said, line = told(lambda text, name: read_tables(Matching, text, name), damaged)
    assert said.startswith(problem.format(code))
    assert slip.partition(" ")[0].replace(r"\1[7,", "negations") in line


def test_the_words_of_names_are_checked_too() -> None:
    toml = changed(shipped("names.toml"), r"(?m)^small = ", "smal = ")
    said, line = told(lambda text, name: read_table(Names, text, name), toml)
    assert said == "smal: no such key; did you mean 'small'?"
    assert line.startswith("smal = ")
