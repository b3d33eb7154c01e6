"""Who is meant, as a learnt choice among the entities so far, those named later, and nobody.

Boosted trees judge every entity that a noun phrase or a pronoun may mean (:mod:`factcheck.entities.pairs`). No name
beats a wrong name: an entity is taken only when it is likelier than a threshold that was chosen for few wrong names.
``python -m training.who`` makes the trees.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from factcheck.common.trees import Trees, trees_of
from factcheck.entities.clusters import Cluster
from factcheck.entities.pairs import rows, unsaid
from factcheck.entities.salience import Candidate, Memory
from factcheck.errors import ModelError
from factcheck.mentions.references import Reference, Sort

#: From which probability on an entity is taken: by a pronoun, by a possessive (the name of *her lawyer* has that of the
#: owner in it), by a phrase all of whose words were said of the entity, by another.
LEAST_PRONOUN, LEAST_OWNER, LEAST_SAME, LEAST_OTHER = 0.5, 0.8, 0.2, 0.8

Choose = Callable[[Memory, Reference, Sequence[Candidate]], Cluster | None]


def choose(memory: Memory, reference: Reference, options: Sequence[Candidate]) -> Cluster | None:
    """The entity that a noun phrase or a pronoun means; None for nobody, or nobody who is sure enough."""
    if not options:
        return None
    likely = load_trees().probabilities(rows(memory, reference, options))
    best = int(likely.argmax())
    cluster = options[best][0]
    return cluster if likely[best] >= _least(memory, reference, cluster) else None


def _least(memory: Memory, reference: Reference, cluster: Cluster) -> float:
    if reference.sort is Sort.PRONOUN:
        return LEAST_OWNER if reference.noun in memory.pack.pronouns.possessive else LEAST_PRONOUN
    return LEAST_OTHER if unsaid(reference, cluster) else LEAST_SAME


@cache
def load_trees() -> Trees:
    """The trees that the package ships; raises ModelError when they are missing or damaged."""
    try:
        with as_file(files("factcheck") / "models" / "who.npz") as path, np.load(path, allow_pickle=False) as data:
            return trees_of(data)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"models/who.npz is missing or damaged ({error}); install factcheck again") from error
