"""JSON that every reader takes, whatever a document holds."""

import json
import math
import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: Any) -> str:
    """`value` on one line of valid JSON in valid Unicode, Arabic unescaped.

    A half of a surrogate pair, which JSON can hold and UTF-8 can't, is escaped; a float that is
    no number becomes null.

    >>> to_json({"text": "قتيل", "ratio": float("nan")})
    '{"text": "قتيل", "ratio": null}'
    """
    try:
        line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        value = _without_nan(value)
        line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.dumps(value) if _SURROGATES.search(line) else line


def without_surrogates(text: str) -> str:
    """`text` with each half of a surrogate pair as U+FFFD, one character for one: offsets stay."""
    return _SURROGATES.sub("\ufffd", text)


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item) for item in value]
    return value
