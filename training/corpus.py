"""Treebanks and raw text, folded and cleaned, as the trainers and the word vectors want them."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from factcheck.syntax.tagging import positional
from factcheck.text.folding import fold

#: A word of running text, as the treebanks cut it: an elided word keeps its apostrophe (*l'*), an English
#: clitic stands alone (*'s*, *n't*), a number is one word.
_WORDS = {
    "fr": re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+'(?=\w)|[^\W_]+(?:-[^\W_]+)*|[^\w\s]"),
    "en": re.compile(
        r"\d+(?:[.,]\d+)*|[^\W\d_]+(?=n't\b)|n't\b|'(?:s|re|ve|d|ll|m)\b|[^\W\d_]+|[^\W_]+|[^\w\s]",
        re.IGNORECASE,
    ),
}


@frozen
class Row:
    """One line of a CoNLL-U sentence: a word, or the range of a multiword token.

    >>> Row.parse("1\\tIl\\til\\tPRON\\t_\\t_\\t2\\tnsubj\\t_\\tSpaceAfter=No").space_after
    False
    """

    id: str
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: str
    deprel: str
    space_after: bool

    @classmethod
    def parse(cls, line: str) -> Row:
        """Read one tab-separated line; enhanced relations and MISC (but for ``SpaceAfter``) are dropped."""
        cells = line.split("\t")
        id, form, lemma, upos, xpos, feats, head, deprel, _, misc = cells
        return cls(id, form, lemma, upos, xpos, feats, head, deprel, "SpaceAfter=No" not in misc.split("|"))

    @property
    def is_word(self) -> bool:
        """Whether this is a syntactic word, and not a range such as ``3-4``."""
        return self.id.isdecimal()

    def __str__(self) -> str:
        misc = "_" if self.space_after else "SpaceAfter=No"
        cells = (
            self.id,
            self.form,
            self.lemma,
            self.upos,
            self.xpos,
            self.feats,
            self.head,
            self.deprel,
            "_",
            misc,
        )
        return "\t".join(cells)


@frozen
class Sentence:
    """A sentence of a treebank: its text, its rows, and whether a paragraph or document starts with it."""

    text: str
    rows: tuple[Row, ...]
    starts_paragraph: bool = False
    starts_document: bool = False

    @property
    def words(self) -> list[Row]:
        """The syntactic words, without the ranges."""
        return [row for row in self.rows if row.is_word]

    def __str__(self) -> str:
        marks = ["# newdoc"] * self.starts_document + ["# newpar"] * self.starts_paragraph
        return "\n".join([*marks, f"# text = {self.text}", *map(str, self.rows)]) + "\n\n"


def read_conllu(path: Path, *, keep_xpos: bool) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, typography folded, empty nodes and enhanced relations dropped.

    *keep_xpos* is false where joined treebanks disagree on their tag set: the column then holds the
    features that matter to a tree, as :func:`factcheck.syntax.tagging.positional` writes them.

    >>> len(list(read_conllu(Path("/dev/null"), keep_xpos=True)))
    0
    """
    text, paragraph, document, rows = "", False, False, list[Row]()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# text = "):
                text = fold(line.removeprefix("# text = "))
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# newdoc"):
                document = True
            elif line and line[0].isdecimal() and "." not in line.split("\t", 1)[0]:
                row = Row.parse(fold_cells(line))
                rows.append(row if keep_xpos else evolve(row, xpos=positional(row.feats)))
            elif not line and rows:
                yield Sentence(text, tuple(rows), paragraph, document)
                text, paragraph, document, rows = "", False, False, []
    if rows:
        yield Sentence(text, tuple(rows), paragraph, document)


def fold_cells(line: str) -> str:
    """Fold the form and the lemma of a CoNLL-U line, and nothing else (tabs separate its cells)."""
    cells = line.split("\t")
    cells[1], cells[2] = fold(cells[1]), fold(cells[2])
    return "\t".join(cells)


def write_conllu(path: Path, sentences: Iterable[Sentence]) -> None:
    """Write sentences as CoNLL-U, through a temporary file so that a kill leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write(str(sentence))
    partial.replace(path)


def recase(sentence: Sentence, change: str) -> Sentence:
    """The sentence in ``upper`` or ``lower`` case, or with ``title`` capitals; tags and tree are kept.

    German-like letters whose upper case is longer (*ß*) stay as they are, so that offsets hold.
    """

    def one(form: str) -> str:
        if change == "title":
            return _same_length(form[:1], form[:1].upper()) + form[1:] if len(form) > 3 else form
        return "".join(_same_length(letter, letter.upper() if change == "upper" else letter.lower()) for letter in form)

    rows = tuple(evolve(row, form=one(row.form)) for row in sentence.rows)
    text, place, inside = sentence.text, 0, 0
    for old, new in zip(sentence.rows, rows, strict=True):
        if old.is_word and int(old.id) <= inside:
            continue
        if not old.is_word:
            inside = int(old.id.split("-")[1])
        place = text.index(old.form, place)
        text = text[:place] + new.form + text[place + len(new.form) :]
        place += len(new.form)
    return evolve(sentence, text=text, rows=rows)


def _same_length(old: str, new: str) -> str:
    return new if len(new) == len(old) else old


_ACCENTS = str.maketrans("ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïôöùûü", "AAACEEEEIIOOUUUaaaceeeeiioouuu")


def strip_accents(sentence: Sentence, *, capitals_only: bool) -> Sentence:
    """The sentence as typed without accents; *capitals_only* spares the small letters (*Etats*, *A*)."""
    table = {k: v for k, v in _ACCENTS.items() if not capitals_only or chr(k).isupper()}
    rows = tuple(evolve(row, form=row.form.translate(table)) for row in sentence.rows)
    return evolve(sentence, text=sentence.text.translate(table), rows=rows)


def add_noise(sentences: list[Sentence], language: str, seed: int, share: float) -> list[Sentence]:
    """The sentences and, after them, noisy copies of about *share* of them (0.1 adds a tenth).

    Copies are in capitals, in lower case or with a capital on each long word, as headlines are; French ones
    also lose the accents of their capitals, or all accents.
    """
    rng = random.Random(seed)
    kinds = ["upper", "upper", "lower", "title"] + ["capitals", "plain", "bare"] * (language == "fr")
    copies = []
    for sentence in sentences:
        if rng.random() >= share:
            continue
        kind = rng.choice(kinds)
        if kind == "capitals":
            copies.append(strip_accents(sentence, capitals_only=True))
        elif kind == "plain":
            copies.append(strip_accents(sentence, capitals_only=False))
        elif kind == "bare":
            copies.append(strip_accents(recase(sentence, "upper"), capitals_only=False))
        else:
            copies.append(recase(sentence, kind))
    return sentences + copies


def running_words(path: Path, language: str) -> Iterator[list[str]]:
    """The words of a raw text (``.txt`` or ``.txt.xz``), a list per line, folded, lower-cased."""
    pattern = _WORDS[language]
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            words = pattern.findall(fold(line).lower())
            if words:
                yield words
