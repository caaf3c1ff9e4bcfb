"""The component `hasila_camel_entities`: names by CAMeL's NER or any Hugging Face token classifier."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasila.camel.classifier import TokenClassifier
from hasila.camel.stored import StoredModel
from hasila.entities.merge import set_names

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class CamelEntities:
    """Sets `doc.ents`; the model is loaded at the first document.

    Without sentences (`doc.sents`) the text is read as one. A token with its proclitics is wholly
    inside its name, as in `hasila_entities`.

    A model that was fine-tuned by `hasila train` lies in the pipeline, and goes with it wherever it is
    saved; any other is named.

    Args:
        model: A folder, a name of CAMeL's catalogue (`arabert`) or one of the hub (`user/model`). None
            for the one that lies in the pipeline, which goes before a name.
        labels: Other names for the model's labels; a label whose name is null is left out.
        overwrite: Replace names that stand in `doc.ents` already. If not, those stay, and found
            names that overlap them are left out.
        threads: Torch's threads, one setting for the whole process; 0 leaves it as it is.
        device: Torch's device.

    Raises (when called):
        ImportError: torch, transformers or CAMeL Tools is not installed.
        OSError: there is no such model.
        ValueError: its labels are not those of names.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_camel_entities",
        *,
        model: str | None = "arabert",
        labels: Mapping[str, str | None] | None = None,
        overwrite: bool = False,
        threads: int = 1,
        device: str = "cpu",
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.model = model
        self.rename = dict(labels) if labels is not None else {"PERS": "PER"}
        self.overwrite = overwrite
        self.threads = threads
        self.device = device
        self._stored: StoredModel | None = None
        self._classifier: TokenClassifier | None = None
        # spaCy asks for the labels when it saves a pipeline, which must not load the model.
        self.hide_labels = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it can give."""
        return self.classifier().scheme.labels

    def classifier(self) -> TokenClassifier:
        """The model, loaded if it isn't yet."""
        if self._classifier is None:
            settings: dict[str, Any] = {
                "rename": self.rename,
                "threads": self.threads,
                "device": self.device,
            }
            if self._stored is not None:
                with self._stored.as_folder() as folder:
                    self._classifier = TokenClassifier.load(str(folder), **settings)
            elif self.model is None:
                raise OSError(f"{self.name}: no model lies in the pipeline, and `model` names none")
            else:
                self._classifier = TokenClassifier.load(self.model, **settings)
        return self._classifier

    def make_ready(self) -> None:
        """Load the model now; `hasila.load` asks for it."""
        self.classifier()

    def __call__(self, doc: "Doc") -> "Doc":
        from spacy.tokens import Span

        sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
        found = [
            Span(doc, sentence.start + start, sentence.start + end, label=label)
            for sentence in sentences
            for start, end, label in self.classifier().names([token.text for token in sentence])
        ]
        set_names(doc, found, overwrite=self.overwrite)
        return doc

    def __getstate__(self) -> dict[str, Any]:
        # Torch's modules stay in their process; a worker loads its own.
        return {**self.__dict__, "_classifier": None}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Write the model that lies in the pipeline into a folder; of one that is named, nothing."""
        if self._stored is not None:
            self._stored.write(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "CamelEntities":  # noqa: ARG002
        """Take the model of a folder, if there is one; it is read at the first document."""
        return self._take(StoredModel.of_folder(Path(path)))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The files of the model that lies in the pipeline, if there is one."""
        import srsly

        return bytes(srsly.msgpack_dumps(self._stored.contents() if self._stored is not None else {}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "CamelEntities":  # noqa: ARG002
        """The reverse of `to_bytes`."""
        import srsly

        files = srsly.msgpack_loads(data)
        return self._take(StoredModel(None, files) if files else None)

    def _take(self, stored: StoredModel | None) -> "CamelEntities":
        if stored is not None:
            self._stored, self._classifier = stored, None
        return self
