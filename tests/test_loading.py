"""What a language is loaded with: how it may be written, and models, outlets and a pack of one's own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import factcheck
from factcheck import DataError, LanguageError, ModelError, Report, attribute_claims, attribute_many, load
from factcheck.report import Source, SourceType
from factcheck.syntax import chunks
from factcheck.syntax.weights import resolve

MINE = 'outlets = [\n  { name = "Zorbel", country = "GB", kind = "newspaper" },\n]\n'
RELAYED = {
    "en": "Mayor Ana Ruiz told Zorbel that the bridge will close on Monday.",
    "fr": "Le maire Paul Durand a déclaré à Zorbel que la gare fermera lundi.",
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file with an outlet of one's own, whose name says nothing of what it is."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def relays(report: Report) -> list[Source]:
    """Who passes something on."""
    return [source for claim in report for source in report.chain(claim)[:-1]]


def outlets(report: Report) -> list[Source]:
    """Those of them that are known as outlets."""
    return [source for source in relays(report) if source.type is SourceType.OUTLET]


@pytest.mark.parametrize("written", ["en", "EN", "en-GB", "en_US", "En-gb"])
def test_a_language_may_be_written_in_any_usual_way(written: str) -> None:
    assert load(written) is load("en", "compact")
    assert attribute_claims("It rains.", written).language == "en"
    assert [report.language for report in attribute_many(["It rains."], written)] == ["en"]


@pytest.mark.parametrize("written", ["fr-CA", "FR", "fr_FR"])
def test_french_too(written: str) -> None:
    assert load(written) is load("fr")


@pytest.mark.parametrize("language", list(RELAYED))
class TestOutletsOfOnesOwn:
    def test_are_known_to_load(self, language: str, mine: Path) -> None:
        assert outlets(load(language)(RELAYED[language])) == []
        (relay,) = relays(load(language, outlets=mine)(RELAYED[language]))
        assert (relay.name, relay.type) == ("Zorbel", SourceType.OUTLET)

    def test_are_known_for_one_text_and_for_many(self, language: str, mine: Path) -> None:
        text = RELAYED[language]
        one = attribute_claims(text, language, outlets=[mine])
        assert [relay.name for relay in relays(one)] == ["Zorbel"]
        assert list(attribute_many([text], language, outlets=str(mine))) == [one]
        assert outlets(attribute_claims(text, language)) == []

    def test_with_a_fault_are_refused_when_they_are_loaded(self, language: str, mine: Path) -> None:
        mine.write_text("papers = []")
        with pytest.raises(DataError, match=r"mine\.toml: unknown key 'papers'"):
            load(language, outlets=mine)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zorbel reported on Monday that the bridge will close."),
        ("fr", "Zorbel a rapporté lundi que la gare fermera."),
    ],
)
def test_registries_live_side_by_side(language: str, text: str, tmp_path: Path) -> None:
    attributors: dict[str | None, factcheck.Attributor] = {None: load(language)}
    for item in ("Q1", "Q2"):
        path = tmp_path / f"{item}.toml"
        path.write_text(MINE.replace("kind", f'wikidata = "{item}", kind'), encoding="utf-8")
        attributors[f"wikidata:{item}"] = load(language, outlets=path)
    with ThreadPoolExecutor(len(attributors)) as threads:
        found = {link: threads.submit(attributor.batch, [text] * 3) for link, attributor in attributors.items()}
    for link, reports in found.items():
        assert [[source.link for source in report.sources] for report in reports.result()] == [[link]] * 3


def test_a_file_of_outlets_that_was_mended_is_loaded_again(mine: Path) -> None:
    before = load("en", outlets=mine)
    assert load("en", outlets=mine) is before
    mine.write_text(MINE.replace("Zorbel", "Brozel"))
    assert outlets(load("en", outlets=mine)(RELAYED["en"])) == []
    mine.write_text("papers = []")
    with pytest.raises(DataError):
        load("en", outlets=mine)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A language of one's own: English by another name."""
    shipped = Path(factcheck.__file__).parent / "languages" / "en.toml"
    path = tmp_path / "xx.toml"
    path.write_text(shipped.read_text(encoding="utf-8").replace('code = "en"', 'code = "xx"'), encoding="utf-8")
    return path


def test_a_pack_and_models_of_ones_own_read_a_language_of_ones_own(pack: Path, mine: Path) -> None:
    text = RELAYED["en"]
    own = load("xx", models=resolve("en").folder, pack=pack, outlets=mine)(text)
    english = load("en", outlets=mine)(text)
    assert own.language == "xx"
    assert (own.claims, own.sources) == (english.claims, english.sources)
    assert own.claims


def test_a_pack_for_another_language_is_refused(pack: Path) -> None:
    with pytest.raises(LanguageError, match="'xx', not for 'en'"):
        load("en", pack=pack)


def test_a_pack_with_a_fault_is_refused(pack: Path) -> None:
    pack.write_text("code = 7")
    with pytest.raises(DataError, match=r"xx\.toml"):
        load("xx", pack=pack)
    pack.unlink()
    with pytest.raises(DataError, match="cannot read the language pack"):
        load("xx", pack=pack)


def test_models_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no models at"):
        load("en", models=tmp_path / "none")


def test_a_long_text_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "PORTION", 25)
    seen: list[tuple[int, int]] = []
    attribute_claims("Rain fell.\n\n" * 5, "en", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 50), (20, 50), (40, 50), (50, 50)]
