"""The transformer itself: pieces and what the tree says of them in, a state for every piece out."""

from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional


@frozen
class Shape:
    """How large the encoder is: pieces in its vocabulary, width of a state, layers, heads, inner width, positions."""

    vocabulary: int
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


class Layer(nn.Module):
    """One layer: attention, then a feed-forward network, each added to what it read and normalised behind that."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.gather = nn.Linear(shape.width, shape.width)
        self.attended = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.narrowed = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """The next states, ``[batch, pieces, width]``; ``mask`` is true where there is a piece to attend to."""
        batch, length, width = states.shape
        query, key, value = self.attend(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if self.training:
            # Written out: on a CPU the gradient of the fused kernel takes longer than all the rest of the layer.
            weights = query @ key.transpose(-1, -2) * (self.heads / width) ** 0.5
            if mask is not None:
                weights = weights.masked_fill(~mask, -1e4)
            heard = weights.softmax(-1).to(value.dtype) @ value
        else:
            heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        heard = self.gather(heard.transpose(1, 2).reshape(batch, length, width))
        states = self.attended(states + heard)
        thought = self.narrow(functional.gelu(self.widen(states)))
        refined: Tensor = self.narrowed(states + functional.dropout(thought, self.dropout, self.training))
        return refined


class Encoder(nn.Module):
    """Piece ids ``[batch, pieces]`` to states ``[batch, pieces, width]``.

    ``extra`` is added to the embeddings before the first layer: what the tree and the marks say of each piece.
    """

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.embedded = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, extra: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states of the last layer. ``mask`` is ``[batch, pieces]``, true where there is a piece."""
        states: Tensor = self.pieces(ids).float() + self.positions.weight[: ids.shape[1]]
        states = functional.dropout(self.embedded(states) + extra, self.dropout, self.training)
        attention = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, attention)
        return states.float()
