"""How fast each weight learns: the head quickly, the layers below it the slower the deeper they lie."""

import re
from typing import Any

_LAYER = re.compile(r"\.layers?\.(\d+)\.")
_DECAY = 0.01


def optimizer_of(network: Any, heads: str, *, head_rate: float, rate: float, layer_decay: float) -> Any:
    """AdamW, without decay of biases and norms.

    Args:
        network: The network, its layers numbered in the names of its weights (`layer.3.`).
        heads: How the names of the weights above the encoder begin.
        head_rate: The rate of those.
        rate: The rate of the uppermost layer.
        layer_decay: The rate of each layer as a share of that above it.
    """
    import torch

    named = list(network.named_parameters())
    layers = 1 + max((number for name, _ in named if (number := _layer(name)) is not None), default=-1)
    groups: dict[tuple[float, bool], list[Any]] = {}
    for name, weight in named:
        if name.startswith(heads):
            own = head_rate
        else:
            own = rate * layer_decay ** (layers - 1 - _depth(name, layers))
        groups.setdefault((own, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": own, "weight_decay": _DECAY if decays else 0.0}
            for (own, decays), weights in groups.items()
        ],
        betas=(0.9, 0.98),
    )


def _layer(name: str) -> int | None:
    found = _LAYER.search(name)
    return int(found[1]) if found else None


def _depth(name: str, layers: int) -> int:
    """The number of a weight's layer: -1 for what words are looked up in, the last for what stands above."""
    number = _layer(name)
    if number is not None:
        return number
    return -1 if "embeddings" in name else layers - 1
