"""The reader `hasila.Corpus.v1`: annotated texts in any format of `hasila.formats`, for a spaCy config."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, get_args

from hasila.custom.align import example
from hasila.custom.faults import faults_of
from hasila.formats.notes import Notes
from hasila.formats.offsets import UNITS
from hasila.formats.options import ReadOptions, UnitChoice
from hasila.formats.registry import FORMATS, UnsureFormat, guess_input
from hasila.formats.transform import Labels, Layer, select_layer, split_sentences
from hasila.formats.types import Document, Problem
from hasila.sources import InputError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

# Options of `hasila convert` that messages of readers name; a corpus has settings of these names.
_OPTION = re.compile("--(offsets|columns|texts|text-field|rename)")
Part = Literal["all", "train", "dev"]


class BadCorpus(ValueError):
    """Annotated texts that can't be trained on as they are; the message has file, line and reason."""


@dataclass(slots=True)
class Corpus:
    """Annotated texts, and how they become examples for spaCy.

    Attributes:
        path: A file, a folder or `hf:NAME`, as `hasila convert` reads it.
        format: The format's name, where it can't be told.
        labels: The labels there may be; empty for whatever there is.
        rename: Old label → new label.
        layer: Which of nested spans; entities can't overlap.
        offsets: What the offsets count.
        tag_column: Of columns: the one with the tags.
        columns: Of data sets: the columns with words and with tags.
        text_field: Of formats that let the user name fields: the one with the text.
        texts: Of records, which hold no text: a file of the texts they were made of.
        trim_proclitics: Of words and tags: names without و ف ب ل ك.
        sentences: Cut the documents into sentences.
        part, held_out: Take those texts only that are (`dev`) or aren't (`train`) held out; which ones these
            are depends on the text alone, so one file serves for both.
        limit: At most so many documents, 0 for all; fewer are always a part of more.
        skip_faulty: Leave out documents with faults instead of refusing the corpus; they are not among the
            documents that `limit` counts.
        notes: What readers remarked; there is nothing before it was read.
    """

    path: str
    format: str | None = None
    labels: Sequence[str] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    layer: Layer = "all"
    offsets: UnitChoice = "auto"
    tag_column: int | None = None
    columns: Sequence[str] = ("tokens", "ner_tags")
    text_field: str = "text"
    texts: str | None = None
    trim_proclitics: bool = False
    sentences: bool = False
    part: Part = "all"
    held_out: float = 0.2
    limit: int = 0
    skip_faulty: bool = False
    notes: Notes = field(default_factory=Notes, repr=False)
    _read: list[Document | Problem] | None = field(default=None, repr=False)

    def read(self) -> list[Document | Problem]:
        """The documents, and what can't be read; kept, since training goes over them many times.

        Raises:
            InputError: the file can't be opened, or its format can't be told.
        """
        if self._read is None:
            self._read = self._chosen(list(self._documents()))
        return self._read

    def __call__(self, nlp: "Language") -> "Iterator[Example]":
        """An example a document.

        Raises:
            BadCorpus: a document can't be used; `hasila train` names all of them beforehand.
        """
        for one in self.read():
            faults = [one] if isinstance(one, Problem) else faults_of(one)
            if not faults and isinstance(one, Document):
                yield example(one, nlp)
            elif not self.skip_faulty:
                raise BadCorpus(f"{faults[0].place}: {faults[0].reason}")

    def remarks(self) -> list[str]:
        """What readers remarked, for who writes a config."""
        return [f"{self.path}: {_as_setting(line)}" for line in self.notes.lines()]

    def _documents(self) -> Iterator[Document | Problem]:
        """What `_as_asked` gives, with settings where messages name options of `hasila convert`."""
        try:
            for one in self._as_asked():
                yield replace(one, reason=_as_setting(one.reason)) if isinstance(one, Problem) else one
        except InputError as error:
            raise InputError(_as_setting(str(error))) from error

    def _as_asked(self) -> Iterator[Document | Problem]:
        options = ReadOptions(
            offsets=self.offsets,
            tag_column=self.tag_column,
            trim_proclitics=self.trim_proclitics,
            text_field=self.text_field,
            texts=self.texts,
            columns=(self.columns[0], self.columns[1]),
            notes=self.notes,
        )
        try:
            name = self.format or guess_input(self.path)
        except UnsureFormat as error:
            raise InputError(str(error)) from error
        if name not in FORMATS:
            raise InputError(f"{self.path}: no format {name!r}; there are {', '.join(FORMATS)}")
        reader = FORMATS[name].read
        if reader is None or name == "text":
            raise InputError(f"{self.path}: {name} holds no annotation to learn from")
        settle = Labels(self.rename, self.labels)
        for one in reader(self.path, options):
            if isinstance(one, Problem):
                yield one
                continue
            for settled in settle(select_layer(one, self.layer, options.notes)):
                if isinstance(settled, Document) and self.sentences:
                    yield from split_sentences(settled, options.notes)
                else:
                    yield settled

    def _chosen(self, found: list[Document | Problem]) -> list[Document | Problem]:
        if self.part != "all":
            held = partial(_is_held_out, share=self.held_out)
            found = [
                one
                for one in found
                if (held(one.text) == (self.part == "dev") if isinstance(one, Document) else True)
            ]
        if self.limit:
            counted = [one for one in found if isinstance(one, Document) and not self._is_left_out(one)]
            passed_by = {id(one) for one in sorted(counted, key=_rank)[self.limit :]}
            found = [one for one in found if id(one) not in passed_by]
        return found

    def _is_left_out(self, document: Document) -> bool:
        return self.skip_faulty and bool(faults_of(document))


def documents(items: Iterable[Document | Problem]) -> list[Document]:
    """Those that could be read."""
    return [one for one in items if isinstance(one, Document)]


def _as_setting(message: str) -> str:
    """A message of a reader for who writes a config."""
    message = message.replace("say --from", "set `format` of the corpus to")
    return _OPTION.sub(lambda option: f"setting {option[1].replace('-', '_')}", message)


def _rank(document: Document) -> int:
    return zlib.crc32(document.text.encode("utf-8", "surrogatepass"))


def _is_held_out(text: str, share: float) -> bool:
    # Other bits than those that `_rank` sorts by first.
    return zlib.adler32(text.encode("utf-8", "surrogatepass")) % 1000 < share * 1000


def make(path: str, *, layer: str | int, part: str, offsets: str, **settings: Any) -> Corpus:
    """A corpus with the settings of a config.

    Raises:
        ValueError: a setting has a value that there isn't.
    """
    columns = settings["columns"]
    if len(columns) != 2:
        raise ValueError(f"{path}: columns = {columns!r}; name the columns with words and with tags")
    choices: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("layer", layer, ("all", "outer", "inner")),
        ("part", part, get_args(Part)),
        ("offsets", offsets, ("auto", *UNITS)),
    )
    for name, value, allowed in choices:
        if value not in allowed and not (name == "layer" and isinstance(value, int) and value > 0):
            raise ValueError(f"{path}: {name} = {value!r}; it can be {', '.join(allowed)}")
    return Corpus(path, layer=layer, part=part, offsets=offsets, **settings)  # type: ignore[arg-type]
