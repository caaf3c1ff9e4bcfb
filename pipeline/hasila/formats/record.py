"""The record that `hasila extract` writes. It holds no text: the texts it was made of are given apart."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hasila.entities import norm
from hasila.formats.assemble import Assembler
from hasila.formats.json_values import identifier_of, read_values
from hasila.formats.jsonl import document_of
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.quantities import LINKS, NUMBER, parts
from hasila.formats.types import Document, Problem, Span
from hasila.records import SCHEMA_VERSION, to_json
from hasila.sources import Fields, InputError, Record, Source, find_inputs


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of the file, with the texts of `options.texts`, found by their ids."""
    texts = _texts(options.texts) if options.texts is not None else {}
    assemble = Assembler(options, ("codepoints",))
    for item in read_values(path):
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        identifier = identifier_of(row, path, line)
        text = row.get("text")
        if not isinstance(text, str):
            text = texts.get(identifier)
        if text is None:
            reason = f"no text of the id {identifier!r}"
            if options.texts is None:
                reason = "a record holds no text; name what it was made of: --texts FILE"
            yield Problem(path, line, identifier, reason)
        else:
            yield from document_of(row, text, path, line, assemble, texts_only=options.texts_only)


def _texts(name: str) -> dict[str, str]:
    inputs, _ = find_inputs([name])
    found: dict[str, str] = {}
    for record in Source(inputs, Fields()):
        if isinstance(record, Record):
            if record.id in found:
                raise InputError(f"{record.source}:{record.line}: a second text with the id {record.id!r}")
            found[record.id] = record.text
    return found


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """One record a line."""
    with options.files.new(path) as stream:
        for document in documents:
            stream.write(to_json(row_of(document, options)).encode("utf-8") + b"\n")


def row_of(document: Document, options: WriteOptions) -> dict[str, Any]:
    """The record of one document."""
    split = parts(document)
    lost = split.lost + len(split.relations)
    options.losses.add("relations|they belong to no quantity", document.place, lost)
    spans = document.spans
    places = {index: place for place, index in enumerate(split.entities)}
    return {
        "id": document.id,
        "schema": SCHEMA_VERSION,
        "meta": dict(document.meta),
        "entities": [_entity(spans[index]) for index in split.entities],
        "quantities": [_quantity(spans, number, links, places) for number, links in split.quantities],
    }


def _ends(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _entity(span: Span) -> dict[str, Any]:
    more = span.attributes
    return {
        **_ends(span),
        "label": span.label,
        "norm": more.get("norm") or norm(span.text) or span.text,
        "alias_of": more.get("alias_of"),
        "place": more.get("place"),
    }


def _quantity(
    spans: tuple[Span, ...], number: int, links: Mapping[str, int], places: Mapping[int, int]
) -> dict[str, Any]:
    span = spans[number]
    more = span.attributes
    row: dict[str, Any] = {**_ends(span), "kind": span.label.removeprefix(NUMBER)}
    row |= {name: more.get(name) for name in ("value", "low", "high")}
    row |= {"bound": more.get("bound", "exact"), "unit": more.get("unit")}
    for role in LINKS:
        target = links.get(role)
        row[role] = None if target is None else _ends(spans[target])
        if target is not None and role == "counted":
            row[role]["lemma"] = spans[target].attributes.get("lemma") or spans[target].text
        if target is not None and role in ("of", "place"):
            row[role]["entity"] = places.get(target)
    row["sentence"] = list(more.get("sentence") or (0, 0))
    return row
