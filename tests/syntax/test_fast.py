"""Which Stanza the speed-ups fit, and what is said where they do not."""

from importlib.metadata import version

import pytest

from factcheck.syntax import fast
from factcheck.syntax.fast import loading, parsing, words


def test_the_speed_ups_fit_this_stanza() -> None:
    """When this fails, read what changed in Stanza, then bring ``SOURCES`` and ``FITS`` up to date (docs/models.md)."""
    changed = fast.changed({**loading.SOURCES, **parsing.SOURCES, **words.SOURCES})
    assert changed == [], f"Stanza {version('stanza')} is not what the speed-ups were written for, {fast.FITS}"


def test_another_stanza_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    fast._tell.cache_clear()
    assert fast.knows({})
    assert caplog.messages == []
    for name in ("depparse.model.GraphParser.forward", "pos.model.Tagger.forward"):
        assert not fast.knows({name: "another"})
    [told] = caplog.messages
    assert told.startswith(f"Stanza {version('stanza')} is installed")
    assert f"stanza=={fast.FITS}" in told


@pytest.mark.parametrize("name", ["nowhere.at.all", "depparse.model.Missing", "depparse.model.logger"])
def test_what_is_not_there_has_no_digest(name: str) -> None:
    assert fast.digest(name) == ""
