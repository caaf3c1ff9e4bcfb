"""What the numerals stage says of a number in a text."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

Number = int | Decimal | Fraction

Kind = Literal[
    "cardinal", "ordinal", "fraction", "percent", "multiple", "dual", "date", "time", "score", "identifier"
]
Bound = Literal["exact", "more_than", "at_least", "less_than", "at_most", "about", "between", "vague"]


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """One numeric expression in a text. All offsets are characters of the caller's text, end exclusive.

    Attributes:
        start, end: The expression without proclitics (`و` of `و166`), the article before digits,
            its modifier (`أكثر من`) or its percent sign.
        text: `source[start:end]`.
        kind: How the number is expressed. `dual` is a noun counted by its ending (`قتيلان`).
            Ranges and vague numbers are told by `bound`, so that `بين 3 و5 %` stays a percent.
        value: The exact value; None for a range, a vague number, a score.
        low, high: The ends of a range or a vague number, else None; either may be open (None).
        bound: How the text limits the value.
        modifier: Where the words stand that gave `bound` (`أكثر من`, `على الأقل`), if any did.
        marker: Where the sign or words stand that gave `kind` (`%`, `في المئة`), if any did.
        noun: For a dual, the singular as a lemma (`قتيل`); else None.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    bound: Bound = "exact"
    modifier: tuple[int, int] | None = None
    marker: tuple[int, int] | None = None
    noun: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as `doc._.numbers` holds it: values as decimal strings, spans as lists."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "value": format_number(self.value),
            "low": format_number(self.low),
            "high": format_number(self.high),
            "bound": self.bound,
            "modifier": None if self.modifier is None else list(self.modifier),
            "marker": None if self.marker is None else list(self.marker),
            "noun": self.noun,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "NumberSpan":
        """The inverse of `to_dict`."""
        fields = dict(data)
        for name in ("value", "low", "high"):
            fields[name] = parse_number(fields[name])
        for name in ("modifier", "marker"):
            fields[name] = None if fields[name] is None else tuple(fields[name])
        return cls(**fields)


def format_number(number: Number | None) -> str | None:
    """A value as the record writes it: `"4100"`, `"2.5"`, `"1/2"`; never an exponent."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        return format(number, "f")
    return str(number)


def parse_number(text: str | None) -> Number | None:
    """The inverse of `format_number`."""
    if text is None:
        return None
    if "/" in text:
        return Fraction(text)
    return Decimal(text) if "." in text else int(text)
