"""Label Studio: the JSON export and its short form (JSON_MIN), and tasks to import.

Its page counts code points (seen in 1.23); older versions counted UTF-16 units, and `auto` tells them
apart by the words kept beside the offsets. A line end in those is written `\\n`, two characters.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from hasila.formats.assemble import Assembler, Raw, RawRelation, RawSpan
from hasila.formats.json_values import identifier_of, read_values
from hasila.formats.offsets import UNIT_NAMES, Unit, ruler
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.remarks import from_remarks, to_remarks
from hasila.formats.shapes import Misshapen, key, listed, objects
from hasila.formats.types import Document, Problem
from hasila.records import to_json

_UNITS: tuple[Unit, ...] = ("codepoints", "utf16", "graphemes", "codepoints-lf")
_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
# What the short form says of the annotating and not of the text.
_BOOKKEEPING = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
# Together these are no other tool's; `annotator` alone may stand in the rows of anyone.
_SHORT = ("annotator", "annotation_id", "lead_time")
_EXPORTED = ("annotations", "completions", "predictions")


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of an export: of each task the annotation marked as truth, else the latest one."""
    assemble = Assembler(options, _UNITS, escaped=True)
    for item in read_values(path):
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        try:
            raw = _raw(row, path, line, options)
        except Misshapen as error:
            raw = Problem(path, line, identifier_of(row, path, line), str(error))
        if isinstance(raw, Problem):
            yield raw
        elif raw is not None:
            yield from assemble(raw)


def _raw(row: dict[str, Any], path: str, line: int, options: ReadOptions) -> Raw | Problem | None:
    place = f"{path}:{line}"
    data = row["data"] if isinstance(row.get("data"), dict) else row
    text = data.get(options.text_field)
    if not isinstance(text, str):
        names = ", ".join(name for name, value in data.items() if isinstance(value, str)) or "none"
        reason = f"no text in the field {options.text_field!r} of the task's data (texts here: {names}); "
        return Problem(path, line, identifier_of(row, path, line), f"{reason}name it: --text-field")
    if data is row:
        results = _short(row)
    else:
        chosen = _chosen(row, options, place)
        if chosen is None:
            return None
        results = chosen
    spans, relations = [], []
    for one in results:
        kind = one.get("type")
        if kind in _LABELS:
            spans += _spans(one, str(kind))
        elif kind == "relation":
            if one.get("direction") == "bi":
                options.notes.add("a relation in both directions, taken as drawn, in one", place)
            relations += _relations(one)
        else:
            options.notes.add(f"results of the type {kind!r} are no spans and were passed over", place)
    meta = {
        name: value
        for name, value in data.items()
        if name not in (options.text_field, "id")
        and not (data is row and (name in _BOOKKEEPING or _is_results(value)))
    }
    identifier = identifier_of(data if "id" in data else row, path, line)
    return Raw(identifier, text, spans, relations, meta, source=path, line=line)


def _chosen(row: dict[str, Any], options: ReadOptions, place: str) -> list[dict[str, Any]] | None:
    """The results of the annotation to take; None where nobody has annotated the task."""
    done = objects(row, "annotations") or objects(row, "completions")
    valid = [one for one in done if not one.get("was_cancelled")]
    truth = [one for one in valid if one.get("ground_truth")]
    if len(valid) > 1:
        which = "the one marked as truth" if truth else "the latest"
        options.notes.add(f"a task was annotated more than once, {which} taken", place)
    chosen = (truth or valid)[-1:]
    if not chosen:
        guesses = objects(row, "predictions")
        if done or not guesses:
            options.notes.add("a task nobody annotated, passed over", place)
            return None
        options.notes.add("a task nobody annotated, its predictions taken", place)
        chosen = guesses[-1:]
    return objects(chosen[0], "result")


def _spans(one: dict[str, Any], kind: str) -> list[RawSpan]:
    value = one.get("value")
    value = value if isinstance(value, dict) else {}
    whole = value.get("globalOffsets")
    ends: dict[str, Any] = whole if isinstance(whole, dict) else value
    surface = value.get("text")
    about = one.get("meta")
    remarks = about.get("text") if isinstance(about, dict) else None
    attributes = from_remarks(remarks if isinstance(remarks, list) else [remarks] if remarks else [])
    return [
        RawSpan(
            ends.get("start"),
            ends.get("end"),
            label,
            surface if isinstance(surface, str) else None,
            key(one.get("id")) if number == 0 else (key(one.get("id")), number),
            attributes=attributes,
        )
        for number, label in enumerate(listed(value, kind) or [None])
    ]


