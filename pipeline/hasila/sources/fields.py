"""From a row of an input (a JSON object, a CSV row, a data set's row) to a `Record`."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hasila.sources.inputs import Input
from hasila.sources.types import RAW_LIMIT, BadRecord, Record

# Ten million characters are some 1.5 million words: no news article, but a text that someone may want read.
MAX_CHARS = 10_000_000
# A message names so many fields, by so many characters: the first line of a CSV may be a whole article.
_NAMES = 20
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a row hold what, and how long a text may be.

    Attributes:
        text: The field with the text. Its name is taken exactly; nothing is guessed.
        id: The field with the id; where a row has none, the id is `FILE:LINE`.
        max_chars: A longer text is not read but quarantined.
    """

    text: str = "text"
    id: str = "id"
    max_chars: int = MAX_CHARS

    @property
    def max_line_bytes(self) -> int:
        """What a line with a text of `max_chars` may take: `\\uXXXX` is six bytes a character."""
        return 6 * self.max_chars + 1_048_576


def to_record(row: Mapping[str, Any], item: Input, line: int, fields: Fields) -> Record | BadRecord:
    """The document in a row, or what is wrong with the row."""
    identifier = _identifier(row.get(fields.id))
    reason = _fault(row, fields)
    if reason is not None:
        raw = json.dumps(plain(row), ensure_ascii=False)
        return BadRecord(
            item.name, line, identifier, reason, raw=raw[:RAW_LIMIT], truncated=len(raw) > RAW_LIMIT
        )
    taken = {fields.text} if identifier is None else {fields.text, fields.id}
    meta = {str(name): plain(value) for name, value in row.items() if name not in taken}
    return Record(
        id=f"{item.label}:{line}" if identifier is None else identifier,
        text=row[fields.text],
        meta=meta,
        source=item.name,
        line=line,
    )


def missing_field(field: str, present: Iterable[object]) -> str:
    """The message for rows without the text field, naming the fields there are."""
    names = [name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in map(str, present)]
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    shown = f"{', '.join(names[:_NAMES]) or 'none'}{more}"
    return f"no field {field!r} (fields here: {shown}); name the one with the text by --text-field"


def too_long(length: int | str, fields: Fields) -> str:
    """The message for a text above the limit."""
    return f"the text has {length} characters, the limit is {fields.max_chars} (--max-chars)"


def plain(value: Any) -> Any:
    """`value` as JSON data that says the same: dates in ISO 8601, decimals as exact strings, bytes in base64.

    >>> plain({"on": date(2024, 2, 6), "price": Decimal("1.50")})
    {'on': '2024-02-06', 'price': '1.50'}
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (date, time)):  # datetime is a date
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    if hasattr(value, "item"):  # numpy's scalars
        return plain(value.item())
    return str(value)


def _identifier(value: Any) -> str | None:
    """An id as a string; None for what can't be one."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    return None


def _fault(row: Mapping[str, Any], fields: Fields) -> str | None:
    """Why the row is no document, if it isn't."""
    if fields.text not in row:
        return missing_field(fields.text, row)
    text = row[fields.text]
    if text is None:
        return f"field {fields.text!r} is null"
    if not isinstance(text, str):
        return f"field {fields.text!r} is not text but {type(text).__name__}"
    if len(text) > fields.max_chars:
        return too_long(len(text), fields)
    return None
