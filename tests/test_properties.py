"""What holds for every text, however odd: offsets, order, flags, and that a report can be written and read back.

Several texts are made at a time and parsed together, since the parser is what takes the time.
"""

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck import Claim, Flag, Kind, Mention, Report, load
from tests.reports import crossing

TEXTS = 8
# No shrinking: it would parse for minutes, and the text at fault is short anyway.
SETTINGS = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

FRENCH = [
    "Le maire Paul Durand", "la préfète", "il", "selon", "d'après", "a déclaré", "dément", "que", "qu'il",
    "la gare ferme", "aurait fui", "Radio Flandria", "des sources proches", "citant", "dit-il", "on craint",
    "l'annonce par", "est venu",
]  # fmt: skip
ENGLISH = [
    "Mayor Ana Ruiz", "the minister", "she", "according to", "said", "told Reuters", "denied", "that",
    "the bridge is shut", "reportedly", "sources close to", "citing", "it is feared", "the claim by", "won't",
    "is said to", "who", "the dogs’",
]  # fmt: skip
MARKS = [*"«»“”„‹›‘’'\"`,.;:?!()[]—–-…\n", "''", "``", "\r\n", "\n\n", "« ", " »", " : « ", ",” "]
SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\t", "  ", "\u200b", ""]
ODD = [
    "e\u0301",
    "👩🏽‍🚒",
    "\U0001f600",
    "\ud800",
    "\udc00",
    "\ud83d\ude00",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "ﬁ",
    "İ",
    "ß",
    "٣",
    "漢字",
]

CONSISTENT = {Flag.UNSOURCED, Flag.HEARSAY}


def texts(words: list[str]) -> st.SearchStrategy[str]:
    piece = st.one_of(
        st.sampled_from(words), st.sampled_from(words), st.sampled_from(MARKS), st.sampled_from(ODD),
        st.text(st.characters(), max_size=3),
    )  # fmt: skip
    spaced = st.tuples(piece, st.sampled_from(SPACES)).map("".join)
    return st.lists(spaced, max_size=24).map("".join)


@pytest.mark.parametrize(("language", "words"), [("fr", FRENCH), ("en", ENGLISH)])
def test_any_text_gives_a_sound_report(language: str, words: list[str]) -> None:
    attributor = load(language)

    @SETTINGS
    @given(st.lists(texts(words), min_size=TEXTS, max_size=TEXTS))
    def every_report_is_sound(drawn: list[str]) -> None:
        for text, report in zip(drawn, attributor.batch(drawn), strict=True):
            assert report.text == without_surrogates(text)
            assert report.language == language
            assert_sound(report)

    every_report_is_sound()


def without_surrogates(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def assert_sound(report: Report) -> None:
    assert [claim.id for claim in report] == [f"c{n}" for n in range(1, len(report) + 1)]
    assert [claim.spans[0][0] for claim in report] == sorted(claim.spans[0][0] for claim in report)
    assert not crossing(report)
    for claim in report:
        assert_spans(report.text, claim)
        assert_flags(report, claim)
        if claim.attribution:
            assert_mention(report.text, claim.attribution.cue)
            assert_mention(report.text, claim.attribution.source)
    for source in report.sources:
        assert source.name
        for mention in source.mentions:
            assert_mention(report.text, mention)
    assert len({source.id for source in report.sources}) == len(report.sources)
    assert Report.from_dict(report.to_dict()) == report
    assert Report.from_dict(json.loads(report.to_json())) == report


def assert_mention(text: str, mention: Mention | None) -> None:
    if mention is not None:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text


def assert_spans(text: str, claim: Claim) -> None:
    assert claim.spans
    for start, end in claim.spans:
        assert 0 <= start < end <= len(text)
    assert all(one[1] <= other[0] for one, other in pairwise(claim.spans))
    assert claim.text == " … ".join(text[start:end] for start, end in claim.spans)
    assert 0 <= claim.confidence <= 1


def assert_flags(report: Report, claim: Claim) -> None:
    flags = set(claim.flags)
    assert len(flags) == len(claim.flags)
    assert flags == set(claim.why)
    assert all(claim.why.values())
    assert (claim.kind is Kind.NARRATOR) == (claim.attribution is None) == (Flag.UNSOURCED in flags)
    if claim.kind is Kind.NARRATOR:
        assert flags <= CONSISTENT
    chain = report.chain(claim)
    assert len(set(chain)) == len(chain)
    assert not (len(chain) > 1 and Flag.SECOND_HAND not in flags)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Le maire Paul Durand a déclaré que « la gare\u00a0» fermera ;\r\nla préfète, elle, dément\u202f: « Non. »",
        ),
        ("en", "Mayor Ana Ruiz told Reuters that the “bridge” is shut;\r\nshe denied that it “won’t” reopen 👩🏽‍🚒."),
    ],
)
def test_the_same_text_gives_the_same_report_alone_and_among_others(language: str, text: str) -> None:
    attributor = load(language)
    alone = attributor(text)
    first, second, third = attributor.batch([text, "said “", text])
    assert alone == first == third
    assert_sound(second)


def test_a_source_has_a_name_even_when_a_mark_is_taken_for_a_noun() -> None:
    text = (
        "a déclaré\u202f``\u200bdit-il dit-il\u202f]\u202fdes sources proches  ]"
        "\u200bRadio Flandria\xa0漢字\u200bqu'il   : "
        "« \u2009qu'il\u2009„on craint\u200b\x9e dément\til\u200b·\x04\U000761d5\u202fd'après"
    )
    assert_sound(load("fr")(text))
