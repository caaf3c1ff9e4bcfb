"""The component `hasila_entities`: names of bodies, places, persons and others in `doc.ents`."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from hasila.entities.edges import CLITICS
from hasila.entities.labels import LABELS
from hasila.entities.merge import set_names
from hasila.entities.tagger import FILES, Found, Tagger, read_files
from hasila.extensions import Registers, ensure_extension
from hasila.load import DEFAULT_MODEL, find_model

EVIDENCE = "link_evidence"

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class NameFinder(Protocol):
    """A model made ready: words in, names out."""

    labels: list[str]

    def read(
        self, words: Sequence[str], sentences: Sequence[int] | None = None
    ) -> tuple[list[Found], Any | None]:
        """The names among words, and evidence of links; see `Tagger.read`."""
        ...


class EntityTagger(Registers):
    """Finds `ORG`, `LOC`, `PER` and `MISC` and sets `doc.ents`.

    A token with its proclitics is wholly inside its name; `hasila.entities.bounds` gives the
    characters without them. The model is what `from_disk` or `from_bytes` brought, or else the
    one that ships with Hasila. It is made ready at the first document.

    Args:
        threads: Threads for one document. Batch workers want one.
        overwrite: Replace names that stand in `doc.ents` already. If not, those stay, and found
            names that overlap them are left out.
        head: Which of the model's heads answers: `"news"` draws borders as today's annotation
            does, `"anercorp"` as ANERcorp. None for the model's first.
        clitics_attribute: The name of the `Span._` attribute that says how many letters of the
            first token stand before the name (و in `وحلب`).
        evidence_attribute: The name of the `Doc._` attribute for what the model says of links
            (`hasila.links.evidence`), where it was taught them; the linker takes it from there.

    Raises (when called):
        OSError: there is no model.
        ValueError: the model has no such head.
    """

    # What a folder of the model holds, and the shipped pipeline whose model stands in for none given.
    file_names: ClassVar[tuple[str, ...]] = FILES
    ships_with: ClassVar[str] = DEFAULT_MODEL

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_entities",
        *,
        threads: int = 1,
        overwrite: bool = False,
        head: str | None = None,
        clitics_attribute: str = CLITICS,
        evidence_attribute: str = EVIDENCE,
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self.overwrite = overwrite
        self.head = head
        self.clitics_attribute = clitics_attribute
        self.evidence_attribute = evidence_attribute
        self._files: dict[str, bytes] | None = None
        self._tagger: NameFinder | None = None
        self.register()

    def register(self) -> None:
        """Register `span._.clitics` and `doc._.link_evidence`."""
        from spacy.tokens import Doc, Span

        ensure_extension(Span, self.clitics_attribute)
        ensure_extension(Doc, self.evidence_attribute)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it can give; before it has a model, those of the models that ship."""
        return LABELS if self._files is None else tuple(self.tagger().labels)

    def tagger(self) -> NameFinder:
        """The model, made ready if it isn't yet."""
        if self._tagger is None:
            self._tagger = self._made_ready(self.files())
        return self._tagger

    def _made_ready(self, files: dict[str, bytes]) -> NameFinder:
        return Tagger(files, threads=self.threads, head=self.head)

    def files(self) -> dict[str, bytes]:
        """The model's files; those of the model that ships if none were given."""
        if self._files is None:
            self._files = read_files(Path(find_model(self.ships_with)) / "hasila_entities", self.file_names)
        return self._files

    def __call__(self, doc: "Doc") -> "Doc":
        from spacy.tokens import Span

        ends = [sent.end for sent in doc.sents] if doc.has_annotation("SENT_START") else None
        found, evidence = self.tagger().read([token.text for token in doc], ends)
        if evidence is not None:
            doc._.set(self.evidence_attribute, evidence)
        clitics = {Span(doc, one.start, one.end, label=one.label): one.clitics for one in found}
        for span in set_names(doc, clitics, overwrite=self.overwrite):
            span._.set(self.clitics_attribute, clitics[span])
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name in set(self.file_names).difference(exclude):
            (folder / name).write_bytes(self.files()[name])

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EntityTagger":
        """Read the model's files from a folder; `exclude` is there because spaCy hands it over."""
        return self._take({**read_files(Path(path), self.file_names), **self._excluded(exclude)})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files in one string of bytes."""
        from spacy.util import to_bytes

        return to_bytes({name: partial(self.files().__getitem__, name) for name in self.file_names}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EntityTagger":
        """The reverse of `to_bytes`."""
        from spacy.util import from_bytes

        files: dict[str, bytes] = {}
        from_bytes(data, {name: partial(files.__setitem__, name) for name in self.file_names}, exclude)
        return self._take({**files, **self._excluded(exclude)})

    def _excluded(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of the present files that reading is to leave as they are."""
        return {name: self.files()[name] for name in set(self.file_names).intersection(names)}

    def _take(self, files: dict[str, bytes]) -> "EntityTagger":
        self._files, self._tagger = files, None
        return self

    def __getstate__(self) -> dict[str, Any]:
        # The session belongs to a process; a worker makes its own.
        return {**self.__dict__, "_tagger": None}
