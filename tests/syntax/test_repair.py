"""Sentences and tokens that the tokenizer cuts wrongly come out right."""

import pytest

from factcheck.syntax import Parser, load_parser


@pytest.fixture(scope="module")
def french() -> Parser:
    return load_parser("fr")


@pytest.fixture(scope="module")
def english() -> Parser:
    return load_parser("en")


def sentences(parse: Parser, text: str) -> list[str]:
    (document,) = parse([text])
    for sentence in document.sentences:
        assert [token.index for token in sentence.tokens] == list(range(len(sentence.tokens)))
        assert sum(token.head < 0 for token in sentence.tokens) == 1
    return [text[sentence.start : sentence.end] for sentence in document.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("« Nous n'avons rien caché », a dit le ministre. « Et je le redirai. »", 2),
        ("Tout est dans le rapport ! », a martelé le ministre.", 1),
        ("Mme. Le Goff et le Dr. Martin ont dit non.", 1),
        ("L'auteur vit à Paris depuis 1990.", 1),
        ("GRÈVE AU PORT : LES DOCKERS APPELLENT À LA MOBILISATION\n\nLe préfet l’a confirmé.", 2),
    ],
)
def test_french_sentences(french: Parser, text: str, count: int) -> None:
    found = sentences(french, text)
    assert len(found) == count, found
    assert not any(sentence.strip() in ("»", '"', "”") for sentence in found)


def test_a_possessive_is_one_word(english: Parser) -> None:
    """At the head of a sentence the tokenizer takes it for *it's* without its mark."""
    (document,) = english(["The plant will close.\n\nIts owner, Ana Ruiz, said it's too old."])
    words = [token.text for sentence in document.sentences for token in sentence.tokens]
    assert "Its" in words
    assert words[-5:-3] == ["it", "'s"]


def test_english_sentences(english: Parser) -> None:
    assert len(sentences(english, "Mr. Hill met Dr. J. P. Lee in St. Louis. “It won’t work,” he said.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "« La jetée cède », a déclaré Anne Prigent, ajoutant que les travaux dureraient un an. « Elle part. »",
        "La rame roulait à vide. « Les passagers étaient partis », dit-elle.",
        "Le maire, qui a fini, se tait... « On verra bien », dit-il ! « Et demain ? »",
    ],
)
def test_a_sentence_ends_where_a_quotation_opens_behind_it(french: Parser, text: str) -> None:
    found = sentences(french, text)
    assert len(found) == 1 + text.count(". «") + text.count("! «"), found


@pytest.mark.parametrize("text", ["Le chien de M. « Bob » Durand aboie.", "Il a dit « Non ! » puis « Oui » au maire."])
def test_a_sentence_does_not_end_before_a_nickname_or_inside_a_quotation(french: Parser, text: str) -> None:
    assert len(sentences(french, text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Non », répond-elle.", ["répond", "-elle"]),
        ("« Non », martèle-t-il.", ["martèle", "-t-il"]),
        ("Les Pays-Bas refusent.", ["Pays-Bas"]),
    ],
)
def test_inverted_pronouns_are_words(french: Parser, text: str, words: list[str]) -> None:
    (document,) = french([text])
    found = [token.text for sentence in document.sentences for token in sentence.tokens]
    assert set(words) <= set(found), found
    for sentence in document.sentences:
        for token in sentence.tokens:
            if token.text in words:
                assert text[token.start : token.end] == token.text


def test_a_mark_without_a_space_before_it_is_no_part_of_a_word(french: Parser, english: Parser) -> None:
    text = "Elle part de Québec; le maire l'a promis: rien ne change, demande-t-elle; rien."
    (document,) = french([text])
    tokens = [token for sentence in document.sentences for token in sentence.tokens]
    assert {"Québec", "promis", "-t-elle", ";", ":"} <= {token.text for token in tokens}
    assert all(text[token.start : token.end] == token.text for token in tokens if token.text not in ("de", "le"))
    text = "The mayor said it: nothing will change; the vote, at 10:30, stands."
    (document,) = english([text])
    assert {"it", ":", "change", ";", "10:30"} <= {t.text for s in document.sentences for t in s.tokens}


def test_words_of_a_contraction_have_places_of_their_own_where_they_spell_it(english: Parser, french: Parser) -> None:
    text = "She cannot stay, and they don’t know the judge's name."
    (document,) = english([text])
    placed = [(text[token.start : token.end], token.text) for s in document.sentences for token in s.tokens]
    assert {("can", "can"), ("not", "not"), ("do", "do"), ("n’t", "n't"), ("'s", "'s")} <= set(placed)
    text = "Il parle du maire."
    (document,) = french([text])
    shared = [text[token.start : token.end] for s in document.sentences for token in s.tokens if token.text != "du"]
    assert shared == ["Il", "parle", "du", "du", "maire", "."]


def test_no_sentence_is_endless(french: Parser) -> None:
    (document,) = french(["mot " * 1500])
    assert max(len(sentence.tokens) for sentence in document.sentences) <= 400
    assert sum(len(sentence.tokens) for sentence in document.sentences) == 1500


def test_an_endless_word_keeps_its_letters(french: Parser) -> None:
    address = "http://exemple.org/" + "a" * 1200
    (document,) = french([f"Voir {address} pour la suite."])
    assert any(token.text.startswith("http://exemple.org/aaa") for s in document.sentences for token in s.tokens)
