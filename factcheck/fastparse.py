"""The same trees from Stanza's parser, sooner: the one place where code of Stanza is stood in for.

Stanza scores every relation of every pair of words, and runs Chu-Liu-Edmonds in Python on every sentence.
Here only the relations of the chosen heads are scored, and the decoder runs only where the best heads do not
form a tree already (where they do, they are what it would return). A word's letters are read once, not at
each occurrence. Nothing of Stanza is changed for anybody else: methods of one loaded pipeline are replaced,
and only while Stanza's own are those that these were written against (``SOURCES``); else all stays stock.
"""

import hashlib
import inspect
from collections.abc import Callable, Sequence
from types import MethodType
from typing import Any

#: What :func:`speed_up` replaces or relies on, and how the SHA-256 of its source begins in Stanza 1.15.0.
SOURCES = {
    "depparse.model.GraphParser.predict": "763345d50bd65aec",
    "depparse.model.GraphParser.forward": "04bb432c1f2e468e",
    "depparse.model.GraphParser.forward_scores": "653abc09aa6e3368",
    "depparse.model.GraphParser.decode_graph_predictions": "770c5e176e24572a",
    "depparse.head_constraints.resolve_head_constraint_violations": "a5a0544a5ce18eca",
    "common.chuliu_edmonds.chuliu_edmonds": "0edf0bf8b543bb0b",
    "common.chuliu_edmonds.chuliu_edmonds_one_root": "62b1a9fd6308332a",
    "common.chuliu_edmonds.prepare_scores": "7e602bb508b497dc",
    "common.chuliu_edmonds.process_cycle": "5b04e41385ecbde9",
    "common.chuliu_edmonds.expand_contracted_tree": "915ff98f0a4ab033",
    "common.biaffine.PairwiseBilinear.forward": "a6ff2aae9782270d",
    "common.biaffine.PairwiseBiaffineScorer.forward": "b2fbe38a282f71c6",
    "common.biaffine.DeepBiaffineScorer.forward": "682d791dea09c829",
    "common.char_model.CharacterModel.forward": "25696fc13796a3e8",
}
#: How many distinct words a model remembers the letters of; about 20 MB when full.
_REMEMBERED = 50_000


def speed_up(pipeline: Any) -> bool:
    """Put the quick methods into a loaded Stanza pipeline; say whether that was done.

    It is not when this Stanza's code is not the one known here, or the models are of another make
    (transformers, ensembles, arc embeddings): the pipeline then stays as it is.
    """
    from stanza.models.depparse.model import GraphParser

    if not knows_this_stanza():
        return False
    parser = pipeline.processors["depparse"].trainer.model
    if type(parser) is not GraphParser or parser.args.get("use_arc_embedding"):
        return False
    parser.predict = MethodType(_predict, parser)
    for name in ("pos", "depparse"):
        letters = getattr(pipeline.processors[name].trainer.model, "charmodel", None)
        if letters is not None and letters.attn and not letters.pad:
            letters.forward = _remembering(letters)
    return True


def knows_this_stanza() -> bool:
    """Whether all that we stand in for reads as it did when this was written."""
    return all(digest(name) == known for name, known in SOURCES.items())


