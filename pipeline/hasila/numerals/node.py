"""One numeric expression over tokens, while it is being read."""

from dataclasses import dataclass

from hasila.numerals.types import Bound, Kind, Number


# Not frozen only because a frozen dataclass takes three times as long to make; nothing changes a node.
@dataclass(slots=True)
class Node:
    """What a grammar read from token `first` up to token `last` (exclusive).

    Attributes:
        coefficient, scale: See `Cardinal`; a range hands its scale to its first end.
        first_char, last_char: The ends in characters where they aren't those of the first and last token.
        bare: Whether it is a single word or digits, so that its surroundings decide what it is (`traps`).
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
    first_char: int | None = None
    last_char: int | None = None
    bare: bool = False
