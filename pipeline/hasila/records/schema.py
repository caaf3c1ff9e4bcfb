"""The Arrow schemas of the two tables, and rows made to fit them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hasila.records.flat import COLUMNS
from hasila.records.json_text import to_json, without_surrogates


@cache
def documents_schema() -> Any:
    """The schema of documents (a `pyarrow.Schema`): the record, typed.

    `meta` differs from file to file, so it is a string of JSON. Values are exact decimal strings.
    """
    import pyarrow as pa

    span = [("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())]
    place = pa.struct(
        [("geonames", pa.int64()), ("lat", pa.float64()), ("lon", pa.float64()), ("country", pa.string())]
    )
    entity = pa.struct(
        [
            *span,
            ("label", pa.string()),
            ("norm", pa.string()),
            ("alias_of", pa.int64()),
            ("place", place),
        ]
    )
    named = pa.struct([*span, ("entity", pa.int64())])
    quantity = pa.struct(
        [
            *span,
            ("kind", pa.string()),
            ("value", pa.string()),
            ("low", pa.string()),
            ("high", pa.string()),
            ("bound", pa.string()),
            ("unit", pa.string()),
            ("counted", pa.struct([*span, ("lemma", pa.string())])),
            ("antecedent", pa.struct(span)),
            ("of", named),
            ("place", named),
            ("event", pa.struct(span)),
            ("sentence", pa.list_(pa.int64(), 2)),
        ]
    )
    return pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("schema", pa.int32(), nullable=False),
            pa.field("meta", pa.string(), nullable=False),
            pa.field("entities", pa.list_(entity), nullable=False),
            pa.field("quantities", pa.list_(quantity), nullable=False),
        ]
    )


@cache
def quantities_schema() -> Any:
    """The schema of the flat table (a `pyarrow.Schema`); `flat_rows` says what its columns mean."""
    import pyarrow as pa

    integers = {"index", "place_geonames", "repeats"} | {
        name for name in COLUMNS if name.endswith(("start", "end"))
    }
    doubles = {"place_lat", "place_lon", "value_number", "low_number", "high_number"}
    required = {"id", "index", "start", "end", "meta"}

    def type_of(name: str) -> Any:
        if name in integers:
            return pa.int64()
        return pa.float64() if name in doubles else pa.string()

    return pa.schema([pa.field(name, type_of(name), nullable=name not in required) for name in COLUMNS])


def document_row(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as a row of the documents table: `meta` as JSON, strings that UTF-8 can hold."""
    return {**record, "id": without_surrogates(record["id"]), "meta": to_json(record["meta"])}
