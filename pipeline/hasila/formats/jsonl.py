"""JSON lines of ours: texts with `entities`, `quantities` and `relations`.

An entity is `{"span": [start, end], "label": "ORG"}`, or `{"start", "end", "text", "label"}` as in a
record; a quantity has its number's ends as `num` and its links as `[start, end]`, or is as in a record.
A relation is `{"head": 0, "tail": 1, "label": "…"}`, between entities by their places in the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hasila.formats.assemble import Assembler, Raw, RawRelation, RawSpan
from hasila.formats.json_values import identifier_of, read_values, text_of
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.quantities import KINDS, LINKS, NUMBER, VALUES, ends_of, parts, to_raw
from hasila.formats.shapes import Misshapen, check_annotated, listed
from hasila.formats.types import Document, Problem
from hasila.records import to_json

_OWN = ("id", "schema", "text", "entities", "quantities", "relations")
_ENTITY = ("span", "start", "end", "text", "label")


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of the file."""
    assemble = Assembler(options, ("codepoints", "utf16", "codepoints-lf"))
    for item in read_values(path):
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        text = text_of(row, "text", path, line)
        if isinstance(text, Problem):
            yield text
        else:
            yield from document_of(row, text, path, line, assemble, texts_only=options.texts_only)


def document_of(
    row: Mapping[str, Any], text: str, path: str, line: int, assemble: Assembler, *, texts_only: bool
) -> Iterator[Document | Problem]:
    """The document of one object, its text given apart: a record hasn't got one."""
    identifier = identifier_of(dict(row), path, line)
    try:
        if not texts_only:
            check_annotated(row, ("entities", "quantities"))
        entities = [_entity(one, index) for index, one in enumerate(listed(row, "entities"))]
        numbers, links = to_raw(listed(row, "quantities"), entities)
        arcs = [_relation(one, index) for index, one in enumerate(listed(row, "relations"))]
    except Misshapen as error:
        yield Problem(path, line, identifier, str(error))
        return
    spans = [*entities, *numbers]
    yield from assemble(Raw(identifier, text, spans, [*links, *arcs], _meta(row), source=path, line=line))


def _entity(one: Any, index: int) -> RawSpan:
    start, end, surface = ends_of(one, "span", f"entity {index}")
    more = {name: value for name, value in one.items() if name not in _ENTITY and value is not None}
    return RawSpan(start, end, one.get("label"), surface, index, attributes=more)


def _relation(one: Any, index: int) -> RawRelation:
    if not isinstance(one, Mapping) or not all(isinstance(one.get(end), int) for end in ("head", "tail")):
        raise Misshapen(f'relation {index} has no "head" and "tail" that are places in "entities"')
    return RawRelation(one["head"], one["tail"], one.get("label"))


def _meta(row: Mapping[str, Any]) -> Mapping[str, Any]:
    other = {name: value for name, value in row.items() if name not in _OWN}
    inner = other.get("meta")
    return inner if list(other) == ["meta"] and isinstance(inner, dict) else other


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """One object a line, in the shape of the gold corpora."""
    with options.files.new(path) as stream:
        for document in documents:
            stream.write(to_json(row_of(document, options)).encode("utf-8") + b"\n")


def row_of(document: Document, options: WriteOptions) -> dict[str, Any]:
    """The object of one document."""
    split = parts(document)
    options.losses.add("relations|between numbers and others", document.place, split.lost)
    spans = document.spans
    meta = document.meta
    nested = any(name in _OWN or name == "meta" for name in meta)
    row: dict[str, Any] = {"id": document.id, **({"meta": dict(meta)} if nested else meta)}
    row["text"] = document.text
    row["entities"] = [
        {"span": [spans[i].start, spans[i].end], "label": spans[i].label, **_free(spans[i].attributes)}
        for i in split.entities
    ]
    if split.quantities or not split.entities:
        row["quantities"] = [_quantity(document, number, links) for number, links in split.quantities]
    if split.relations:
        row["relations"] = [{"head": h, "tail": t, "label": label} for h, t, label in split.relations]
    return row


def _free(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name not in _ENTITY}


def _quantity(document: Document, number: int, links: Mapping[str, int]) -> dict[str, Any]:
    span = document.spans[number]
    row: dict[str, Any] = {"num": [span.start, span.end], "kind": span.label.removeprefix(NUMBER)}
    for name in VALUES[:4]:
        row[name] = span.attributes.get(name, "exact" if name == "bound" else None)
    row |= {name: span.attributes[name] for name in VALUES[4:] if name in span.attributes}
    for role in LINKS:
        target = document.spans[links[role]] if role in links else None
        row[role] = None if target is None else [target.start, target.end]
    return row


def is_shape(row: Mapping[str, Any]) -> bool:
    """Whether an object looks like one of ours."""
    quantities, entities = row.get("quantities"), row.get("entities")
    if not isinstance(row.get("text"), str):
        return False
    if isinstance(quantities, list) and all(
        isinstance(one, dict) and one.get("kind") in KINDS for one in quantities
    ):
        return bool(quantities) or isinstance(entities, list) or not entities
    return isinstance(entities, list) and all(
        isinstance(one, dict) and ("span" in one or ("start" in one and "label" in one)) for one in entities
    )
