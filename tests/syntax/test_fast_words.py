"""The quick tokenizer and lemmatizer give what Stanza's own give, on any text, and step aside when Stanza changes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import syntax
from factcheck.syntax.fast import words
from factcheck.syntax.weights import resolve

ODD = [
    "",
    "Oui.",
    "Le  maire\ta dit\u00a0: « Non ».\r\n\r\nLa gare fermera, dit-il 😀 .",
    "a" * 2000 + " b. C'est 12,5 % du   total.\n \n\nFin",
    "« “ ” » … — 3.14, 1.000,\u0097 x\u200b y",
    "Don't you know? It's the mayor's 1,000th case. " * 60,
]


@pytest.fixture(scope="module", params=["fr", "en"])
def pipeline(request: pytest.FixtureRequest) -> Any:
    loaded = syntax.stanza_pipeline(resolve(request.param))
    assert words.read_sooner(loaded)
    return loaded


def tokens(document: Any) -> list[list[tuple[object, ...]]]:
    return [
        [(token.text, token.start_char, token.end_char, token.misc) for token in sentence.tokens]
        for sentence in document.sentences
    ]


def both(processor: Any, text: str) -> tuple[Any, Any]:
    """What the method put in gives, and what the one of the class gives."""
    from stanza.models.common.doc import Document

    return processor.process(Document([], text=text)), type(processor).process(processor, Document([], text=text))


@pytest.mark.parametrize("text", ODD)
def test_same_tokens_as_stock(pipeline: Any, text: str) -> None:
    quick, stock = both(pipeline.processors["tokenize"], text)
    assert tokens(quick) == tokens(stock)
    assert quick.text == stock.text


@pytest.mark.parametrize("batch", [1, 50, 16_000])
def test_a_paragraph_reads_the_same_in_any_company(pipeline: Any, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    """Stock Stanza fills a paragraph up to the longest of its batch, and reads what it filled it with."""
    monkeypatch.setattr(words, "_BATCH", batch)
    process = pipeline.processors["tokenize"].process
    together = [token for sentence in tokens(process("\n\n".join(ODD))) for token in sentence]
    alone = [token for text in ODD for sentence in tokens(process(text)) for token in sentence]
    assert [text for text, *_ in together] == [text for text, *_ in alone]


@given(text=st.text(st.sampled_from("aÉ'’.,:;!?«»\"() -\t\n\r\u00a0\u0097\u20289 😀l"), max_size=80))
@settings(deadline=None, max_examples=60)
def test_same_tokens_as_stock_on_any_text(pipeline: Any, text: str) -> None:
    quick, stock = both(pipeline.processors["tokenize"], text)
    assert tokens(quick) == tokens(stock)


def test_same_lemmas_as_stock(pipeline: Any) -> None:
    lemmatizer = pipeline.processors["lemma"]
    text = "The mayors were said to have gone. Les maires étaient partis, XYZZY dixit."
    document = pipeline(text, processors="tokenize,mwt,pos,lemma")
    quick = [word.lemma for sentence in document.sentences for word in sentence.words]
    type(lemmatizer).process(lemmatizer, document)
    assert quick == [word.lemma for sentence in document.sentences for word in sentence.words]
    assert "_" not in quick


def test_a_stanza_we_do_not_know_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.SOURCES, "tokenization.utils.predict", "another")
    pipeline = syntax.stanza_pipeline(resolve("fr"))
    assert not words.read_sooner(pipeline)
    assert "process" not in vars(pipeline.processors["tokenize"])


@pytest.mark.parametrize(
    ("processor", "option", "value"),
    [
        ("tokenize", "no_ssplit", True),
        ("tokenize", "feat_funcs", ["phone_id"]),
        ("tokenize", "hierarchical", False),
        ("tokenize", "conv_res", "1,9"),
        ("lemma", "dict_only", False),
    ],
)
def test_a_model_of_another_make_is_left_alone(processor: str, option: str, value: object) -> None:
    pipeline = syntax.stanza_pipeline(resolve("fr"))
    pipeline.processors[processor].config[option] = value
    words.read_sooner(pipeline)
    changed = {name for name, one in pipeline.processors.items() if "process" in vars(one)}
    assert changed == {"tokenize", "lemma"} - {processor}
