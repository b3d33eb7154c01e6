"""How names of outlets are linked, told as behaviour in both languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.registry_linking import LEAST_PRECISION, link_all, read_cases, score
from factcheck.errors import DataError
from factcheck.outlets.data import Standing, read_outlets
from factcheck.outlets.registry import Registry, load_registry

DATA = Path(__file__).parents[2] / "factcheck" / "outlets" / "outlets.toml"
LEAST_OUTLETS = 320
LONG_TEXT = 200_000


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def linked(registry: Registry, mention: str, **given: object) -> str | None:
    link = registry.link(mention, **given)  # type: ignore[arg-type]
    return link.outlet.name if link else None


class TestTheData:
    def test_the_header_counts_outlets_and_ids_as_they_are(self, registry: Registry) -> None:
        header = DATA.read_text(encoding="utf-8")
        ids = [outlet.wikidata for outlet in registry if outlet.wikidata]
        assert f"# outlets = {len(registry)}\n" in header
        assert f"# wikidata = {len(ids)}," in header

    def test_it_covers_the_french_and_english_speaking_world(self, registry: Registry) -> None:
        assert len(registry) >= LEAST_OUTLETS
        countries = {outlet.country for outlet in registry}
        assert {"FR", "BE", "CH", "CA", "SN", "CI", "MA", "DZ", "TN", "LB", "HT"} <= countries
        assert {"US", "GB", "IE", "AU", "NZ", "ZA", "IN", "NG", "KE"} <= countries

    def test_no_wikidata_id_stands_twice(self, registry: Registry) -> None:
        ids = [outlet.wikidata for outlet in registry if outlet.wikidata]
        assert len(ids) == len(set(ids))

    def test_no_name_stands_twice(self, registry: Registry) -> None:
        names = [outlet.name for outlet in registry]
        assert len(names) == len(set(names))

    def test_every_speaker_is_an_unsure_form_of_some_outlet(self, registry: Registry) -> None:
        unsure = {form for outlet in registry for form, standing in outlet.forms() if standing is not Standing.SURE}
        assert registry.data.speakers <= unsure

    def test_every_sure_form_leads_to_its_outlet(self, registry: Registry) -> None:
        wrong = [
            (form, outlet.name)
            for outlet in registry
            for form, standing in outlet.forms()
            if standing is Standing.SURE and linked(registry, form) != outlet.name
        ]
        assert wrong == []

    def test_no_unsure_form_is_linked_without_context(self, registry: Registry) -> None:
        guessed = [
            form
            for outlet in registry
            for form, standing in outlet.forms()
            if standing is not Standing.SURE and linked(registry, form)
        ]
        assert guessed == []


class TestFullNames:
    @pytest.mark.parametrize(
        ("mention", "name"),
        [
            ("l'Agence France-Presse", "Agence France-Presse"),
            ("L’AGENCE FRANCE PRESSE", "Agence France-Presse"),
            ("le New York Times", "The New York Times"),
            ("« Mediapart »", "Mediapart"),
            ("l'Agence France-Presse (AFP)", "Agence France-Presse"),
            ("la chaîne d'information en continu CNN", "CNN"),
            ("l'agence de presse d'État nord-coréenne KCNA", "KCNA"),
            ("NBC Information", "NBC"),
        ],
    )
    def test_french_mentions(self, registry: Registry, mention: str, name: str) -> None:
        assert linked(registry, mention) == name

    @pytest.mark.parametrize(
        ("mention", "name"),
        [
            ("the Associated Press", "The Associated Press"),
            ("the Yonhap news agency", "Yonhap"),
            ("the German weekly Der Spiegel", "Der Spiegel"),
            ("Al-Jazeera", "Al Jazeera"),
            ("Japan's largest wire service Kyodo News (Kyodo)", "Kyodo"),
            ("the state-run Global Times tabloid", "Global Times"),
            ("the Wall Street Journal's", "The Wall Street Journal"),
        ],
    )
    def test_english_mentions(self, registry: Registry, mention: str, name: str) -> None:
        assert linked(registry, mention, language="en") == name

    def test_an_acronym_needs_its_capitals(self, registry: Registry) -> None:
        assert linked(registry, "AP", language="en") == "The Associated Press"
        assert linked(registry, "ap", language="en") is None

    def test_somebody_at_an_outlet_is_not_the_outlet(self, registry: Registry) -> None:
        assert linked(registry, "une journaliste de l'AFP", cited=True) is None
        assert linked(registry, "le site du parti", cited=True) is None
        assert linked(registry, "a spokesman for CNN", cited=True, language="en") is None

    def test_the_link_says_why(self, registry: Registry) -> None:
        link = registry.link("Reuters")
        assert link is not None
        assert (link.why, link.score) == ("a name of this outlet only", 1.0)


class TestMisspelling:
    def test_a_slip_in_a_long_name_is_forgiven(self, registry: Registry) -> None:
        link = registry.link("the Wahington Post", language="en")
        assert link is not None
        assert link.outlet.name == "The Washington Post"
        assert link.why.startswith("spelt like")
        assert 0.9 < link.score < 1

    def test_a_slip_in_a_short_name_needs_to_be_announced(self, registry: Registry) -> None:
        assert linked(registry, "Medaipart") is None
        assert linked(registry, "le site Medaipart") == "Mediapart"

    def test_or_to_be_known(self, registry: Registry) -> None:
        assert linked(registry, "Medaipart", known=[registry.outlet("Mediapart")]) == "Mediapart"

    @pytest.mark.parametrize("mention", ["the Arizona Republican", "Nice Martin", "the Washington Monument"])
    def test_another_word_is_not_a_slip(self, registry: Registry, mention: str) -> None:
        assert linked(registry, mention, cited=True, language="en") is None

    def test_a_name_in_small_letters_is_no_name(self, registry: Registry) -> None:
        assert linked(registry, "wahington post") is None


class TestAmbiguousForms:
    def test_small_letters_never_make_a_name(self, registry: Registry) -> None:
        for mention in ("le monde", "ce soir", "l'express", "la croix", "20 minutes"):
            assert linked(registry, mention, cited=True) is None
        for mention in ("the times", "the guardian", "the sun"):
            assert linked(registry, mention, cited=True, language="en") is None

    def test_a_cue_settles(self, registry: Registry) -> None:
        assert linked(registry, "Le Monde", cited=True) == "Le Monde"
        assert linked(registry, "The Guardian", cited=True, language="en") == "The Guardian"

    def test_but_not_for_what_also_speaks(self, registry: Registry) -> None:
        assert linked(registry, "Marianne", cited=True) is None
        assert linked(registry, "Elle", cited=True) is None
        assert linked(registry, "le Parisien", cited=True) is None
        assert linked(registry, "Bloomberg", cited=True, language="en") is None
        assert linked(registry, "Time", context="Time will tell.", cited=True, language="en") is None

    def test_an_announcement_settles(self, registry: Registry) -> None:
        assert linked(registry, "le quotidien Le Monde") == "Le Monde"
        assert linked(registry, "Marianne", context="L'hebdomadaire Marianne a enquêté.") == "Marianne"
        assert linked(registry, "the Sun newspaper", context="", language="en") is None  # which of them?
        assert linked(registry, "Time magazine", language="en") == "Time"

    def test_a_press_word_inside_another_name_announces_nothing(self, registry: Registry) -> None:
        assert linked(registry, "the Daily Guardian", cited=True, language="en") is None
        context = "He told the Daily Guardian so."
        assert linked(registry, "Guardian", context=context, cited=True, language="en") is None
        assert linked(registry, "l'Agence Reuters") == "Reuters"

    def test_the_announcement_has_to_fit(self, registry: Registry) -> None:
        assert linked(registry, "la radio Marianne", cited=True) is None
        assert linked(registry, "Marianne", context="Le journal que lit Marianne est vieux.") is None

    def test_the_newsroom_settles(self, registry: Registry) -> None:
        assert linked(registry, "Monde", context="Dans un entretien au Monde, elle nuance.") == "Le Monde"
        context = "A column in the Atlantic says no."
        assert linked(registry, "the Atlantic", context=context, language="en") == "The Atlantic"

    def test_a_full_name_elsewhere_settles(self, registry: Registry) -> None:
        post = registry.outlet("The Washington Post")
        assert linked(registry, "the Post", known=[post], language="en") == post.name
        assert linked(registry, "le Post", known=[post]) == post.name

    def test_unless_two_of_that_name_are_known(self, registry: Registry) -> None:
        both = [registry.outlet("The Washington Post"), registry.outlet("New York Post")]
        assert linked(registry, "the Post", known=both, language="en") is None

    def test_a_place_chooses_but_does_not_settle(self, registry: Registry) -> None:
        assert linked(registry, "the Globe", context="In Boston, the Globe said no.", cited=True) == (
            "The Boston Globe"
        )
        assert linked(registry, "the Globe", context="In Boston, the Globe fell over.") is None

    def test_a_hint_settles(self, registry: Registry) -> None:
        context = "Sous la une, le Monde a placé, à la demande de Beuve-Méry, un dessin."
        assert linked(registry, "le Monde", context=context) == "Le Monde"

    def test_a_shared_form_is_not_guessed(self, registry: Registry) -> None:
        for mention in ("the Times", "the Post", "the Herald", "la Nation", "Le Nouvelliste"):
            assert linked(registry, mention, cited=True) is None

    def test_a_name_that_goes_on_is_another(self, registry: Registry) -> None:
        assert linked(registry, "Marianne", context="Marianne Duval a parlé.", cited=True) is None
        assert linked(registry, "Le Temps", context="Le Temps retrouvé clôt le cycle.") is None
        assert linked(registry, "Monde", context="Hier la Coupe du Monde a débuté.", cited=True) is None
        context = "The Guardian of the Temple says no."
        assert linked(registry, "The Guardian", context=context, cited=True, language="en") is None

    def test_a_date_does_not_make_it_go_on(self, registry: Registry) -> None:
        assert linked(registry, "Le Monde", context="Le Monde de mardi l'écrit.", cited=True) == "Le Monde"
        context = "She told the Guardian Sunday that it was over."
        assert linked(registry, "the Guardian", context=context, cited=True) == "The Guardian"

    def test_an_article_that_is_not_its_own_makes_it_something_else(self, registry: Registry) -> None:
        assert linked(registry, "la Libération", cited=True) is None
        assert linked(registry, "Libération", cited=True) == "Libération"

    def test_capitals_throughout_say_nothing(self, registry: Registry) -> None:
        assert linked(registry, "LE MONDE", context="LE MONDE DIT ADIEU", cited=True) is None


class TestFind:
    def test_offsets_are_those_of_the_text_as_given(self, registry: Registry) -> None:
        text = "« 😀 », dit l’AFP ; le quotidien « Le Monde » et l’Obs aussi."
        assert [text[start:end] for start, end, _ in registry.find(text)] == [
            "AFP",
            "Le Monde",
            "l’Obs",
        ]

    def test_the_longest_name_wins(self, registry: Registry) -> None:
        (found,) = registry.find("Le Monde diplomatique paraît jeudi.")
        assert found[2].name == "Le Monde diplomatique"

    def test_a_full_name_settles_the_short_one(self, registry: Registry) -> None:
        text = "The Washington Post printed it. Later the Post withdrew it. The post office was shut."
        names = [text[start:end] for start, end, _ in registry.find(text, language="en")]
        assert names == ["The Washington Post", "the Post"]

    def test_common_words_stay(self, registry: Registry) -> None:
        assert registry.find("Ce soir, le monde attend ; la croix brille et le temps passe.") == ()
        assert registry.find("The times change; the sun rose over the globe.", language="en") == ()

    @given(st.text(max_size=60))
    def test_any_text_will_do(self, text: str) -> None:
        registry = load_registry()
        registry.link(text, context=text + text, cited=True, language="xx")
        for start, end, _ in registry.find(text, language="en"):
            assert 0 <= start < end <= len(text)

    def test_a_mention_without_end_is_no_trouble(self, registry: Registry) -> None:
        assert linked(registry, "le journal " + "qui lit le Monde " * (LONG_TEXT // 17)) is None

    def test_a_long_text_is_read_in_one_go(self, registry: Registry) -> None:
        text = "Selon le Monde et l'AFP, le temps presse. " * (LONG_TEXT // 42)
        assert len(registry.find(text)) >= LONG_TEXT // 42


OBAN = 'outlets = [\n  { name = "The Oban Gazette", country = "GB", kind = "newspaper"%s },\n]\n'


class TestOwnFiles:
    def test_users_add_their_own(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(OBAN % ', aliases = ["Gazette of Oban"]', encoding="utf-8")
        registry = load_registry(path)
        assert linked(registry, "the Gazette of Oban", language="en") == "The Oban Gazette"
        assert linked(registry, "Reuters") == "Reuters"
        assert load_registry(path) is registry

    def test_their_entries_win(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text('[[outlets]]\nname = "Le Monde"\ncountry = "CA"\nkind = "site"\n', encoding="utf-8")
        registry = load_registry(path)
        assert registry.outlet("Le Monde").country == "CA"
        assert linked(registry, "le Monde") == "Le Monde"

    def test_a_form_of_theirs_is_no_longer_ours(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(OBAN % ', aliases = ["AP"]', encoding="utf-8")
        assert linked(load_registry(path), "AP", language="en") == "The Oban Gazette"
        assert linked(load_registry(path), "Associated Press", language="en") == "The Associated Press"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="cannot read the outlet file"):
            load_registry(tmp_path / "none.toml")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("outlets = [", "mine.toml cannot be read"),
            ("papers = []", "mine.toml: unknown key 'papers'"),
            ("outlets = 3", "'outlets' should be a list"),
            ("outlets = [3]", "mine.toml, entry 1: an outlet should be a table"),
            ('outlets = [{ country = "GB" }]', "mine.toml, entry 1: name is missing"),
            (OBAN % ", wikidata = 9684", r"line 2 \(The Oban Gazette\): wikidata is 9684"),
            (OBAN % ', wikidata = "9684"', "leave it out unless you are certain"),
            (OBAN % ', url = "x"', "unknown key 'url'"),
            (OBAN % ', aliases = "Oban"', "aliases should be a list of strings"),
            (OBAN % ', aliases = ["!"]', "'!' has no letters"),
            (OBAN.replace("newspaper", "paper") % "", "kind is 'paper', but should be one of newspaper"),
            (OBAN.replace("GB", "Britain") % "", "two-letter ISO country code"),
            (
                'outlets = [{ name = "A", country = "GB", kind = "site" },\n'
                '{ name = "B", country = "GB", kind = "site", aliases = ["a"] }]',
                r"line 2 \(B\): 'a' is also a form of A; list it under shared in both",
            ),
            ("press = 3", "'press' should hold one table per language"),
            ("press.fr.gazette = []", "press.fr: unknown key 'gazette'"),
            ("press.fr.newsroom = 3", "press.fr: newsroom should be a list"),
            ("synonyms = 3", "'synonyms' should be a table"),
            ("speakers = [3]", "speakers should be a list"),
        ],
    )
    def test_a_fault_is_named(self, text: str, message: str) -> None:
        with pytest.raises(DataError, match=message):
            read_outlets(text, "mine.toml")


class TestTheMeasure:
    def test_the_list_is_as_long_as_promised(self) -> None:
        cases = read_cases()
        assert len(cases) >= 200
        assert sum(1 for case in cases if not case.answer) >= 60
        assert {case.language for case in cases} == {"fr", "en"}

    @pytest.mark.parametrize("group", ["forms", "fresh"])
    def test_every_case_holds_together(self, registry: Registry, group: str) -> None:
        for case in read_cases(group):
            assert case.mention in case.text
            assert not case.answer or registry.outlet(case.answer)

    @pytest.mark.parametrize("group", ["forms", "fresh"])
    def test_precision_and_recall(self, registry: Registry, group: str) -> None:
        result = score(link_all(read_cases(group), registry))
        assert result.precision >= LEAST_PRECISION
        assert result.recall >= 0.95
