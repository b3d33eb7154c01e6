"""A long parsed document made of parsed paragraphs, to time our own stages without the parser."""

from typing import TYPE_CHECKING, Any

from attrs import evolve

from benchmarks import synthesis

if TYPE_CHECKING:
    from factcheck.syntax.tokens import Document, Sentence

SEED_CHARACTERS = 12_000
PARAGRAPH_BREAK = "\n"


def seed(language: str, parse: Any) -> list["Document"]:
    """Some paragraphs of news of our making, each parsed as a document."""
    text = synthesis.article(language, SEED_CHARACTERS)
    return list(parse(text.split(PARAGRAPH_BREAK)))


def document(pieces: list["Document"], characters: int) -> "Document":
    """A document of so many characters, which repeats the pieces as often as it takes."""
    texts, folded, sentences = list[str](), list[str](), list["Sentence"]()
    at = number = 0
    while at < characters:
        piece = pieces[number % len(pieces)]
        texts.append(piece.text)
        folded.append(piece.folded)
        sentences += (_moved(sentence, at, number) for sentence in piece.sentences)
        at += len(piece.text) + len(PARAGRAPH_BREAK)
        number += 1
    joined, plain = PARAGRAPH_BREAK.join(texts), PARAGRAPH_BREAK.join(folded)
    return evolve(pieces[0], text=joined, folded=plain, sentences=tuple(sentences))


def _moved(sentence: "Sentence", by: int, paragraph: int) -> "Sentence":
    tokens = tuple(evolve(token, start=token.start + by, end=token.end + by) for token in sentence.tokens)
    return evolve(sentence, start=sentence.start + by, end=sentence.end + by, tokens=tokens, paragraph=paragraph)
