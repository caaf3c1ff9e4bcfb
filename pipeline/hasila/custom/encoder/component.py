"""The component `hasila_encoder`: our encoder, trained further by spaCy's loop.

It finds names like `hasila_entities`, in torch; `hasila train` turns the best one into that at the end.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hasila.custom.encoder.weights import floats, network, with_labels
from hasila.custom.learning.learner import Learner, Learning, Marks, labels_of
from hasila.custom.learning.losses import Targets
from hasila.custom.learning.rows import beliefs, rows_of
from hasila.entities.component import EntityTagger, NameFinder
from hasila.entities.tagger import FILES, Tagger, read_files
from hasila.entities.words import piece_reader
from hasila.training.batches import Row

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab

WEIGHTS = "weights.pt"
# Of every encoder that ships: <s>, <pad>, </s>, <unk> are its first pieces.
MARKS = Marks(pad=1, unknown=3, all=(0, 1, 2, 3))


class EncoderTrainer(Learner, EntityTagger):
    """Learns names with our encoder.

    Args:
        start: The folder of the pipeline whose `hasila_entities` it begins as.
        dropout: Of the network.
        learning: How it learns.

    Raises:
        ImportError: torch is not there.
        OSError: there is no model in `start`.
    """

    file_names: ClassVar[tuple[str, ...]] = (WEIGHTS, "tokenizer.json", "settings.json")

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_encoder",
        *,
        start: str,
        dropout: float = 0.1,
        learning: Learning | None = None,
    ) -> None:
        import torch  # noqa: F401 - to say at once that it is missing

        EntityTagger.__init__(self, vocab, name)
        Learner.__init__(self, learning or Learning())
        self.start, self.dropout = start, dropout

    def initialize(
        self, get_examples: "Callable[[], Iterable[Example]]", nlp: "Language", labels: Sequence[str] = ()
    ) -> None:
        """Begin as the model of `start`, with the labels of the examples (or `labels`) beside its own."""
        import torch

        torch.manual_seed(self.learning.seed)
        files = read_files(Path(self.start) / "hasila_entities", FILES)
        settings = json.loads(files["settings.json"])
        old = settings["labels"]
        annotated = labels_of(get_examples, labels)
        keep, seed = self.learning.keep_labels, self.learning.seed
        kept = [*old, *(one for one in annotated if one not in old)] if keep else annotated
        learned = floats(files["model.onnx"])
        before = network(with_labels(learned, old, old, seed), 0.0)
        settings |= {"labels": kept, "heads": ["custom"]}
        settings.pop("evidence", None)
        self._files = {"tokenizer.json": files["tokenizer.json"], "settings.json": _json(settings)}
        self._network, self._tagger = before, None
        nearest = {} if keep else self._nearest(get_examples, before, kept, old, MARKS.pad)
        learns = network(with_labels(learned, old, kept, seed, nearest), self.dropout)
        self._network, self._tagger = learns, None
        self._begin(
            nlp,
            learns,
            Targets(kept, old, annotated),
            MARKS,
            before=before if keep else None,
            heads="head",
            head="heads",
        )

    def _rows(self, doc: "Doc", gold: "Doc | None") -> Iterator[Row]:
        finder = self.tagger()
        if not isinstance(finder, TorchFinder):
            raise TypeError(f"{self.name}: not a network in torch")
        return rows_of(doc, gold, finder.pieces, finder.labels, finder.ends)

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
        self.evidence = 0
        self._head, (self._begin, self._end) = 0, settings["ends"]
        self.ends = ([self._begin], [self._end])
        self.pieces = piece_reader(Tokenizer.from_buffer(files["tokenizer.json"]), int(settings["unknown"]))
        self._network = net

    def scores(self, pieces: Sequence[Sequence[int]]) -> tuple[Any, Any, None]:
        """As `Tagger.scores`; a network that is taught names forgets what it knew of links."""
        row, first = [self._begin], []
        for ids in pieces:
            first.append(len(row))
            row.extend(ids)
        one = Row([*row, self._end], first, [0] * len(first), [], [-100] * len(first), 0)
        ((scores, letters),) = beliefs(self._network, [one], MARKS.pad)
        return scores.numpy(), letters.numpy().argmax(-1), None


def _json(settings: dict[str, Any]) -> bytes:
    return (json.dumps(settings, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
