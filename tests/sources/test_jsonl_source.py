"""JSON lines: good lines become records, bad ones are named by their line, and the rest goes on."""

import base64
import codecs
import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hasila.sources import BadRecord, Record

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def write(path, *lines: bytes | str | dict):
    def encoded(line):
        line = json.dumps(line, ensure_ascii=False) if isinstance(line, dict) else line
        return line.encode() if isinstance(line, str) else line

    path.write_bytes(b"\n".join(encoded(line) for line in lines) + b"\n")


def test_text_id_and_all_other_fields(read, tmp_path):
    write(
        tmp_path / "a.jsonl", {"id": "s1", "text": "قتل 44", "title": "خبر", "n": 1.5, "tags": [{"ب": None}]}
    )
    assert read("a.jsonl") == [
        Record("s1", "قتل 44", {"title": "خبر", "n": 1.5, "tags": [{"ب": None}]}, source="a.jsonl", line=1)
    ]


def test_the_id_is_file_and_line_where_there_is_none(read, tmp_path):
    write(tmp_path / "a.jsonl", {"text": "أ"}, "", {"id": None, "text": "ب"}, {"id": 7, "text": "ج"})
    assert [record.id for record in read("a.jsonl")] == ["a.jsonl:1", "a.jsonl:3", "7"]


def test_an_id_that_can_be_none_stays_in_meta(read, tmp_path):
    write(tmp_path / "a.jsonl", {"id": [1, 2], "text": "أ"})
    assert [(record.id, record.meta) for record in read("a.jsonl")] == [("a.jsonl:1", {"id": [1, 2]})]


def test_other_names_for_the_fields(read, tmp_path):
    write(tmp_path / "a.jsonl", {"key": "k", "body": "أ", "text": "another"})
    (record,) = read("a.jsonl", text="body", id="key")
    assert (record.id, record.text, record.meta) == ("k", "أ", {"text": "another"})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{bad", "not JSON: Expecting property name enclosed in double quotes (column 2)"),
        ("[1, 2]", "not a JSON object but list"),
        ('"قتل"', "not a JSON object but str"),
        ('{"id": "x"}', "no field 'text' (fields here: id); name the one with the text by --text-field"),
        ("{}", "no field 'text' (fields here: none); name the one with the text by --text-field"),
        ('{"text": null}', "field 'text' is null"),
        ('{"text": 5}', "field 'text' is not text but int"),
        ('{"text": "خمسة"}', "the text has 4 characters, the limit is 3 (--max-chars)"),
        (
            b'{"text": "\xd9\x82\xff"}',
            "not UTF-8 (byte 12: 0xff); perhaps: iconv -f WINDOWS-1256 -t UTF-8",
        ),
        ("[" * 100_000, "not readable as JSON"),
        ('{"n": ' + "9" * 5000 + "}", "not readable as JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(read, tmp_path, line, reason):
    write(tmp_path / "a.jsonl", {"text": "أ"}, line, {"text": "ب"})
    first, bad, last = read("a.jsonl", max_chars=3)
    assert (first.text, last.text) == ("أ", "ب")
    assert isinstance(bad, BadRecord)
    assert bad.place == "a.jsonl:2"
    assert bad.reason.startswith(reason)


def test_a_bad_record_keeps_its_id_and_its_raw_content(read, tmp_path):
    write(tmp_path / "a.jsonl", '{"id": "x", "text": 5}', b'{"text": "\xff"}')
    wrong_type, wrong_bytes = read("a.jsonl")
    assert wrong_type.id == "x"
    assert json.loads(wrong_type.raw) == {"id": "x", "text": 5}
    assert base64.b64decode(wrong_bytes.raw_base64) == b'{"text": "\xff"}'
    assert wrong_bytes.raw == '{"text": "\ufffd"}'


def test_a_line_too_long_for_memory_is_passed_over_in_pieces(read, tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(3):
            file.write(b"x" * 1_048_576)
        file.write(b'"}\n{"text": "b"}\n')
    bad, good = read("a.jsonl", max_chars=10)
    assert bad.place == "a.jsonl:1"
    assert bad.truncated
    assert "--max-chars" in bad.reason
    assert (good.text, good.line) == ("b", 2)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('{"text": "قتل\\u0000 3"}', "قتل\0 3"),
        (b'{"text": "a\x00b\tc"}', "a\0b\tc"),
        ('{"text": "\\ud800 3"}', "\ud800 3"),
        ('{"text": "\\ud83d\\ude00"}', "😀"),
        ('{"text": ""}', ""),
        ('{"text": "\u202e\u202d\u20663\u2069"}', "\u202e\u202d\u20663\u2069"),
        ('{"text": "a\u2028b"}', "a\u2028b"),
        (b'\xef\xbb\xbf{"text": "\xd9\x82"}\r', "ق"),
        (b' \t{"text": "a"}  ', "a"),
    ],
)
def test_strange_but_good(read, tmp_path, line, text):
    write(tmp_path / "a.jsonl", line)
    assert [record.text for record in read("a.jsonl")] == [text]


def test_the_last_line_needs_no_end(read, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "أ"}\n{"text": "ب"}')
    assert [record.text for record in read("a.jsonl")] == ["أ", "ب"]


def test_an_empty_file_is_warned_of(read, tmp_path):
    (tmp_path / "a.jsonl").write_text("\n \n")
    warnings = []
    assert read("a.jsonl", warn=warnings.append) == []
    assert warnings == ["a.jsonl: empty"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=60))
def test_no_line_is_lost_whatever_the_bytes(read, tmp_path, data):
    assume(data[:2] not in UTF16)
    (tmp_path / "a.jsonl").write_bytes(data)
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip(b" \t\r")]
    assert len(read("a.jsonl")) == len(lines)


def test_brackets_within_brackets_end_no_run(read, tmp_path):
    """Python's JSON reads 900 of them; what comes after goes through them level by level."""
    deep = "[" * 900 + "]" * 900
    (tmp_path / "a.jsonl").write_text(f'{{"text": "a", "more": {deep}}}\n{{"text": "b"}}\n', encoding="utf-8")
    bad, good = read("a.jsonl")
    assert bad.reason == "nested too deeply"
    assert good.text == "b"


def test_a_file_in_utf16_is_one_fault_and_the_next_is_read(read, tmp_path):
    """Cut at line ends, each of its lines would be a fault of its own."""
    (tmp_path / "a.jsonl").write_bytes('{"text": "قتل 44"}\n{"text": "قتل 3"}\n'.encode("utf-16"))
    write(tmp_path / "b.jsonl", {"text": "أ"})
    bad, good = read("a.jsonl", "b.jsonl")
    assert bad.place == "a.jsonl"
    assert bad.reason.startswith("not UTF-8; perhaps: iconv -f UTF-16 -t UTF-8; ")
    assert good.text == "أ"
