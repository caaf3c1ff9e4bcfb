"""The Arrow schemas say what the JSON schema says, and hold what it allows."""

import json
from pathlib import Path

import pyarrow as pa

import hasila.records
from hasila.records import COLUMNS
from hasila.records.schema import document_row, documents_schema, quantities_schema

SCHEMA = json.loads(Path(hasila.records.__file__).with_name("record.schema.json").read_text(encoding="utf-8"))


def names(struct: pa.StructType) -> list[str]:
    return [struct.field(index).name for index in range(struct.num_fields)]


def test_the_nested_schema_has_the_fields_of_the_json_schema():
    schema, shapes = documents_schema(), SCHEMA["$defs"]
    assert schema.names == SCHEMA["required"]
    entity = schema.field("entities").type.value_type
    quantity = schema.field("quantities").type.value_type
    assert names(entity) == shapes["entity"]["required"]
    assert names(quantity) == shapes["quantity"]["required"]
    for role, shape in (("counted", "counted"), ("antecedent", "span"), ("of", "named"), ("event", "span")):
        assert names(quantity.field(role).type) == shapes[shape]["required"]


def test_the_flat_schema_has_the_columns_of_the_rows():
    assert tuple(quantities_schema().names) == COLUMNS


def test_a_record_goes_in_and_comes_out():
    place = {"geonames": 1, "lat": 1.5, "lon": 2.5, "country": "SY"}
    entity = {
        "start": 0, "end": 3, "text": "حلب", "label": "LOC", "norm": "حلب", "alias_of": None, "place": place
    }  # fmt: skip
    quantity = {
        "start": 4, "end": 6, "text": "44", "kind": "count", "value": "44", "low": None, "high": None,
        "bound": "exact", "unit": None, "counted": None, "antecedent": None, "of": None,
        "place": {"start": 0, "end": 3, "text": "حلب", "entity": 0}, "event": None, "sentence": [0, 6],
    }  # fmt: skip
    found = {"entities": [entity], "quantities": [quantity]}
    record = {"id": "a\ud800", "schema": 1, "meta": {"k": ["\udc00"]}, **found}
    table = pa.Table.from_pylist([document_row(record)], schema=documents_schema())
    (row,) = table.to_pylist()
    assert row["id"] == "a\ufffd"  # UTF-8 can't hold half a surrogate pair
    assert json.loads(row["meta"]) == {"k": ["\udc00"]}
    assert (row["entities"], row["quantities"]) == ([entity], [quantity])
