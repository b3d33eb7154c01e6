"""Stanza imported and its models loaded in less time.

Stanza makes an optimizer for every model that it loads, although only training needs one, and the first optimizer
of a process makes torch import its compiler: as much again as all that torch imported before.
"""

import gc
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from factcheck.common.forking import Lock, called_in_a_child
from factcheck.syntax.fast import knows

#: What :func:`only_reading` stands in for and who calls it, as in ``parsing.SOURCES``.
SOURCES = {
    "common.utils.get_optimizer": "650c27528f0cf3fd",
    "common.utils.get_split_optimizer": "165bca543b71d715",
    "tokenization.trainer.Trainer.__init__": "27ba50de86be6831",
    "mwt.trainer.Trainer.__init__": "14fa47194226c62b",
    "lemma.trainer.Trainer.__init__": "0e1bc7d610c84539",
    "pos.trainer.Trainer.__init__": "760ecbc9e2b36037",
    "depparse.trainer.Trainer.__init__": "4a341d41db510565",
    "depparse.trainer.Trainer._Trainer__init_optim": "cbffe11b113e26d3",
}
#: What each of Stanza's makers of optimizers gives instead: no optimizer, no optimizers by name.
_INSTEAD: Mapping[str, Callable[[], Any]] = {"get_optimizer": lambda: None, "get_split_optimizer": dict}
_LOADING = Lock()


@contextmanager
def nothing_collected() -> Iterator[None]:
    """While this lasts, nobody looks for objects that could go: those that are made here come to stay.

    To find nothing, Python's collector goes through all of torch's objects too, and does so the more often the more
    are made: up to a third of the time of a long document.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    # A child that is forked meanwhile would never collect: nobody there comes to the end of this.
    with called_in_a_child(gc.enable):
        try:
            yield
        finally:
            gc.enable()


@contextmanager
def only_reading() -> Iterator[None]:
    """While this lasts, the models that this thread loads get no optimizers; those of other threads do.

    With a Stanza that is not the one known here, nothing changes.
    """
    from stanza.models.common import utils

    if not knows(SOURCES):
        yield
        return
    mine = threading.get_ident()

    def standing_in(make: Callable[..., Any], none: Callable[[], Any]) -> Callable[..., Any]:
        def made(*args: Any, **kwargs: Any) -> Any:
            return none() if threading.get_ident() == mine else make(*args, **kwargs)

        return made

    with _LOADING:
        stock = {name: getattr(utils, name) for name in _INSTEAD}
        for name, none in _INSTEAD.items():
            setattr(utils, name, standing_in(stock[name], none))
        try:
            yield
        finally:
            for name, make in stock.items():
                setattr(utils, name, make)
