"""What is wrong with a file is said with file, line and reason; the rest of it is read."""

import json
from pathlib import Path

import pytest

from hasila.formats import Document, Problem
from hasila.formats.notes import Notes
from hasila.sources import InputError

TEXT = "زار الوفد بغداد أمس."  # بغداد is 10–15, of 20 characters


def label_studio(text: str, *results: dict) -> str:
    return json.dumps([{"id": 7, "data": {"text": text}, "annotations": [{"result": list(results)}]}])


def region(start, end, surface: str | None, label="LOC") -> dict:
    value = {"start": start, "end": end, "labels": [label]}
    return {"id": "r", "type": "labels", "value": value if surface is None else {**value, "text": surface}}


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (
            region(11, 16, "بغداد"),
            "span 11–16 LOC: the file says 'بغداد', there stands 'غداد '; that stands 1 before it",
        ),
        (
            region(9, 14, "بغداد"),
            "span 9–14 LOC: the file says 'بغداد', there stands ' بغدا'; that stands 1 after it",
        ),
        (region(10, 15, "البصرة"), "span 10–15 LOC: the file says 'البصرة', there stands 'بغداد'"),
        (region(16, 24, None), "span 16–24 LOC lies outside the text, which has 20 characters"),
        (region(-1, 3, None), "span -1–3 LOC lies outside the text, which has 20 characters"),
        (
            region(18, 23, "بغداد"),
            "span 18–23 LOC lies outside the text, which has 20 characters; that stands 8 before it",
        ),
        (region(10, 10, ""), "span 10–10 LOC is empty"),
        (region(15, 10, None), "span 15–10 LOC ends before it starts"),
        (region("10", 15, None), "span 10–15 LOC: its start is no whole number but '10'"),
        (region(10, 15.0, None), "span 10–15.0 LOC: its end is no whole number but 15.0"),
        (region(10, None, None), "span 10–None LOC: its end is no whole number but None"),
        (region(True, 15, None), "span True–15 LOC: its start is no whole number but True"),
        (region(10, 15, None, ""), "span 10–15 has no label but ''"),
        (region(10, 15, None, None), "span 10–15 has no label but None"),
        (
            {"type": "relation", "from_id": "r", "to_id": "x", "labels": ["in"]},
            "relation in: there is no span 'r'",
        ),
    ],
)
def test_a_span_that_does_not_fit(read, tmp_path: Path, result: dict, reason: str) -> None:
    file = tmp_path / "export.json"
    file.write_text(label_studio(TEXT, result), encoding="utf-8")
    (problem,) = read("label-studio", file)
    assert (problem.source, problem.line, problem.id, problem.reason) == (str(file), 1, "7", reason)


def test_an_offset_inside_a_character(read, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "😀 حلب", "label": [[1, 6, "LOC"]]}), encoding="utf-8")
    (problem,) = read("doccano", file, offsets="utf16")
    assert problem.reason == "span 1–6 LOC cuts a character in two, counted in UTF-16 units"


def test_the_unit_that_would_fit_is_named(read, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(label_studio("😀 حلب", region(3, 6, "حلب")), encoding="utf-8")
    (problem,) = read("label-studio", file, offsets="codepoints")
    assert problem.reason == (
        "span 3–6 LOC lies outside the text, which has 5 characters; "
        "it fits if offsets count UTF-16 units: --offsets utf16"
    )


def test_the_rest_goes_on(read, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": TEXT, "entities": [{"span": [10, 15], "label": "LOC"}]},
        {
            "id": "b",
            "text": TEXT,
            "entities": [{"span": [10, 99], "label": "LOC"}, {"span": [0, 3], "label": "X"}],
        },
        {"id": "c", "text": TEXT, "entities": []},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = read("jsonl", file)
    assert [one.id for one in found if isinstance(one, Document)] == ["a", "c"]
    assert [one.place for one in found if isinstance(one, Problem)] == [f"{file}:2"]
    kept = read("jsonl", file, keep_documents=True)
    assert [(one.id, len(one.spans)) for one in kept if isinstance(one, Document)] == [
        ("a", 1),
        ("b", 1),
        ("c", 0),
    ]
    assert len(kept) == 4


GOOD = '{"text": "قتل ثلاثة", "entities": []}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes (column 2)"),
        ("[1]", "not a JSON object but list"),
        ('{"id": 1}', "no field 'text' (fields here: id)"),
        ('{"text": 3}', "field 'text' is no text"),
        ('{"text": "أ", "entities": [[0, 1, "X"]]}', "entity 0 is no object but [0, 1, 'X']"),
        (
            '{"text": "أ", "entities": [{"label": "X"}]}',
            'entity 0 has neither "span": [start, end] nor "start" and "end"',
        ),
        (
            '{"text": "أ", "quantities": [{"num": [0, 1], "kind": "Count"}]}',
            "quantity 0–1: kind 'Count' is none of count, money, measure, percent, fraction, multiple, "
            "duration, age, date, time, ordinal, score, identifier",
        ),
        (
            '{"text": "أ", "entities": [], "relations": [{"head": 0, "tail": 4, "label": "in"}]}',
            "relation in: there is no span 0",
        ),
        (
            '{"text": "أ", "entities": null}',
            'nobody has annotated it: none of "entities", "quantities" (an empty list says that there is '
            "nothing)",
        ),
    ],
)
def test_a_line_that_is_no_document(read, tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f"{GOOD}\n\n{line}\n{GOOD}", encoding="utf-8")
    found = read("jsonl", file)
    assert [(one.line, one.reason) for one in found if isinstance(one, Problem)] == [(3, reason)]
    assert len(found) == 3


