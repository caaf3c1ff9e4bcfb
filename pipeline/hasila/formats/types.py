"""The neutral model between the formats: a text, spans over it, relations between the spans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hasila.sources import BadRecord

# What could not be read: file, line and reason.
Problem = BadRecord


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of the text: code points from `start` up to `end`.

    Attributes:
        start, end: Offsets into `Document.text` as Python counts, end exclusive.
        label: The class.
        text: `document.text[start:end]`; every reader has checked it.
        attributes: What else is said of it, as plain data (a quantity's value, a brat attribute).
    """

    start: int
    end: int
    label: str
    text: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """An arc between two spans, given by their places in `Document.spans`."""

    head: int
    tail: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text.

    Attributes:
        id: Its name in the corpus.
        text: The text, unchanged.
        spans: What is marked in it, in the order of the file; they may be nested or overlap.
        relations: Arcs between them.
        meta: Everything else that the file says of the document.
        tokens: Start and end of its words, where the file brings them; None where it doesn't.
        source, line: Where it was read, for messages.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    tokens: tuple[tuple[int, int], ...] | None = None
    source: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        """`FILE:LINE`."""
        return self.source if self.line is None else f"{self.source}:{self.line}"
