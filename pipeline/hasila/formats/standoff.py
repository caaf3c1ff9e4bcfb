"""The lines of a brat .ann, sorted by what they say: spans, relations, events, attributes, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any

from hasila.formats.assemble import RawRelation, RawSpan
from hasila.formats.files import lines, opened
from hasila.formats.notes import Notes
from hasila.formats.offsets import Unit, ruler
from hasila.formats.options import ReadOptions

# What brat and others that write its format count in, the likeliest first.
UNITS: tuple[Unit, ...] = ("codepoints", "utf16", "codepoints-lf")
_BOUND = re.compile(r"(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)")
_ARC = re.compile(r"(\S+) (\S+?):(\S+) (\S+?):(\S+)\s*")
_REFERENCE = "reference"


@dataclass(slots=True)
class Standoff:
    """The lines of a .ann, sorted.

    Attributes:
        text: The text that they are about, without the byte order mark.
        marked: Whether one stands before it, which offsets may count.
        spans: By id.
        marks: Attributes and references: the id of what they are at, name, value, and `FILE:LINE`.
        notes: By the id of the span that they are at.
        relations: Between ids, those of events too.
        triggers: By the id of an event that of the span which stands for it.
        faults: Number of a line, and what is wrong with it.
    """

    text: str
    marked: bool = False
    spans: dict[str, RawSpan] = field(default_factory=dict)
    marks: list[tuple[str, str, Any, str]] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    relations: list[RawRelation] = field(default_factory=list)
    triggers: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def attributes(self, notes: Notes) -> dict[str, dict[str, Any]]:
        """Attributes and references by the id of a span; an event's are those of its trigger.

        Several values of one name, as two references or those of two events of one trigger, are a list.
        """
        values: dict[str, dict[str, list[Any]]] = {}
        for target, name, value, place in self.marks:
            span = self.triggers.get(target, target)
            if span not in self.spans:
                notes.add("attributes of other things than spans and events were passed over", place)
                continue
            same = values.setdefault(span, {}).setdefault(name, [])
            if value not in same:
                same.append(value)
        return {
            span: {name: every[0] if len(every) == 1 else every for name, every in named.items()}
            for span, named in values.items()
        }


def read_standoff(path: str, text: str, options: ReadOptions, *, marked: bool) -> Standoff:
    """The lines of the .ann of a text; `marked` if a byte order mark was before it."""
    found = Standoff(text, marked)
    with opened(path) as stream:
        for number, line, fault in lines(stream, path):
            if line is None:
                found.faults.append((number, fault))
            elif line.strip():
                reason = _line(line, number, f"{path}:{number}", found, options)
                if reason:
                    found.faults.append((number, reason))
    return found


def _line(line: str, number: int, place: str, found: Standoff, options: ReadOptions) -> str:
    """Take in a line; what is wrong with it, if anything."""
    key, _, rest = line.partition("\t")
    body, _, tail = rest.partition("\t")
    kind = key[:1]
    if " " in key:
        return f"{line[:40]!r}: a tab is missing after the id"
    if kind == "T":
        return _bound(key, body, tail, (number, place), found, options)
    if kind == "R":
        arc = _ARC.fullmatch(body)
        if arc is None:
            return f"{key} is no relation: {body!r}"
        found.relations.append(RawRelation(arc[3], arc[5], arc[1], number))
    elif kind == "E":
        if not body.strip():
            return f"{key} is no event: {body!r}"
        trigger, *arguments = body.split()
        found.triggers[key] = trigger.partition(":")[2]
        for argument in arguments:
            role, _, target = argument.partition(":")
            found.relations.append(RawRelation(key, target, role, number))
    elif kind in "AM":
        name, target, *value = [*body.split(" ", 2), ""][:3]
        found.marks.append((target, name, value[0] if value and value[0] else True, place))
    elif kind == "N":
        _, target, reference = [*body.split(" ", 2), "", ""][:3]
        found.marks.append((target, _REFERENCE, reference, place))
    elif kind == "#":
        target = body.partition(" ")[2]
        if not target.startswith("T"):
            options.notes.add("notes at other things than spans were passed over", place)
        else:
            found.notes.setdefault(target, []).append(tail)
    elif kind == "*":
        options.notes.add("equivalences were passed over", place)
    else:
        return f"{line[:40]!r} is no line of brat standoff (T, R, E, A, M, N, # or *)"
    return ""


def _bound(
    key: str, body: str, surface: str, place: tuple[int, str], found: Standoff, options: ReadOptions
) -> str:
    match = _BOUND.fullmatch(body)
    if match is None:
        return f"{key} is no span: {body!r} (LABEL START END)"
    if key in found.spans:
        return f"a second {key}"
    ends = [tuple(map(int, pair.split(" "))) for pair in match[2].split(";")]
    pairs = [(pair[0], pair[1]) for pair in ends]
    if len(pairs) > 1:
        # brat parts a span at line ends; a gap that holds words is another matter.
        joined = _joined(pairs, surface, found, options)
        if joined is None:
            return f"{key} {match[1]} is discontinuous ({match[2]}), which no other format can hold"
        surface = joined
    elif not surface:
        options.notes.add("a span without its words, which could not be checked", place[1])
    found.spans[key] = RawSpan(pairs[0][0], pairs[-1][1], match[1], surface or None, line=place[0])
    return ""


def _joined(
    pairs: Sequence[tuple[int, int]], surface: str, found: Standoff, options: ReadOptions
) -> str | None:
    """The words of a span in parts, with the line ends between them; None where words lie between.

    In which unit, and whether offsets count the byte order mark, is not known yet: whichever fits the words.
    """
    text = found.text
    units = UNITS if options.offsets == "auto" else (options.offsets,)
    for shift, unit in product((0, 1) if found.marked else (0,), units):
        measure = ruler(text, unit)
        places = [(measure.codepoint(start - shift), measure.codepoint(end - shift)) for start, end in pairs]
        whole = [(start, end) for start, end in places if start is not None and end is not None]
        if len(whole) == len(pairs) and " ".join(text[s:e] for s, e in whole) == surface:
            gaps = [text[end:start] for (_, end), (start, _) in pairwise(whole)]
            if all(gap.isspace() for gap in gaps):
                return text[whole[0][0] : whole[-1][1]]
    return None
