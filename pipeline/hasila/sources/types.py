"""What a reader yields: documents, and what could not be read as one."""

import base64
from dataclasses import dataclass, field
from typing import Any

# The quarantine keeps at most this much of a thing that is too big to be a record.
RAW_LIMIT = 1_048_576


@dataclass(frozen=True, slots=True)
class Record:
    """One document as the caller gave it.

    Attributes:
        id: The record's own id as a string, else `FILE:LINE` (`FILE` for a .txt).
        text: The text, unchanged; offsets in the output refer to it.
        meta: All other fields of the input record.
        source: The file (or `stdin`, or the data set) it came from, as messages name it.
        line: Its line there, counted from 1; its row in a Parquet file or data set; None for
            a .txt, which is one document.
    """

    id: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """What could not become a document, or could not be read by the pipeline.

    Attributes:
        source, line: Where it stands, as in `Record`.
        id: The record's id where it has one.
        reason: What is wrong with it and, where there is one, the remedy.
        raw: The offending input, as text that can be looked at; None where it is a whole file.
        raw_base64: The exact bytes, where they are not UTF-8.
        truncated: `raw` is only the beginning.
    """

    source: str
    line: int | None
    id: str | None
    reason: str
    raw: str | None = None
    raw_base64: str | None = None
    truncated: bool = False

    @property
    def place(self) -> str:
        """`FILE:LINE`, as a person or an editor finds it."""
        return self.source if self.line is None else f"{self.source}:{self.line}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data: a line of the quarantine file."""
        row: dict[str, Any] = {
            "source": self.source,
            "line": self.line,
            "id": self.id,
            "reason": self.reason,
            "raw": self.raw,
        }
        if self.raw_base64 is not None:
            row["raw_base64"] = self.raw_base64
        if self.truncated:
            row["truncated"] = True
        return row


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line, row or file of an input that has been told apart from its neighbours but not read.

    Attributes:
        data: Its bytes; of a line that is too long only so many that a reader sees it.
        length: How many bytes it takes in the unpacked input.
        lines: How many lines.
        is_record: Whether it counts as a record, good or bad; a blank line doesn't.
    """

    data: bytes
    length: int
    lines: int
    is_record: bool


def raw_fields(raw: bytes) -> dict[str, Any]:
    """`raw` and `raw_base64` of a `BadRecord` for bytes that may not be UTF-8."""
    try:
        return {"raw": raw.decode("utf-8")}
    except UnicodeDecodeError:
        return {
            "raw": raw.decode("utf-8", errors="replace"),
            "raw_base64": base64.b64encode(raw).decode("ascii"),
        }
