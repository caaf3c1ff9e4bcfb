"""The component `hasila_camel_trainer`: any encoder of transformers, fine-tuned by spaCy's loop.

It finds names like `hasila_camel_entities`, and `hasila train` turns the best one into that at the end:
the files of the fine-tuned model then lie in the pipeline's folder.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hasila.camel.classifier import TokenClassifier, load_network, quiet, tags_of
from hasila.camel.data import extra_module
from hasila.camel.entities import CamelEntities
from hasila.camel.schemes import Scheme, read_scheme
from hasila.camel.stored import StoredModel
from hasila.custom.learning.learner import Learner, Learning, Marks, labels_of
from hasila.custom.learning.losses import Targets
from hasila.custom.learning.rows import rows_of
from hasila.entities.labels import tag_names
from hasila.entities.windows import windows_apart
from hasila.training.batches import Row

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab


class CamelTrainer(Learner, CamelEntities):
    """Learns names with an encoder of the Hugging Face hub.

    Args:
        start: What it begins as: a name of the hub (`user/model`), a folder, or a name of CAMeL's catalogue.
            With `keep_labels` of `learning` it has to be a model of names already.
        labels: Other names for the labels that are kept; a label whose name is null is not.
        device: Where torch trains: `"cpu"`, `"cuda"` …
        learning: How it learns.

    Raises:
        ImportError: torch or transformers is not installed.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_camel_trainer",
        *,
        start: str,
        labels: Mapping[str, str | None] | None = None,
        device: str = "cpu",
        learning: Learning | None = None,
    ) -> None:
        extra_module("torch")
        extra_module("transformers")
        # Its own labels are the user's, which nobody renames.
        CamelEntities.__init__(self, vocab, name, model=None, labels={}, threads=0, device=device)
        Learner.__init__(self, learning or Learning())
        self.start = start
        self.renamed = dict(labels or {})
        self._tokenizer: Any = None

    def initialize(
        self, get_examples: "Callable[[], Iterable[Example]]", nlp: "Language", labels: Sequence[str] = ()
    ) -> None:
        """Begin as the model of `start`, with the labels of the examples (or `labels`).

        Raises:
            OSError: there is no such model.
            ValueError: it has no names whose labels could be kept, or its tokenizer no marks.
        """
        torch = extra_module("torch")
        torch.manual_seed(self.learning.seed)
        annotated = labels_of(get_examples, labels)
        old, before = self._old() if self.learning.keep_labels else (None, None)
        known = old.labels if old is not None else ()
        kept = [*known, *(one for one in annotated if one not in known)]
        tags = tag_names(kept)
        names = dict(enumerate(tags))
        self._tokenizer, network = load_network(
            self.start,
            id2label=names,
            label2id={tag: i for i, tag in names.items()},
            ignore_mismatched_sizes=True,
            # Whatever the weights are stored as: steps are too small for half of the bits.
            dtype=torch.float32,
        )
        head = head_of(network, len(tags))
        begin_head(network.get_submodule(head), tags, before, old)
        self._stored, self._classifier = None, None
        learns = _scores_of_words(network.to(self.device))
        believed = None
        if before is not None and old is not None:
            believed = _scores_of_words(before.to(self.device), old.columns)
        self._begin(
            nlp,
            learns,
            Targets(kept, known, annotated, old.unlike() if old is not None else ()),
            marks_of(self._tokenizer, self.start),
            before=believed,
            heads=f"network.{head}.",
            head=f"network.{head}",
        )

    def _old(self) -> tuple[Scheme, Any]:
        """The model that it begins as, with its labels."""
        _, network = load_network(self.start, dtype=extra_module("torch").float32)
        try:
            return read_scheme(tags_of(network), self.renamed), network
        except ValueError as error:
            raise ValueError(
                f"{self.start} has no labels to keep, so set keep_labels = false ({error})"
            ) from error

    def _rows(self, doc: "Doc", gold: "Doc | None") -> Iterator[Row]:
        reader = self.classifier()
        # As it will run: each sentence by itself.
        cut = partial(windows_apart, most=reader.most)
        return rows_of(doc, gold, reader.pieces, reader.scheme.labels, reader.ends, cut)

    def classifier(self) -> TokenClassifier:
        """The network as it is now, or the one that was read from a folder."""
        if self._network is None:
            return super().classifier()
        if self._classifier is None:
            network = self._network.network
            self._classifier = TokenClassifier(self._tokenizer, network, rename={}, device=self.device)
        if self._network.training:
            self._network.eval()
        return self._classifier

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model as it is now, as transformers writes one."""
        if self._network is None:
            super().to_disk(path, exclude=exclude)
            return
        with quiet(bars=False):
            self._network.network.save_pretrained(path)
            self._tokenizer.save_pretrained(path)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The files that `to_disk` writes."""
        if self._network is not None:
            with TemporaryDirectory() as spare:
                self.to_disk(spare)
                files = StoredModel(Path(spare)).contents()
            self._stored = StoredModel(None, files)
        return super().to_bytes(exclude=exclude)

    def _take(self, stored: StoredModel | None) -> "CamelEntities":
        if stored is not None:
            self._network = None
        return super()._take(stored)


