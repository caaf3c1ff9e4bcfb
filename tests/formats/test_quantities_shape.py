"""Quantities as spans and relations: from the gold shape and the record, through the tools, and back."""

import json
from pathlib import Path

import pytest

from hasila.formats.notes import Notes
from hasila.formats.transform import split_sentences

TEXT = "قتل أكثر من 40 جندياً و12 آخرون من قوات الأمن في دير الزور."
GOLD = {
    "id": "q1",
    "source": "here",
    "text": TEXT,
    "entities": [{"span": [35, 45], "label": "ORG"}, {"span": [49, 58], "label": "LOC"}],
    "quantities": [
        {
            "num": [12, 14],
            "kind": "count",
            "value": "40",
            "low": None,
            "high": None,
            "bound": "more_than",
            "counted": [15, 21],
            "antecedent": None,
            "of": [35, 45],
            "place": [49, 58],
            "event": [0, 3],
        },
        {
            "num": [23, 25],
            "kind": "count",
            "value": "12",
            "low": None,
            "high": None,
            "bound": "exact",
            "counted": [26, 31],
            "antecedent": [15, 21],
            "of": None,
            "place": None,
            "event": [0, 3],
        },
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def test_the_example_says_what_it_should() -> None:
    pieces = {
        role: TEXT[slice(*GOLD["quantities"][0][role])] for role in ("num", "counted", "of", "place", "event")
    }
    assert pieces == {
        "num": "40",
        "counted": "جندياً",
        "of": "قوات الأمن",
        "place": "دير الزور",
        "event": "قتل",
    }


def test_as_spans_and_relations(read, gold: Path) -> None:
    (document,) = read("jsonl", gold)
    labels = [(span.text, span.label) for span in document.spans]
    assert labels == [
        ("قوات الأمن", "ORG"),
        ("دير الزور", "LOC"),
        ("40", "NUM-count"),
        ("جندياً", "LINK-counted"),
        ("قتل", "LINK-event"),
        ("12", "NUM-count"),
        ("آخرون", "LINK-counted"),
    ]
    arcs = {(labels[arc.head][0], arc.label, labels[arc.tail][0]) for arc in document.relations}
    assert arcs == {
        ("40", "counted", "جندياً"),
        ("40", "of", "قوات الأمن"),
        ("40", "place", "دير الزور"),
        ("40", "event", "قتل"),
        ("12", "counted", "آخرون"),
        ("12", "antecedent", "جندياً"),
        ("12", "event", "قتل"),
    }
    assert dict(document.spans[2].attributes) == {"value": "40", "bound": "more_than"}


@pytest.mark.parametrize("name", ["jsonl", "label-studio", "prodigy", "spacy"])
def test_lossless_through_what_can_hold_them(read, write, gold: Path, tmp_path: Path, name: str) -> None:
    assert not [line for line in write(name, read("jsonl", gold), tmp_path / "x") if "span end" not in line]
    write("jsonl", read(name, tmp_path / "x"), tmp_path / "back.jsonl")
    assert json.loads((tmp_path / "back.jsonl").read_text(encoding="utf-8")) == GOLD


def test_through_brat(read, write, gold: Path, tmp_path: Path) -> None:
    assert write("brat", read("jsonl", gold), tmp_path / "b") == [
        f"1 meta field cannot be held by brat (first at {gold}:1)"
    ]
    write("jsonl", read("brat", tmp_path / "b"), tmp_path / "back.jsonl")
    back = json.loads((tmp_path / "back.jsonl").read_text(encoding="utf-8"))
    assert back == {name: value for name, value in GOLD.items() if name != "source"}
    assert "bound\tArg:<ENTITY>, Value:more_than|exact" in (tmp_path / "b" / "annotation.conf").read_text(
        encoding="utf-8"
    )


def test_through_doccano_without_the_values(read, write, gold: Path, tmp_path: Path) -> None:
    assert write("doccano", read("jsonl", gold), tmp_path / "x") == [
        f"4 attributes cannot be held by doccano (first at {gold}:1)"
    ]
    write("jsonl", read("doccano", tmp_path / "x"), tmp_path / "back.jsonl")
    back = json.loads((tmp_path / "back.jsonl").read_text(encoding="utf-8"))
    for quantity, wanted in zip(back["quantities"], GOLD["quantities"], strict=True):
        assert quantity["value"] is None
        assert {**quantity, "value": 0, "bound": 0} == {**wanted, "value": 0, "bound": 0}


def test_record_and_back(read, write, gold: Path, tmp_path: Path) -> None:
    write("record", read("jsonl", gold), tmp_path / "r.jsonl")
    record = json.loads((tmp_path / "r.jsonl").read_text(encoding="utf-8"))
    assert "text" not in record
    assert record["meta"] == {"source": "here"}
    first = record["quantities"][0]
    assert first["counted"] == {"start": 15, "end": 21, "text": "جندياً", "lemma": "جندياً"}
    assert (first["of"]["entity"], first["place"]["entity"], first["sentence"]) == (0, 1, [0, 0])
    (missing,) = read("record", tmp_path / "r.jsonl")
    assert missing.reason == "a record holds no text; name what it was made of: --texts FILE"
    (back,) = read("record", tmp_path / "r.jsonl", texts=str(gold))
    (document,) = read("jsonl", gold)
    assert [(s.start, s.end, s.label) for s in back.spans] == [
        (s.start, s.end, s.label) for s in document.spans
    ]
    assert back.relations == document.relations
    assert back.meta == document.meta


@pytest.mark.parametrize(
    ("sentence", "moved"),
    [
        ([21, 36], [0, 15]),
        ([20, 36], [0, 15]),  # with the space before it
        ([0, 36], [0, 15]),  # what others take for one sentence
        ([0, 0], [0, 0]),  # as a record says that it isn't known
    ],
)
def test_the_sentence_of_a_number_is_counted_in_its_part_of_the_text(
    read, tmp_path: Path, sentence: list[int], moved: list[int]
) -> None:
    text = "زار الوفد بغداد أمس. ثم قتل 27 شخصا."  # the second sentence is 21–36, its number 28–30
    row = {"id": "n", "text": text, "quantities": [{"num": [28, 30], "kind": "count", "sentence": sentence}]}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    _, part = split_sentences(*read("jsonl", file), Notes())
    assert part.text == "ثم قتل 27 شخصا."
    (number,) = part.spans
    assert (number.start, number.end, dict(number.attributes)) == (7, 9, {"sentence": moved})


@pytest.mark.parametrize(
    ("sentence", "attributes"),
    [([0, 10], {"sentence": [0, 9]}), ([2, 9], {"sentence": [1, 8]}), ([1, 10], {}), ([0, 11], {})],
)
def test_the_sentence_of_a_number_is_counted_as_the_number_is(
    read, tmp_path: Path, sentence: list[int], attributes: dict
) -> None:
    number = {"num": [7, 9], "text": "27", "kind": "count", "sentence": sentence}  # in UTF-16 units
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "😀 قتل 27.", "quantities": [number]}), encoding="utf-8")
    notes = Notes()
    (document,) = read("jsonl", file, notes=notes)
    assert [(span.text, dict(span.attributes)) for span in document.spans] == [("27", attributes)]
    said = [f"a sentence whose ends fit no characters, left out (at {file}:1)"] if not attributes else []
    assert notes.lines() == [*said, f"offsets taken for UTF-16 units (at {file}:1)"]


def test_relations_of_other_kinds(read, write, tmp_path: Path) -> None:
    row = {**GOLD, "relations": [{"head": 0, "tail": 1, "label": "based-in"}]}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    found = read("jsonl", file)
    write("jsonl", found, tmp_path / "b.jsonl")
    assert json.loads((tmp_path / "b.jsonl").read_text(encoding="utf-8")) == row
    assert write("record", found, tmp_path / "r.jsonl") == [
        f"1 relation cannot be held by record: they belong to no quantity (first at {file}:1)"
    ]


def test_meta_that_would_clash_is_kept_apart(read, write, tmp_path: Path) -> None:
    row = {"data": {"text": TEXT, "entities": "none", "id": "x"}, "annotations": [{"result": []}]}
    (tmp_path / "a.json").write_text(json.dumps([row]), encoding="utf-8")
    write("jsonl", read("label-studio", tmp_path / "a.json"), tmp_path / "b.jsonl")
    (back,) = read("jsonl", tmp_path / "b.jsonl")
    assert (back.id, dict(back.meta)) == ("x", {"entities": "none"})
