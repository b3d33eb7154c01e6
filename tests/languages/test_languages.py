"""A pack with a slip is refused: the message names the file, the line and the key, and what was meant."""

import re
from pathlib import Path

import pytest
from attrs import fields, frozen, has

import factcheck
from factcheck.grammar.nameless import reasons
from factcheck.languages import Pack, load_pack, read_pack, supported
from factcheck.languages.reading import read_table
from factcheck.languages.tables import Agreement
from factcheck.languages.vocabulary import Gender, Needs, Number, Takes, VerbClass
from factcheck.mentions.kinds import is_place
from tests.languages.slips import changed, shipped, told

PACKS = {code: shipped(f"{code}.toml") for code in supported()}


@pytest.mark.parametrize("code", PACKS)
@pytest.mark.parametrize(
    ("right", "slip", "problem", "word"),
    [
        (r'(takes = \[[^\]]*)"clause"', r'\1"clauze"', "unknown value 'clauze'; did you mean 'clause'?", "clauze"),
        ('needs = "nobody"', 'needs = "noboody"', "unknown value 'noboody'; did you mean 'nobody'?", "noboody"),
        ('class = "think"', 'class = "thunk"', "class: unknown value 'thunk'; did you mean 'think'?", "thunk"),
        ("mental = true", "metnal = true", "metnal: no such key; did you mean 'mental'?", "metnal"),
        ("mental = true", 'mental = "yes"', "mental: must be true or false, not a str", 'mental = "yes"'),
        (r"(?m)^platforms = ", "plattforms = ", "relays.plattforms: no such key; did you mean 'platforms'?", "platt"),
        (r"(?m)^platforms = .*\n", "", "relays: 'platforms' is missing", "[relays]"),
        (r"(?m)^platforms = ", "zebras = []\nplatforms = ", "relays.zebras: no such key; it may be ", "zebras"),
        (r"(?m)^\[captions\]", "[captoins]", "captoins: no such key; did you mean 'captions'?", "[captoins]"),
        (r"(?m)^addressed = ", "adressed = ", "adressed: no such key; did you mean 'addressed'?", "adressed"),
        (r"(?m)^loose = .*", "loose = [7]", "pronouns.loose: must be a list of words, not a list", "loose"),
        (r'"Masc,Sing"', '"Mask,Sing"', "unknown value 'Mask'; did you mean 'Masc'?", "Mask"),
        (r'",Plur"', '",Plural"', "unknown value 'Plural'; did you mean 'Plur'?", "Plural"),
        (r"(?m)^conditional = \w+", "conditional = 1", "hearsay.conditional: must be true or false", "conditional"),
        (r"(?m)^party = .*", "party = 1", "anaphora.families.party: must be a list of words, not an int", "party"),
        (r"(?m)^contractions = .*", "contractions = []", "contractions: must be a table, not a list", "contractions"),
    ],
)
def test_a_slip_is_named_with_its_line(code: str, right: str, slip: str, problem: str, word: str) -> None:
    said, line = told(read_pack, changed(PACKS[code], right, slip))
    assert problem in said
    assert word in line


@pytest.mark.parametrize("code", PACKS)
def test_the_last_table_of_a_name_is_found_too(code: str) -> None:
    number = PACKS[code].count("[[verbs]]") - 1
    place = PACKS[code].rindex("[[verbs]]")
    toml = PACKS[code][:place] + PACKS[code][place:].replace("takes = [", 'takes = ["sausage", ', 1)
    said, line = told(read_pack, toml)
    assert said.startswith(f"verbs[{number}].takes: unknown value 'sausage'; ")
    assert "sausage" in line


@pytest.mark.parametrize("code", PACKS)
def test_a_key_is_looked_for_in_its_own_table(code: str) -> None:
    """``bodies`` stands in three tables, ``pronouns`` is one and a key of another."""
    toml = changed(PACKS[code], r"(?m)(^\[pronouns\](?:\n.*)*?\n)bodies = .*", r"\1bodies = 7")
    said, line = told(read_pack, toml)
    assert said == "pronouns.bodies: must be a list of words, not an int"
    assert line == "bodies = 7"
    missing, head = told(read_pack, changed(PACKS[code], r"(?m)^loose = .*\n", ""))
    assert missing == "pronouns: 'loose' is missing"
    assert head == "[pronouns]"


def test_words_between_quotation_marks_on_many_lines_hide_no_key() -> None:
    @frozen
    class Two:
        first: frozenset[str]
        second: bool

    said, line = told(lambda toml, name: read_table(Two, toml, name), 'first = """\nsecond = rain\n"""\nsecond = 1\n')
    assert said == "second: must be true or false, not an int"
    assert line == "second = 1"


def test_pronouns_agree_as_the_packs_say() -> None:
    assert load_pack("fr").pronouns.third["elles"] == Agreement(Gender.FEMININE, Number.PLURAL)
    assert load_pack("en").pronouns.third["they"] == Agreement(None, Number.PLURAL)
    assert load_pack("en").pronouns.third["who"] == Agreement()


def test_contractions_are_looked_up_both_ways() -> None:
    pack = read_pack(changed(PACKS["en"], r"(?m)^contractions = .*", 'contractions = { ab = "a b", aab = "a b" }'))
    assert pack.contractions["ab"] == "a b"
    assert pack.contracted == {"a b": ("ab", "aab")}


def test_no_word_of_the_vocabularies_is_idle() -> None:
    senses = [sense for code in PACKS for known in load_pack(code).verbs.values() for sense in known]
    assert {word for sense in senses for word in sense.takes} == set(Takes)
    assert {sense.needs for sense in senses} - {None} == set(Needs)
    assert {sense.verb_class for sense in senses} == set(VerbClass) - {VerbClass.UNKNOWN}
    agreements = [one for code in PACKS for one in load_pack(code).pronouns.third.values()]
    assert {one.gender for one in agreements} - {None} == set(Gender)
    assert {one.number for one in agreements} - {None} == set(Number)


def test_no_key_of_a_pack_is_idle() -> None:
    """Every key of every table is read somewhere, by its name behind a dot."""
    rooms = Path(factcheck.__file__).parent
    paths = (path for path in rooms.rglob("*.py") if path.parent.name != "languages")
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    # What is read through a look-up by type, of determiners and of sources.
    code += shipped("tables.py") + shipped("pack.py")
    keys = {one.name for one in fields(Pack)} | {
        part.name
        for one in fields(Pack)
        if isinstance(one.type, type) and one.name not in ("verbs", "outlets") and has(one.type)
        for part in fields(one.type)
    }
    assert sorted(key for key in keys if not re.search(rf"\.{key}\b", code)) == []


@pytest.mark.parametrize("code", PACKS)
def test_two_packs_of_one_language_live_side_by_side(code: str) -> None:
    """Nothing that is made from a pack once is kept for another one of the same code."""
    toml = changed(PACKS[code], r"(?m)^reasons = .*", 'reasons = ["by royal whim"]')
    mine, ours = read_pack(changed(toml, r'(?m)^words = "afghanistan ', 'words = "atlantis ')), load_pack(code)
    for pack, other in ((mine, ours), (ours, mine), (mine, ours)):
        assert bool(reasons(pack).search("unnamed by royal whim")) is (pack is mine)
        assert is_place(("atlantis",), pack) is not is_place(("atlantis",), other)
        assert is_place(("afghanistan",), pack) is (pack is ours)
