"""Scoring quantities: any system's records against any gold.

Both sides may be in the gold file's format (`num`, `counted`, … as `[start, end]`) or in the
format of Hasila's records (`start`, `end`, and links as `{"start", "end", …}`). A gold and a
system quantity are the same one where their numbers' spans are equal, nothing looser.

* `value`, `ends`, `bound`, `kind`: the share of right ones among the matched quantities.
* `counted`, `antecedent`, `of`, `place`, `event`: precision, recall and F1 of exact spans. A link
  on an unmatched number counts as wrong, a gold link that nobody found as missed.
* `same`: of each link, the share of matched numbers for which both sides say the same, or both nothing, as
  agreement between annotators is often given; numbers of kinds that never have one are left out.
* `whole`: the share of *gold* quantities that were found with value, ends, bound, kind and
  counted noun all right. It is what a reader of the table would call a correct row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hasila.links.scope import LINKED

Record = Mapping[str, Any]
Span = tuple[int, int]

LINKS = ("counted", "antecedent", "of", "place", "event")
EXACT = ("value", "ends", "bound", "kind")
# What has to be right for a row to be right, as the error lister names it.
WHOLE = ("value", "ends", "bound", "kind", "counted")


@dataclass(frozen=True, slots=True)
class Ratio:
    """`right` of `total`; `share` is None where there was nothing to get right."""

    right: int
    total: int

    @property
    def share(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Spans that both sides have, that only the system has, that only the gold has."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float | None:
        found = self.right + self.spurious
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else None

    @property
    def f1(self) -> float | None:
        both = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class Scores:
    """What `score` found.

    Attributes:
        mentions: Numbers by exact span.
        exact: `value`, `ends`, `bound`, `kind` → share among matched numbers.
        links: `counted`, `antecedent`, `of`, `place`, `event` → agreement of exact spans.
        same: The same five → share among matched numbers, none and none the same too.
        whole: Rows right as a whole, among gold quantities.
        kinds: Gold kind → rows right as a whole among them.
    """

    mentions: Agreement
    exact: dict[str, Ratio]
    links: dict[str, Agreement]
    same: dict[str, Ratio]
    whole: Ratio
    kinds: dict[str, Ratio] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers (percentages with one decimal), for JSON and for a model's `meta.json`."""

        def percent(share: float | None) -> float | None:
            return None if share is None else round(100 * share, 1)

        def agreement(part: Agreement) -> dict[str, float | None]:
            return {"p": percent(part.precision), "r": percent(part.recall), "f": percent(part.f1)}

        return {
            "mentions": agreement(self.mentions),
            **{name: percent(part.share) for name, part in self.exact.items()},
            **{name: agreement(part) for name, part in self.links.items()},
            "same": {name: percent(part.share) for name, part in self.same.items()},
            "whole": percent(self.whole.share),
            "kinds": {name: percent(part.share) for name, part in self.kinds.items()},
        }


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement.

    Attributes:
        field: `mention`, or the field that differs.
        id: The record's id.
        span: The number's span, in the gold where both have it.
        gold, system: What each side says; None where it says nothing.
    """

    field: str
    id: str
    span: Span
    gold: Any
    system: Any


def score(gold: Iterable[Record], system: Iterable[Record]) -> Scores:
    """Compare records with gold, matched by their `id`.

    Raises:
        ValueError: an id occurs twice, or the system has no record for a gold one (an empty
            `quantities` list is how a system says that it found nothing).
    """
    mentions, kinds_right, kinds_total = Counter[str](), Counter[str](), Counter[str]()
    exact = {name: Counter[str]() for name in EXACT}
    links = {name: Counter[str]() for name in LINKS}
    same = {name: Counter[bool]() for name in LINKS}
    whole_right = whole_total = 0
    for _, pairs in _paired(gold, system):
        for ours, theirs in pairs:
            mentions[_verdict(None if ours is None else True, None if theirs is None else True)] += 1
            if ours is not None and theirs is not None:
                for name in EXACT:
                    exact[name]["right" if ours[name] == theirs[name] else "wrong"] += 1
                for name in LINKS if ours["kind"] in LINKED else ("counted",):
                    same[name][ours[name] == theirs[name]] += 1
            for name in LINKS:
                a, b = (side[name] if side else None for side in (ours, theirs))
                if a is not None and b is not None and a != b:
                    links[name]["spurious"] += 1
                    links[name]["missed"] += 1
                elif a is not None or b is not None:
                    links[name][_verdict(a, b)] += 1
            if ours is not None:
                whole_total += 1
                kinds_total[ours["kind"]] += 1
                if theirs is not None and all(ours[name] == theirs[name] for name in WHOLE):
                    whole_right += 1
                    kinds_right[ours["kind"]] += 1
    return Scores(
        mentions=_agreement(mentions),
        exact={name: Ratio(c["right"], c["right"] + c["wrong"]) for name, c in exact.items()},
        links={name: _agreement(c) for name, c in links.items()},
        same={name: Ratio(c[True], c.total()) for name, c in same.items()},
        whole=Ratio(whole_right, whole_total),
        kinds={name: Ratio(kinds_right[name], total) for name, total in kinds_total.most_common()},
    )


def errors(gold: Iterable[Record], system: Iterable[Record]) -> Iterator[Error]:
    """Every disagreement, record by record; raises as `score` does."""
    for name, pairs in _paired(gold, system):
        for ours, theirs in pairs:
            if ours is None or theirs is None:
                side = ours or theirs or {}
                yield Error("mention", name, side["num"], ours and ours["num"], theirs and theirs["num"])
                continue
            for what in (*EXACT, *LINKS):
                if ours[what] != theirs[what]:
                    yield Error(what, name, ours["num"], ours[what], theirs[what])


def _verdict(gold: Any, system: Any) -> str:
    if gold is None:
        return "spurious"
    return "missed" if system is None else "right"


def _agreement(counts: Counter[str]) -> Agreement:
    return Agreement(counts["right"], counts["spurious"], counts["missed"])


_Pairs = list[tuple[dict[str, Any] | None, dict[str, Any] | None]]


def _paired(gold: Iterable[Record], system: Iterable[Record]) -> Iterator[tuple[str, _Pairs]]:
    found: dict[str, Record] = {}
    for record in system:
        if str(record["id"]) in found:
            raise ValueError(f"the system has two records with the id {record['id']!r}")
        found[str(record["id"])] = record
    seen: set[str] = set()
    for record in gold:
        name = str(record["id"])
        if name in seen:
            raise ValueError(f"the gold has two records with the id {name!r}")
        seen.add(name)
        if name not in found:
            raise ValueError(f"the system has no record with the id {name!r}")
        ours = {q["num"]: q for q in map(_plain, record["quantities"])}
        theirs = {q["num"]: q for q in map(_plain, found[name]["quantities"])}
        spans = sorted(ours.keys() | theirs.keys())
        yield name, [(ours.get(span), theirs.get(span)) for span in spans]


def _plain(quantity: Mapping[str, Any]) -> dict[str, Any]:
    """A quantity of either format, with spans as tuples and values that compare equal if they are."""
    num = quantity["num"] if "num" in quantity else (quantity["start"], quantity["end"])
    return {
        "num": tuple(num),
        "kind": quantity["kind"],
        "value": _value(quantity.get("value")),
        "ends": (_value(quantity.get("low")), _value(quantity.get("high"))),
        "bound": quantity.get("bound") or "exact",
        **{name: _span(quantity.get(name)) for name in LINKS},
    }


def _span(link: Any) -> Span | None:
    if link is None:
        return None
    if isinstance(link, Mapping):
        return (link["start"], link["end"])
    start, end = link
    return (start, end)


def _value(text: Any) -> Fraction | str | None:
    """`0.5`, `1/2` and `00.50` are one value. What is no number compares as it is written."""
    if text is None:
        return None
    try:
        return Fraction(text) if "/" in str(text) else Fraction(Decimal(str(text)))
    except (ArithmeticError, ValueError):
        return str(text)
