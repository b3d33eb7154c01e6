"""Loading for reading leaves out what only training needs, for nobody else, and only from a Stanza that we know."""

import gc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.syntax import stanza_pipeline
from factcheck.syntax.fast import loading
from factcheck.syntax.weights import resolve
from factcheck.text.detection import detect


def test_what_only_training_needs_is_not_loaded() -> None:
    pipeline = stanza_pipeline(resolve("fr"))
    assert pipeline.processors["tokenize"].trainer.optimizer is None
    assert not pipeline.processors["depparse"].trainer.optimizer


def test_the_compiler_of_torch_is_not_imported() -> None:
    code = "import factcheck, sys; factcheck.attribute_claims('Il pleut.'); print('torch._dynamo' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _optimizer() -> object:
    import torch
    from stanza.models.common import utils

    return utils.get_optimizer("sgd", torch.nn.Linear(1, 1), lr=0.1)


def test_others_get_their_optimizers() -> None:
    with ThreadPoolExecutor(1) as elsewhere, loading.only_reading():
        assert _optimizer() is None
        assert elsewhere.submit(_optimizer).result() is not None
    assert _optimizer() is not None


def test_a_stanza_we_do_not_know_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(loading.SOURCES, "common.utils.get_optimizer", "another")
    with loading.only_reading():
        assert _optimizer() is not None


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with loading.nothing_collected():
            assert not gc.isenabled()
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_something_else_can_be_done_while_a_language_is_told() -> None:
    assert detect("Le maire a dit que la gare fermera.", ("en", "fr"), meanwhile=list) == "fr"
    assert detect("12:30 !", ("en", "fr"), meanwhile=lambda: pytest.fail("there is nothing to tell")) is None
