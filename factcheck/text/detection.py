"""Tell the language of a text, or of each part of it, with py3langid; imported on first use."""

import re
import warnings
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any

from attrs import frozen

from factcheck.common.forking import once
from factcheck.errors import LanguageError, LanguageWarning
from factcheck.text.paragraphs import paragraphs

# With fewer letters nothing can be told: a word, a name.
_FEWEST_LETTERS = 10
# A text is in another language when that is so many times more probable than every supported one. Of 5,000 sentences
# of the marked texts, this refuses one, which is in Spanish.
_SURE = 1000
# How much of a text, and of a paragraph, is looked at.
_SAMPLE, _PARAGRAPH = 20_000, 300
# A paragraph that has fewer letters outside of quotation marks goes with the one before it, and so does a part.
_FEWEST_OF_PARAGRAPH, _FEWEST_OF_PART = 40, 50
_QUOTED = re.compile(r"«[^«»]*(?:»|$)|“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)")


@frozen
class Part:
    """A part of a text in one language: code points, half-open."""

    start: int
    end: int
    language: str


def detect(text: str, supported: Sequence[str], meanwhile: Callable[[], object] | None = None) -> str | None:
    """The code of the supported language that a text is in; None if it holds no letter.

    The first time, a model is unpacked on another thread, half a second of a core; ``meanwhile`` is called on
    this one. Raises LanguageError when the text is surely in another language. Warns with a LanguageWarning when it
    may be in one: it is taken for the most probable of those that are supported.

    >>> detect("Le maire a déclaré que la gare fermera.", ("en", "fr"))
    'fr'
    >>> detect("12:30 !", ("en", "fr")) is None
    True
    >>> detect("Das ist falsch, sagte er.", ("en", "fr"))
    Traceback (most recent call last):
        ...
    factcheck.errors.LanguageError: the text seems to be in 'de'; only en, fr are supported (give language=… to insist)
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    if meanwhile is not None and _unpacking().is_alive():
        meanwhile()
    ranked = _ranked(sample)
    code, share = next((code, share) for code, share in ranked if code in supported)
    best, most = ranked[0]
    if best == code:
        return code
    other_script = sum(c.isalpha() and not _is_latin(c) for c in sample) * 2 > letters
    if other_script or (letters >= _FEWEST_LETTERS and most > _SURE * share):
        raise LanguageError(
            f"the text seems to be in {best!r}; only {', '.join(supported)} are supported (give language=… to insist)"
        )
    warnings.warn(
        f"too little text to be sure of its language: it is read as {code!r} (give language=… to choose)",
        LanguageWarning,
        stacklevel=2,
    )
    return code


def parts(text: str, supported: Sequence[str], meanwhile: Callable[[], object] | None = None) -> tuple[Part, ...]:
    """The parts of a text by their language, in order, whole paragraphs each; none if it holds no letter.

    Nearly every text is one part. What is quoted in another language does not make one. Raises and warns like
    :func:`detect`.

    >>> text = ("Le maire a déclaré lundi que la gare de la ville fermera ses portes dès la semaine prochaine.\\n"
    ...         "The mayor said on Monday that the station of the town will close its doors next week.")
    >>> [part.language for part in parts(text, ("en", "fr"))]
    ['fr', 'en']
    """
    main = detect(text, supported, meanwhile)
    if main is None:
        return ()
    found: list[tuple[Part, int]] = []
    for start, end in paragraphs(text):
        code, letters = _of_paragraph(text[start:end], supported)
        if found and code in (None, found[-1][0].language):
            before, size = found.pop()
            found.append((Part(before.start, end, before.language), size + letters))
        else:
            found.append((Part(start, end, code or main), letters))
    # What is too little for a part of its own goes with the one before it, or is in the language of the text.
    joined: list[Part] = []
    for part, size in found:
        code = part.language if size >= _FEWEST_OF_PART else joined[-1].language if joined else main
        if joined and joined[-1].language == code:
            joined[-1] = Part(joined[-1].start, part.end, code)
        else:
            joined.append(Part(part.start, part.end, code))
    return tuple(joined) if len(joined) > 1 else (Part(0, len(text), main),)


def _of_paragraph(paragraph: str, supported: Sequence[str]) -> tuple[str | None, int]:
    """The language of a paragraph's own words, None where that is not sure, and how many letters they have."""
    own = _QUOTED.sub(" ", paragraph)
    letters = sum(map(str.isalpha, own))
    if letters < _FEWEST_OF_PARAGRAPH:
        return None, letters
    (best, most), (_, second), *_ = [(code, share) for code, share in _ranked(own[:_PARAGRAPH]) if code in supported]
    return best if most > _SURE * second else None, letters


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" or "\ufb00" <= letter <= "\uff5a"


def _ranked(text: str) -> list[tuple[str, float]]:
    """The languages of a text with how probable each is, the most probable first."""
    ranked: list[tuple[str, float]] = _identifier().rank(text.encode("utf-8", "replace").decode())
    return ranked


@once
def _unpacking() -> Thread:
    thread = Thread(target=_identifier, name="factcheck-detection")
    thread.start()
    return thread


@once
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
