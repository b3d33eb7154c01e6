"""Tell the language of a text, with py3langid; imported on first use."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

from factcheck.errors import LanguageError

# A text with fewer letters is taken for the nearest supported language: too short to be sure of another one.
_FEWEST_LETTERS = 200
_SURE = 0.99


def detect(text: str, supported: Sequence[str], meanwhile: Callable[[], object] | None = None) -> str | None:
    """The code of the supported language that a text is in; None if it holds no letter.

    The first time, a model is unpacked on another thread, half a second of a core; ``meanwhile`` is called on
    this one. Raises LanguageError when the text is long enough and surely in another language.

    >>> detect("Le maire a déclaré que la gare fermera.", ("en", "fr"))
    'fr'
    >>> detect("12:30 !", ("en", "fr")) is None
    True
    """
    letters = sum(character.isalpha() for character in text[:20_000])
    if not letters:
        return None
    sample = text[:20_000].encode("utf-8", "replace").decode()
    identifier = _identifier()
    if meanwhile is not None and not identifier.done():
        meanwhile()
    ranked: list[tuple[str, float]] = identifier.result().rank(sample)
    best, certainty = ranked[0]
    if best in supported:
        return best
    if letters >= _FEWEST_LETTERS and certainty > _SURE:
        raise LanguageError(
            f"the text seems to be in {best!r}; there are packs for {', '.join(supported)} (give language=… to insist)"
        )
    return next(code for code, _ in ranked if code in supported)


@cache
def _identifier() -> Future[Any]:
    pool = ThreadPoolExecutor(1, thread_name_prefix="factcheck-detection")
    try:
        return pool.submit(_unpacked)
    finally:
        pool.shutdown(wait=False)


def _unpacked() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
