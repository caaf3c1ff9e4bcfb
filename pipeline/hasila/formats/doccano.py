"""doccano's JSON lines: `{"text", "label": [[start, end, "ORG"]]}`, or `entities` and `relations`.

doccano keeps no words beside its offsets, so nothing in the file proves them. Its page counts UTF-16
units, or grapheme clusters where the project's `grapheme mode` is on; its server passes on whatever
it was given, so files from Python programs count code points. Where the units differ, the file
is read once to see in which of them the spans begin and end at the edges of words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any
from unicodedata import category

from hasila.formats.assemble import Assembler, Raw, RawRelation, RawSpan
from hasila.formats.json_values import identifier_of, read_values, text_of
from hasila.formats.offsets import UNIT_NAMES, Unit, differing, ruler
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.shapes import Misshapen, check_annotated, key, listed, objects, short
from hasila.formats.types import Document, Problem
from hasila.records import to_json

# As its page counts, first.
_UNITS: tuple[Unit, ...] = ("utf16", "graphemes", "codepoints")
_SPANS = ("label", "labels", "entities")
_OWN = ("id", "text", "data", *_SPANS, "relations")
_PROCLITICS = "وفبلكس"
_LONGEST_PROCLITICS = 8  # with their marks


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of the file."""
    if options.offsets == "auto":
        options = replace(options, offsets=_unit_of(path, options))
    assemble = Assembler(options, _UNITS)
    for item in read_values(path):
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        raw = _raw(row, path, line, texts_only=options.texts_only)
        if isinstance(raw, Problem):
            yield raw
        else:
            yield from assemble(raw)


def _raw(row: dict[str, Any], path: str, line: int, *, texts_only: bool) -> Raw | Problem:
    text = text_of(row, "text" if "text" in row or "data" not in row else "data", path, line)
    if isinstance(text, Problem):
        return text
    identifier = identifier_of(row, path, line)
    field = next((name for name in _SPANS if row.get(name) is not None), _SPANS[0])
    try:
        if not texts_only:
            check_annotated(row, _SPANS)
        spans = [_span(one, index) for index, one in enumerate(listed(row, field))]
        relations = [
            RawRelation(key(one.get("from_id")), key(one.get("to_id")), one.get("type"))
            for one in objects(row, "relations")
        ]
    except Misshapen as error:
        return Problem(path, line, identifier, str(error))
    meta = {name: value for name, value in row.items() if name not in _OWN}
    return Raw(identifier, text, spans, relations, meta, source=path, line=line)


def _span(one: Any, index: int) -> RawSpan:
    if isinstance(one, dict):
        called = key(one.get("id", index))
        return RawSpan(one.get("start_offset"), one.get("end_offset"), one.get("label"), key=called)
    if isinstance(one, list) and len(one) == 3:
        return RawSpan(one[0], one[1], one[2], key=index)
    raise Misshapen(f"a label is no [start, end, label] but {short(one)}")


def _unit_of(path: str, options: ReadOptions) -> Unit:
    """The unit in which most spans of the file stand at the edges of words."""
    scores = dict.fromkeys(_UNITS, 0)
    differ: dict[frozenset[Unit], str] = {}  # pairs of units that a span tells apart, and where first
    for item in read_values(path):
        raw = None if isinstance(item, Problem) else _raw(item[1], path, item[0], texts_only=True)
        if not isinstance(raw, Raw) or not raw.spans or len(differing(raw.text, _UNITS)) == 1:
            continue
        for span in raw.spans:
            if isinstance(span.start, int) and isinstance(span.end, int):
                found = {unit: _ends_in(raw.text, unit, span.start, span.end) for unit in _UNITS}
                for unit, ends in found.items():
                    scores[unit] += ends is not None and _at_edges(raw.text, *ends)
                for one, other in combinations(_UNITS, 2):
                    if found[one] != found[other]:
                        differ.setdefault(frozenset((one, other)), f"{path}:{raw.line}")
    best = max(_UNITS, key=lambda unit: scores[unit])  # the first of equals
    rivals = {other: differ[pair] for other in _UNITS if (pair := frozenset((best, other))) in differ}
    equal = [unit for unit in rivals if scores[unit] == scores[best]]
    if equal:
        others = " or ".join(UNIT_NAMES[unit] for unit in equal)
        message = f"offsets could count {UNIT_NAMES[best]} or {others}: taken for {UNIT_NAMES[best]}"
        options.notes.add(f"{message}; --offsets says which", rivals[equal[0]])
    elif rivals:
        message = f"offsets taken for {UNIT_NAMES[best]}: most spans begin and end with a word so"
        options.notes.add(f"{message}; --offsets says it for sure", next(iter(rivals.values())))
    return best


