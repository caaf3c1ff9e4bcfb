"""JSON lines, read here and not by the `datasets` library: its reader gives up a whole file at the
first line that is no JSON, guesses a type for every field and can't say which line was at fault.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from hasila.sources.encoding import UTF16_REFUSED, is_utf16, not_utf8
from hasila.sources.errors import DamagedFile
from hasila.sources.fields import Fields, to_record
from hasila.sources.inputs import Input
from hasila.sources.types import RAW_LIMIT, BadRecord, Record, Stretch, raw_fields

_SKIP = 1_048_576


def read_jsonl(
    stream: BinaryIO, item: Input, fields: Fields, *, lines_before: int = 0
) -> Iterator[Record | BadRecord]:
    """A record for each line; a bad one for each line that is none. Blank lines are passed over.

    `lines_before` is how many lines of the input come before the first one of `stream`.

    Raises:
        DamagedFile: it is UTF-16; what is cut at line ends is no line then.
    """
    limit = fields.max_line_bytes
    number = lines_before
    while line := stream.readline(limit):
        number += 1
        if number == 1:
            _refuse_utf16(line)
        if len(line) == limit and not line.endswith(b"\n"):
            _skip_line(stream)
            reason = f"the line has more than {limit} bytes; texts are limited by --max-chars"
            yield BadRecord(item.name, number, None, reason, truncated=True, **raw_fields(line[:RAW_LIMIT]))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip(b" \t\r\n")
        if line:
            yield _parse(line, number, item, fields)


def cut_jsonl(stream: BinaryIO, fields: Fields) -> Iterator[Stretch]:
    """The lines of a stream unread, as `read_jsonl` tells them apart.

    Raises:
        DamagedFile: as it does.
    """
    limit = fields.max_line_bytes
    first = True
    while line := stream.readline(limit):
        if first:
            _refuse_utf16(line)
        if len(line) == limit and not line.endswith(b"\n"):
            # Its beginning is enough for `read_jsonl` to see that it is too long.
            yield Stretch(line + b"\n", limit + _skip_line(stream), 1, is_record=True)
        else:
            seen = line.removeprefix(b"\xef\xbb\xbf") if first else line
            yield Stretch(line, len(line), 1, is_record=bool(seen.strip(b" \t\r\n")))
        first = False


def _refuse_utf16(beginning: bytes) -> None:
    if is_utf16(beginning):
        raise DamagedFile(UTF16_REFUSED)


def _parse(line: bytes, number: int, item: Input, fields: Fields) -> Record | BadRecord:
    try:
        # Not strict: control characters in a string, a raw NUL too, are taken as they stand.
        row = json.loads(line.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        reason = not_utf8(error)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} (column {error.colno})"
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets 100,000 deep
        reason = f"not readable as JSON: {error}"
    else:
        if not isinstance(row, dict):
            reason = f"not a JSON object but {type(row).__name__}"
        else:
            try:
                return to_record(row, item, number, fields)
            except RecursionError:
                reason = "nested too deeply"
    truncated = len(line) > RAW_LIMIT
    raw = line[:RAW_LIMIT] if truncated else line
    return BadRecord(item.name, number, None, reason, truncated=truncated, **raw_fields(raw))


def _skip_line(stream: BinaryIO) -> int:
    """Read on to the end of the line; how many bytes that took."""
    skipped = 0
    while more := stream.readline(_SKIP):
        skipped += len(more)
        if more.endswith(b"\n"):
            break
    return skipped
