"""Learn who is meant: ``python -m training.who --rows DIR --gum FILE [--folds N]``.

Trains the trees of ``factcheck.entities.choice`` on two kinds of texts. Marked news texts (rows of JSON with
attributions) tell by the resolved name whom the mention of a source means: an entity that bears that name, or nobody
so far where the name is the mention's own noun phrase. GUM's gold coreference tells it of every English mention. Prints
what every threshold costs on texts that were not trained on, and writes ``factcheck/models/who.npz``. Needs
scikit-learn.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray
from rapidfuzz import fuzz

from benchmarks.gold import Use, use_of
from benchmarks.treebank import GoldDocument, read
from factcheck.common.trees import arrays_of, untaught
from factcheck.entities.clusters import Cluster
from factcheck.entities.entities import cluster
from factcheck.entities.pairs import rows
from factcheck.entities.resolving import resolve
from factcheck.entities.salience import Candidate, Memory, agree
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.languages import load_pack
from factcheck.mentions.context import Context
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.values import SourceMention
from factcheck.mentions.words import words
from factcheck.syntax import load_parser
from factcheck.syntax.tokens import Document, Span
from factcheck.text.blocks import body
from factcheck.text.quotations import find_quotations

OUT = Path(__file__).parent.parent / "factcheck" / "models" / "who.npz"
Row = Mapping[str, Any]

# Names count as the same from here on, as in the measure.
_SAME = 85
# GUM's mentions are of all sorts; those of the marked texts are the ones that the library is asked about.
_MARKED, _GUM = 1.0, 0.3
# What marks the answer to whose *her lawyer* is.
_OWNER = "owner:"


@frozen(eq=False)
class Case:
    """One mention: the features of every entity that it may mean, which of them are right, and which have a name."""

    fold: int
    sort: Sort
    options: NDArray[np.float64]
    right: NDArray[np.bool_]
    named: NDArray[np.bool_]
    weight: float


@frozen(eq=False)
class Teacher:
    """A choice that knows the answers, and notes every question.

    ``answer`` gives what a mention means (None: not known), ``is_it`` whether an entity is that; what nobody knows is
    left to the order in which entities come to mind.
    """

    fold: int
    answer: Callable[[Reference], str | None]
    is_it: Callable[[Cluster, str], bool]
    weight: float
    cases: list[Case] = field(factory=list)

    def __call__(self, memory: Memory, reference: Reference, options: Sequence[Candidate]) -> Cluster | None:
        meant = self.answer(reference)
        if meant is None:
            return memory.choose(reference, [pair for pair in options if agree(reference, pair[0])])
        if not options:
            return None
        right = np.array([self.is_it(group, meant) for group, _ in options])
        named = np.array([bool(group.names) for group, _ in options])
        self.cases.append(Case(self.fold, reference.sort, rows(memory, reference, options), right, named, self.weight))
        return options[int(right.argmax())][0] if right.any() else None


def same(one: str, other: str) -> bool:
    """Two names are the same for the measure."""
    return fuzz.token_set_ratio(" ".join(words(one)), " ".join(words(other))) >= _SAME


def is_proper(name: str) -> bool:
    """A proper name, not a noun phrase with one in it."""
    return all(word[:1].isupper() or len(word) < 4 for word in name.split())


def context(document: Document) -> Context:
    """What the sources stage looks at."""
    pack = load_pack(document.language)
    return Context(document, find_quotations(document.text, body(document.text), pack.quoting), pack)


def found_in(ctx: Context, row: Row) -> list[Found]:
    """The attributions of a marked text, as if the library had found them."""
    return [
        Found(
            tuple(sorted((start, end) for start, end in a["content"])),
            Construction.READ,
            _cue(ctx, a["cue"]),
            _holder(ctx, a["source"]),
            tuple(h for h in [_holder(ctx, a.get("relay_mention"))] if h is not None),
            denied="denied" in a["flags"],
        )
        for a in row["attributions"]
        if a["content"]
    ]


def _holder(ctx: Context, spans: Sequence[Span] | None) -> SourceMention | None:
    if not spans:
        return None
    start, end = spans[0]
    number = ctx.sentence_at(start)
    inside = [t for t in ctx.document.sentences[number].tokens if t.start < end and start < t.end]
    own = {t.index for t in inside}
    heads = [t for t in inside if t.head not in own]
    nominal = [t for t in heads if t.upos in ("NOUN", "PROPN", "PRON")]
    return SourceMention(number, (nominal or heads)[0].index, start, end) if heads else None


def _cue(ctx: Context, spans: Sequence[Span]) -> Cue | None:
    place = _holder(ctx, spans)
    if place is None:
        return None
    return Cue(place.sentence, place.token, place.token, place.token, place.start, place.end, CueForm.VERB)


def marked_cases(row: Row, document: Document, fold: int) -> list[Case]:
    """The questions that the sources of a marked text put."""
    ctx = context(document)
    names: dict[int, str] = {}
    ends: dict[int, int] = {}
    for a in row["attributions"]:
        if a["source"] and a["name"]:
            start, ends[start] = a["source"][0]
            names[start] = a["name"]

    def answer(reference: Reference) -> str | None:
        name = names.get(reference.start)
        if name is None or reference.sort is not Sort.PRONOUN or reference.end >= ends[reference.start]:
            return name
        # *Her lawyer*: the name of the owner is a part of the whole.
        return None if is_proper(name) else f"{_OWNER}{name}"

    def is_it(group: Cluster, meant: str) -> bool:
        if meant.startswith(_OWNER):
            inside = set(words(meant.removeprefix(_OWNER)))
            return any(set(parts) <= inside or parts[-1] in inside for parts in group.names)
        told = [names[r.start] for r in group.references if r.start in names]
        if told:
            return any(same(name, meant) for name in told)
        if is_proper(meant):
            return any(same(name, meant) for name in group.names.values())
        return not group.names and any(same(r.phrase, meant) for r in group.references)

    teacher = Teacher(fold, answer, is_it, _MARKED)
    resolve(ctx, found_in(ctx, row), choose=teacher)
    return teacher.cases


def gum_cases(gold: GoldDocument, fold: int) -> list[Case]:
    """The questions that GUM's mentions put."""
    heads = {mention.head.start: mention.entity for mention in gold.mentions}

    def entity(reference: Reference) -> str | None:
        return heads.get(gold.document.sentences[reference.sentence].tokens[reference.token].start)

    def is_it(group: Cluster, meant: str) -> bool:
        return any(entity(r) == meant for r in group.references)

    teacher = Teacher(fold, entity, is_it, _GUM)
    cluster(context(gold.document), choose=teacher)
    return teacher.cases