def _ends_in(text: str, unit: Unit, start: int, end: int) -> tuple[int, int] | None:
    measure = _ruler(text, unit)
    ends = measure.codepoint(start), measure.codepoint(end)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


# The spans of a document come one after the other, each measured in every unit.
_ruler = lru_cache(maxsize=len(_UNITS))(ruler)


def _at_edges(text: str, start: int, end: int) -> bool:
    """Whether a word begins at `start`, proclitics apart, and one ends at `end`."""
    if start >= end or text[start].isspace() or text[end - 1].isspace():
        return False
    if end < len(text) and _joins(text[end]) and _joins(text[end - 1]):
        return False
    before = start
    while before and _joins(text[before - 1]):
        before -= 1
        if start - before > _LONGEST_PROCLITICS:
            return False
    return all(char in _PROCLITICS or not char.isalnum() for char in text[before:start]) and not _is_mark(
        text[start]
    )


def _joins(char: str) -> bool:
    """Whether a character is part of a word: a letter, a digit, a mark, a joiner."""
    return char.isalnum() or char == "ـ" or _is_mark(char)


def _is_mark(char: str) -> bool:
    return category(char) in ("Mn", "Me") or char == "\u200d"


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """`label` triples, or `entities` and `relations` in all lines if any document has a relation.

    One file goes into one project, and whether that has relations decides which shape it reads.
    """
    losses = options.losses
    unit = options.offsets or "utf16"
    held = list(documents)
    related = any(document.relations for document in held)
    next_id = next_arc = 0
    with options.files.new(path) as stream:
        for document in held:
            losses.add("attributes", document.place, sum(len(span.attributes) for span in document.spans))
            place = ruler(document.text, unit).inverse()
            kept: dict[int, tuple[int, int, str]] = {}
            for index, span in enumerate(document.spans):
                start, end = place(span.start), place(span.end)
                if start is None or end is None:
                    losses.add(f"spans|their ends lie inside {UNIT_NAMES[unit]}", document.place)
                else:
                    kept[index] = (start, end, span.label)
            row: dict[str, Any] = {"id": document.id, "text": document.text}
            if related:
                ids = {index: next_id + number for number, index in enumerate(kept)}
                next_id += len(kept)
                row["entities"] = [
                    {"id": ids[index], "label": label, "start_offset": start, "end_offset": end}
                    for index, (start, end, label) in kept.items()
                ]
                row["relations"] = [
                    {
                        "id": next_arc + number,
                        "from_id": ids[arc.head],
                        "to_id": ids[arc.tail],
                        "type": arc.label,
                    }
                    for number, arc in enumerate(document.relations)
                    if arc.head in ids and arc.tail in ids
                ]
                next_arc += len(document.relations)
                losses.add(
                    "relations|a span of theirs was lost",
                    document.place,
                    len(document.relations) - len(row["relations"]),
                )
            else:
                row["label"] = [list(one) for one in kept.values()]
            row |= {name: value for name, value in document.meta.items() if name not in row}
            stream.write(to_json(row).encode("utf-8") + b"\n")


def is_shape(row: dict[str, Any]) -> bool:
    """Whether an object looks like doccano's."""
    if not isinstance(row.get("text", row.get("data")), str):
        return False
    triples = row.get("label", row.get("labels"))
    if isinstance(triples, list):
        return all(isinstance(one, list) and len(one) == 3 for one in triples)
    entities = row.get("entities")
    if not isinstance(entities, list) or not (entities or "relations" in row):
        return False
    return all(isinstance(one, dict) and "start_offset" in one for one in entities)