def test_a_row_that_nobody_has_annotated_says_nothing(read, tmp_path: Path) -> None:
    rows = [
        {"text": TEXT, "label": [[10, 15, "LOC"]]},
        {"text": TEXT, "Comments": []},
        {"text": TEXT, "labels": []},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, problem, last = read("doccano", file)
    assert (len(first.spans), len(last.spans)) == (1, 0)
    assert problem.place == f"{file}:2"
    assert problem.reason.startswith('nobody has annotated it: none of "label", "labels", "entities" (')
    # Who only wants the texts gets them.
    for name in ("doccano", "jsonl"):
        assert [one.text for one in read(name, file, texts_only=True)] == [TEXT] * 3


@pytest.mark.parametrize("name", ["jsonl", "conll"])
def test_mixed_encodings_cost_only_the_lines_at_fault(read, tmp_path: Path, name: str) -> None:
    good, bad = (GOOD, GOOD) if name == "jsonl" else ("حلب B-LOC\n", "بغداد B-LOC\n")
    file = tmp_path / "a"
    file.write_bytes(f"{good}\n".encode() + bad.encode("windows-1256") + f"\n{good}\n".encode())
    found = read(name, file)
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert problem.line == (2 if name == "jsonl" else 3)
    byte = "10: 0xde" if name == "jsonl" else "0: 0xc8"
    where = problem.reason.partition("; ")
    assert where[0] == f"not UTF-8 (byte {byte})"
    assert where[2] == "perhaps: iconv -f WINDOWS-1256 -t UTF-8"
    assert sum(isinstance(one, Document) for one in found) == 2


@pytest.mark.parametrize("name", ["jsonl", "conll", "doccano"])
def test_utf16_is_refused_as_a_whole(read, tmp_path: Path, name: str) -> None:
    file = tmp_path / "a"
    file.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(InputError, match=r"a: not UTF-8; perhaps: iconv -f UTF-16 -t UTF-8$"):
        read(name, file)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends_are_no_data(read, tmp_path: Path, bom: str, end: str) -> None:
    file = tmp_path / "a"
    file.write_bytes(end.join([f"{bom}في O", "حلب B-LOC", "", "أمس O", ""]).encode())
    first, second = read("conll", file)
    assert (first.text, [span.text for span in first.spans], second.text) == ("في حلب", ["حلب"], "أمس")
    file.write_bytes(end.join([bom + GOOD, GOOD]).encode())
    assert [one.text for one in read("jsonl", file)] == ["قتل ثلاثة"] * 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '[{"data": {"text": "أ"}, "annotations": []}\n {}]',
            ":1: not JSON: a comma or the array's end is missing",
        ),
        ('[{"data": \n\n oops}]', ":3: not JSON: Expecting value"),
        ('[{"id": 1},', ":1: not JSON: Expecting value"),
    ],
)
def test_a_broken_array(read, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read("label-studio", file)
    assert str(error.value) == f"{file}{message}"


ANN = "T1\tLOC 10 15\tبغداد\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T2 LOC 0 3\tزار", "'T2 LOC 0 3\\tزار': a tab is missing after the id"),
        ("T2\tLOC 0\tزار", "T2 is no span: 'LOC 0' (LABEL START END)"),
        ("T1\tLOC 0 3\tزار", "a second T1"),
        (
            "T2\tLOC 0 3;10 15\tزار بغداد",
            "T2 LOC is discontinuous (0 3;10 15), which no other format can hold",
        ),
        ("T2\tLOC 4 9\tالوفود", "span 4–9 LOC: the file says 'الوفود', there stands 'الوفد'"),
        ("R1\tin Arg1:T1", "R1 is no relation: 'in Arg1:T1'"),
        ("R1\tin Arg1:T1 Arg2:T9", "relation in: there is no span 'T9'"),
        ("E1\t", "E1 is no event: ''"),
        ("?1\tin", "'?1\\tin' is no line of brat standoff (T, R, E, A, M, N, # or *)"),
    ],
)
def test_brat(read, tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"{ANN}{line}\n", encoding="utf-8")
    found = read("brat", tmp_path)
    assert [(one.place, one.reason) for one in found] == [(f"{tmp_path / 'a.ann'}:2", reason)]


