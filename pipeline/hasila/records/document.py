"""The record of a document: one JSON object, schema version 1."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hasila.doc_text import text_of
from hasila.records.attributes import Attributes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

SCHEMA_VERSION = 1

_NUMBER = ("start", "end", "text", "kind", "value", "low", "high", "bound", "unit")
_LINKS = {
    "counted": ("start", "end", "text", "lemma"),
    "antecedent": ("start", "end", "text"),
    "of": ("start", "end", "text", "entity"),
    "place": ("start", "end", "text", "entity"),
    "event": ("start", "end", "text"),
}


def from_doc(
    doc: "Doc",
    *,
    id: str,  # noqa: A002 - the record's own word for it
    meta: Mapping[str, Any] | None = None,
    quantities: str | None = None,
    attributes: Attributes | None = None,
) -> dict[str, Any]:
    """The record of a processed document.

    A pipeline need not have all stages: without the links there are no quantities, without the
    gazetteer no places.

    Args:
        doc: The document.
        id: Its id.
        meta: The other fields of the input record, passed through as they are.
        quantities: The name of the `Doc._` attribute with the quantities, if the pipeline's
            config gives it another one.
        attributes: The names of all of them where a config gives others: `Attributes.of(nlp)`.

    Returns:
        Plain data in the order of `record.schema.json`. Every span is `{"start", "end", "text"}`:
        characters of the document's text, end exclusive, clitics left out.
    """
    text = text_of(doc)
    names = attributes or Attributes()
    where = quantities or names.quantities
    found = doc._.get(where) if doc.has_extension(where) else None
    return {
        "id": id,
        "schema": SCHEMA_VERSION,
        "meta": dict(meta or {}),
        "entities": [_entity(span, text, names) for span in doc.ents],
        "quantities": [_quantity(quantity) for quantity in found or ()],
    }


def _entity(span: "Span", source: str, names: Attributes) -> dict[str, Any]:
    from hasila.entities import bounds

    start, end = bounds(span, clitics_attribute=names.clitics)
    text = source[start:end]
    place = _attribute(span, names.place)
    return {
        "start": start,
        "end": end,
        "text": text,
        "label": span.label_,
        "norm": _attribute(span, names.norm) or text,
        "alias_of": _attribute(span, names.alias_of),
        "place": None
        if place is None
        else {key: place.get(key) for key in ("geonames", "lat", "lon", "country")},
    }


def _attribute(span: "Span", name: str) -> Any:
    return span._.get(name) if span.has_extension(name) else None


def _quantity(quantity: Mapping[str, Any]) -> dict[str, Any]:
    """A quantity with all keys of the schema and no other, in its order."""
    row: dict[str, Any] = {key: quantity.get(key) for key in _NUMBER}
    for name, keys in _LINKS.items():
        link = quantity.get(name)
        row[name] = None if link is None else {key: link.get(key) for key in keys}
    row["sentence"] = list(quantity.get("sentence") or (0, 0))
    return row
