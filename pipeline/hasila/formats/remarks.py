"""Attributes as remarks at a span, for tools where people can only write a text there."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hasila.records import to_json

NOTE = "note"


def to_remarks(attributes: Mapping[str, Any]) -> list[str]:
    """`value="4000"` for each attribute; the attribute `note` line by line, as it is.

    >>> to_remarks({"value": "4000", "note": "مؤكد"})
    ['value="4000"', 'مؤكد']
    """
    remarks: list[str] = []
    for name, value in attributes.items():
        if name == NOTE and isinstance(value, str) and not any("=" in line for line in value.split("\n")):
            remarks += value.split("\n")
        else:
            remarks.append(f"{name}={to_json(value)}")
    return remarks


def from_remarks(remarks: Iterable[Any]) -> dict[str, Any]:
    """The attributes of remarks; what is none is a line of `note`."""
    found: dict[str, Any] = {}
    for remark in remarks:
        name, equals, value = str(remark).partition("=")
        try:
            if not equals:
                raise ValueError(remark)
            found[name] = json.loads(value)
        except (ValueError, RecursionError):
            before = found.get(NOTE)
            found[NOTE] = f"{before}\n{remark}" if isinstance(before, str) else str(remark)
    return found