def digest(name: str) -> str:
    """The start of the SHA-256 of the source of something in ``stanza.models``; empty where there is none."""
    import importlib

    package, module, *path = name.split(".")
    try:
        found = importlib.import_module(f"stanza.models.{package}.{module}")
        for part in path:
            found = getattr(found, part)
        source = inspect.getsource(found)
    except (ImportError, AttributeError, OSError, TypeError):
        return ""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _predict(
    self: Any,
    word: Any,
    word_mask: Any,
    wordchars: Any,
    wordchars_mask: Any,
    upos: Any,
    xpos: Any,
    ufeats: Any,
    pretrained: Any,
    lemma: Any,
    head: Any,
    deprel: Any,
    word_orig_idx: Any,
    sentlens: Sequence[int],
    wordlens: Any,
    text: Any,
    resolve_head_constraints: bool = False,
) -> list[list[list[Any]]]:
    """Stands in for ``GraphParser.predict``: per sentence, the head and the relation of each word."""
    import numpy as np
    import torch
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.head_constraints import (
        find_head_constraint_violations,
        resolve_head_constraint_violations,
    )
    from torch.nn import functional

    states = self.embed(
        word, word_mask, wordchars, wordchars_mask, upos, xpos, ufeats, pretrained,
        lemma, head, deprel, word_orig_idx, sentlens, wordlens, text,
    )  # fmt: skip
    scores = _arc_scores(self, states)
    from_side, to_side = _sides(self.deprel, states)
    bilinear = self.deprel.scorer.W_bilin
    labels = self.vocab["deprel"]

    table: Any = scores.cpu().numpy()
    trees = []
    for number, length in enumerate(sentlens):
        # Beyond a sentence's length there is only padding.
        tree: Any = table[number, :length, :length].argmax(1)
        tree[0] = 0
        if not _is_tree(tree.tolist()):
            row = functional.log_softmax(scores[number], 1)[:length, :length]
            tree = _best_tree(row.cpu().numpy())
        trees.append(tree)

    # Every word's state beside that of its head, all sentences end to end.
    lengths = [length - 1 for length in sentlens]
    words = torch.cat([from_side[n, 1:length] for n, length in enumerate(sentlens)])
    heads = torch.cat([to_side[n, torch.from_numpy(tree[1:])] for n, tree in enumerate(trees)])
    chosen = _chosen_label_scores(words, heads, bilinear).argmax(1).tolist()

    predictions, start = [], 0
    for number, (tree, length) in enumerate(zip(trees, lengths, strict=True)):
        ids = chosen[start : start + length]
        start += length
        names = labels.unmap([label + VOCAB_PREFIX_SIZE for label in ids])
        if resolve_head_constraints and find_head_constraint_violations(tree, names):
            every = bilinear(
                from_side[number : number + 1, : length + 1], to_side[number : number + 1, : length + 1]
            )
            arcs = functional.log_softmax(scores[number], 1)[: length + 1, : length + 1].cpu().numpy()
            relations = functional.log_softmax(every[0], 2).cpu().numpy()
            tree, ids = resolve_head_constraint_violations(arcs, relations, tree, labels)
            names = labels.unmap([int(label) + VOCAB_PREFIX_SIZE for label in ids])
        predictions.append([[node, name] for node, name in zip(np.asarray(tree)[1:], names, strict=True)])
    return predictions


def _arc_scores(parser: Any, states: Any) -> Any:
    """The unlabelled scores of ``GraphParser.forward_scores``: sentence x dependent x head."""
    import torch
    from torch.nn import functional

    size = states.size(1)
    places = torch.arange(size, device=states.device)
    offset = places.view(1, 1, -1) - places.view(1, -1, 1)
    scores = _pair_scores(parser.unlabeled, states)
    if parser.args["linearization"]:
        scores += functional.logsigmoid(
            _pair_scores(parser.linearization, states) * torch.sign(offset).float()
        )
    if parser.args["distance"]:
        expected = 1 + functional.softplus(_pair_scores(parser.distance, states))
        scores -= torch.log((offset.abs().float() - expected) ** 2 / 2 + 1)
    return scores.masked_fill_(torch.eye(size, dtype=torch.bool, device=states.device), -float("inf"))


def _sides(scorer: Any, states: Any) -> tuple[Any, Any]:
    """What a ``DeepBiaffineScorer`` pairs: states as dependents and as heads, each with a one at its end."""
    import torch

    ones = states.new_ones(*states.shape[:2], 1)
    return (
        torch.cat([scorer.hidden_func(scorer.W1(states)), ones], 2),
        torch.cat([scorer.hidden_func(scorer.W2(states)), ones], 2),
    )


def _pair_scores(scorer: Any, states: Any) -> Any:
    """One score for each pair of words, from a scorer with one output."""
    left, right = _sides(scorer, states)
    bilinear = scorer.scorer.W_bilin
    return left @ bilinear.weight[:, :, 0] @ right.transpose(1, 2) + bilinear.bias


