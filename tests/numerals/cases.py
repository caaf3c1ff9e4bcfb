"""The hand-checked cases of `corpora/numbers`: how a row is read and compared."""

from dataclasses import dataclass
from pathlib import Path

from hasila.numerals import NumberSpan
from hasila.numerals.types import format_number

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "numbers"
SIGNS = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<=", "about": "~", "exact": ""}


@dataclass(frozen=True)
class Case:
    """One row: its category, the text without brackets, and the numbers in it as `written` gives them."""

    category: str
    text: str
    numbers: tuple[tuple[int, int, str], ...]


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """All rows of all tables."""
    cases = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            marked, _, expected = line.partition("\t")
            text, spans = _unmark(marked)
            values = [value.strip() for value in expected.split("|")] if expected else []
            if len(values) != len(spans):
                raise ValueError(f"{path.name}: {line!r} marks {len(spans)} numbers and gives {len(values)}")
            numbers = tuple((*span, value) for span, value in zip(spans, values, strict=True))
            cases.append(Case(path.stem, text, numbers))
    return cases


def _unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, start = "", [], 0
    for char in marked:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append((start, len(text)))
        else:
            text += char
    return text, spans


def written(number: NumberSpan) -> str:
    """A number as the tables write it: `>100`, `3000..5000`, `?10..`, `- score`, `2015 date`."""
    kind = "" if number.kind == "cardinal" else f" {number.kind}"
    return _value(number) + kind


def _value(number: NumberSpan) -> str:
    ends = ""
    if number.low is not None or number.high is not None:
        ends = f"{format_number(number.low) or ''}..{format_number(number.high) or ''}"
    value = format_number(number.value)
    if number.bound == "vague":
        return "?" + ends
    if number.bound == "between":
        return ends if value is None else f"{ends}={value}"
    return SIGNS[number.bound] + ("-" if value is None else value)
