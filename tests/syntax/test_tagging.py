"""What the tagger gets wrong comes out right, whichever model tags: the words are given as a tagger might tag them."""

from types import SimpleNamespace
from typing import Any

import pytest

from factcheck.languages import load_pack
from factcheck.syntax.tagging import mend_by_neighbours, mend_by_trees


def tagged(*words: str) -> Any:
    """A parsed sentence, a word each: form, part of speech, features, head (from 1), relation."""
    rows = [dict(zip(("text", "upos", "feats", "head", "deprel"), word.split(" "), strict=True)) for word in words]
    made = [
        SimpleNamespace(id=number, xpos=None, lemma=row["text"].lower(), **{**row, "head": int(row["head"])})
        for number, row in enumerate(rows, 1)
    ]
    return SimpleNamespace(sentences=[SimpleNamespace(words=made)])


def lemma(form: str, upos: str) -> str:
    known = {
        ("a", "AUX"): "avoir",
        ("démenti", "VERB"): "démentir",
        ("associés", "NOUN"): "associé",
        ("Critics", "NOUN"): "critic",
    }
    return known.get((form, upos), form)


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["Me PRON PronType=Prs 2 nmod", "Leblond PROPN _ 0 root"], ["PROPN", "PROPN"]),
        (["Il PRON _ 3 nsubj", "me PRON _ 3 iobj", "parle VERB _ 0 root"], ["PRON", "PRON", "VERB"]),
        (["Me PRON _ 2 iobj", "voici VERB _ 0 root"], ["PRON", "VERB"]),
        # Le palais a vite démenti; il a besoin de tout: what never is a verb stays a noun.
        (["a AUX _ 0 root", "vite ADV _ 1 advmod", "démenti NOUN _ 1 obj"], ["AUX", "ADV", "VERB"]),
        (["a AUX _ 0 root", "besoin NOUN _ 1 obj"], ["AUX", "NOUN"]),
        (["est AUX _ 2 cop", "démenti NOUN _ 0 root"], ["AUX", "NOUN"]),
        # Une note précise que P; une note plus précise que prévu; une élue sûre que P.
        (["note NOUN _ 0 root", "précise ADJ Number=Sing 1 amod", "que SCONJ _ 2 mark"], ["NOUN", "VERB", "SCONJ"]),
        (["plus ADV _ 2 advmod", "précise ADJ _ 0 root", "que SCONJ _ 2 mark"], ["ADV", "ADJ", "SCONJ"]),
        (["élue NOUN _ 0 root", "sûre ADJ _ 1 amod", "que SCONJ _ 2 mark"], ["NOUN", "ADJ", "SCONJ"]),
        (["élue NOUN _ 0 root", "persuadée ADJ _ 1 amod", "que SCONJ _ 2 mark"], ["NOUN", "ADJ", "SCONJ"]),
        (["Mme NOUN _ 2 nmod", "Leblond PROPN _ 0 root"], ["NOUN", "PROPN"]),
    ],
)
def test_neighbours_tell_what_a_word_is(words: list[str], tags: list[str]) -> None:
    document = tagged(*words)
    mend_by_neighbours(document, load_pack("fr"), lemma)
    assert [word.upos for word in document.sentences[0].words] == tags


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
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
    mend_by_trees(document, lemma)
    word = document.sentences[0].words[number - 1]
    assert (word.upos, word.feats, word.lemma) == expected
