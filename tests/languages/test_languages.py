"""A pack with a slip is refused: the message names the file, the line and the key, and what was meant."""

import re
from importlib.resources import files

import pytest

from factcheck import DataError
from factcheck.languages import load_pack, read_pack, supported
from factcheck.languages.vocabulary import Needs, Only, Takes

PACKS = {code: (files("factcheck.languages") / f"{code}.toml").read_text(encoding="utf-8") for code in supported()}


@pytest.mark.parametrize("code", PACKS)
@pytest.mark.parametrize(
    ("right", "slip", "told"),
    [
        (r'(takes = \[[^\]]*)"clause"', r'\1"clauze"', "verbs: takes: unknown value 'clauze'; did you mean 'clause'?"),
        ('needs = "nobody"', 'needs = "noboody"', "verbs: needs: unknown value 'noboody'; did you mean 'nobody'?"),
        ("mental = true", "metnal = true", "verbs: unknown key 'metnal'; did you mean 'mental'?"),
        ('only = "consensus"', 'only = "xyz"', "prepositions: only: unknown value 'xyz'; it may be"),
        (r"(?m)^platforms = ", "plattforms = ", "relays: unknown key 'plattforms'; did you mean 'platforms'?"),
        (r"(?m)^platforms = .*\n", "", "relays: platforms must be there, and be words"),
        (r"(?m)^platforms = ", 'zebras = "a b"\nplatforms = ', "relays: unknown key 'zebras'; it may be "),
    ],
)
def test_a_slip_is_named_with_its_line(code: str, right: str, slip: str, told: str) -> None:
    toml, changes = re.subn(right, slip, PACKS[code], count=1)
    assert changes == 1
    with pytest.raises(DataError) as raised:
        read_pack(toml, "mine.toml")
    message = str(raised.value)
    assert told in message
    number = int(re.match(r"mine\.toml, line (\d+): ", message)[1])  # type: ignore[index]
    line = toml.splitlines()[number - 1]
    word = re.search(r"unknown (?:value|key) '(\w+)'", message)
    assert word[1] in line if word else line == "[relays]"


@pytest.mark.parametrize("code", PACKS)
def test_the_second_table_of_a_name_is_found_too(code: str) -> None:
    place = PACKS[code].rindex("[[verbs]]")
    toml = PACKS[code][:place] + PACKS[code][place:].replace("takes = [", 'takes = ["sausage", ', 1)
    with pytest.raises(DataError) as raised:
        read_pack(toml, "mine.toml")
    assert f"line {toml[: toml.index('sausage')].count(chr(10)) + 1}: verbs: takes: " in str(raised.value)


def test_no_word_of_the_vocabularies_is_idle() -> None:
    senses = [sense for code in PACKS for known in load_pack(code).verbs.values() for sense in known]
    assert {word for sense in senses for word in sense.takes} == set(Takes)
    assert {sense.needs for sense in senses} - {None} == set(Needs)
    only = {word for toml in PACKS.values() for word in re.findall(r'^only = "(\w+)"', toml, re.MULTILINE)}
    assert only == set(Only)
