"""From files of marked texts to a reader of one's own, measured on a part that it never learns from."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from os import PathLike
from pathlib import Path

from attrs import frozen
from tokenizers import Tokenizer

from factcheck.attribution.find import completed
from factcheck.attribution.network import Network
from factcheck.attribution.reader import (
    FILES,
    FLAG_SCORE,
    MANIFEST,
    NETWORK,
    SCORE,
    TOKENIZER,
    Reader,
    Result,
    load_reader,
    weigh,
)
from factcheck.attribution.score import load_trees
from factcheck.attribution.storage import load_network, save_network
from factcheck.attribution.training.examples import Example, example, parts
from factcheck.attribution.training.flagging import SILENT, Told, learn_flags
from factcheck.attribution.training.learning import TUNING, Recipe, learn
from factcheck.attribution.training.scoring import ENOUGH, Cases, learn_score, likeness, truth_of
from factcheck.common.optional import require
from factcheck.entities.resolving import resolve
from factcheck.errors import DataError
from factcheck.grammar.proposals import find_attributions
from factcheck.grammar.values import Found
from factcheck.languages import load_pack, supported
from factcheck.marked import MarkedText, read_marked
from factcheck.syntax import load_parser
from factcheck.text.detection import parts as languages_of

#: Fewer texts held back than this teach the score nothing that it does not know: the reader keeps the one it had.
ENOUGH_FOR_SCORE = 100
CHECKPOINT = "checkpoint.pt"
#: How many texts are parsed at once.
BATCH = 16


@frozen
class Figures:
    """How well a reader does on texts: attributions marked, found, right among these, and right to the letter."""

    marked: int
    found: int
    right: int
    exact: int

    @property
    def f1(self) -> float:
        """Attribution F1 in percent (SPEC, Measures)."""
        return 200 * self.right / max(1, self.marked + self.found)

    @property
    def exact_f1(self) -> float:
        """The same, where only contents that are right to the letter count."""
        return 200 * self.exact / max(1, self.marked + self.found)


@frozen
class Taught:
    """What a training came to: texts learnt from and held back, texts left out, figures before and after."""

    learnt: int
    held_back: int
    left_out: tuple[str, ...]
    before: Figures | None
    after: Figures


@frozen
class Stage:
    """A part of a training: how, and of which texts."""

    recipe: Recipe
    takes: Callable[[MarkedText], bool] = lambda text: True


def teach(
    marked: Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    start: str | PathLike[str] | None = None,
    network: tuple[Network, Path] | None = None,
    stages: Sequence[Stage] = (Stage(TUNING),),
    every: int = 6,
    progress: Callable[[int, int], None] | None = None,
    further: Sequence[MarkedText] = (),
    is_worth_more: Callable[[MarkedText], bool] = lambda text: False,
) -> Taught:
    """Teach a reader from marked texts and write it into a folder.

    Args:
        marked: files of marked texts (the guidelines say how), French and English mixed as you like.
        out: the folder to write; an interrupted training goes on from what it left there.
        start: the folder of the reader to begin with; the one that the package ships, by default.
        network: a network that cannot read yet and its tokenizer, in place of ``start``: everything is learnt.
        stages: how, one stage after the other; by default a light tuning.
        every: one text of so many is held back, to measure on and, where they are many, to learn the score from.
        progress: called after each step with the steps done and all of them.
        further: marked texts that are in no file, to be learnt from only.
        is_worth_more: of which texts more is seen (``Recipe.again``).

    Raises:
        DataError: a file cannot be read, or all of them hold too few texts to hold one back.
        MissingPackageError: so many texts are learnt from that scikit-learn is needed.
        ModelError: there is no reader in ``start``.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    old = load_reader(start) if network is None else None
    fresh, vocabulary = network or _copied(load_reader(start))
    texts = [text for path in marked for text in read_marked(path)]
    tokenizer = Tokenizer.from_file(str(vocabulary))
    examples = list(_examples(texts, tokenizer))
    held = examples[every - 1 :: every]
    learnt = [one for n, one in enumerate(examples) if n % every != every - 1]
    if not held or not learnt:
        raise DataError(f"too few marked texts to learn from: {len(examples)}, and at least {every} are needed")
    scored = old is None or len(held) >= ENOUGH_FOR_SCORE
    if scored:
        require("sklearn.ensemble", "train", f"learning from {len(examples)} texts")
    learnt += _examples(further, tokenizer)
    before = None if old is None else measure((one, old(one.context, _proposed(one))) for one in held)
    for number, stage in enumerate(stages):
        taken = [one for one in learnt if stage.takes(one.text)]
        worth_more = parts(one for one in taken if is_worth_more(one.text))
        checkpoint = folder / f"{number}-{CHECKPOINT}"
        fresh = learn(fresh, parts(taken), stage.recipe, checkpoint, progress, worth_more)
    save_network(fresh, folder / NETWORK)
    if vocabulary.resolve() != (folder / TOKENIZER).resolve():
        shutil.copyfile(vocabulary, folder / TOKENIZER)
    # As it is stored, not as it was learnt: rounded to 8 bits.
    stored = load_network(folder / NETWORK)
    weighed = [weigh(stored, tokenizer, one.context, _proposed(one)) for one in held]
    if scored:
        cases = [Cases(w.rows, truth_of(one.text, w.candidates)) for one, w in zip(held, weighed, strict=True)]
        learn_score(cases, folder / SCORE)
    elif old is not None:
        for name in (SCORE, FLAG_SCORE):
            shutil.copyfile(old.folder / name, folder / name)
    reader = Reader(folder, stored, tokenizer, load_trees(folder / SCORE), SILENT)
    results = [reader.decided(one.context, w) for one, w in zip(held, weighed, strict=True)]
    if scored:
        told = (_told(one, result) for one, result in zip(held, results, strict=True))
        learn_flags([one.text for one in learnt], told, folder / FLAG_SCORE)
    write_manifest(folder)
    for number in range(len(stages)):
        (folder / f"{number}-{CHECKPOINT}").unlink(missing_ok=True)
    known = {one.text.id for one in examples}
    left_out = tuple(text.id for text in texts if text.id not in known)
    return Taught(len(learnt), len(held), left_out, before, measure(zip(held, results, strict=True)))


