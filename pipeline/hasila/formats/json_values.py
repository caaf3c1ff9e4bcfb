"""JSON files value by value, with the line of each: an array's elements, or one value after another."""

import json
import re
from collections.abc import Iterator
from typing import Any

from hasila.formats.files import decoded, lines, opened
from hasila.formats.types import Problem
from hasila.sources.errors import InputError

_SPACE = re.compile(r"[ \t\r\n]*")
_AFTER = re.compile(r"[ \t\r\n]*([,\]])")
_DECODER = json.JSONDecoder(strict=False)


def read_lines(path: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The objects of JSON lines. Blank lines are passed over; a line at fault is reported."""
    with opened(path) as stream:
        for number, line, fault in lines(stream, path):
            if line is None:
                yield Problem(path, number, None, fault)
            elif line.strip(" \t"):
                yield _object(line, path, number)


def read_values(path: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The objects of a JSON array, or of JSON lines where the file is no array."""
    with opened(path) as stream:
        # peek may give less than asked for, but never nothing before the end.
        start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"["):
        yield from read_lines(path)
        return
    with opened(path) as stream:
        text = decoded(stream.read(), path)
    yield from _elements(text, path)


def _elements(text: str, path: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    place = text.index("[") + 1
    line = 1
    counted = 0
    while True:
        place = _end(_SPACE, text, place)
        if text.startswith("]", place):
            return
        line += text.count("\n", counted, place)
        counted = place
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            at = error.lineno if isinstance(error, json.JSONDecodeError) else line
            raise InputError(f"{path}:{at}: not JSON: {reason}") from error
        if isinstance(value, dict):
            yield line, value
        else:
            yield Problem(path, line, None, f"not a JSON object but {type(value).__name__}")
        after = _AFTER.match(text, place)
        if after is None:
            at = text.count("\n", 0, place) + 1
            raise InputError(f"{path}:{at}: not JSON: a comma or the array's end is missing")
        place = after.end()
        if after[1] == "]":
            return


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return place if match is None else match.end()


def _object(line: str, path: str, number: int) -> tuple[int, dict[str, Any]] | Problem:
    try:
        value = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        return Problem(path, number, None, f"not JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError) as error:
        return Problem(path, number, None, f"not readable as JSON: {error}")
    if not isinstance(value, dict):
        return Problem(path, number, None, f"not a JSON object but {type(value).__name__}")
    return number, value


def text_of(row: dict[str, Any], field: str, path: str, line: int) -> str | Problem:
    """The text in a field of an object, or what is wrong with it."""
    text = row.get(field)
    if isinstance(text, str):
        return text
    names = ", ".join(row) or "none"
    what = f"no field {field!r} (fields here: {names})" if field not in row else f"field {field!r} is no text"
    return Problem(path, line, None, what)


def identifier_of(row: dict[str, Any], path: str, line: int, field: str = "id") -> str:
    """The id in a field of an object; FILE:LINE where there is none."""
    value = row.get(field)
    if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
        return str(value)
    return f"{path.rsplit('/', 1)[-1]}:{line}"
