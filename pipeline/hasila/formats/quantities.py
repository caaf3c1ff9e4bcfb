"""Quantities as spans and relations, so that annotation tools can show and mend them.

A number is a span labelled `NUM-count`, `NUM-money` … by its kind, its value and bound as attributes.
What it counts, of whom, where, is a relation `counted`, `antecedent`, `of`, `place` or `event` from it to
another span: an entity where one has the same ends, else a span labelled `LINK-counted` and so on.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hasila.formats.assemble import RawRelation, RawSpan
from hasila.formats.shapes import Misshapen, short
from hasila.formats.types import Document, Span

KINDS = (
    "count",
    "money",
    "measure",
    "percent",
    "fraction",
    "multiple",
    "duration",
    "age",
    "date",
    "time",
    "ordinal",
    "score",
    "identifier",
)
LINKS = ("counted", "antecedent", "of", "place", "event")
NUMBER = "NUM-"
LINK = "LINK-"
SENTENCE = "sentence"
VALUES = ("value", "low", "high", "bound", "unit", SENTENCE)


def to_raw(quantities: Iterable[Any], entities: Sequence[RawSpan]) -> tuple[list[RawSpan], list[RawRelation]]:
    """Spans and relations of the quantities of a file, in its own offsets.

    Raises:
        Misshapen: it is so.
    """
    spans: list[RawSpan] = []
    relations: list[RawRelation] = []
    targets: dict[tuple[Hashable, Hashable], Any] = {}
    for one in entities:
        targets.setdefault((one.start, one.end), one.key)
    for index, quantity in enumerate(quantities):
        if not isinstance(quantity, Mapping):
            raise Misshapen(f"quantity {index} is no object but {short(quantity)}")
        start, end, surface = ends_of(quantity, "num", f"quantity {index}")
        kind = quantity.get("kind")
        if kind not in KINDS:
            raise Misshapen(f"quantity {start}–{end}: kind {kind!r} is none of {', '.join(KINDS)}")
        attributes = {name: quantity[name] for name in VALUES if quantity.get(name) is not None}
        number = RawSpan(start, end, NUMBER + kind, surface, ("num", index), attributes=attributes)
        spans.append(number if sentence_of(attributes) is None else replace(number, stretches=(SENTENCE,)))
        for role in LINKS:
            link = quantity.get(role)
            if link is None:
                continue
            ends = ends_of(
                {"span": link} if isinstance(link, list) else link, "span", f"{role} of {start}–{end}"
            )
            key = targets.get(ends[:2])
            if key is None:
                key = targets[ends[:2]] = ("link", *ends[:2])
                more = {"lemma": link["lemma"]} if isinstance(link, dict) and link.get("lemma") else {}
                spans.append(RawSpan(*ends[:2], LINK + role, ends[2], key, attributes=more))
            relations.append(RawRelation(("num", index), key, role))
    return spans, relations


def ends_of(row: Any, pair: str, what: str) -> tuple[Any, Any, str | None]:
    """Start, end and surface of `{"span": [s, e]}` or of `{"start", "end", "text"}`.

    Raises:
        Misshapen: it is neither.
    """
    if not isinstance(row, Mapping):
        raise Misshapen(f"{what} is no object but {short(row)}")
    surface = row.get("text")
    surface = surface if isinstance(surface, str) else None
    ends = row.get(pair)
    if isinstance(ends, list) and len(ends) == 2 and not any(isinstance(end, (list, dict)) for end in ends):
        return ends[0], ends[1], surface
    if (
        "start" in row
        and "end" in row
        and not any(isinstance(row[end], (list, dict)) for end in ("start", "end"))
    ):
        return row["start"], row["end"], surface
    raise Misshapen(f'{what} has neither "{pair}": [start, end] nor "start" and "end"')


def sentence_of(attributes: Mapping[str, Any]) -> tuple[int, int] | None:
    """Start and end of the sentence of a number; None where that isn't said."""
    ends = attributes.get(SENTENCE)
    if not isinstance(ends, (list, tuple)) or len(ends) != 2:
        return None
    return (ends[0], ends[1]) if all(type(end) is int for end in ends) else None


@dataclass(slots=True)
class Parts:
    """The spans of a document sorted into names and quantities.

    Attributes:
        entities: Places in `document.spans`.
        quantities: Place of the number, and for each role the place of what it leads to.
        relations: Other relations, between entities: places in `entities`, and the label.
        lost: How many relations are none of these.
    """

    entities: list[int] = field(default_factory=list)
    quantities: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    relations: list[tuple[int, int, str]] = field(default_factory=list)
    lost: int = 0


def parts(document: Document) -> Parts:
    """Undo `to_raw`: which spans are names, which are numbers, and what the numbers lead to."""
    found = Parts()
    links: dict[int, dict[str, int]] = {
        index: {} for index, span in enumerate(document.spans) if is_number(span)
    }
    others = []
    linked: set[int] = set()
    for relation in document.relations:
        roles = links.get(relation.head)
        if roles is not None and relation.label in LINKS and relation.label not in roles:
            roles[relation.label] = relation.tail
            linked.add(relation.tail)
        else:
            others.append(relation)
    for index, span in enumerate(document.spans):
        if index in links:
            found.quantities.append((index, links[index]))
        elif index not in linked or not span.label.startswith(LINK):
            found.entities.append(index)
    place_of = {index: place for place, index in enumerate(found.entities)}
    for relation in others:
        if relation.head in place_of and relation.tail in place_of:
            found.relations.append((place_of[relation.head], place_of[relation.tail], relation.label))
        else:
            found.lost += 1
    return found


def is_number(span: Span) -> bool:
    """Whether the span stands for a number."""
    return span.label.startswith(NUMBER) and span.label.removeprefix(NUMBER) in KINDS
