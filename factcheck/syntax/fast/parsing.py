"""The same trees from Stanza's parser, sooner: the one place where code of Stanza is stood in for.

Stanza scores every relation of every pair of words, and runs Chu-Liu-Edmonds in Python on every sentence.
Here only the relations of the chosen heads are scored, and the decoder runs only where the best heads do not
form a tree already (where they do, they are what it would return). A word's letters are read once, not at
each occurrence. Nothing of Stanza is changed for anybody else: methods of one loaded pipeline are replaced,
and only while Stanza's own are those that these were written against (``SOURCES``); else all stays stock.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from factcheck.syntax.fast import knows

#: What :func:`speed_up` replaces or relies on, and how the SHA-256 of its source begins.
SOURCES = {
    "depparse.model.GraphParser.predict": "763345d50bd65aec",
    "depparse.model.EmbeddingParser.embed": "d39f2b1569f96118",
    "depparse.data.Dataset.preprocess": "611405d2eea6ebe4",
    "depparse.data.Dataset.load_doc": "decab1f9b40296c8",
    "pos.model.Tagger.forward": "3a17a3572fe96f03",
    "pos.data.Dataset.preprocess": "af794d338c245212",
    "pos.data.Dataset.load_doc": "3a9dd4454df47c96",
    "pos.trainer.Trainer.predict": "15bb90394021a8b3",
    "common.utils.simplify_punct": "bc48dc5177488d4c",
    "depparse.model.GraphParser.forward": "04bb432c1f2e468e",
    "depparse.model.GraphParser.forward_scores": "653abc09aa6e3368",
    "depparse.model.GraphParser.decode_graph_predictions": "770c5e176e24572a",
    "depparse.head_constraints.resolve_head_constraint_violations": "a5a0544a5ce18eca",
    "common.chuliu_edmonds.chuliu_edmonds": "0edf0bf8b543bb0b",
    "common.chuliu_edmonds.chuliu_edmonds_one_root": "62b1a9fd6308332a",
    "common.biaffine.PairwiseBilinear.forward": "a6ff2aae9782270d",
    "common.biaffine.PairwiseBiaffineScorer.forward": "b2fbe38a282f71c6",
    "common.biaffine.DeepBiaffineScorer.forward": "682d791dea09c829",
    "common.char_model.CharacterModel.forward": "25696fc13796a3e8",
}
#: How many distinct words a model remembers the letters of; about 20 MB when full.
_REMEMBERED = 50_000
T = TypeVar("T")
_log = logging.getLogger(__name__)

#: How many words a batch holds, roughly; more no longer helps.
_BATCH = 3_000


def speed_up(pipeline: Any) -> bool:
    """Put the quick methods into a loaded Stanza pipeline; say whether that was done.

    It is not when this Stanza's code is not the one known here, or the models are of another make
    (transformers, character language models, ensembles, arc embeddings): all then stays as it is.
    """
    if not knows(SOURCES):
        return False
    tagger, parser = pipeline.processors["pos"], pipeline.processors["depparse"]
    if not _is_plain(tagger.trainer, "Tagger") or not _is_plain(parser.trainer, "GraphParser"):
        _log.info("These models are of another make than the shipped ones: Stanza reads with them at its own speed")
        return False
    tagger.process = _tagging(tagger)
    parser.process = _parsing(parser)
    return True


def _is_plain(trainer: Any, kind: str) -> bool:
    """Whether a model is what we read and nothing more: words, letters and perhaps vectors."""
    args = trainer.args
    extras = (
        "charlm",
        "bert_model",
        "use_arc_embedding",
        "char_bidirectional",
        "reversed",
        "extra_tag_columns",
    )
    letters = getattr(trainer.model, "charmodel", None)
    return (
        type(trainer.model).__name__ == kind
        and not any(args.get(extra) for extra in extras)
        and args["word_emb_dim"] > 0
        and letters is not None
        and letters.attn
        and not letters.pad
    )


def _tagging(processor: Any) -> Callable[[Any], Any]:
    """Stands in for the tagger's ``process``: the same tags, with less Python around the network."""
    import torch

    trainer = processor.trainer
    model, vocab = trainer.model, trainer.vocab
    known = _Words(trainer, processor.pretrain, root=False)
    spelled: dict[tuple[int, ...], str] = {}

    def features(ids: Sequence[int]) -> str:
        key = tuple(ids)
        if key not in spelled:
            spelled[key] = vocab["feats"].id2unit(ids)
        return spelled[key]

    def process(document: Any) -> Any:
        model.eval()
        with torch.no_grad():
            for batch in _by_length(document):
                texts = [[word.text for word in sentence.words] for sentence in batch]
                word, pretrained, letters = known.tensors(texts)
                lengths = [len(words) for words in texts]
                _, (upos, xpos, feats) = model(
                    word, word == 0, letters, None, None, pretrained, None, lengths, None, texts
                )
                for sentence, u, x, f in zip(batch, upos.tolist(), xpos.tolist(), feats.tolist(), strict=True):
                    size = len(sentence.words)
                    names = vocab["upos"].unmap(u[:size]), vocab["xpos"].unmap(x[:size])
                    for one, tag, own, ids in zip(sentence.words, *names, f[:size], strict=True):
                        one.upos, one.xpos, one.feats = tag, own, features(ids)
        return document

    return process


