"""What the links stage says of a number in a text."""

from dataclasses import dataclass
from typing import Any, Literal

from hasila.numerals.types import Bound, Number, format_number

QuantityKind = Literal[
    "count", "money", "measure", "percent", "fraction", "multiple", "duration",
    "age", "date", "time", "ordinal", "score", "identifier",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the text that a number is linked to; offsets into the caller's text, end exclusive.

    Attributes:
        start, end: Without proclitics and without an enclitic pronoun.
        text: `source[start:end]`.
        lemma: The counted noun's singular where we know it, else its stem (`counted` only).
        entity: Index into `doc.ents` of the name that the link is, or that a definite noun or a pronoun
            means: `التنظيم` (`of` and `place` only).
    """

    start: int
    end: int
    text: str
    lemma: str | None = None
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. What the fields mean is said here.

    Attributes:
        start, end, text: The numeric expression, as the numerals stage found it.
        kind: What the number is of: people and things, money, a measure, a date …
        value, low, high, bound: As the numerals stage read them.
        unit: A canonical code for money (ISO 4217), measures and durations (CLDR's unit names).
        counted: The noun that the number counts, or the pronoun or `آخرين` that stands for it.
        antecedent: The noun it stands for, where `counted` is a pronoun, `آخرين` or nothing.
        of: The organisation, group or whole that the counted are part of or that acts.
        place: Where the counted or the act are.
        event: The word that says what happened to the counted.
        sentence: Start and end of the number's sentence.
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str | None = None
    counted: Link | None = None
    antecedent: Link | None = None
    of: Link | None = None
    place: Link | None = None
    event: Link | None = None
    sentence: tuple[int, int] = (0, 0)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the record holds it: values as decimal strings."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "value": format_number(self.value),
            "low": format_number(self.low),
            "high": format_number(self.high),
            "bound": self.bound,
            "unit": self.unit,
            "counted": _plain(self.counted, lemma=True),
            "antecedent": _plain(self.antecedent),
            "of": _plain(self.of, entity=True),
            "place": _plain(self.place, entity=True),
            "event": _plain(self.event),
            "sentence": list(self.sentence),
        }


def _plain(link: Link | None, *, lemma: bool = False, entity: bool = False) -> dict[str, Any] | None:
    if link is None:
        return None
    data: dict[str, Any] = {"start": link.start, "end": link.end, "text": link.text}
    if lemma:
        data["lemma"] = link.lemma
    if entity:
        data["entity"] = link.entity
    return data
