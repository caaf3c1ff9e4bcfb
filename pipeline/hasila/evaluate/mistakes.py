"""What went wrong, one thing at a time: its class, where it is, what each side says."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hasila.evaluate.gold import GoldText, Quantity, Span
from hasila.evaluate.quantities import EXACT, LINKS
from hasila.evaluate.quantities import errors as quantity_errors

# Label or kind of the gold, of the system; "" where a side has nothing.
Confusion = Counter[tuple[str, str]]

ENTITY_CLASSES = {
    "missed": "a name that the system has not",
    "spurious": "a name that the gold has not",
    "label": "the right words under another label",
    "ends": "the right label on more or fewer words",
    "ends and label": "overlapping words under another label",
}
QUANTITY_CLASSES = {
    "missed": "a number that the system has not, or with other ends",
    "spurious": "a number that the gold has not, or with other ends",
    **dict.fromkeys((*EXACT, *LINKS), ""),
}
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """One disagreement.

    Attributes:
        kind: Its class, of `ENTITY_CLASSES` or `QUANTITY_CLASSES`.
        id, place: The text.
        before, marked, after: The text around it, and the name or number itself.
        gold, system: What each side says, for eyes; None where it says nothing.
    """

    kind: str
    id: str
    place: str
    before: str
    marked: str
    after: str
    gold: str | None
    system: str | None


def pair(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span | None, Span | None]]:
    """Each name of the gold with the system's on the same words, else with one that overlaps it.

    Both are sorted and have no name twice. No name is used twice, those that overlap most go first.
    """
    pairs: list[tuple[Span | None, Span | None]] = []
    places = {(start, end): index for index, (start, end, _) in enumerate(found)}
    left, taken = [], set()
    for span in gold:
        same = places.get(span[:2])
        if same is None or same in taken:
            left.append(span)
        else:
            taken.add(same)
            pairs.append((span, found[same]))
    rest = [span for index, span in enumerate(found) if index not in taken]
    overlaps = sorted(_overlaps(left, rest))
    used_gold, used_found = set(), set()
    for _, i, j in overlaps:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((left[i], rest[j]))
    pairs += [(span, None) for i, span in enumerate(left) if i not in used_gold]
    pairs += [(None, span) for j, span in enumerate(rest) if j not in used_found]
    return sorted(pairs, key=lambda both: (both[0] or both[1] or (0, 0, ""))[:2])


def _overlaps(gold: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    starts = [span[0] for span in found]
    longest = max((end - start for start, end, _ in found), default=0)
    for i, (start, end, _) in enumerate(gold):
        for j in range(bisect_left(starts, start - longest), bisect_left(starts, end)):
            if (common := min(end, found[j][1]) - max(start, found[j][0])) > 0:
                yield -common, i, j


def entity_confusion(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> Confusion:
    """What the system calls the names of the gold, those that only overlap included."""
    return Counter(
        (ours[2] if ours else "", theirs[2] if theirs else "")
        for one, other in zip(gold, found, strict=True)
        for ours, theirs in pair(one, other)
    )


def kind_confusion(gold: Sequence[Sequence[Quantity]], found: Sequence[Sequence[Quantity]]) -> Confusion:
    """What kind the system gives to the numbers of the gold, and to others."""
    confusion: Confusion = Counter()
    for one, other in zip(gold, found, strict=True):
        ours, theirs = ({tuple(q["num"]): q["kind"] for q in side} for side in (one, other))
        confusion.update((ours.get(span, ""), theirs.get(span, "")) for span in ours.keys() | theirs.keys())
    return confusion


def entity_mistakes(
    texts: Sequence[GoldText], gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]
) -> Iterator[Mistake]:
    """Every name that is not right, text by text."""
    for text, one, other in zip(texts, gold, found, strict=True):
        for ours, theirs in pair(one, other):
            if ours != theirs:
                span = ours or theirs or (0, 0, "")
                yield _mistake(
                    _class_of(ours, theirs), text, span[:2], _name(ours, text), _name(theirs, text)
                )


def _class_of(gold: Span | None, system: Span | None) -> str:
    if gold is None:
        return "spurious"
    if system is None:
        return "missed"
    if gold[:2] == system[:2]:
        return "label"
    return "ends" if gold[2] == system[2] else "ends and label"


def _name(span: Span | None, text: GoldText) -> str | None:
    return None if span is None else f"{text.text[span[0] : span[1]]} ({span[2]})"


def quantity_mistakes(texts: Sequence[GoldText], found: Sequence[Sequence[Quantity]]) -> Iterator[Mistake]:
    """Everything said of a quantity that is not right, text by text."""
    by_id = {text.id: text for text in texts}
    gold = [{"id": text.id, "quantities": text.quantities} for text in texts]
    system = [{"id": text.id, "quantities": one} for text, one in zip(texts, found, strict=True)]
    for error in quantity_errors(gold, system):
        text = by_id[error.id]
        kind, ours, theirs = error.field, error.gold, error.system
        if kind == "mention":
            kind = "spurious" if ours is None else "missed"
        spans = error.field in ("mention", *LINKS)
        yield _mistake(kind, text, error.span, *(_said(side, text, spans) for side in (ours, theirs)))


def _said(value: Any, text: GoldText, span: bool) -> str | None:
    if value is None:
        return None
    if span:
        return text.text[value[0] : value[1]]
    if isinstance(value, tuple):
        ends = ["…" if end is None else _number(end) for end in value]
        return None if value == (None, None) else " to ".join(ends)
    return _number(value) or "–"


def _number(value: Any) -> str:
    """A value as people write it: decimals where they end, else a fraction."""
    if isinstance(value, Fraction):
        rest = value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return str(value)


def _mistake(
    kind: str, text: GoldText, span: tuple[int, int], gold: str | None, system: str | None
) -> Mistake:
    start, end = span
    before, after = text.text[max(0, start - _AROUND) : start], text.text[end : end + _AROUND]
    if start > _AROUND:
        before = "…" + before[before.find(" ") + 1 :]
    if end + _AROUND < len(text.text):
        after = after[: after.rfind(" ") + 1 or None] + "…"
    return Mistake(kind, text.id, text.place, before, text.text[start:end], after, gold, system)
