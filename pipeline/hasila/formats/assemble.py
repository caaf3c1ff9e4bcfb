"""From what a file says to a `Document`: the one place where offsets are believed or refused.

A span is believed where it lies inside the text and, if the file has kept the words it stood on,
where these words stand there. What doesn't fit is reported, with the nearest place where it would
fit; it is never put there.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hasila.formats.offsets import UNIT_NAMES, UNITS, Ruler, Unit, differing, ruler
from hasila.formats.options import ReadOptions
from hasila.formats.types import Document, Problem, Relation, Span

# How far a span that doesn't fit is looked for, and how much of a text a message quotes.
_NEAR = 20
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A span as the file has it.

    Attributes:
        start, end: Offsets in the file's unit; anything that stood there.
        label: Its class; anything that stood there.
        surface: The words that the file says it stands on; None where it doesn't say.
        key: What relations call it.
        line: Its own line in the file, if it has one.
        attributes: As in `Span`.
        stretches: Names of the attributes that are `[start, end]` in the file's unit, too.
    """

    start: Any
    end: Any
    label: Any
    surface: str | None = None
    key: Hashable = None
    line: int | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    stretches: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RawRelation:
    """A relation as the file has it: between keys of spans."""

    head: Hashable
    tail: Hashable
    label: Any
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as the file has it. `spans_source` is the file of the spans, if not `source`."""

    id: str
    text: str
    spans: Sequence[RawSpan] = ()
    relations: Sequence[RawRelation] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    tokens: tuple[tuple[int, int], ...] | None = None
    source: str = ""
    line: int | None = None
    spans_source: str | None = None


class Assembler:
    """Makes documents of what a file says.

    Args:
        options: The unit declared, and what becomes of a document whose spans don't all fit.
        units: The units that this tool and others writing its format count in, the likeliest first.
        escaped: Surfaces may hold `\\n` for a line end, as Label Studio's do.
    """

    def __init__(self, options: ReadOptions, units: Sequence[Unit], *, escaped: bool = False) -> None:
        self._options = options
        self._units: tuple[Unit, ...] = tuple(units) if options.offsets == "auto" else (options.offsets,)
        self._escaped = escaped

    def __call__(self, raw: Raw) -> Iterator[Document | Problem]:
        """The document, or what is wrong with it, span by span."""
        measure = self._measure(raw)
        spans: list[Span] = []
        places: dict[Hashable, int] = {}
        known: dict[tuple[int, int, str], int] = {}
        refused: set[Hashable] = set()
        problems: list[Problem] = []
        for one in raw.spans:
            span = self._span(one, raw.text, measure)
            if isinstance(span, str):
                problems.append(_problem(raw, span, one.line))
                refused.add(one.key)
                continue
            same = known.get((span.start, span.end, span.label))
            if same is not None and not one.attributes:
                self._options.notes.add("the same span twice, taken once", _place(raw, one.line))
                places[one.key] = same
                continue
            places[one.key] = known[span.start, span.end, span.label] = len(spans)
            if one.stretches:
                span = replace(span, attributes=self._attributes(one, measure, _place(raw, one.line)))
            spans.append(span)
            if span.text != span.text.strip():
                self._options.notes.add("a span begins or ends with a space", _place(raw, one.line))
        relations = []
        for arc in raw.relations:
            if arc.head in refused or arc.tail in refused:
                continue  # what is wrong has been said
            relation = _relation(arc, places)
            if isinstance(relation, str):
                problems.append(_problem(raw, relation, arc.line))
            else:
                relations.append(relation)
        yield from problems
        if not problems or self._options.keep_documents:
            if raw.spans and measure.to_codepoints is not None and self._options.offsets == "auto":
                self._options.notes.add(
                    f"offsets taken for {UNIT_NAMES[measure.unit]}", _place(raw, raw.line)
                )
            yield Document(
                raw.id, raw.text, tuple(spans), tuple(relations), raw.meta, raw.tokens, raw.source, raw.line
            )

    def _measure(self, raw: Raw) -> Ruler:
        """The unit in which most spans fit: all of them, if there is one."""
        measures = differing(raw.text, self._units)
        if len(measures) == 1:
            return measures[0]
        scores = [
            sum(not isinstance(self._span(one, raw.text, measure), str) for one in raw.spans)
            for measure in measures
        ]
        return measures[scores.index(max(scores))]

    def _span(self, one: RawSpan, text: str, measure: Ruler) -> Span | str:
        """The span, or what is wrong with it."""
        for name, offset in (("start", one.start), ("end", one.end)):
            if isinstance(offset, bool) or not isinstance(offset, int):
                return f"{_name(one)}: its {name} is no whole number but {offset!r}"
        if not isinstance(one.label, str) or not one.label.strip():
            return f"span {one.start}–{one.end} has no label but {one.label!r}"
        if one.start >= one.end:
            return f"{_name(one)} " + ("is empty" if one.start == one.end else "ends before it starts")
        if one.start < 0 or one.end > measure.length:
            return f"{_name(one)} lies outside the text, which has {_size(measure)}{self._hint(one, text)}"
        start, end = measure.codepoint(one.start), measure.codepoint(one.end)
        if start is None or end is None:
            return f"{_name(one)} cuts a character in two, counted in {UNIT_NAMES[measure.unit]}"
        found = text[start:end]
        if one.surface is not None and not self._same(one.surface, found):
            return (
                f"{_name(one)}: the file says {_quoted(one.surface)}, there stands {_quoted(found)}"
                f"{self._hint(one, text)}"
            )
        return Span(start, end, one.label, found, one.attributes)

    def _attributes(self, one: RawSpan, measure: Ruler, place: str) -> Mapping[str, Any]:
        """The attributes with their stretches in code points, without those that stand nowhere."""
        if measure.to_codepoints is None:
            return one.attributes
        found = dict(one.attributes)
        for name in one.stretches:
            ends = [measure.codepoint(end) for end in found[name]]
            if None in ends:
                self._options.notes.add(f"a {name} whose ends fit no characters, left out", place)
                del found[name]
            else:
                found[name] = ends
        return found

    def _same(self, surface: str, found: str) -> bool:
        if surface == found:
            return True
        return self._escaped and surface == found.replace("\r", "\\n").replace("\n", "\\n")

    def _hint(self, one: RawSpan, text: str) -> str:
        """Where the words stand instead, if near."""
        if not one.surface:
            return ""
        for unit in UNITS:
            if unit not in self._units:
                other = ruler(text, unit)
                start, end = other.codepoint(one.start), other.codepoint(one.end)
                if start is not None and end is not None and self._same(one.surface, text[start:end]):
                    return f"; it fits if offsets count {UNIT_NAMES[unit]}: --offsets {unit}"
        near = text[max(one.start - _NEAR, 0) : one.end + _NEAR]
        if near.count(one.surface) == 1:
            shift = one.start - (max(one.start - _NEAR, 0) + near.index(one.surface))
            if shift:
                return f"; that stands {abs(shift)} {'before' if shift > 0 else 'after'} it"
        return ""


def outer_problem(source: str, line: int | None, reason: str, identifier: str | None = None) -> Problem:
    """A problem of a whole line or document."""
    return Problem(source, line, identifier, reason)


def _relation(arc: RawRelation, places: Mapping[Hashable, int]) -> Relation | str:
    if not isinstance(arc.label, str) or not arc.label.strip():
        return f"relation between {arc.head!r} and {arc.tail!r} has no label but {arc.label!r}"
    for key in (arc.head, arc.tail):
        if key not in places:
            return f"relation {arc.label}: there is no span {key!r}"
    return Relation(places[arc.head], places[arc.tail], arc.label)


def _problem(raw: Raw, reason: str, line: int | None) -> Problem:
    if line is not None:
        return Problem(raw.spans_source or raw.source, line, raw.id, reason)
    return Problem(raw.source, raw.line, raw.id, reason)


def _place(raw: Raw, line: int | None) -> str:
    problem = _problem(raw, "", line)
    return problem.place


def _name(one: RawSpan) -> str:
    return f"span {one.start}–{one.end} {one.label}"


def _size(measure: Ruler) -> str:
    return f"{measure.length} {'characters' if measure.unit == 'codepoints' else UNIT_NAMES[measure.unit]}"


def _quoted(text: str) -> str:
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return repr(shown)