def _parsing(processor: Any) -> Callable[[Any], Any]:
    """Stands in for the parser's ``process``: the same heads and relations, without Stanza's edge objects."""
    import torch

    trainer = processor.trainer
    model, vocab = trainer.model, trainer.vocab
    known = _Words(trainer, processor.pretrain, root=True)
    columns = {name: _Column(vocab[name]) for name in ("upos", "xpos", "feats", "lemma")}
    repair = processor.config.get("resolve_head_constraints", True)

    def process(document: Any) -> Any:
        model.eval()
        with torch.no_grad():
            for batch in _by_length(document):
                texts = [[word.text for word in sentence.words] for sentence in batch]
                word, pretrained, letters = known.tensors(texts)
                lengths = [len(words) + 1 for words in texts]
                upos, xpos, feats, lemma = (
                    column.tensor([[getattr(w, name) or "_" for w in s.words] for s in batch], word.device)
                    for name, column in columns.items()
                )
                states = model.embed(
                    word, word == 0, letters, None, upos, xpos, feats, pretrained,
                    lemma, None, None, None, lengths, None, texts,
                )  # fmt: skip
                for sentence, arcs in zip(batch, _trees(model, states, lengths, repair), strict=True):
                    for one, (head, relation) in zip(sentence.words, arcs, strict=True):
                        one.head, one.deprel = head, relation
        return document

    return process


def batches(items: Iterable[T], size: Callable[[T], int], most: int) -> list[list[T]]:
    """The items by batches of about the same size, longest first (as Stanza's LSTMs want them), of *most* together.

    >>> batches(["a", "bbb", "cc", "dddd"], len, 5)
    [['dddd'], ['bbb', 'cc'], ['a']]
    """
    found: list[list[T]] = []
    room = 0
    for item in sorted(items, key=size, reverse=True):
        if not found or room < size(item):
            found.append([])
            room = most
        found[-1].append(item)
        room -= size(item)
    return found


def _by_length(document: Any) -> list[list[Any]]:
    """The sentences of a document in batches; the parser adds a root to each."""
    return batches((s for s in document.sentences if s.words), lambda sentence: len(sentence.words) + 1, _BATCH)