def _copied(reader: Reader) -> tuple[Network, Path]:
    """The network of a reader, read anew so that it may change, and the file of its tokenizer."""
    return load_network(reader.folder / NETWORK), reader.folder / TOKENIZER


def _examples(texts: Sequence[MarkedText], tokenizer: Tokenizer) -> Iterator[Example]:
    """The texts that can be learnt from, in an order that has nothing to do with that of the files."""
    by_language: dict[str, list[MarkedText]] = {}
    for text in texts:
        languages = {part.language for part in languages_of(text.text, supported())}
        # A text in two languages has no tree of its own.
        if len(languages) == 1:
            by_language.setdefault(languages.pop(), []).append(text)
    found: list[Example] = []
    for code, own in by_language.items():
        pack, parse = load_pack(code), load_parser(code)
        for begin in range(0, len(own), BATCH):
            batch = own[begin : begin + BATCH]
            documents = parse([text.text for text in batch])
            made = (example(text, d, pack, tokenizer) for text, d in zip(batch, documents, strict=True))
            found += (one for one in made if one is not None)
    yield from sorted(found, key=lambda one: sha256(one.text.text.encode()).digest())


def _proposed(one: Example) -> Sequence[Found]:
    return find_attributions(one.context)


def _told(one: Example, result: Result) -> Told:
    found = completed(one.context, result).found
    return Told(one.text, found, resolve(one.context, found))


def measure(read: Iterable[tuple[Example, Result]]) -> Figures:
    """How well marked texts were read: each marked attribution is matched with the likeliest one found."""
    marked = found = right = exact = 0
    for one, result in read:
        chosen = [s.candidate.found for s in result.chosen]
        marked, found = marked + len(one.text.attributions), found + len(chosen)
        for a in one.text.attributions:
            alike = [likeness(one.text, a.content, a.source, found) for found in chosen]
            best = max(alike, default=0.0)
            if best >= ENOUGH:
                chosen.pop(alike.index(best))
                right, exact = right + 1, exact + (best == 1)
    return Figures(marked, found, right, exact)


def write_manifest(folder: Path) -> None:
    """Write what a reader's files must be like to be loaded: their sizes and checksums."""
    files = {name: (folder / name).read_bytes() for name in FILES}
    told = {name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in files.items()}
    (folder / MANIFEST).write_text(json.dumps({"files": told}, indent=1) + "\n", encoding="utf-8")
