"""Shards hold the corpus: every record once, in order, read as one reader would have read it."""

import gzip
import io
import json
import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasila.batch.cutting import Cut, cut_shards
from hasila.batch.reading import shard_records
from hasila.sources import Fields, Source, find_inputs

# Lines of JSONL and rows of CSV, good, bad, blank and strange.
LINES = st.lists(
    st.sampled_from([
        b'{"text": "a"}', b'{"id": 7, "text": "\xd9\x82"}', b"", b"  ", b"{", b'{"text": 5}', b'"\xff"',
        b'{"text": "a\xe2\x80\xa8b"}', b'\xef\xbb\xbf{"text": "m"}', b'{"text": "x"}\r',
    ]),
    max_size=25,
)  # fmt: skip
ROWS = st.lists(
    st.sampled_from([
        b"a,1", b'"a\nb",2', b"", b"a", b'"a""b",3', b'"open', b"a,b,c", b"\xff,1", b'x"y,1',
        b'"a\r\nb",4\r', b"\xef\xbb\xbfm,2",
    ]),
    max_size=25,
)  # fmt: skip


def source_of(*names, **fields):
    return Source(find_inputs([str(name) for name in names])[0], Fields(**fields))


def by_shards(source, spool, **cut):
    """All records by way of shards, and the shards."""
    shards = list(cut_shards(source, Cut(spool=str(spool), **cut)))
    return [record for shard in shards for record in shard_records(shard, source.fields)], shards


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cut")


@settings(max_examples=50, deadline=None)
@given(LINES, st.integers(1, 7), st.booleans(), st.sampled_from([b"\n", b"\r\n"]))
def test_lines_in_shards_are_the_lines(folder, lines, size, packed, end):
    path = folder / ("a.jsonl.gz" if packed else "a.jsonl")
    data = end.join(lines)
    path.write_bytes(gzip.compress(data) if packed else data)
    expected = list(source_of(path, max_chars=1000))
    records, shards = by_shards(source_of(path, max_chars=1000), folder / "spool", records=size)
    assert records == expected
    assert [shard.records for shard in shards[:-1]] == [size] * (len(shards) - 1)
    assert sum(shard.records for shard in shards) == len(expected)
    assert sum(shard.size for shard in shards) <= path.stat().st_size


@settings(max_examples=50, deadline=None)
@given(ROWS, st.integers(1, 7), st.booleans(), st.booleans())
def test_rows_in_shards_are_the_rows(folder, rows, size, packed, mark):
    path = folder / ("a.csv.gz" if packed else "a.csv")
    data = b"\xef\xbb\xbf" * mark + b"\n".join([b"text,id", *rows])
    path.write_bytes(gzip.compress(data) if packed else data)
    expected = list(source_of(path))
    records, shards = by_shards(source_of(path), folder / "spool", records=size)
    assert records == expected
    assert sum(shard.records for shard in shards) == len(expected)


@pytest.fixture
def files(tmp_path):
    """A corpus of files of every kind, one of them damaged."""
    rows = [{"text": f"قتل {n}", "day": n} for n in range(11)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    (tmp_path / "a.jsonl").write_bytes(lines)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines))
    chance = random.Random(1)
    texts = "".join(f'{{"text": "{chance.randbytes(20_000).hex()}"}}\n' for _ in range(7))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(texts.encode())[:-500])
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "d.parquet")
    (tmp_path / "e.txt").write_text("قتل 3", encoding="utf-8")
    (tmp_path / "f.txt.gz").write_bytes(gzip.compress(b"4"))
    (tmp_path / "g.txt").write_bytes(b"\xff")
    (tmp_path / "h.csv").write_text("text\n1\n2\n3\n")
    (tmp_path / "i.jsonl").write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize("size", [1, 3, 10, 1000])
def test_every_kind_of_file(files, tmp_path_factory, size):
    expected = list(source_of(files))
    spool = tmp_path_factory.mktemp("spool")
    records, shards = by_shards(source_of(files), spool, records=size)
    assert records == expected
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert len({shard.fingerprint for shard in shards}) == len(shards)
    # What can be read in place is not copied.
    spooled = {piece.item.label for shard in shards for piece in shard.pieces if piece.spool}
    assert spooled == {"b.jsonl.gz", "c.jsonl.gz", "d.parquet"}
    assert len(list(spool.iterdir())) <= len(shards)


def test_a_limit_counts_records(files, tmp_path_factory):
    for limit in (0, 1, 5, 11, 12, 30):
        expected = list(source_of(files))[:limit]
        records, _ = by_shards(source_of(files), tmp_path_factory.mktemp("spool"), records=4, limit=limit)
        assert records == expected


def test_standard_input(monkeypatch, tmp_path):
    data = b'{"text": "1"}\n{\n{"text": "3"}'

    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin)
    records, shards = by_shards(source_of("-"), tmp_path, records=2)
    assert [record.line for record in records] == [1, 2, 3]
    assert shards[1].first == "stdin:3"


def test_long_texts_make_short_shards(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{"x" * 1000}"}}\n' * 20)
    _, shards = by_shards(source_of(path), tmp_path / "spool", bytes=3000)
    assert [shard.records for shard in shards] == [3] * 6 + [2]


@pytest.mark.parametrize("beyond", [-1, 0, 1, 2, 3_000_000])
@pytest.mark.parametrize("rest", [b"", b"\n", b'\n{"text": "b"}\n{"text": "c"}'])
def test_of_a_line_too_long_for_memory_no_more_is_read_than_shows_it(tmp_path, beyond, rest):
    path = tmp_path / "a.jsonl"
    limit = Fields(max_chars=10).max_line_bytes
    path.write_bytes(b'{"text": "a"}\n' + b"x" * (limit + beyond) + rest)
    expected = list(source_of(path, max_chars=10))
    assert [record.line for record in expected] == [1, 2, 3, 4][: 2 + rest.count(b"{")]
    for size in (1, 2, 10):
        records, shards = by_shards(source_of(path, max_chars=10), tmp_path / "spool", records=size)
        assert records == expected
        assert sum(shard.records for shard in shards) == len(expected)
        assert sum(piece.length for shard in shards for piece in shard.pieces) < limit + 100


def fingerprints(path, spool):
    return [shard.fingerprint for shard in by_shards(source_of(path), spool, records=4)[1]]


def test_a_change_changes_the_shards_it_is_in(tmp_path):
    """Content counts, not the time of the file."""
    path = tmp_path / "a.jsonl"
    lines = [f'{{"text": "{n}"}}\n' for n in range(18)]
    path.write_text("".join(lines))
    before = fingerprints(path, tmp_path / "spool")
    path.write_text("".join(lines))
    assert fingerprints(path, tmp_path / "spool") == before
    lines[5] = '{"text": "another, longer"}\n'
    path.write_text("".join(lines))
    changed = fingerprints(path, tmp_path / "spool")
    assert [a == b for a, b in zip(before, changed, strict=True)] == [True, False, True, True, True]
    path.write_text("".join([*lines, '{"text": "new"}\n']))
    more = fingerprints(path, tmp_path / "spool")
    assert [a == b for a, b in zip(changed, more, strict=True)] == [True, True, True, True, False]


def test_a_new_file_leaves_the_shards_of_others_as_they_are(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for name in "bcd":
        (news / f"{name}.jsonl").write_text(f'{{"text": "{name}"}}\n' * 6)
    before = fingerprints(news, tmp_path / "spool")
    (news / "a.jsonl").write_text('{"text": "a"}\n' * 5)
    assert set(before) < set(fingerprints(news, tmp_path / "spool"))
