"""The network's weights on disk: large matrices in 8 bits with a scale for each row, the rest in 16."""

import json
from pathlib import Path

import torch
from attrs import asdict
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from factcheck.attribution.network import Network
from factcheck.encoder.network import Shape

_SHAPE = "shape"
_SCALE = ".scale"
#: Smaller matrices are not worth the loss.
_SMALL = 20_000


def quantised(weight: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix as whole numbers from -127 to 127, and what one of them is worth in each row."""
    scale = weight.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return torch.round(weight / scale).to(torch.int8), scale.squeeze(-1)


def save_network(network: Network, path: Path) -> None:
    """Write a network; ``load_network`` reads it back."""
    stored: dict[str, Tensor] = {}
    for name, weight in network.state_dict().items():
        if weight.numel() > _SMALL:
            stored[name], stored[name + _SCALE] = quantised(weight.float())
        else:
            stored[name] = weight.half()
    size = {"shape": json.dumps(asdict(network.encoder.shape)), "size": str(network.size)}
    save_file({name: weight.contiguous() for name, weight in stored.items()}, path, metadata=size)


def load_network(path: Path) -> Network:
    """Read a network, ready to be asked.

    Raises ValueError for sizes that the file cannot fill and for weights that are no numbers, or what safetensors and
    torch raise on a file that holds no network.
    """
    with safe_open(path, "pt") as file:
        said = file.metadata()
        shape, size = Shape(**json.loads(said[_SHAPE])), int(said["size"])
        # Before anything of these sizes is built; a weight has a byte at least.
        rows = shape.vocabulary + shape.positions + size + shape.layers * shape.inner
        if min(*asdict(shape).values(), size) < 1 or max(rows * shape.width, size * size) > path.stat().st_size:
            raise ValueError("its weights are fewer than it says")
        network = Network(shape, size=size)
        names = set(file.keys())
        weights = {}
        for name in names:
            if name.endswith(_SCALE):
                continue
            weight = file.get_tensor(name).float()
            if name + _SCALE in names:
                weight *= file.get_tensor(name + _SCALE)[..., None]
            if not weight.isfinite().all():
                raise ValueError("some of its weights are no numbers")
            weights[name] = weight
    network.load_state_dict(weights)
    return network.eval().requires_grad_(False)
