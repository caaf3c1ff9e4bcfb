"""What a record marks in its text: names, numbers, and what each number is linked to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

# The links of a quantity, in the order the views show them.
LINKS = ("counted", "antecedent", "of", "place", "event")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch of a text.

    Attributes:
        start, end: Characters of the text, end exclusive.
        role: `"entity"`, `"number"`, or one of `LINKS`.
        index: Which entity of the record it is, or which quantity the number or link belongs to.
        label: An entity's label; empty for anything else.
    """

    start: int
    end: int
    role: str
    index: int
    label: str = ""


def find_marks(record: Record, text: str) -> list[Mark]:
    """All marks of a record, entities first, each kind in the record's order.

    Raises:
        ValueError: a span doesn't hold the words that the record says it holds, so the record
            was made from another text.
    """
    return list(_marks(record, text))


def _marks(record: Record, text: str) -> Iterator[Mark]:
    for index, entity in enumerate(record.get("entities") or ()):
        yield _mark(entity, text, "entity", index, str(entity["label"]))
    for index, quantity in enumerate(record.get("quantities") or ()):
        yield _mark(quantity, text, "number", index)
        for link in LINKS:
            if quantity.get(link):
                yield _mark(quantity[link], text, link, index)


def _mark(span: Mapping[str, Any], text: str, role: str, index: int, label: str = "") -> Mark:
    start, end = span["start"], span["end"]
    if not 0 <= start <= end <= len(text) or text[start:end] != span["text"]:
        raise ValueError(
            f"This record is of another text: it has {span['text']!r} at {start}:{end}, "
            f"where the text has {text[max(start, 0) : max(end, 0)]!r}."
        )
    return Mark(start, end, role, index, label)
