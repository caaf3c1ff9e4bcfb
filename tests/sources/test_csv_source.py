"""CSV: the fields as they stand, rows that are none set aside."""

import pytest

from hasila.sources import BadRecord, InputError


def test_every_field_is_a_string_as_it_stands(read, tmp_path):
    (tmp_path / "a.csv").write_text('id,text,page\n007,"قتل 44, وأصيب 3",1.50\n')
    (record,) = read("a.csv")
    assert (record.id, record.text, record.meta) == ("007", "قتل 44, وأصيب 3", {"page": "1.50"})


@pytest.mark.parametrize("sign", [";", "\t"])
def test_the_signs_of_other_spreadsheets(read, tmp_path, sign):
    (tmp_path / "a.csv").write_text(f"\ufefftext{sign}page\r\nقتل 44{sign}3\r\n")
    assert [(record.text, record.meta) for record in read("a.csv")] == [("قتل 44", {"page": "3"})]


def test_a_text_of_many_lines_is_named_by_its_first(read, tmp_path):
    (tmp_path / "a.csv").write_text('text\n"قتل\n44"\nأصيب\n')
    assert [(record.text, record.id) for record in read("a.csv")] == [
        ("قتل\n44", "a.csv:2"),
        ("أصيب", "a.csv:4"),
    ]


def test_a_field_larger_than_the_standard_library_likes(read, tmp_path):
    text = "قتل 44 " * 50_000
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{text}"\n')
    assert [record.text for record in read("a.csv")] == [text]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"1,a,b", "the row has 3 fields, the header 2; a comma without quotes?"),
        (b"1", "no field 'text'"),
        ("1,قتل".encode("windows-1256"), "not UTF-8 (byte 2: 0xde); perhaps: iconv -f WINDOWS-1256 -t UTF-8"),
        (b'1,"a"b', "not a CSV row: ',' expected after '\"'"),
        (b"1,abcdefghijk", "the text has 11 characters, the limit is 10 (--max-chars)"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(read, tmp_path, row, reason):
    (tmp_path / "a.csv").write_bytes(b"id,text\n0,a\n" + row + b"\n2,c\n")
    first, bad, last = read("a.csv", max_chars=10)
    assert (first.text, last.text) == ("a", "c")
    assert isinstance(bad, BadRecord)
    assert bad.place == "a.csv:3"
    assert bad.reason.startswith(reason)


def test_a_quote_that_is_never_closed_does_not_make_one_document_of_the_rest(read, tmp_path):
    (tmp_path / "a.csv").write_text('id,text\n0,a\n1,"b\n2,c\n3,d\n')
    good, bad = read("a.csv")
    assert good.text == "a"
    assert bad.place == "a.csv:3"
    assert "never closed" in bad.reason
    assert bad.raw == '1,"b\n2,c\n3,d\n'


def test_a_nul_and_empty_lines(read, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id,text\n\n1,a\0b\n\n")
    assert [(record.text, record.line) for record in read("a.csv")] == [("a\0b", 3)]


def test_a_column_of_a_repeated_name_is_not_lost(read, tmp_path):
    (tmp_path / "a.csv").write_text("text,tag,tag\nقتل,1,2\n")
    assert [record.meta for record in read("a.csv")] == [{"tag": "1", "tag_2": "2"}]


def test_a_header_without_the_text_field_is_refused_before_anything_is_read(read, tmp_path):
    (tmp_path / "good.csv").write_text("text\nقتل\n")
    (tmp_path / "z.csv").write_text("id,body\n1,قتل\n")
    with pytest.raises(InputError, match=r"z\.csv: no field 'text' \(fields here: id, body\).*--text-field"):
        read("good.csv", "z.csv")


def test_a_text_that_is_no_table_is_refused_with_its_beginning(read, tmp_path):
    """Its first line is one field, larger than the standard library likes."""
    (tmp_path / "a.csv").write_text("قتل 44 شخصا في حلب " * 10_000 + "\nأصيب 3\n")
    with pytest.raises(InputError, match=r"a\.csv: no field 'text' \(fields here: قتل 44") as refused:
        read("a.csv")
    assert len(str(refused.value)) < 300


def test_of_many_fields_some_are_named(read, tmp_path):
    (tmp_path / "a.csv").write_text(",".join(f"c{number}" for number in range(50)) + "\n1\n")
    with pytest.raises(InputError, match=r"c18, c19 and 30 more\); name the one"):
        read("a.csv")


@pytest.mark.parametrize(
    ("charset", "remedy"), [("utf-16", "iconv -f UTF-16"), ("windows-1256", "iconv -f WINDOWS-1256")]
)
def test_a_header_that_is_not_utf8_gets_its_remedy(read, tmp_path, charset, remedy):
    (tmp_path / "a.tsv").write_bytes("id\tنص\n1\tقتل 44\n".encode(charset))
    with pytest.raises(InputError, match=rf"a\.tsv: not UTF-8 \(byte .*\); perhaps: {remedy} -t UTF-8$"):
        read("a.tsv")
