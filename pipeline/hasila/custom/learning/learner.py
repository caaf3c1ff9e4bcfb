"""What spaCy's loop asks of a component that learns names with a network in torch."""

import copy
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from hasila.custom.learning.losses import Targets, loss_of
from hasila.custom.learning.nearest import Nearest, nearest_labels
from hasila.custom.learning.rates import hold_rows, optimizer_of
from hasila.custom.learning.rehearsal import rows_to_rehearse
from hasila.custom.learning.rows import beliefs, key, of_like_length
from hasila.custom.score import score_names
from hasila.entities.edges import CLITICS
from hasila.entities.labels import LABELS
from hasila.extensions import ensure_extension
from hasila.training.batches import Row
from hasila.training.network import tensors
from hasila.training.precision import autocast
from hasila.training.schedule import rising_and_falling

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

# Of a hundred pieces of an annotated text, so many are not shown while it learns.
_HIDDEN = 0.05
# So many windows show which known labels the new ones are nearest to.
_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Learning:
    """How a network learns.

    Attributes:
        keep_labels: Keep the labels that it has. Where the user's texts mark nothing, it goes on
            believing what it believed before; so it forgets none of them.
        rehearse: Texts without annotation (anything that `hasila extract` reads) on which it goes on
            believing what it believed before; "" for none. They say nothing of new labels.
        rehearse_share: How many pieces of these texts to a piece of annotated ones.
        learning_rate, head_rate: Of the encoder, and of what is new above it.
        layer_decay: The rate of each layer of the encoder as a share of that above it.
        frozen_layers: So many layers of the encoder, from the bottom, learn nothing.
        average: The weights that are kept are averaged over so large a share of all updates; 0 for the
            last ones as they are.
        steps: How many updates there will be: the rates rise over the first tenth and fall to nothing.
        seed: Of what is drawn.
    """

    keep_labels: bool = True
    rehearse: str = ""
    rehearse_share: float = 0.5
    learning_rate: float = 1e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    frozen_layers: int = 0
    average: float = 0.1
    steps: int = 300
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that are no text.

    Attributes:
        pad: What fills rows up.
        unknown: What stands for a hidden piece.
        all: All of them; none of these is ever hidden.
    """

    pad: int
    unknown: int
    all: tuple[int, ...]


class Learner:
    """The part of a trainable component that doesn't depend on its network.

    A subclass gives `_rows`, and calls `_begin` when it is initialized. Its networks take pieces, mask
    and first pieces, as that of `hasila.training.network.with_heads`.
    """

    # What spaCy's loop asks a component for.
    is_trainable = True
    model: Any = None
    name: str

    def __init__(self, learning: Learning) -> None:
        from spacy.tokens import Span

        if learning.steps < 1:
            raise ValueError(
                f"{self.name}: steps = {learning.steps}; its rates fall over all of its steps, whose number "
                "has to be known: set training.max_steps (0, no limit, is for spaCy's own components)"
            )
        ensure_extension(Span, CLITICS)  # what the examples' names may say of the letters before them
        self.learning = learning
        self._network: Any = None  # what reads and is stored
        self._learns: Any = None  # what takes the steps; `_network` is its average
        self._before: Any = None
        self._to: Targets | None = None
        self._done = 0
        self._believed: dict[tuple[int, ...], tuple[Any, Any]] = {}
        self._rehearsed: list[Row] = []
        self._dice = random.Random(learning.seed)

    def _rows(self, doc: "Doc", gold: "Doc | None") -> Iterator[Row]:
        """The windows of a document as the network reads it, with the tags of `gold` if it is given."""
        raise NotImplementedError

    def _nearest(
        self,
        get_examples: "Callable[[], Iterable[Example]]",
        before: Any,
        labels: Sequence[str],
        old: Sequence[str],
        pad: int,
    ) -> dict[str, Nearest]:
        """What the labels of the examples begin as; see `nearest_labels`.

        Args:
            before: The network that it begins as, with the tags of `old`.
        """
        rows = [row for one in get_examples() for row in self._rows(one.predicted, one.reference)]
        if len(rows) > _LOOKED_AT:
            rows = self._dice.sample(rows, _LOOKED_AT)
        return nearest_labels(rows, [tags for tags, _ in beliefs(before, rows, pad)], labels, old)

    def _begin(
        self,
        nlp: "Language",
        network: Any,
        to: Targets,
        marks: Marks,
        *,
        before: Any,
        heads: str,
        head: str = "",
    ) -> None:
        """Take the networks, and what training them needs.

        Args:
            network: What learns.
            to: Its labels and those of the network that it began as.
            marks: The pieces that are no text.
            before: The network that it began as, to be believed on; None to believe nothing.
            heads: How the names of the weights above the encoder begin.
            head: The layer that gives the tags, if its rows of tags that the user's texts say nothing of are
                to stay as they are, where there is a network to be believed.
        """

        self._network, self._before, self._to, self._marks = network, before, to, marks
        self._learns = copy.deepcopy(network) if self.learning.average else network
        self._believed, self._done = {}, 0
        self._rehearsed = []
        if before is not None and self.learning.rehearse:
            self._rehearsed = rows_to_rehearse(self.learning.rehearse, partial(self._windows, nlp))
        self._optimizer = optimizer_of(
            self._learns,
            heads,
            head_rate=self.learning.head_rate,
            rate=self.learning.learning_rate,
            layer_decay=self.learning.layer_decay,
            frozen=self.learning.frozen_layers,
        )
        if before is not None and head:
            hold_rows(self._learns.get_submodule(head), to.untold)
        steps = self.learning.steps
        self._schedule = rising_and_falling(self._optimizer, steps, max(1, steps // 10))

    def update(
        self,
        examples: "Iterable[Example]",
        *,
        drop: float = 0.0,  # noqa: ARG002 - the network has its own
        sgd: Any = None,  # noqa: ARG002 - and an optimizer of its own
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step on a batch of examples and some rehearsed texts.

        Raises:
            ValueError: it has not been initialized.
        """
        import torch

        if self._network is None or self._to is None:
            raise ValueError(f"{self.name}: initialize it before training")
        rows = [row for one in examples for row in self._rows(one.predicted, one.reference)]
        rows += self._some_rehearsed(sum(len(row.pieces) for row in rows) * self.learning.rehearse_share)
        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        if not rows:
            return losses
        words = max(1, sum(len(row.first) for row in rows))
        self._learns.train()
        self._optimizer.zero_grad(set_to_none=True)
        for part in of_like_length(rows):
            loss = self._loss(part, self._to) * (sum(len(row.first) for row in part) / words)
            loss.backward()
            losses[self.name] += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(self._learns.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._average()
        return losses

    def _loss(self, rows: Sequence[Row], to: Targets) -> Any:
        import torch

        pieces, mask, first, *_ = tensors(rows, self._marks.pad)
        hidden = (torch.rand(pieces.shape) < _HIDDEN) & ~torch.isin(pieces, torch.tensor(self._marks.all))
        with autocast(next(self._learns.parameters()).device.type):
            scores, letters = self._learns(pieces.masked_fill(hidden, self._marks.unknown), mask, first)
        return loss_of(scores, letters, rows, self._beliefs(rows), to)

    def _average(self) -> None:
        """Let the weights that are kept follow those that learn."""
        import torch

        self._done += 1
        if self._learns is self._network:
            return
        # Early on there is little to average, and what it began as soon counts for nothing.
        over = min(self._done / 10, self.learning.average * self.learning.steps)
        with torch.no_grad():
            for kept, learned in zip(self._network.parameters(), self._learns.parameters(), strict=True):
                kept.lerp_(learned, 1 / max(1.0, over))

    def score(self, examples: "Iterable[Example]", **_: Any) -> dict[str, Any]:
        """As `hasila.names_scorer.v1`."""
        return score_names(examples)

    def _some_rehearsed(self, most: float) -> list[Row]:
        chosen: list[Row] = []
        pieces = 0
        while self._rehearsed and pieces < most:
            chosen.append(self._dice.choice(self._rehearsed))
            pieces += len(chosen[-1].pieces)
        return chosen

    def _beliefs(self, rows: Sequence[Row]) -> list[tuple[Any, Any] | None]:
        if self._before is None:
            return [None] * len(rows)
        new = [row for row in rows if key(row) not in self._believed]
        found = beliefs(self._before, new, self._marks.pad)
        self._believed |= dict(zip(map(key, new), found, strict=True))
        return [self._believed[key(row)] for row in rows]

    def _windows(self, nlp: "Language", text: str) -> Iterator[Row]:
        """The windows of a text that is rehearsed, its sentences as the pipeline ends them."""
        doc = nlp.make_doc(text)
        if nlp.has_pipe("hasila_sentences"):
            doc = nlp.get_pipe("hasila_sentences")(doc)
        return self._rows(doc, None)


def labels_of(get_examples: "Callable[[], Iterable[Example]]", labels: Sequence[str]) -> list[str]:
    """`labels` if there are any, else those of the examples: ours in our order, then the others sorted."""
    found = {name.label_ for one in get_examples() for name in one.reference.ents}
    return list(labels) or sorted(found, key=lambda one: (LABELS.index(one) if one in LABELS else 9, one))
