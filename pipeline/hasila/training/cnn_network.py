"""The fast entity model's network in torch, for training only; `hasila.entities.cnn_model` runs it.

The same layers as spaCy's `MaxoutWindowEncoder`, value for value: what is learnt here is copied into
those, and `hasila.training.cnn_export` refuses weights with which the two disagree.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from hasila.entities.cnn_features import AFFIX_ROWS, LETTER_ROWS
from hasila.entities.cnn_words import SHAPE_AND_PLACE_ROWS
from hasila.entities.words import MOST_CLITICS


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network."""

    words: int
    word_width: int = 128
    affix_width: int = 96
    letter_width: int = 64
    shape_width: int = 32
    width: int = 192
    depth: int = 5
    pieces: int = 2
    tags: int = 9
    heads: int = 2

    @property
    def mixed(self) -> int:
        """Values of a word before they are mixed."""
        return 2 * self.word_width + self.affix_width + self.letter_width + self.shape_width

    @property
    def outputs(self) -> int:
        """Scores of a word: each head's tags, and the letters before a name."""
        return self.heads * self.tags + MOST_CLITICS + 1

    def as_settings(self) -> dict[str, int]:
        """The sizes as plain data."""
        return asdict(self)


def build(sizes: Sizes, dropout: float, word_dropout: float) -> Any:
    """The network. `forward(words, bags, places, inside)` gives a row of scores a token.

    `words` are the rows of each distinct word and its stem in the table of words, `bags` three pairs of
    rows and offsets (affixes, letters, shape), `places` the distinct word of each token, `inside` is
    0.0 for the gaps between texts, which stay zero in every layer as spaCy's window has them.
    """
    import torch
    from torch import nn

    class Maxout(nn.Module):  # type: ignore[misc]
        """A linear layer, the greatest of each few of its outputs, and a layer norm, as thinc has them."""

        def __init__(self, n_in: int, n_out: int, pieces: int) -> None:
            super().__init__()
            self.linear = nn.Linear(n_in, n_out * pieces)
            nn.init.xavier_uniform_(self.linear.weight, gain=0.9)
            nn.init.zeros_(self.linear.bias)
            self.norm = nn.LayerNorm(n_out, eps=1e-8)
            self.pieces = pieces

        def forward(self, x: Any) -> Any:
            y = self.linear(x)
            first, *others = y.chunk(self.pieces, 1)
            for other in others:
                first = torch.maximum(first, other)
            return self.norm(first)

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(sizes.words + 1, sizes.word_width, sparse=True)
            bags = (
                (AFFIX_ROWS, sizes.affix_width),
                (LETTER_ROWS, sizes.letter_width),
                (SHAPE_AND_PLACE_ROWS, sizes.shape_width),
            )
            self.bags = nn.ModuleList(
                nn.EmbeddingBag(rows, width, mode="mean", sparse=True) for rows, width in bags
            )
            with torch.no_grad():
                self.words.weight.mul_(0.3)
                self.words.weight[-1].zero_()
            self.mix = Maxout(sizes.mixed, sizes.width, 2)
            self.layers = nn.ModuleList(
                Maxout(3 * sizes.width, sizes.width, sizes.pieces) for _ in range(sizes.depth)
            )
            self.out = nn.Linear(sizes.width, sizes.outputs)
            self.dropout = nn.Dropout(dropout)

        def embed(self, words: Any, bags: Any) -> Any:
            if self.training:
                forgotten = torch.rand(len(words), 1) < word_dropout
                words = words.masked_fill(forgotten, sizes.words)
            found = [self.words(words).flatten(1)]
            found += [table(rows, starts) for table, (rows, starts) in zip(self.bags, bags, strict=True)]
            return self.mix(self.dropout(torch.cat(found, 1)))

        def forward(self, words: Any, bags: Any, places: Any, inside: Any) -> Any:
            inside = inside.unsqueeze(1)
            x = self.dropout(self.embed(words, bags)[places]) * inside
            for layer in self.layers:
                nothing = torch.zeros_like(x[:1])
                window = torch.cat([torch.cat([nothing, x[:-1]]), x, torch.cat([x[1:], nothing])], 1)
                x = (x + layer(window)) * inside
            return self.out(x)

    return Network()


def load(network: Any, weights: Any) -> None:
    """The reverse of `weights_of`: go on from weights of the same sizes."""
    import torch

    with torch.no_grad():
        for name, target in parameters_of(network).items():
            value = torch.from_numpy(weights[name])
            if value.ndim > target.ndim:  # (out, piece, …) in thinc
                value = value.transpose(0, 1).flatten(0, 1)
            target.copy_(value)


def weights_of(network: Any, sizes: Sizes) -> dict[str, Any]:
    """The weights as arrays, named and shaped as `hasila.entities.cnn_model` takes them."""
    found: dict[str, Any] = {}
    for name, weight in parameters_of(network).items():
        value = weight.detach().float()
        if ".maxout." in name:
            value = value.unflatten(0, (-1, sizes.width)).transpose(0, 1)
        found[name] = np.ascontiguousarray(value.numpy())
    return found


def parameters_of(network: Any) -> dict[str, Any]:
    """The network's weights by the names of their arrays."""
    found: dict[str, Any] = {"words": network.words.weight}
    found.update(
        (name, table.weight)
        for name, table in zip(("affixes", "letters", "shapes"), network.bags, strict=True)
    )
    layers = {"mix": network.mix, **{f"layer{i}": layer for i, layer in enumerate(network.layers)}}
    for name, layer in layers.items():
        found[f"{name}.maxout.W"], found[f"{name}.maxout.b"] = layer.linear.weight, layer.linear.bias
        found[f"{name}.layernorm.G"], found[f"{name}.layernorm.b"] = layer.norm.weight, layer.norm.bias
    return {**found, "out.W": network.out.weight, "out.b": network.out.bias}
