"""What factcheck is built on: a bill of materials (SBOM, CycloneDX), and an audit of what is known against it.

    python audit.py FILE

Run it where the package is installed with its extras, as ``make.py test`` does. The bill has every package that
factcheck needs, as it is installed here, with versions and licences, and every file of the models with its checksum.
The audit asks the package index for known faults of those packages (pip-audit) and fails if it knows any; where the
index cannot say, the audit is skipped with a message.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent
MODELS = ROOT / "factcheck" / "models"
_MODEL_FILES = {".pt", ".safetensors", ".npz", ".json"}


def main(target: Path) -> int:
    """Write the bill and audit it; the number of known faults."""
    bill = needed(installed())
    packages = [f"{part['name']}=={part['version'].partition('+')[0]}" for part in bill["components"]]
    bill["components"] += models()
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    check(text)
    target.write_text(text, encoding="utf-8")
    print(f"{target}: {len(packages)} packages, {len(bill['components']) - len(packages)} files of models")
    # One first: an index that does not know the faults of a package as common as this knows none at all.
    probe = [package for package in packages if package.startswith("requests==")]
    if not any("vulns" in row for row in audited(probe)):
        print("audit skipped: no list of known faults can be reached from here")
        return 0
    faults, unknown = verdict(audited(packages))
    print(f"audit: {len(packages) - len(unknown)} packages, {len(faults)} known faults")
    print("".join(f"  {line}\n" for line in faults + [f"not known there: {name}" for name in unknown]), end="")
    return len(faults)


def installed() -> dict[str, Any]:
    """The bill of everything that is installed here, tools and all."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml")]
    options = ["--mc-type", "library", "--output-reproducible", "--no-validate"]
    made = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    bill: dict[str, Any] = json.loads(made.stdout)
    return bill


def needed(bill: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what the project itself does not lead to: tools of its makers, leftovers.

    >>> part = {"bom-ref": "a", "name": "a"}
    >>> bill = {
    ...     "metadata": {"component": {"bom-ref": "root"}},
    ...     "components": [part, {"bom-ref": "b", "name": "b"}],
    ...     "dependencies": [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a"}, {"ref": "b"}],
    ... }
    >>> needed(bill)["components"] == [part]
    True
    """
    leads_to = {row["ref"]: row.get("dependsOn", ()) for row in bill["dependencies"]}
    kept: set[str] = set()
    waiting = [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        ref = waiting.pop()
        if ref not in kept:
            kept.add(ref)
            waiting += leads_to.get(ref, ())
    return {
        **bill,
        "components": [part for part in bill["components"] if part["bom-ref"] in kept],
        "dependencies": [row for row in bill["dependencies"] if row["ref"] in kept],
    }


def models() -> list[dict[str, Any]]:
    """The files of the models as parts of a bill."""
    paths = sorted(path for path in MODELS.rglob("*") if path.suffix in _MODEL_FILES)
    return [
        {
            "bom-ref": path.relative_to(ROOT).as_posix(),
            "type": "machine-learning-model",
            "name": path.relative_to(ROOT).as_posix(),
            "description": "its licences are in factcheck/models/NOTICE.md",
            "hashes": [{"alg": "SHA-256", "content": sha256(path.read_bytes()).hexdigest()}],
        }
        for path in paths
    ]


def check(bill: str) -> None:
    """Raise ValueError unless a bill follows the schema of CycloneDX."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill):
        raise ValueError(f"not a bill of materials: {fault}")


def audited(packages: Sequence[str]) -> list[dict[str, Any]]:
    """What pip-audit says of each pinned package; nothing if it can ask nobody."""
    with TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("\n".join(packages), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(wanted), "--no-deps", "--disable-pip"]
        options = ["--format", "json", "--progress-spinner", "off"]
        done = subprocess.run([*command, *options], check=False, capture_output=True, text=True)
    try:
        rows: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        print(done.stderr.strip().rpartition("\n")[2])
        return []
    return rows


def verdict(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """A line for each known fault, and the packages of which nothing is known.

    >>> fault = {"id": "CVE-1", "fix_versions": ["2"]}
    >>> verdict([{"name": "a", "version": "1", "vulns": [fault]}, {"name": "b", "skip_reason": "not found"}])
    (['a 1: CVE-1, mended in 2'], ['b'])
    """
    faults = [
        f"{row['name']} {row['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none yet'}"
        for row in rows
        for fault in row.get("vulns", ())
    ]
    return faults, [row["name"] for row in rows if "vulns" not in row]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(bool(main(Path(sys.argv[1]))))
