"""Parquet files and data sets."""

import datetime
import decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hasila.sources import BadRecord, InputError


@pytest.fixture
def parquet(tmp_path):
    """A Parquet file of three rows, with fields of many types, under a name that looks like a glob."""
    path = tmp_path / "news [1].parquet"
    table = pa.table(
        {
            "id": pa.array([1, 2, 3]),
            "text": ["قتل 44", None, "أصيب 7"],
            "date": pa.array([datetime.date(2024, 2, 6)] * 3),
            "at": pa.array([datetime.datetime(2024, 2, 6, 4, 17)] * 3, pa.timestamp("ns", "UTC")),
            "price": [decimal.Decimal("1.50")] * 3,
            "tags": [["أ"], [], None],
            "raw": [b"\xff"] * 3,
        }
    )
    pq.write_table(table, path)
    return path


def test_rows_with_fields_of_any_type(read, parquet):
    first, null, last = read(parquet.name)
    assert (first.id, first.text, first.line) == ("1", "قتل 44", 1)
    assert first.meta == {
        "date": "2024-02-06",
        "at": "2024-02-06T04:17:00+00:00",
        "price": "1.50",
        "tags": ["أ"],
        "raw": "/w==",
    }
    assert isinstance(null, BadRecord)
    assert (null.place, null.id, null.reason) == ("news [1].parquet:2", "2", "field 'text' is null")
    assert (last.text, last.line) == ("أصيب 7", 3)


def test_a_row_that_is_not_utf8_is_set_aside(read, tmp_path):
    texts = pa.array([b"a", b"\xff\xfe", b"c"]).view(pa.string())
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    first, bad, last = read("a.parquet")
    assert (first.text, last.text) == ("a", "c")
    assert (bad.place, bad.reason) == ("a.parquet:2", "a string of the row is not UTF-8")


def test_a_column_that_is_missing_is_named_with_those_there_are(read, parquet):
    with pytest.raises(InputError, match=r"no field 'body' \(fields here: id, text, .*--text-field"):
        read(parquet.name, text="body")


def test_a_file_that_is_no_parquet(read, tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"not at all")
    with pytest.raises(InputError, match=r"a\.parquet: .*not a parquet file"):
        read("a.parquet")


def test_an_empty_file_is_warned_of(read, tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"")
    warnings = []
    assert read("a.parquet", warn=warnings.append) == []
    assert warnings == ["a.parquet: empty"]


@pytest.fixture
def dataset(tmp_path):
    """A data set in a folder, as the hub has them: one file a split."""
    folder = tmp_path / "tolls"
    folder.mkdir()
    for split, text in (("train", "قتل 44"), ("test", "أصيب 7")):
        pq.write_table(pa.table({"id": [split], "text": [text]}), folder / f"{split}.parquet")
    return f"hf:{folder}"


def test_a_split_of_a_data_set(read, dataset):
    assert [record.text for record in read(f"{dataset}:test")] == ["أصيب 7"]


def test_without_a_split_it_is_train(read, dataset):
    assert [record.text for record in read(dataset)] == ["قتل 44"]


@pytest.mark.parametrize(
    ("suffix", "message"),
    [
        (":dev", "dev"),
        (":a:b:c", "write hf:NAME, hf:NAME:SPLIT or hf:NAME:CONFIG:SPLIT"),
        ("/none", "none"),
    ],
)
def test_a_data_set_that_is_not_there(read, dataset, suffix, message):
    with pytest.raises(InputError, match=message):
        read(dataset + suffix)


def test_a_data_set_without_the_field(read, dataset):
    with pytest.raises(InputError, match="no field 'body'"):
        read(dataset, text="body")
