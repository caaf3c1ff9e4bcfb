"""What a reader or a writer is told beyond the path."""

from dataclasses import dataclass, field
from typing import Literal

from hasila.formats.files import NewFiles
from hasila.formats.notes import Losses, Notes
from hasila.formats.offsets import Unit

UnitChoice = Unit | Literal["auto"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        offsets: The unit that the file counts in; `auto` takes the one in which all surfaces fit.
        keep_documents: Keep a document whose spans don't all fit, without those that don't.
        tag_column: For CoNLL, the column with the tags, counted from 1, or from the end by -1; None
            for all tag columns.
        trim_proclitics: For formats of words and tags: leave out `و`, `ب` … before a name.
        text_field: For formats that let the user name fields: the one with the text.
        texts: For records, which hold no text: a file of the texts they were made of.
        columns: For data sets, the columns with the words and with the tags.
        texts_only: Nothing of an annotation is needed (`--predict`); else a row without any is a fault.
        notes: Where remarks go that the user is told at the end.
    """

    offsets: UnitChoice = "auto"
    keep_documents: bool = False
    tag_column: int | None = None
    trim_proclitics: bool = False
    text_field: str = "text"
    texts: str | None = None
    columns: tuple[str, str] = ("tokens", "ner_tags")
    texts_only: bool = False
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    Attributes:
        files: Makes the files, and publishes them together.
        losses: Where a writer says what its format cannot hold.
        offsets: The unit to count in; None for the tool's own.
        predictions: Write suggestions for people to correct, where the format tells them apart.
        model: The name of what predicted.
    """

    files: NewFiles
    losses: Losses
    offsets: Unit | None = None
    predictions: bool = False
    model: str = "hasila"
