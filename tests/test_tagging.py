"""What the tagger gets wrong comes out right, whichever model tags: the words are given as a tagger might tag them."""

from types import SimpleNamespace
from typing import Any

import pytest

from factcheck.languages import load_pack
from factcheck.tagging import mend_tags, mend_titles


def tagged(*words: str) -> Any:
    """A parsed sentence, a word each: form, part of speech, features, head (from 1), relation."""
    rows = [dict(zip(("text", "upos", "feats", "head", "deprel"), word.split(" "), strict=True)) for word in words]
    made = [
        SimpleNamespace(id=number, xpos=None, lemma=row["text"].lower(), **{**row, "head": int(row["head"])})
        for number, row in enumerate(rows, 1)
    ]
    return SimpleNamespace(sentences=[SimpleNamespace(words=made)])


def lemma(form: str, upos: str) -> str:
    return {("démenti", "VERB"): "démentir", ("associés", "NOUN"): "associé", ("Critics", "NOUN"): "critic"}[form, upos]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["Me PRON PronType=Prs 2 nmod", "Leblond PROPN _ 0 root"], ["PROPN", "PROPN"]),
        (["Il PRON _ 3 nsubj", "me PRON _ 3 iobj", "parle VERB _ 0 root"], ["PRON", "PRON", "VERB"]),
        (["Me PRON _ 2 iobj", "voici VERB _ 0 root"], ["PRON", "VERB"]),
        (["Mme NOUN _ 2 nmod", "Leblond PROPN _ 0 root"], ["NOUN", "PROPN"]),
    ],
)
def test_a_title_before_a_name_is_no_pronoun(words: list[str], tags: list[str]) -> None:
    document = tagged(*words)
    mend_titles(document, load_pack("fr").titles["honorifics"])
    assert [word.upos for word in document.sentences[0].words] == tags


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        # Le palais a démenti.
        (
            ["Le DET _ 2 det", "palais NOUN _ 4 nsubj", "a AUX _ 4 aux:tense", "démenti NOUN Gender=Masc 0 root"],
            4,
            ("VERB", "Gender=Masc|Tense=Past|VerbForm=Part", "démentir"),
        ),
        # Il a été malade: an adjective with a copula stays one.
        (
            ["Il PRON _ 4 nsubj", "a AUX _ 4 aux:tense", "été AUX _ 4 cop", "malade ADJ Number=Sing 0 root"],
            4,
            ("ADJ", "Number=Sing", "malade"),
        ),
        # Ses associés parlent.
        (
            ["Ses DET _ 2 det", "associés VERB Number=Plur|VerbForm=Part 3 nsubj", "parlent VERB _ 0 root"],
            2,
            ("NOUN", "Number=Plur", "associé"),
        ),
        # Critics disagree.
        (["Critics PROPN Number=Sing 2 nsubj", "disagree VERB _ 0 root"], 1, ("NOUN", "Number=Plur", "critic")),
    ],
)
def test_the_tree_tells_what_a_word_is(words: list[str], number: int, expected: tuple[str, str, str]) -> None:
    document = tagged(*words)
    if words[0].startswith("Critics"):
        document.sentences[0].words[0].lemma = "critic"
    mend_tags(document, lemma)
    word = document.sentences[0].words[number - 1]
    assert (word.upos, word.feats, word.lemma) == expected