class _Words:
    """What a model knows of each distinct word: its ids, and its letters as the character network reads them.

    *root* adds the parser's root before each sentence. The letters are read once, and remembered.
    """

    def __init__(self, trainer: Any, pretrain: Any, *, root: bool) -> None:
        import torch
        from stanza.models.common.vocab import ROOT_ID

        self._root = root
        self._vocab = trainer.vocab
        self._pretrain = pretrain.vocab if trainer.args["pretrain"] and pretrain is not None else None
        self._letters = trainer.model.charmodel
        self._device = next(trainer.model.parameters()).device
        self._ids: dict[str | None, tuple[int, int, int]] = {}
        # Pages of it that are never written take no memory.
        width = self._letters.charlstm.lstm.hidden_size * self._letters.num_dir
        self._vectors = torch.empty(_REMEMBERED, width, device=self._device)
        self._root_id = ROOT_ID
        # Calls of the character network get places in our table instead of letters.
        self._read = type(self._letters).forward
        self._letters.forward = self._recall

    def tensors(self, texts: list[list[str]]) -> tuple[Any, Any, Any]:
        """Word ids and vector ids (sentence x word), and places in the table of letters (flat)."""
        import torch

        wanted = set().union(*texts)
        if len(self._ids) + len(wanted) + 1 > len(self._vectors):
            self._ids.clear()
            if len(wanted) + 1 > len(self._vectors):
                self._vectors = self._vectors.new_empty(len(wanted) + 1, self._vectors.shape[1])
        self._learn([word for word in wanted if word not in self._ids])
        before: list[str | None] = [None] if self._root else []
        rows = [[self._ids[word] for word in before + list(words)] for words in texts]
        words = torch.tensor(_padded([[ids[0] for ids in row] for row in rows], 0), device=self._device)
        pretrained = torch.tensor(_padded([[ids[1] for ids in row] for row in rows], 0), device=self._device)
        places = torch.tensor([ids[2] for row in rows for ids in row], device=self._device)
        return words, pretrained, places

    def _learn(self, new: list[str]) -> None:
        import torch
        from stanza.models.common.utils import simplify_punct

        entries: list[tuple[str | None, int, int, list[int]]] = []
        for word in new:
            plain = simplify_punct([[[word]]])[0][0][0]
            vector = self._pretrain.unit2id(plain.lower()) if self._pretrain is not None else 0
            entries.append((word, self._vocab["word"].unit2id(plain), vector, self._vocab["char"].map(list(plain))))
        if self._root and None not in self._ids:
            entries.append((None, self._root_id, self._root_id, [self._root_id]))
        entries.sort(key=lambda entry: -len(entry[3]))
        for start in range(0, len(entries), _BATCH):
            part = entries[start : start + _BATCH]
            lengths = [len(letters) for *_, letters in part]
            chars = torch.tensor(_padded([letters for *_, letters in part], 0), device=self._device)
            # As one "sentence" they come back in the order given.
            read = self._read(self._letters, chars, None, list(range(len(part))), [len(part)], lengths)
            first = len(self._ids)
            self._vectors[first : first + len(part)] = read.data
            for place, (known, number, vector, _) in enumerate(part, first):
                self._ids[known] = number, vector, place

    def _recall(self, places: Any, _mask: Any, _order: Any, sentlens: Sequence[int], _lengths: Any) -> Any:
        from torch.nn.utils.rnn import pack_sequence

        found: Any = self._vectors[places]
        return pack_sequence(found.split(list(sentlens)))


class _Column:
    """The ids of one kind of tag; each distinct tag is looked up once."""

    def __init__(self, vocab: Any) -> None:
        from stanza.models.common.vocab import ROOT_ID, CompositeVocab

        self._vocab = vocab
        composite = isinstance(vocab, CompositeVocab)
        self._root: Any = [ROOT_ID] * len(vocab) if composite else ROOT_ID
        self._padding: Any = [0] * len(vocab) if composite else 0
        self._ids: dict[str, Any] = {}

    def tensor(self, rows: list[list[str]], device: Any) -> Any:
        """The ids of the tags of each sentence, after that of the root."""
        import torch

        for tag in set().union(*rows).difference(self._ids):
            self._ids[tag] = self._vocab.unit2id(tag)
        ids = [[self._root, *(self._ids[tag] for tag in row)] for row in rows]
        if len(self._ids) > _REMEMBERED:
            self._ids.clear()
        return torch.tensor(_padded(ids, self._padding), device=device)


def _padded(rows: list[list[Any]], padding: Any) -> list[list[Any]]:
    """The rows, all as long as the longest.

    >>> _padded([[1, 2], [3]], 0)
    [[1, 2], [3, 0]]
    """
    size = max(map(len, rows))
    return [row + [padding] * (size - len(row)) for row in rows]


