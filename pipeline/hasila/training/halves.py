"""A network whose lower layers stay as they are, so that what they make of a text is worked out once."""

import random
from collections.abc import Sequence
from typing import Any

from hasila.training.batches import Row, bucketed
from hasila.training.entities import PAD
from hasila.training.network import tensors


class Halves:
    """A network whose lower layers stay as they are: what they make of a row is worked out once.

    Args:
        network: As of `hasila.training.network`, with evidence of links.
        frozen: How many of its layers stay as they are.
    """

    def __init__(self, network: Any, frozen: int) -> None:
        self.network, self.frozen = network, frozen
        self._states: dict[tuple[int, ...], Any] = {}
        bert = network.encoder
        for part in (bert.embeddings, *bert.encoder.layer[:frozen]):
            for weight in part.parameters():
                weight.requires_grad_(requires_grad=False)

    def prepare(self, rows: Sequence[Row]) -> None:
        """Work out the lower layers' states of rows."""
        import torch

        self.network.eval()
        bert = self.network.encoder
        todo = {tuple(one.pieces): one for one in rows if tuple(one.pieces) not in self._states}
        with torch.no_grad():
            for batch in bucketed(list(todo.values()), 4096, random.Random(0)):
                pieces, mask, *_ = tensors(batch, PAD)
                states = bert.embeddings(input_ids=pieces)
                for layer in bert.encoder.layer[: self.frozen]:
                    states = _through(layer, states, mask)
                for one, of_row in zip(batch, states, strict=True):
                    self._states[tuple(one.pieces)] = of_row[: len(one.pieces)].half()

    def __call__(self, rows: Sequence[Row], network: Any = None) -> Any:
        """Scores of tags, of letters before names, evidence of links: of the words of rows that are prepared.

        Args:
            rows: The rows.
            network: Another network with the same lower layers.
        """
        import torch

        network = network or self.network
        _, mask, first, *_ = tensors(list(rows), PAD)
        width = mask.shape[1]
        states = torch.zeros(len(rows), width, network.encoder.config.hidden_size)
        for i, one in enumerate(rows):
            states[i, : len(one.pieces)] = self._states[tuple(one.pieces)].float()
        for layer in network.encoder.encoder.layer[self.frozen :]:
            states = _through(layer, states, mask)
        return network.of_states(states, first)


def words_of(table: Any, rows: Sequence[Row]) -> Any:
    """What a network says of the words of all rows, one behind the other, and at last of no word."""
    import torch

    parts = [table[i, : len(one.first)] for i, one in enumerate(rows)]
    return torch.cat([*parts, torch.zeros(1, table.shape[-1])])


def _through(layer: Any, states: Any, mask: Any) -> Any:
    """The states of pieces behind one more layer."""
    import torch

    hidden = torch.zeros(mask.shape, dtype=states.dtype).masked_fill(mask == 0, torch.finfo(states.dtype).min)
    found = layer(states, attention_mask=hidden[:, None, None, :])
    return found[0] if isinstance(found, tuple) else found