def test_brat_files_without_their_other_half(read, tmp_path: Path) -> None:
    notes = Notes()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.ann").write_text(ANN, encoding="utf-8")
    (problem,) = read("brat", tmp_path, notes=notes)
    assert (problem.source, problem.reason) == (str(tmp_path / "b.txt"), "No such file or directory")
    assert notes.lines() == [f"a .txt without .ann, passed over (at {tmp_path / 'a.txt'})"]


@pytest.mark.parametrize(
    ("bom", "shift", "kept"),
    [("", 0, "بغداد"), ("\ufeff", 0, "بغداد"), ("\ufeff", 1, "بغداد")],
)
def test_brat_may_count_the_byte_order_mark(read, tmp_path: Path, bom: str, shift: int, kept: str) -> None:
    notes = Notes()
    (tmp_path / "a.txt").write_text(bom + TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"T1\tLOC {10 + shift} {15 + shift}\tبغداد\n", encoding="utf-8")
    (document,) = read("brat", tmp_path, notes=notes)
    assert (document.text, document.spans[0].text) == (TEXT, kept)
    assert bool(notes.lines()) == bool(shift)


@pytest.mark.parametrize(("start", "unit"), [(10, "code points"), (9, "code points with CRLF counted once")])
def test_brat_line_ends(read, tmp_path: Path, start: int, unit: str) -> None:
    notes = Notes()
    (tmp_path / "a.txt").write_bytes("أعلنت:\r\n\r\nبغداد آمنة.".encode().replace(b"\r\n\r\n", b"\r\n  "))
    (tmp_path / "a.ann").write_text(f"T1\tLOC {start} {start + 5}\tبغداد\n", encoding="utf-8")
    (document,) = read("brat", tmp_path, notes=notes)
    assert document.spans[0].text == "بغداد"
    assert [line.split(" (")[0] for line in notes.lines()] == (
        [f"offsets taken for {unit}"] if start == 9 else []
    )


@pytest.mark.parametrize(
    ("lines", "place", "reason"),
    [
        ("حلب", 1, "no tag after the word 'حلب'"),
        ("في O\nحلب LOC", 2, "'LOC' is no tag (O, B-ORG, I-ORG …)"),
        ("في O\nحلب B-", 2, "'B-' is no tag (O, B-ORG, I-ORG …)"),
        ("في O\nحلب b-loc", 2, "'b-loc' is no tag (O, B-ORG, I-ORG …)"),
    ],
)
def test_conll(read, tmp_path: Path, lines: str, place: int, reason: str) -> None:
    file = tmp_path / "a.conll"
    file.write_text(f"{lines}\n\nأمس O\n", encoding="utf-8")
    problem, document = read("conll", file)
    assert (problem.place, problem.reason) == (f"{file}:{place}", reason)
    assert document.text == "أمس"


def test_prodigy_tokens_prove_the_text(read, tmp_path: Path) -> None:
    token = {"text": "حلب", "start": 0, "end": 3, "id": 0, "ws": False}
    row = {"text": "في حلب", "tokens": [token], "spans": []}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    (problem,) = read("prodigy", file)
    assert problem.reason == "token 0 (0–3): the file says 'حلب', there stands 'في '"


def test_a_span_twice_and_one_with_a_space(read, tmp_path: Path) -> None:
    notes = Notes()
    marks = [[10, 15, "LOC"], [10, 15, "LOC"], [10, 16, "LOC"], [10, 15, "ORG"]]
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": TEXT, "label": marks}), encoding="utf-8")
    (document,) = read("doccano", file, notes=notes)
    assert [(span.text, span.label) for span in document.spans] == [
        ("بغداد", "LOC"),
        ("بغداد ", "LOC"),
        ("بغداد", "ORG"),
    ]
    assert notes.lines() == [
        f"the same span twice, taken once (at {file}:1)",
        f"a span begins or ends with a space (at {file}:1)",
    ]


def test_what_is_no_docbin(read, tmp_path: Path) -> None:
    file = tmp_path / "a.spacy"
    file.write_bytes(b"PAR1")
    with pytest.raises(InputError, match=r"a\.spacy: not a DocBin of spaCy: "):
        read("spacy", file)
