"""Text files: one document a file."""

from collections.abc import Iterator
from typing import BinaryIO

from hasila.sources.encoding import not_utf8
from hasila.sources.fields import Fields, too_long
from hasila.sources.inputs import Input
from hasila.sources.types import RAW_LIMIT, BadRecord, Record, raw_fields

_BOM = b"\xef\xbb\xbf"


def read_text(stream: BinaryIO, item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """The one document of a text file.

    Line ends stay as they are, so offsets are those of the file: behind its byte order mark, if it has one.
    """
    limit = 4 * fields.max_chars + len(_BOM)  # no character takes more than four bytes of UTF-8
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield _refused(data, item, too_long(f"more than {fields.max_chars}", fields))
        return
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        yield _refused(data, item, not_utf8(error))
        return
    if len(text) > fields.max_chars:
        yield _refused(data, item, too_long(len(text), fields))
    else:
        yield Record(id=item.label, text=text, source=item.name)


def _refused(data: bytes, item: Input, reason: str) -> BadRecord:
    truncated = len(data) > RAW_LIMIT
    return BadRecord(item.name, None, item.label, reason, truncated=truncated, **raw_fields(data[:RAW_LIMIT]))