def _relations(one: dict[str, Any]) -> list[RawRelation]:
    """A relation for each label, as regions are read."""
    ends = (key(one.get("from_id")), key(one.get("to_id")))
    head, tail = ends[::-1] if one.get("direction") == "left" else ends
    return [RawRelation(head, tail, label) for label in listed(one, "labels") or ["related"]]


def _is_results(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and "start" in one and _kind(one) is not None for one in value)
    )


def _kind(value: dict[str, Any]) -> str | None:
    """The type of the result whose value this is, which is where the labels stand in it."""
    return next((kind for kind in _LABELS if kind in value), None)


def _short(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of JSON_MIN, where regions stand without types and ids and relations are left out."""
    return [
        {"type": _kind(one), "id": f"{name}-{number}", "value": one}
        for name, value in row.items()
        if _is_results(value)
        for number, one in enumerate(value)
    ]


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """An array of tasks to import, and beside it the labelling setup that shows them, as .xml."""
    labels: dict[str, None] = {}
    arcs: dict[str, None] = {}
    with options.files.new(path) as stream:
        before = b"[\n"
        for document in documents:
            task = task_of(document, options)
            labels |= dict.fromkeys(span.label for span in document.spans)
            arcs |= dict.fromkeys(arc.label for arc in document.relations)
            stream.write(before + to_json(task).encode("utf-8"))
            before = b",\n"
        stream.write(b"\n]\n" if before == b",\n" else b"[]\n")
    with options.files.new(path.with_name(f"{path.name.partition('.')[0]}.xml")) as stream:
        stream.write(_setup(labels, arcs).encode("utf-8"))


def task_of(document: Document, options: WriteOptions) -> dict[str, Any]:
    """The task of one document: its spans as an annotation, or as a prediction."""
    losses = options.losses
    unit = options.offsets or "codepoints"
    place = ruler(document.text, unit).inverse()
    result: list[dict[str, Any]] = []
    kept = set()
    for index, span in enumerate(document.spans):
        start, end = place(span.start), place(span.end)
        if start is None or end is None:
            losses.add(f"spans|their ends lie inside {UNIT_NAMES[unit]}", document.place)
            continue
        kept.add(index)
        shown = span.text.replace("\r", "\\n").replace("\n", "\\n")
        region: dict[str, Any] = {
            "id": f"s{index}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": shown, "labels": [span.label]},
        }
        if span.attributes:
            region["meta"] = {"text": to_remarks(span.attributes)}
        result.append(region)
    for arc in document.relations:
        if arc.head in kept and arc.tail in kept:
            ends = {"from_id": f"s{arc.head}", "to_id": f"s{arc.tail}"}
            result.append({**ends, "type": "relation", "direction": "right", "labels": [arc.label]})
        else:
            losses.add("relations|a span of theirs was lost", document.place)
    data = {"id": document.id, **document.meta, "text": document.text}
    if options.predictions:
        return {"data": data, "predictions": [{"model_version": options.model, "result": result}]}
    return {"data": data, "annotations": [{"result": result}]}


def _setup(labels: Iterable[str], arcs: Iterable[str]) -> str:
    shown = [f"    <Label value={quoteattr(label)}/>" for label in labels]
    drawn = [f"    <Relation value={quoteattr(label)}/>" for label in arcs]
    lines = ["<View>", '  <Labels name="label" toName="text">', *shown, "  </Labels>"]
    if drawn:
        lines += ["  <Relations>", *drawn, "  </Relations>"]
    lines += ['  <Text name="text" value="$text" granularity="symbol"/>', "</View>", ""]
    return "\n".join(lines)


def is_shape(row: dict[str, Any]) -> bool:
    """Whether an object looks like a task of Label Studio's, or its short form."""
    if isinstance(row.get("data"), dict):
        return any(name in row for name in _EXPORTED)
    return all(name in row for name in _SHORT) or any(_is_results(value) for value in row.values())