def marks_of(tokenizer: Any, start: str) -> Marks:
    """The pieces of a tokenizer that are no text.

    Raises:
        ValueError: it has none that fills rows up.
    """
    if tokenizer.pad_token_id is None:
        raise ValueError(f"{start}: its tokenizer has no padding; is it an encoder?")
    unknown = tokenizer.unk_token_id
    hides = tokenizer.mask_token_id if unknown is None else unknown
    return Marks(
        tokenizer.pad_token_id,
        tokenizer.pad_token_id if hides is None else hides,
        tuple(sorted(tokenizer.all_special_ids)),
    )


def head_of(network: Any, n_tags: int) -> str:
    """The name of the layer that gives the tags: the last linear one with as many outputs.

    Raises:
        ValueError: there is none.
    """
    linear = extra_module("torch").nn.Linear
    found = [
        name
        for name, layer in network.named_modules()
        if isinstance(layer, linear) and layer.out_features == n_tags
    ]
    if not found:
        raise ValueError(f"{type(network).__name__}: no linear layer gives its tags")
    return str(found[-1])


def begin_head(head: Any, tags: Sequence[str], before: Any, old: Scheme | None) -> None:
    """Random weights, but for tags that the model has had: they keep theirs.

    Args:
        head: The layer.
        tags: Its tags.
        before: The model that it begins as; None to keep nothing of it.
        old: The labels of `before`.
    """
    torch = extra_module("torch")
    torch.nn.init.normal_(head.weight, std=0.02)
    if head.bias is not None:
        torch.nn.init.zeros_(head.bias)
    if before is None or old is None:
        return
    known = before.get_submodule(head_of(before, len(tags_of(before))))
    with torch.no_grad():
        for tag, columns in zip(tag_names(old.labels), old.columns, strict=True):
            # Of several (B- and S-, two labels under one name) the first: what it believed of the others it
            # is taught. Of O the first is the model's own O.
            if columns:
                head.weight[tags.index(tag)] = known.weight[columns[0]]
                if head.bias is not None and known.bias is not None:
                    head.bias[tags.index(tag)] = known.bias[columns[0]]


def _scores_of_words(network: Any, columns: Sequence[Sequence[int]] | None = None) -> Any:
    """The network as `hasila.custom.learning` takes one: scores at the first pieces of words.

    Args:
        network: A token classifier of transformers.
        columns: For each of our tags the network's that mean it; None if they are the same.
    """
    torch = extra_module("torch")

    class WordScores(torch.nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, pieces: Any, mask: Any, first: Any) -> tuple[Any, None]:
            device = self.network.device
            found = self.network(input_ids=pieces.to(device), attention_mask=mask.to(device))
            # What is left is small, and the losses are reckoned where the tags are.
            scores = found.logits.float().cpu()
            scores = scores.gather(1, first.unsqueeze(-1).expand(-1, -1, scores.shape[-1]))
            if columns is not None:
                scores = scores.log_softmax(-1)
                never = torch.full_like(scores[..., 0], -1e6)
                scores = torch.stack(
                    [scores[..., list(one)].logsumexp(-1) if one else never for one in columns], -1
                )
            return scores.unsqueeze(2), None

    return WordScores()
