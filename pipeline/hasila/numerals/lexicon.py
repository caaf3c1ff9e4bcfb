"""The number words: `words.tsv` as a dictionary from folded forms to readings."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files

from hasila.normalize.levels import fold

Roles = Mapping[str, Fraction | int]


def _value(text: str) -> int | Fraction:
    return Fraction(text) if "/" in text else int(text)


def read_table(name: str) -> list[list[str]]:
    """The rows of a table of this package; comments and empty lines left out."""
    text = files("hasila.numerals").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def word_set(words: str) -> frozenset[str]:
    """Words separated by spaces, as a set of their folded forms."""
    return frozenset(fold(word) for word in words.split())


@cache
def words(dialect: bool = False) -> Mapping[str, Roles]:
    """Folded form → role → value, as the head of `words.tsv` explains the roles.

    Args:
        dialect: Take in the forms of the spoken language too (`خمستاشر`).
    """
    table: dict[str, dict[str, int | Fraction]] = {}
    for form, role, value, *variety in read_table("words.tsv"):
        if variety and not dialect:
            continue
        table.setdefault(fold(form), {}).setdefault(role, _value(value))
    return table
