"""The component `hasila_entities`: names of bodies, places, persons and others in `doc.ents`."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasila.entities.edges import CLITICS
from hasila.entities.tagger import FILES, Tagger, read_files
from hasila.extensions import ensure_extension

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class EntityTagger:
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

    Raises (when called):
        OSError: there is no model.
        ValueError: the model has no such head.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_entities",
        *,
        threads: int = 1,
        overwrite: bool = False,
        head: str | None = None,
        clitics_attribute: str = CLITICS,
    ) -> None:
        from spacy.tokens import Span

        ensure_extension(Span, clitics_attribute)
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self.overwrite = overwrite
        self.head = head
        self.clitics_attribute = clitics_attribute
        self._files: dict[str, bytes] | None = None
        self._tagger: Tagger | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it can give."""
        return tuple(self.tagger().labels)

    def tagger(self) -> Tagger:
        """The model, made ready if it isn't yet."""
        if self._tagger is None:
            self._tagger = Tagger(self.files(), threads=self.threads, head=self.head)
        return self._tagger

    def files(self) -> dict[str, bytes]:
        """The model's files; those of the model that ships if none were given."""
        if self._files is None:
            from hasila.load import DEFAULT_MODEL, find_model

            self._files = read_files(Path(find_model(DEFAULT_MODEL)) / "hasila_entities")
        return self._files

    def __call__(self, doc: "Doc") -> "Doc":
        from spacy.tokens import Span

        ends = [sent.end for sent in doc.sents] if doc.has_annotation("SENT_START") else None
        kept = [] if self.overwrite else list(doc.ents)
        taken = {i for ent in kept for i in range(ent.start, ent.end)}
        for one in self.tagger().names([token.text for token in doc], ends):
            if taken.isdisjoint(range(one.start, one.end)):
                span = Span(doc, one.start, one.end, label=one.label)
                span._.set(self.clitics_attribute, one.clitics)
                kept.append(span)
        doc.set_ents(kept)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name in set(FILES).difference(exclude):
            (folder / name).write_bytes(self.files()[name])

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EntityTagger":
        """Read the model's files from a folder; `exclude` is there because spaCy hands it over."""
        return self._take({**read_files(Path(path)), **self._excluded(exclude)})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files in one string of bytes."""
        from spacy.util import to_bytes

        return to_bytes({name: partial(self.files().__getitem__, name) for name in FILES}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EntityTagger":
        """The reverse of `to_bytes`."""
        from spacy.util import from_bytes

        files: dict[str, bytes] = {}
        from_bytes(data, {name: partial(files.__setitem__, name) for name in FILES}, exclude)
        return self._take({**files, **self._excluded(exclude)})

    def _excluded(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of the present files that reading is to leave as they are."""
        return {name: self.files()[name] for name in set(FILES).intersection(names)}

    def _take(self, files: dict[str, bytes]) -> "EntityTagger":
        self._files, self._tagger = files, None
        return self

    def __getstate__(self) -> dict[str, Any]:
        # The session belongs to a process; a worker makes its own.
        return {**self.__dict__, "_tagger": None}
