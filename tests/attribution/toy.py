"""A toy language that no code knows: *mela* says, what it says stands behind *ko*, and *zut* says nothing."""

import random
from collections.abc import Iterator

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from factcheck.marked import MarkedAttribution, MarkedText
from factcheck.report import SourceType
from factcheck.syntax.tokens import Document, Sentence, Token
from factcheck.text.folding import fold

NAMES = ["Aru", "Bodo", "Cim", "Dela", "Ekko", "Fanu"]
THINGS = ["lum", "pir", "sot", "tav", "und", "wik"]
ACTS = ["gora", "hima", "jefa"]
WORDS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", ".", "ko", "mela", "zut", *NAMES, *THINGS, *ACTS]


def tokenizer() -> Tokenizer:
    """A tokenizer whose pieces are words."""
    made = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, "<unk>"))
    made.pre_tokenizer = Whitespace()
    return made


def texts(count: int, seed: int) -> Iterator[tuple[MarkedText, Document]]:
    """Texts of three sentences with their marks and trees."""
    chance = random.Random(seed)
    for number in range(count):
        sentences: list[Sentence] = []
        marks: list[MarkedAttribution] = []
        text = ""
        for _ in range(3):
            name, thing, act = chance.choice(NAMES), chance.choice(THINGS), chance.choice(ACTS)
            verb = chance.choice(["mela", "mela", "zut"])
            said = [name, verb, "ko", thing, act, "."] if chance.random() < 0.8 else [thing, act, "."]
            sentence = _sentence(said, len(text))
            text += " ".join(said) + " "
            if said[1] == "mela":
                subject, cue, _, first, last, _ = sentence.tokens
                marks.append(
                    MarkedAttribution(
                        number=len(marks) + 1,
                        content=((first.start, last.end),),
                        cue=((cue.start, cue.end),),
                        source=(subject.start, subject.end),
                        name=name,
                        type=SourceType.PERSON,
                    )
                )
            sentences.append(sentence)
        text = text.rstrip()
        yield MarkedText(f"t{number}", text, tuple(marks)), Document(text, fold(text), "xx", tuple(sentences))


def _sentence(words: list[str], start: int) -> Sentence:
    """A sentence whose second word is the root, with a clause behind *ko* hanging from it."""
    clause = len(words) > 3
    heads = [1, -1, 4, 4, 1, 1] if clause else [1, -1, 1]
    relations = ["nsubj", "root", "mark", "nsubj", "ccomp", "punct"] if clause else ["nsubj", "root", "punct"]
    tags = ["PROPN", "VERB", "SCONJ", "NOUN", "VERB", "PUNCT"] if clause else ["NOUN", "VERB", "PUNCT"]
    tokens = []
    for index, (word, head, relation, tag) in enumerate(zip(words, heads, relations, tags, strict=True)):
        tokens.append(Token(index, word, start, start + len(word), word, tag, {}, head, relation))
        start += len(word) + 1
    return Sentence(tokens[0].start, tokens[-1].end, tuple(tokens))
