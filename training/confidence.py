"""Learn what makes an attribution sure: ``python -m training.confidence [--data DIR] [--folds N]``.

Trains the logistic regression of ``factcheck.provenance.confidence`` on the two Wikinews sets (CC BY 2.5, annotations
ours: what is learnt from them may be shipped), prints how well it does on articles that it was not trained on, and
writes ``factcheck/models/confidence.json``. Needs scikit-learn.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
from attrs import frozen

from benchmarks.gold import SETS, Article, shared_folder
from benchmarks.measures import letters, match, of_gold, of_report, right_source
from factcheck.attribution.judging import narrated
from factcheck.grammar.claims import find_assertions
from factcheck.grammar.proposals import find_attributions
from factcheck.languages import load_pack
from factcheck.mentions.context import Context
from factcheck.pipeline import report_on
from factcheck.provenance.confidence import assertion_features, attribution_features
from factcheck.syntax import load_parser
from factcheck.syntax.tokens import Document, merged
from factcheck.text.blocks import body
from factcheck.text.quotations import find_quotations

OUT = Path(__file__).parent.parent / "factcheck" / "models" / "confidence.json"
TRAINED_ON = ("wikinews-fr-dev", "wikinews-en-dev")
STRENGTH = 0.3


@frozen
class Example:
    """A claim of ours: its features, whether the annotators have it too, and the article it is from."""

    features: frozenset[str]
    right: bool
    article: str


def examples(article: Article, document: Document) -> Iterator[Example]:
    """The claims that the library finds in an article, each with the annotators' verdict."""
    pack = load_pack(article.language)
    ctx = Context(document, find_quotations(document.text, body(document.text)), pack)
    found = find_attributions(ctx)
    report = report_on(document, pack)
    gold, ours = of_gold(article), of_report(article, report.to_dict())
    spans = [claim.spans for claim in report if claim.attribution]
    right = {spans[p.ours] for p in match(gold, ours) if right_source(gold[p.gold], ours[p.ours])}
    for attribution in found:
        yield Example(attribution_features(ctx, attribution), tuple(merged(attribution.content)) in right, article.id)
    unsourced = {
        index
        for sentence in article.sentences
        if sentence.status in ("unsourced", "mixed")
        for index in range(sentence.start, sentence.end)
    }
    for assertion in narrated(find_assertions(ctx, found), (), None):
        inside = letters(article.text, assertion.spans)
        yield Example(assertion_features(ctx, assertion), 2 * len(inside & unsourced) >= len(inside), article.id)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="The shared folder with the annotated articles.")
@click.option("--folds", default=8, show_default=True, help="Folds of the cross-validation, by article.")
def main(data: Path | None, folds: int) -> None:
    """Train, cross-validate and write the weights of the confidence model."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    cases: list[Example] = []
    for name in TRAINED_ON:
        articles = SETS[name].articles(shared_folder(data))
        documents = load_parser(SETS[name].language)([article.text for article in articles])
        for article, document in zip(articles, documents, strict=True):
            cases += examples(article, document)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(sorted(case.features), 1) for case in cases])
    right = np.array([case.right for case in cases])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    groups = [case.article for case in cases]
    held_out = cross_val_predict(model, table, right, groups=groups, cv=GroupKFold(folds), method="predict_proba")[:, 1]
    figures = {
        "claims": len(cases),
        "right": round(float(right.mean()), 3),
        "auc": round(float(roc_auc_score(right, held_out)), 3),
        "brier": round(float(brier_score_loss(right, held_out)), 3),
    }
    click.echo(f"cross-validated over {folds} folds: {figures}")
    model.fit(table, right)
    names = vectorizer.get_feature_names_out()
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    content = {
        "trained_on": list(TRAINED_ON),
        "date": datetime.date.today().isoformat(),
        "cross_validated": figures,
        "weights": {"intercept": round(float(model.intercept_[0]), 3), **weights},
    }
    OUT.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"written to {OUT.name}")


if __name__ == "__main__":
    main()