def _trees(self: Any, states: Any, sentlens: Sequence[int], repair: bool) -> list[list[tuple[int, str]]]:
    """Stands in for ``GraphParser.predict``: per sentence, the head and the relation of each word."""
    import numpy as np
    import torch
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.head_constraints import (
        find_head_constraint_violations,
        resolve_head_constraint_violations,
    )
    from torch.nn import functional

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

    predictions: list[list[tuple[int, str]]] = []
    start = 0
    for number, (tree, length) in enumerate(zip(trees, lengths, strict=True)):
        ids = chosen[start : start + length]
        start += length
        names = labels.unmap([label + VOCAB_PREFIX_SIZE for label in ids])
        if repair and find_head_constraint_violations(tree, names):
            every = bilinear(from_side[number : number + 1, : length + 1], to_side[number : number + 1, : length + 1])
            arcs = functional.log_softmax(scores[number], 1)[: length + 1, : length + 1].cpu().numpy()
            relations = functional.log_softmax(every[0], 2).cpu().numpy()
            tree, ids = resolve_head_constraint_violations(arcs, relations, tree, labels)
            names = labels.unmap([int(label) + VOCAB_PREFIX_SIZE for label in ids])
        predictions.append(list(zip(np.asarray(tree)[1:].tolist(), names, strict=True)))
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
        scores += functional.logsigmoid(_pair_scores(parser.linearization, states) * torch.sign(offset).float())
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
    """Stands in for ``chuliu_edmonds_one_root``: the best tree with one root, in fewer steps.

    *scores* holds the score of each head (column) for each word (row); the result is the head of each word.
    Stanza makes roots so dear that only one can be had, whereupon hardly any word keeps its best head. But whatever
    a root costs, the best of all trees is also the best of those with as many roots: the least price that leaves
    one root will do, and most often it is none.
    """
    import numpy as np

    scores = scores.astype(np.float64)
    dearest = -scores[np.isfinite(scores)].min() * len(scores)
    price = 0.0
    while True:
        tree = _cheapest(scores, price)
        if price >= dearest or np.count_nonzero(tree[1:] == 0) == 1:
            return tree
        price = min(max(4 * price, 1.0), dearest)


def _cheapest(scores: Any, price: float) -> Any:
    """The best tree at some price of a root: Chu-Liu-Edmonds as Tarjan does it, where a cycle costs its own rows only.

    A cycle becomes a part of its own, whose row holds for each head the best way in: what it gains over the way in
    that a word of the cycle has now.
    """
    import numpy as np

    size = len(scores)
    rows: list[Any] = list(scores)
    rows[0] = None
    for word in range(1, size):
        rows[word] = rows[word].copy()
        rows[word][0] -= price
        rows[word][word] = -np.inf
    # For each part and head, the word that the way in ends at; for each part, the parts that it was made of.
    ends: list[Any] = [np.full(size, word) for word in range(size)]
    made: list[list[int]] = [[] for _ in range(size)]
    part = np.arange(size)
    chosen: list[tuple[int, int]] = [(0, 0)] * size
    # Parts whose way leads to the root; and the way that is being followed, with the place of each part in it.
    settled = {0}
    for start in range(1, size):
        path: list[int] = []
        places: dict[int, int] = {}
        at = int(part[start])
        while at not in settled:
            if at not in places:
                places[at] = len(path)
                path.append(at)
                head = int(rows[at].argmax())
                chosen[at] = head, int(ends[at][head])
                at = int(part[head])
                continue
            cycle = path[places[at] :]
            del path[places[at] :]
            for member in cycle:
                del places[member]
            gains = np.stack([rows[member] - rows[member][chosen[member][0]] for member in cycle])
            best = gains.argmax(0)
            columns = np.arange(size)
            inside = np.isin(part, cycle)
            row = gains[best, columns]
            row[inside] = -np.inf
            ends.append(np.stack([ends[member] for member in cycle])[best, columns])
            for member in cycle:
                rows[member] = ends[member] = None
            at = len(rows)
            rows.append(row)
            made.append(cycle)
            chosen.append((0, 0))
            part[inside] = at
        settled.update(path)
    return _taken_apart(chosen, made, size)


def _taken_apart(chosen: list[tuple[int, int]], made: list[list[int]], size: int) -> Any:
    """The head of each word, from the ways into the parts: the way into a part is that into one of its members."""
    import numpy as np

    above = [-1] * len(made)
    for part, members in enumerate(made):
        for member in members:
            above[member] = part
    for part in range(len(made) - 1, size - 1, -1):
        head, word = chosen[part]
        member = word
        while above[member] != part:
            member = above[member]
        chosen[member] = head, word
    return np.array([head for head, _ in chosen[:size]])
