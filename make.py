"""Set up and run everything, from a fresh checkout, with Python 3.11 (or later) and its pip alone.

    python3.11 make.py demo    take the two example articles apart; the command factcheck is in .venv then
    python3.11 make.py test    lint, types, tests, doctests, documentation, and what is known against what we build on

Both make a virtual environment in .venv on their first run and use it again afterwards.
"""

import subprocess
import sys
import tomllib
import venv
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = SCRIPTS / "python"
SETTLED_BY = [ROOT / "pyproject.toml", ROOT / "constraints.txt", Path(__file__)]

# How a shell enters the environment.
ENTERED = r".venv\Scripts\activate" if sys.platform == "win32" else "source .venv/bin/activate"

COMMANDS = {
    "demo": [
        ["factcheck", "attribute", "examples/article-fr.txt"],
        ["factcheck", "attribute", "examples/article-en.txt"],
    ],
    "test": [
        ["ruff", "check", "--output-format", "concise"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["lint-imports", "--no-cache"],
        ["pytest"],
        ["mkdocs", "build", "--strict", "--quiet"],
        ["python", "audit.py", str(ENVIRONMENT / "bill.cdx.json")],
    ],
}


def requirements(command: str) -> list[str]:
    """What pip is to install for a command: this package with its extras, and for the tests their tools."""
    if command == "demo":
        return ["--editable", ".[cli,html]"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = ",".join(project["project"]["optional-dependencies"])
    # Groups of dependencies are read here because only the newest pips know them.
    tools = [tool for group in project["dependency-groups"].values() for tool in group]
    return ["--editable", f".[{extras}]", *tools]


def set_up(command: str) -> None:
    """Make the environment, unless it is there already and nothing that settles it has changed."""
    state = sha256(b"".join(path.read_bytes() for path in SETTLED_BY)).hexdigest()
    stamp = ENVIRONMENT / f"ready-for-{command}"
    if stamp.exists() and stamp.read_text() == state:
        return
    print("Setting up .venv: a few minutes, once.", flush=True)
    # Without a pip inside: some systems split it from Python, and the one at hand installs from outside.
    venv.create(ENVIRONMENT, clear=not PYTHON.exists(), with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    subprocess.run([*pip, "--constraint", "constraints.txt", *requirements(command)], cwd=ROOT, check=True)
    stamp.write_text(state)


def run(command: str) -> list[str]:
    """Run each part of a command to its end, and give the names of those that failed."""
    failed = []
    for step in COMMANDS[command]:
        print(f"\n$ {' '.join(step)}", flush=True)
        if subprocess.run([SCRIPTS / step[0], *step[1:]], cwd=ROOT, check=False).returncode:
            failed.append(step[1] if step[0] == "python" else step[0])
    return failed


def main() -> None:
    """Do what the one argument says."""
    if sys.argv[1:] not in [[name] for name in COMMANDS]:
        sys.exit(__doc__)
    command = sys.argv[1]
    try:
        set_up(command)
    except subprocess.CalledProcessError as error:
        sys.exit(f"\nmake.py: pip could not install what is needed, see above; code {error.returncode}")
    failed = run(command)
    if failed:
        sys.exit(f"\nmake.py: failed: {', '.join(failed)}")
    if command == "demo":
        print(f"\nTo have the command factcheck at hand: {ENTERED}")


if __name__ == "__main__":
    main()
