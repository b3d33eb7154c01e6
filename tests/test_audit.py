"""The bill of materials: what the package needs and nothing else, every file of the models, in the schema's shape."""

import json
from hashlib import sha256
from typing import Any

import pytest

import audit

ROOT = "root-component"


def bill(**leads_to: list[str]) -> dict[str, Any]:
    """A bill of packages by what each of them needs; the project itself needs *a*."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"bom-ref": ROOT, "type": "library", "name": "factcheck-attribution"}},
        "components": [{"bom-ref": name, "type": "library", "name": name, "version": "1"} for name in leads_to],
        "dependencies": [
            {"ref": ROOT, "dependsOn": ["a"]},
            *({"ref": name, "dependsOn": names} for name, names in leads_to.items()),
        ],
    }


def test_tools_of_the_makers_are_no_part_of_it() -> None:
    # In a circle too, as packages with extras now and then are.
    kept = audit.needed(bill(a=["b"], b=["c"], c=["a"], pytest=["a", "pluggy"], pluggy=[]))
    assert [part["name"] for part in kept["components"]] == ["a", "b", "c"]
    assert {row["ref"] for row in kept["dependencies"]} == {ROOT, "a", "b", "c"}


def test_every_file_of_the_models_is_a_part_with_its_checksum() -> None:
    parts = {part["name"]: part for part in audit.models()}
    assert {"factcheck/models/fr/depparse.pt", "factcheck/models/reader/network.safetensors"} <= parts.keys()
    for name, part in parts.items():
        assert part["hashes"] == [{"alg": "SHA-256", "content": sha256((audit.ROOT / name).read_bytes()).hexdigest()}]


def test_what_does_not_follow_the_schema_is_noticed() -> None:
    whole = bill(a=[])
    whole["components"] += audit.models()
    audit.check(json.dumps(whole))
    whole["components"][0]["type"] = "thing"
    with pytest.raises(ValueError, match="not a bill of materials"):
        audit.check(json.dumps(whole))
