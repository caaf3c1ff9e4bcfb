"""Compressed files, and how far one is read that breaks off."""

import gzip
import json
import lzma

import pytest
import zstandard

from hasila.sources import BadRecord

PACK = {"gz": gzip.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress}
LINES = [json.dumps({"text": f"قتل {n * 7919 % 100_003}"}) for n in range(20_000)]
DATA = "\n".join(LINES).encode()


@pytest.mark.parametrize("suffix", PACK)
def test_a_compressed_file_reads_like_the_file(read, tmp_path, suffix):
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(PACK[suffix](DATA))
    assert [record.text for record in read(f"a.jsonl.{suffix}")] == [
        json.loads(line)["text"] for line in LINES
    ]


@pytest.mark.parametrize("suffix", PACK)
def test_files_that_were_joined_are_read_to_the_end(read, tmp_path, suffix):
    part = PACK[suffix](b'{"text": "a"}\n')
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(part + part)
    assert len(read(f"a.jsonl.{suffix}")) == 2


@pytest.mark.parametrize("suffix", PACK)
def test_what_comes_before_the_break_is_read(read, tmp_path, suffix):
    packed = PACK[suffix](DATA)
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(packed[: len(packed) - 3])
    *good, bad = read(f"a.jsonl.{suffix}")
    assert isinstance(bad, BadRecord)
    assert "cut off" in bad.reason
    assert bad.place == f"a.jsonl.{suffix}"
    assert [record.text for record in good][:5] == [json.loads(line)["text"] for line in LINES][:5]


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_that_is_not_what_its_name_says(read, tmp_path, suffix):
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(DATA)
    (bad,) = read(f"a.jsonl.{suffix}")
    assert "damaged" in bad.reason


def test_csv_and_text_may_be_compressed_too(read, tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress("text\nقتل\n".encode()))
    (tmp_path / "b.txt.xz").write_bytes(lzma.compress("أصيب".encode()))
    assert [record.text for record in read("a.csv.gz", "b.txt.xz")] == ["قتل", "أصيب"]