def learn(cases: Sequence[Case], seed: int = 0) -> Any:
    """The boosted trees that tell the right entities of the cases from the others, as scikit-learn has them."""
    model = untaught(trees=200, rate=0.06, seed=seed)
    weights = np.concatenate([np.full(len(case.right), case.weight) for case in cases])
    return model.fit(
        np.concatenate([case.options for case in cases]), np.concatenate([case.right for case in cases]), weights
    )


def held_out(cases: Sequence[Case], folds: int) -> Iterator[tuple[Case, NDArray[np.float64]]]:
    """Every case of a marked text with the probabilities of trees that have not seen its text."""
    for fold in range(folds):
        model = learn([case for case in cases if case.fold != fold])
        for case in cases:
            if case.fold == fold and case.weight == _MARKED:
                yield case, model.predict_proba(case.options)[:, 1]


@click.command()
@click.option("--rows", "folder", type=click.Path(path_type=Path, exists=True), required=True, help="Marked texts.")
@click.option("--gum", type=click.Path(path_type=Path, exists=True), required=True, help="GUM in CoNLL-U.")
@click.option("--folds", default=6, show_default=True, help="Folds of the cross-validation, by text.")
def main(folder: Path, gum: Path, folds: int) -> None:
    """Train, cross-validate and write the trees of who is meant."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.jsonl")):
        if use_of(path.stem) is Use.MEASURED:
            continue
        texts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        documents = load_parser(texts[0]["lang"])([row["text"] for row in texts])
        for number, (row, document) in enumerate(zip(texts, documents, strict=True)):
            cases += marked_cases(row, document, number % folds)
    for number, gold in enumerate(read(gum, "en")):
        cases += gum_cases(gold, number % folds)
    show(list(held_out(cases, folds)))
    write(learn(cases))


def show(judged: Sequence[tuple[Case, NDArray[np.float64]]]) -> None:
    """What each threshold costs: mentions that are led aright, and those that get a wrong name."""
    for sort in (Sort.NOUN, Sort.PRONOUN):
        own = [(case, likely) for case, likely in judged if case.sort is sort]
        for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            taken = [(case, int(likely.argmax())) for case, likely in own if likely.max() >= least]
            right = sum(bool(case.right[n]) for case, n in taken)
            right += sum(not case.right.any() for case, likely in own if likely.max() < least)
            wrong = sum(bool(case.named[n] and not case.right[n]) for case, n in taken)
            click.echo(f"{sort} {least}: right {right / len(own):.1%}, wrong name {wrong / len(own):.1%}")


def write(model: Any) -> None:
    """The trees as the package ships them."""
    np.savez_compressed(OUT, **arrays_of(model))  # type: ignore[arg-type]  # no name is that of an option


if __name__ == "__main__":
    main()
