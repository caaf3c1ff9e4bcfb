"""One numeric expression over tokens, while it is being read."""

from dataclasses import dataclass

from hasila.numerals.types import Bound, Kind, Number


@dataclass(frozen=True, slots=True)
class Node:
    """What a grammar read from token `first` up to token `last` (exclusive).

    Attributes:
        coefficient, scale: See `Cardinal`; a range hands its scale to its first end.
        last_char: The end of the expression in characters where it isn't the end of its last token.
        certain: Whether it needs no look at its surroundings (`traps`) any more.
    """

    first: int
    last: int
    kind: Kind
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    bound: Bound = "exact"
    modifier: tuple[int, int] | None = None
    marker: tuple[int, int] | None = None
    noun: str | None = None
    coefficient: Number | None = None
    scale: int | None = None
    last_char: int | None = None
    bare: bool = False
