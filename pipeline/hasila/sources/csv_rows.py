"""CSV, read by the standard library: `datasets` reads it through pandas, which makes `7` of an id
`007`, and gives up the whole file at a byte that is not UTF-8.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Self

from hasila.sources.encoding import not_utf8
from hasila.sources.errors import DamagedFile, InputError
from hasila.sources.fields import Fields, missing_field, to_record
from hasila.sources.inputs import Input
from hasila.sources.types import RAW_LIMIT, BadRecord, Record, Stretch, raw_fields

_MARK = "\ufeff"
# Bytes that are not UTF-8, as the `surrogateescape` handler lets them through.
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]")


def read_csv(
    stream: BinaryIO, item: Input, fields: Fields, *, header: str | None = None, lines_before: int = 0
) -> Iterator[Record | BadRecord]:
    """A record for each row after the header; all fields are strings, as they stand in the file.

    `header` is the header line where `stream` begins further on, after `lines_before` lines.
    """
    with _Lines(stream, fields, lines_before) as lines:
        header_line = next(lines, "") if header is None else header
        if header_line.strip():
            yield from _records(lines, header_line, item, fields)


def cut_csv(stream: BinaryIO, fields: Fields) -> Iterator[Stretch]:
    """The rows of a stream unread, as `read_csv` tells them apart; the first is the header.

    Nothing where there is no header.
    """
    with _Lines(stream, fields) as lines:
        header_line = next(lines, "")
        if not header_line.strip():
            return
        data = lines.data
        yield Stretch(data, len(data) + lines.mark_bytes, 1, is_record=False)
        for row in _rows(lines, _delimiter(header_line)):
            data = lines.data
            yield Stretch(data, len(data), lines.count, is_record=bool(row))


def _records(lines: "_Lines", header_line: str, item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """The records of the rows below the header."""
    delimiter = _delimiter(header_line)
    header = _columns(header_line)
    for row in _rows(lines, delimiter):
        if isinstance(row, csv.Error):
            yield lines.bad_row(item, f"not a CSV row: {row}{_csv_hint(row)}")
        elif not row:
            continue
        elif fault := _encoding_fault(lines.text):
            yield lines.bad_row(item, fault)
        elif len(row) > len(header):
            reason = f"the row has {len(row)} fields, the header {len(header)}; a comma without quotes?"
            yield lines.bad_row(item, reason)
        else:
            yield to_record(dict(zip(header, row, strict=False)), item, lines.row_starts, fields)


def _rows(lines: "_Lines", delimiter: str) -> Iterator[list[str] | csv.Error]:
    """The rows as the fields they have, or what is wrong with them; `lines` holds the lines of each."""
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin_row()
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield error
            if "field limit" in str(error):
                return  # what follows is the inside of an open quote


def check_csv(stream: BinaryIO, item: Input, fields: Fields) -> None:
    """Refuse a file whose header lacks the text field, before anything is read.

    Raises:
        InputError: the header lacks the field; the message names those it has, or says that it is not UTF-8.
    """
    with _Lines(stream, fields) as lines:
        line = next(lines, "")
    if line.strip():
        header = _columns(line)
        if fields.text not in header:
            fault = _encoding_fault(line) or missing_field(fields.text, header)
            raise InputError(f"{item.name}: {fault}")


class _Lines:
    """The lines of the file, remembering those of the present row."""

    def __init__(self, stream: BinaryIO, fields: Fields, lines_before: int = 0) -> None:
        self._stream = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
        self.limit = fields.max_line_bytes
        # Of the whole process: the module offers nothing narrower.
        csv.field_size_limit(self.limit)
        self._number = lines_before
        self._row: list[str] = []
        self.row_starts = lines_before + 1
        self.mark_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.detach()  # the stream below is its opener's to close

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self.limit)
        if not line:
            raise StopIteration
        if len(line) == self.limit:
            raise DamagedFile(f"a line has more than {self.limit} characters; it is no CSV of texts")
        if self._number == 0 and line.startswith(_MARK):
            line = line.removeprefix(_MARK)
            self.mark_bytes = len(_MARK.encode())
        self._number += 1
        self._row.append(line)
        return line

    def begin_row(self) -> None:
        self._row.clear()
        self.row_starts = self._number + 1

    @property
    def count(self) -> int:
        """How many lines the row has."""
        return len(self._row)

    @property
    def data(self) -> bytes:
        """The bytes of the row, without the file's byte order mark."""
        return self.text.encode("utf-8", errors="surrogateescape")

    @property
    def text(self) -> str:
        return "".join(self._row)

    def bad_row(self, item: Input, reason: str) -> BadRecord:
        text = self.text
        raw = text[:RAW_LIMIT].encode("utf-8", errors="surrogateescape")
        return BadRecord(
            item.name, self.row_starts, None, reason, truncated=len(text) > RAW_LIMIT, **raw_fields(raw)
        )


def _delimiter(header: str) -> str:
    """Comma, tab, or the semicolon that spreadsheets write where a comma is the decimal mark."""
    return max(",;\t", key=header.count)


def _columns(header_line: str) -> list[str]:
    """The names of the columns."""
    return _own_names(next(csv.reader([header_line], delimiter=_delimiter(header_line))))


def _own_names(header: list[str]) -> list[str]:
    """The column names, a repeated one numbered, so that no column is lost."""
    names: list[str] = []
    for name in header:
        unique, count = name, 2
        while unique in names:
            unique, count = f"{name}_{count}", count + 1
        names.append(unique)
    return names


def _encoding_fault(text: str) -> str | None:
    """What is wrong with the bytes that a text was read from; None if they are UTF-8."""
    if _ESCAPED_BYTES.search(text):
        try:
            text.encode("utf-8", errors="surrogateescape").decode("utf-8")
        except UnicodeDecodeError as error:
            return not_utf8(error)
    return None


def _csv_hint(error: csv.Error) -> str:
    if "unexpected end" in str(error) or "field limit" in str(error):
        return "; a quote that opens here is never closed"
    return ""
