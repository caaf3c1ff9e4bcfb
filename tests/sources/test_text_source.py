"""Text files: one document a file, to the character."""

import pytest

from hasila.sources import BadRecord, Record


def test_a_file_is_a_document(read, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_bytes("قتل 44\r\nفي حلب".encode())
    assert read("news") == [Record("a.txt", "قتل 44\r\nفي حلب", source="news/a.txt")]


def test_a_byte_order_mark_is_no_text(read, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf44")
    assert [record.text for record in read("a.txt")] == ["44"]


def test_an_empty_file_is_an_empty_document_and_warned_of(read, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    warnings = []
    assert [record.text for record in read("a.txt", warn=warnings.append)] == [""]
    assert warnings == ["a.txt: empty"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("قتل".encode("windows-1256"), "not UTF-8 (byte 0: 0xde); perhaps: iconv -f WINDOWS-1256 -t UTF-8"),
        ("قتل".encode("utf-16"), "not UTF-8 (byte 0: 0xff); perhaps: iconv -f UTF-16 -t UTF-8"),
        (("ق" * 21).encode(), "the text has 21 characters, the limit is 20 (--max-chars)"),
        (b"x" * 1000, "the text has more than 20 characters, the limit is 20 (--max-chars)"),
    ],
)
def test_what_can_not_be_read_is_set_aside(read, tmp_path, data, reason):
    (tmp_path / "a.txt").write_bytes(data)
    (bad,) = read("a.txt", max_chars=20)
    assert isinstance(bad, BadRecord)
    assert (bad.place, bad.reason) == ("a.txt", reason)
