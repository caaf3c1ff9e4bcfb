"""The component `hasila_encoder`: our encoder, trained further by spaCy's loop.

It finds names like `hasila_entities`, in torch; `hasila train` turns the best one into that at the end.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hasila.custom.encoder.losses import Targets, loss_of
from hasila.custom.encoder.rows import PAD, UNKNOWN, beliefs, key, rows_of
from hasila.custom.encoder.weights import floats, network, with_labels
from hasila.custom.score import score_names
from hasila.entities.component import EntityTagger, NameFinder
from hasila.entities.labels import LABELS
from hasila.entities.tagger import FILES, Tagger, read_files
from hasila.entities.words import piece_reader
from hasila.training.batches import Row
from hasila.training.entities import optimizer_of
from hasila.training.network import tensors
from hasila.training.recipe import Recipe

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from spacy.vocab import Vocab

WEIGHTS = "weights.pt"


class EncoderTrainer(EntityTagger):
    """Learns names with our encoder.

    Args:
        start: The folder of the pipeline whose `hasila_entities` it begins as.
        keep_labels: Keep the labels that it has. Where the user's texts mark nothing, it goes on
            believing what it believed before; so it forgets none of them.
        rehearse: Texts without annotation (anything that `hasila extract` reads) on which it goes on
            believing what it believed before; "" for none. They say nothing of new labels.
        rehearse_share: How many pieces of these texts to a piece of annotated ones.
        learning_rate, head_rate: Of the encoder, and of what is new above it.
        steps: How many updates there will be: the rates rise over the first tenth and fall to nothing.
        dropout: Of the network.
        seed: Of what is drawn.

    Raises:
        ImportError: torch is not there.
        OSError: there is no model in `start`.
    """

    file_names: ClassVar[tuple[str, ...]] = (WEIGHTS, "tokenizer.json", "settings.json")
    # What spaCy's loop asks a component for.
    is_trainable = True
    model: Any = None

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_encoder",
        *,
        start: str,
        keep_labels: bool = True,
        rehearse: str = "",
        rehearse_share: float = 0.5,
        learning_rate: float = 1e-4,
        head_rate: float = 1e-3,
        steps: int = 300,
        dropout: float = 0.1,
        seed: int = 1,
    ) -> None:
        import torch  # noqa: F401 - to say at once that it is missing

        super().__init__(vocab, name)
        self.start, self.keep_labels = start, keep_labels
        self.rehearse, self.rehearse_share = rehearse, rehearse_share
        self.learning_rate, self.head_rate, self.steps = learning_rate, head_rate, max(steps, 1)
        self.dropout, self.seed = dropout, seed
        self._network: Any = None
        self._before: Any = None
        self._to: Targets | None = None
        self._believed: dict[tuple[int, ...], tuple[Any, Any]] = {}
        self._rehearsed: list[Row] = []
        self._dice = random.Random(seed)

    def initialize(
        self, get_examples: "Callable[[], Iterable[Example]]", nlp: "Language", labels: Sequence[str] = ()
    ) -> None:
        """Begin as the model of `start`, with the labels of the examples (or `labels`) beside its own."""
        import torch

        torch.manual_seed(self.seed)
        files = read_files(Path(self.start) / "hasila_entities", FILES)
        settings = json.loads(files["settings.json"])
        old = settings["labels"]
        found = {name.label_ for one in get_examples() for name in one.reference.ents}
        annotated = list(labels) or sorted(
            found, key=lambda one: (LABELS.index(one) if one in LABELS else 9, one)
        )
        kept = [*old, *(one for one in annotated if one not in old)] if self.keep_labels else annotated
        learned = floats(files["model.onnx"])
        self._network = network(with_labels(learned, old, kept, self.seed), self.dropout)
        settings |= {"labels": kept, "heads": ["custom"]}
        self._files = {"tokenizer.json": files["tokenizer.json"], "settings.json": _json(settings)}
        self._tagger = None
        self._to = Targets(kept, old, annotated)
        if self.keep_labels:
            self._before = network(with_labels(learned, old, old, self.seed), 0.0)
            self._rehearsed = list(self._texts(nlp)) if self.rehearse else []
        recipe = Recipe((), (), "", "", learning_rate=self.learning_rate, head_rate=self.head_rate)
        self._optimizer = optimizer_of(self._network, recipe)
        warm = max(1, self.steps // 10)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min((step + 1) / warm, max(0.0, (self.steps - step) / max(1, self.steps - warm))),
        )

    def update(
        self,
        examples: "Iterable[Example]",
        *,
        drop: float = 0.0,  # noqa: ARG002 - the network has its own
        sgd: Any = None,  # noqa: ARG002 - and an optimizer of its own
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step on a batch of examples and some rehearsed texts."""
        import torch

        if self._network is None or self._to is None:
            raise ValueError(f"{self.name}: initialize it before training")
        finder = self._finder()
        rows = [
            row
            for one in examples
            for row in rows_of(one.predicted, one.reference, finder.pieces, finder.labels, finder.ends)
        ]
        rows += self._some_rehearsed(sum(len(row.pieces) for row in rows) * self.rehearse_share)
        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        if not rows:
            return losses
        pieces, mask, first, *_ = tensors(rows, PAD)
        hidden = (torch.rand(pieces.shape) < 0.05) & (pieces > UNKNOWN)
        believed = self._beliefs(rows)
        self._network.train()
        with torch.autocast("cpu", torch.bfloat16):
            scores, letters = self._network(pieces.masked_fill(hidden, UNKNOWN), mask, first)
        loss = loss_of(scores, letters, rows, believed, self._to)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        losses[self.name] += float(loss.detach())
        return losses

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
        self._believed |= dict(zip(map(key, new), beliefs(self._before, new), strict=True))
        return [self._believed[key(row)] for row in rows]

    def _texts(self, nlp: "Language") -> Iterable[Row]:
        """The windows of the rehearsed texts, their sentences as the pipeline ends them."""
        from hasila.sources import Fields, Record, Source, find_inputs

        finder = self._finder()
        inputs, _ = find_inputs([self.rehearse])
        for record in Source(inputs, Fields()):
            if isinstance(record, Record):
                doc = nlp.make_doc(record.text)
                if nlp.has_pipe("hasila_sentences"):
                    doc = nlp.get_pipe("hasila_sentences")(doc)
                yield from rows_of(doc, None, finder.pieces, finder.labels, finder.ends)

    def _finder(self) -> "TorchFinder":
        finder = self.tagger()
        if not isinstance(finder, TorchFinder):
            raise TypeError(f"{self.name}: not a network in torch")
        return finder

    def _made_ready(self, files: dict[str, bytes]) -> NameFinder:
        if self._network is None:
            import torch

            self._network = network(torch.load(BytesIO(files[WEIGHTS]), weights_only=True), self.dropout)
        return TorchFinder(self._network, files)

    def files(self) -> dict[str, bytes]:
        """The files, the weights as they are now."""
        import torch

        files = super().files()
        if self._network is not None:
            stream = BytesIO()
            torch.save(self._network.state_dict(), stream)
            return {**files, WEIGHTS: stream.getvalue()}
        return files

    def tagger(self) -> NameFinder:
        """The network with its labels; made once, since `files` costs a copy of the weights."""
        if self._tagger is None:
            self._tagger = self._made_ready(super().files())
        return self._tagger

    def _take(self, files: dict[str, bytes]) -> "EntityTagger":
        self._network = None
        return super()._take(files)


class TorchFinder(Tagger):
    """The running model's reading and decoding, over a network in torch."""

    def __init__(self, net: Any, files: dict[str, bytes]) -> None:
        from tokenizers import Tokenizer

        settings = json.loads(files["settings.json"])
        self.labels = settings["labels"]
        self.heads = settings["heads"]
        self.ends: tuple[int, int] = tuple(settings["ends"])
        self._head, (self._begin, self._end) = 0, self.ends
        self.pieces = piece_reader(Tokenizer.from_buffer(files["tokenizer.json"]), int(settings["unknown"]))
        self._network = net

    def scores(self, pieces: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """As `Tagger.scores`."""
        row, first = [self._begin], []
        for ids in pieces:
            first.append(len(row))
            row.extend(ids)
        one = Row([*row, self._end], first, [0] * len(first), [], [-100] * len(first), 0)
        ((scores, letters),) = beliefs(self._network, [one])
        return scores.numpy(), letters.numpy().argmax(-1)


def _json(settings: dict[str, Any]) -> bytes:
    return (json.dumps(settings, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
