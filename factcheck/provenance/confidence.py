"""How sure a claim is: the calibrated probability that a careful reader would mark the same claim and source.

A logistic regression over yes-or-no features of how the attribution was found. The weights are data, made by
``python -m training.confidence`` from annotated articles whose licence allows shipping what is learnt from them.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factcheck.errors import ModelError
from factcheck.grammar.claims import Assertion
from factcheck.grammar.values import Found
from factcheck.mentions.context import Context
from factcheck.report import SourceType

_SURE_KINDS = (
    SourceType.PERSON,
    SourceType.ORGANIZATION,
    SourceType.GROUP,
    SourceType.OUTLET,
    SourceType.DOCUMENT,
)


def attribution_features(ctx: Context, found: Found) -> frozenset[str]:
    """What is true of an attribution: how it was found, by which cue, with what source and content."""
    words = ctx.document.text[found.content[0][0] : found.content[0][1]].split()
    features = {
        f"how={found.how}",
        "long" if len(words) > 8 else "short" if len(words) < 4 else "middling",
        "finite" if _is_finite(ctx, found) else "verbless",
    }
    if found.cue is not None:
        features.add(f"form={found.cue.form}")
        features.update(f"class={sense.verb_class}" for sense in found.cue.senses)
        features.add("cue in quotation" if ctx.quotation(found.cue.start) else "cue outside quotation")
    features.add("relayed" if found.relays else "direct")
    features.add(_source_feature(ctx, found))
    return frozenset(features)


def _is_finite(ctx: Context, found: Found) -> bool:
    start, end = found.content[0]
    return ctx.is_finite(ctx.document.sentences[ctx.sentence_at(start)], start, end)


def _source_feature(ctx: Context, found: Found) -> str:
    if found.source is None:
        return "source=none"
    token = ctx.document.sentences[found.source.sentence].tokens[found.source.token]
    if token.upos in ("PROPN", "PRON"):
        return f"source={token.upos}"
    known = next((kind for kind in _SURE_KINDS if ctx.names(token, kind)), "other")
    return f"source={known}"


def assertion_features(ctx: Context, assertion: Assertion) -> frozenset[str]:
    """What is true of a claim in the article's own voice."""
    sentence = ctx.document.sentences[assertion.sentence]
    start, end = assertion.spans[0]
    features = {
        "narrator",
        "whole sentence" if len(assertion.tokens) == len(sentence.tokens) else "part of a sentence",
    }
    if any(ctx.pack.lemmas(t.lemma, t.text) for t in assertion.tokens if t.upos == "VERB"):
        features.add("cue verb inside")
    if ctx.is_quoted(start, end):
        features.add("quotation inside")
    if ctx.document.text[end : end + 20].lstrip(" »”\"'")[:1] not in (".", "!", "…"):
        features.add("no full stop")
    return frozenset(features)


def confidence(features: frozenset[str]) -> float:
    """The probability, between 0 and 1 and rounded to two digits, that a claim with these features is right.

    >>> 0 < confidence(frozenset({"how=clause", "class=say"})) < 1
    True
    """
    weights = _weights()
    score = weights["intercept"] + sum(weights.get(feature, 0.0) for feature in sorted(features))
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def _weights() -> Mapping[str, float]:
    file = files("factcheck") / "models" / "confidence.json"
    try:
        data: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"models/confidence.json is missing or damaged ({error}); install factcheck again") from error
    return data
