"""How fast each weight learns: the head quickly, the layers below it the slower the deeper they lie."""

import re
from collections.abc import Sequence
from typing import Any

_LAYER = re.compile(r"\.layers?\.(\d+)\.")
_DECAY = 0.01


def optimizer_of(
    network: Any, heads: str, *, head_rate: float, rate: float, layer_decay: float = 1.0, frozen: int = 0
) -> Any:
    """AdamW, without decay of biases, norms and the head.

    Args:
        network: The network, its layers numbered in the names of its weights (`layer.3.`).
        heads: How the names of the weights above the encoder begin.
        head_rate: The rate of those.
        rate: The rate of the uppermost layer.
        layer_decay: The rate of each layer as a share of that above it.
        frozen: So many layers, from the bottom, learn nothing, nor does what words are looked up in.
    """
    import torch

    named = list(network.named_parameters())
    layers = 1 + max((number for name, _ in named if (number := _layer(name)) is not None), default=-1)
    groups: dict[tuple[float, bool], list[Any]] = {}
    for name, weight in named:
        head, depth = name.startswith(heads), _depth(name, layers)
        if frozen and not head and depth < frozen:
            weight.requires_grad_(False)
            continue
        own = head_rate if head else rate * layer_decay ** (layers - 1 - depth)
        groups.setdefault((own, weight.ndim > 1 and not head), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": own, "weight_decay": _DECAY if decays else 0.0}
            for (own, decays), weights in groups.items()
        ],
        betas=(0.9, 0.98),
    )


def hold_rows(layer: Any, rows: Sequence[int]) -> None:
    """See to it that some rows of a linear layer stay as they are."""
    import torch

    moves = torch.ones(layer.out_features)
    moves[list(rows)] = 0.0
    for weight in filter(lambda one: one is not None, (layer.weight, layer.bias)):
        own = moves.to(weight.device).reshape(-1, *[1] * (weight.ndim - 1))
        weight.register_hook(lambda gradient, own=own: gradient * own)


def _layer(name: str) -> int | None:
    found = _LAYER.search(name)
    return int(found[1]) if found else None


def _depth(name: str, layers: int) -> int:
    """The number of a weight's layer: -1 for what words are looked up in, the last for what stands above."""
    number = _layer(name)
    if number is not None:
        return number
    return -1 if "embeddings" in name else layers - 1
