"""Reading files of marked texts."""

from collections.abc import Mapping
from os import PathLike

from factcheck.common.reading import whole
from factcheck.errors import DataError
from factcheck.marked.blocks import Block, line_at
from factcheck.marked.notation import HEADING, TAG
from factcheck.marked.values import Fault, MarkedText, Marking

_BEGINNING = "a text begins with a line like “### its-name”"
# So many characters on each side show where a text was changed.
_AROUND = 20


def read_marked(path: str | PathLike[str]) -> list[MarkedText]:
    """The texts of a file of marked texts.

    Raises:
        DataError: the file cannot be read, or is marked wrongly; the message has the line of the first fault.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "rain.txt")
    ...     _ = path.write_text("### rain\\n<s1>Ann</s1> <q1>says</q1> <c1>it rains</c1>.\\n---\\n1 | Ann | person\\n")
    ...     [text] = read_marked(path)
    >>> text.text, text.attributions[0].content, text.attributions[0].name
    ('Ann says it rains.', ((9, 17),), 'Ann')
    """
    marking = parse_marked(contents(path))
    if marking.faults:
        more = f" (and {len(marking.faults) - 1} more)" if len(marking.faults) > 1 else ""
        raise DataError(f"{path}: {marking.faults[0]}{more}; `factcheck check` lists the faults of a marked file")
    return list(marking.texts)


def faults(path: str | PathLike[str]) -> list[Fault]:
    """Everything that is wrong with the marking of a file, by line. Raises DataError when it cannot be read."""
    return list(parse_marked(contents(path)).faults)


def contents(path: str | PathLike[str]) -> str:
    """What a file of marked texts holds. Raises DataError when it cannot be read or is not in UTF-8."""
    try:
        with open(path, "rb") as file:
            return whole(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: marked texts are in UTF-8, and this file is not; save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from error


def parse_marked(marked: str) -> Marking:
    """The texts in the contents of a file of marked texts, and every fault of the marking.

    >>> parse_marked("### rain\\n<c1>It rains.\\n---\\n1 | Ann | person").faults[0].message
    '<c1> is never closed'
    """
    headings = list(HEADING.finditer(marked))
    if not headings:
        return Marking((), (Fault(1, "", f"no text in it: {_BEGINNING}"),))
    found = _stray(marked[: headings[0].start()])
    texts = []
    for place, heading in enumerate(headings):
        end = headings[place + 1].start() if place + 1 < len(headings) else len(marked)
        block = Block(marked, heading[1].partition("|")[0].strip(), heading.end() + 1, end)
        texts.append(block.text())
        found += block.faults
    ids = [text.id for text in texts]
    found += [
        Fault(line_at(marked, heading.start()), id, "another text has this name")
        for n, (id, heading) in enumerate(zip(ids, headings, strict=True))
        if id in set(ids[:n])
    ]
    return Marking(tuple(texts), tuple(sorted(found, key=lambda fault: fault.line)))


def _stray(before: str) -> list[Fault]:
    """What stands before the first text and is neither a note nor a section's own lines."""
    for number, line in enumerate(before.split("\n"), 1):
        if line.startswith("## "):
            break
        if line.strip() and not line.startswith("#"):
            return [Fault(number, "", f"before the first text: {_BEGINNING}")]
    return []


def changed(marked: str, originals: Mapping[str, str]) -> list[Fault]:
    """Where a text, its tags left out, is no longer what it was.

    Args:
        marked: the contents of a file of marked texts.
        originals: the texts as they were, by the names that they have there; a text without one is passed over.

    >>> print(*changed("### rain\\n<c1>It rains.</c1>\\n---\\n1 | Ann | person", {"rain": "It pours."}))
    line 2 (rain): the text was changed: 'It rains.' stands where 'It pours.' was
    """
    found = []
    for heading, text in zip(HEADING.finditer(marked), parse_marked(marked).texts, strict=True):
        now, was = (each.replace("\r\n", "\n") for each in (text.text, originals.get(text.id, text.text).strip()))
        if now == was:
            continue
        at = _common(now, was)
        body = TAG.sub("", marked[heading.end() + 1 :])
        above = body[: len(body) - len(body.lstrip())].count("\n") + now.count("\n", 0, at)
        there, before = (each[max(0, at - _AROUND) : at + _AROUND] for each in (now, was))
        message = f"the text was changed: {there!r} stands where {before!r} was"
        found.append(Fault(line_at(marked, heading.end()) + 1 + above, text.id, message))
    return found


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    return next((n for n in range(shorter) if one[n] != other[n]), shorter)
