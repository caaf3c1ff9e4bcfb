"""Compressed files, and how far one is read that breaks off."""

import errno
import gzip
import io
import json
import lzma
import os
import zlib

import pytest
import zstandard

from hasila.sources import BadRecord, InputError

PACK = {"gz": gzip.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress}
# What there is to be had of data that break off.
UNPACK = {
    "gz": lambda data: zlib.decompressobj(31).decompress(data),
    "xz": lambda data: lzma.LZMADecompressor().decompress(data),
    "zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}
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
@pytest.mark.parametrize("share", [0.5, 0.9, 1])
def test_all_that_comes_before_the_break_is_read(read, tmp_path, suffix, share):
    packed = PACK[suffix](DATA)
    packed = packed[: int(len(packed) * share) - 3]
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(packed)
    *good, bad = read(f"a.jsonl.{suffix}")
    assert isinstance(bad, BadRecord)
    assert "cut off" in bad.reason
    assert bad.place == f"a.jsonl.{suffix}"
    whole = UNPACK[suffix](packed).count(b"\n")  # nobody knows whether a line without its end is whole
    assert whole > 1000
    assert [record.text for record in good] == [json.loads(line)["text"] for line in LINES[:whole]]


class Failing(io.FileIO):
    """A file on a disk, or beyond a network, that fails half-way."""

    def readinto(self, buffer):
        if self.tell() >= 10_000:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().readinto(memoryview(buffer)[:5_000])


@pytest.mark.parametrize("suffix", PACK)
def test_a_disk_that_fails_is_no_damaged_file(read, tmp_path, monkeypatch, suffix):
    """The rest of the file would be left out, and the run done."""
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(PACK[suffix](DATA))
    monkeypatch.setattr("hasila.sources.reader.open_input", lambda path: io.BufferedReader(Failing(path)))
    with pytest.raises(InputError, match=rf"a\.jsonl\.{suffix}: Input/output error"):
        read(f"a.jsonl.{suffix}")


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_that_is_not_what_its_name_says(read, tmp_path, suffix):
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(DATA)
    (bad,) = read(f"a.jsonl.{suffix}")
    assert "damaged" in bad.reason


def test_csv_and_text_may_be_compressed_too(read, tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress("text\nقتل\n".encode()))
    (tmp_path / "b.txt.xz").write_bytes(lzma.compress("أصيب".encode()))
    assert [record.text for record in read("a.csv.gz", "b.txt.xz")] == ["قتل", "أصيب"]
