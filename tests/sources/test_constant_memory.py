"""A file may be larger than memory: what reading takes does not grow with it."""

import gzip
import json
import random
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hasila.sources import Fields, Source, find_inputs

RECORDS, LENGTH = 20_000, 1_000
MEGABYTE = 1_048_576


@pytest.fixture(scope="module")
def texts():
    chance = random.Random(7)
    return ["".join(chance.choices("abcdefgh ", k=LENGTH)) for _ in range(RECORDS)]


def source(path):
    return Source(find_inputs([str(path)])[0], Fields())


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz"])
def test_lines_are_read_one_by_one(texts, tmp_path, name):
    rows = ["text", *texts] if "csv" in name else [json.dumps({"text": text}) for text in texts]
    data = "\n".join(rows).encode()
    assert len(data) > 19 * MEGABYTE
    (tmp_path / name).write_bytes(gzip.compress(data, 1) if name.endswith("gz") else data)
    del rows, data
    tracemalloc.start()
    count = sum(1 for _ in source(tmp_path / name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == RECORDS
    assert peak < MEGABYTE


def test_row_groups_are_let_go(texts, tmp_path):
    with pq.ParquetWriter(tmp_path / "a.parquet", pa.schema([("text", pa.string())])) as writer:
        for start in range(0, RECORDS, 1_000):
            writer.write_table(pa.table({"text": texts[start : start + 1_000]}))
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in source(tmp_path / "a.parquet")]
    assert len(held) == RECORDS
    assert max(held) < 4 * MEGABYTE
