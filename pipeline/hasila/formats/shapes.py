"""The shape of what stands in a file's fields, checked before it is taken for what it should be."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any


class Misshapen(ValueError):
    """A part of a document has not the form it should have; the message says which and how."""


def listed(row: Mapping[str, Any], field: str) -> list[Any]:
    """The list in a field; empty where there is none.

    Raises:
        Misshapen: there is something else.
    """
    value = row.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Misshapen(f"field {field!r} is no list but {short(value)}")
    return value


def check_annotated(row: Mapping[str, Any], fields: Sequence[str]) -> None:
    """See to it that somebody has annotated a row: taken for an empty one it would say that there is no name.

    Args:
        row: The row.
        fields: Where an annotation may stand.

    Raises:
        Misshapen: there is none, not even an empty list.
    """
    if all(row.get(field) is None for field in fields):
        names = ", ".join(f'"{field}"' for field in fields)
        raise Misshapen(
            f"nobody has annotated it: none of {names} (an empty list says that there is nothing)"
        )


def objects(row: Mapping[str, Any], field: str) -> list[dict[str, Any]]:
    """The list of objects in a field; empty where there is none.

    Raises:
        Misshapen: there is something else.
    """
    found = listed(row, field)
    for one in found:
        if not isinstance(one, dict):
            raise Misshapen(f"field {field!r} is no list of objects: {short(one)} is in it")
    return found


def key(value: Any) -> Hashable:
    """What relations may call a span by: any JSON value."""
    return value if value is None or isinstance(value, (str, int, tuple)) else repr(value)


def short(value: Any) -> str:
    """A value as a message quotes it."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