def _chosen_label_scores(words: Any, heads: Any, bilinear: Any, piece: int = 512) -> Any:
    """The score of each relation for each word and its head; by pieces, to stay within the cache."""
    import torch

    left, right, outputs = bilinear.weight.shape
    flat = bilinear.weight.reshape(left, right * outputs)
    scores = [
        torch.bmm(above.unsqueeze(1), (below @ flat).view(-1, right, outputs)).squeeze(1)
        for below, above in zip(words.split(piece), heads.split(piece), strict=True)
    ]
    return torch.cat(scores) + bilinear.bias


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether the best heads (of words 1 on; 0 is the root) already form a tree with one root.

    >>> _is_tree([0, 2, 0, 2]), _is_tree([0, 2, 1, 0]), _is_tree([0, 0, 0])
    (True, False, False)
    """
    return sum(head == 0 for head in heads[1:]) == 1 and not _cycle(heads)


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle among the heads (0 is the root, its own head), or nothing.

    >>> _cycle([0, 2, 3, 1, 0]), _cycle([0, 2, 0])
    ([1, 2, 3], [])
    """
    # 0: not seen; a word: seen on the way up from that word; -1: known to reach the root.
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        path = []
        word = start
        while not state[word]:
            state[word] = start
            path.append(word)
            word = heads[word]
        if state[word] == start:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = -1
    return []


def _best_tree(scores: Any) -> Any:
    """Stands in for ``chuliu_edmonds_one_root``: its steps, but cycles are found by walking up.

    *scores* holds the score of each head (column) for each word (row); the result is the head of each word.
    """
    import numpy as np
    from stanza.models.common.chuliu_edmonds import expand_contracted_tree, prepare_scores, process_cycle

    scores = scores.astype(np.float64)
    # Roots are made so dear that the best tree has one only.
    scores[:, 0] += scores[np.isfinite(scores)].min() * len(scores)
    pending = []
    while True:
        prepare_scores(scores)
        tree = np.argmax(scores, axis=1)
        cycle = _cycle(tree.tolist())
        if not cycle:
            break
        inside = np.zeros(len(tree), dtype=bool)
        inside[cycle] = True
        scores, *places = process_cycle(tree, inside, scores)
        pending.append((tree, places))
    for before, places in reversed(pending):
        tree = expand_contracted_tree(before, tree, *places)
    return tree


def _remembering(letters: Any) -> Callable[..., Any]:
    """Stands in for ``CharacterModel.forward``: each distinct word is read once, and remembered."""
    import torch
    from stanza.models.common.char_model import CharacterModel
    from torch.nn.utils.rnn import pack_sequence

    places: dict[bytes, int] = {}
    # Pages of it that are never written take no memory.
    vectors: Any = torch.empty(_REMEMBERED, letters.charlstm.lstm.hidden_size * letters.num_dir)

    def forward(
        chars: Any, chars_mask: Any, word_orig_idx: Any, sentlens: Sequence[int], wordlens: Sequence[int]
    ) -> Any:
        if letters.training or len(wordlens) > _REMEMBERED:
            return CharacterModel.forward(letters, chars, chars_mask, word_orig_idx, sentlens, wordlens)
        keys = [row[:length].tobytes() for row, length in zip(chars.cpu().numpy(), wordlens, strict=True)]
        if len(places) + len(keys) > _REMEMBERED:
            places.clear()
        new = []
        for number, key in enumerate(keys):
            if key not in places:
                places[key] = len(places)
                new.append(number)
        if new:
            # The words come longest first, and stay so; as one "sentence" they come back in that order.
            lengths = [wordlens[number] for number in new]
            read = CharacterModel.forward(
                letters, chars[torch.tensor(new)], None, list(range(len(new))), [len(new)], lengths
            )
            vectors[len(places) - len(new) : len(places)] = read.data.cpu()
        order = [0] * len(keys)
        for key, place in zip(keys, word_orig_idx, strict=True):
            order[place] = places[key]
        found = vectors[torch.tensor(order)].to(chars.device)
        return pack_sequence(found.split(list(sentlens)))

    return forward
