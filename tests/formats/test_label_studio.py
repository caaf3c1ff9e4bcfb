"""What Label Studio's exports say arrives, or it is said what doesn't."""

import json
from pathlib import Path

import pytest

from hasila.formats.notes import Notes
from hasila.formats.registry import guess_input

TEXT = "زار الوفد بغداد أمس."  # الوفد is 4–9, بغداد 10–15


def region(called: str, start: int, end: int, label: str) -> dict:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    return {"id": called, "type": "labels", "value": value}


@pytest.mark.parametrize(
    ("relation", "arcs", "said"),
    [
        ({"labels": ["visits", "enters"]}, [(0, 1, "visits"), (0, 1, "enters")], False),
        ({"labels": ["visits", "enters"], "direction": "left"}, [(1, 0, "visits"), (1, 0, "enters")], False),
        ({"labels": ["meets"], "direction": "bi"}, [(0, 1, "meets")], True),
        ({"labels": [], "direction": "right"}, [(0, 1, "related")], False),
    ],
)
def test_labels_and_directions_of_a_relation(
    read, tmp_path: Path, relation: dict, arcs: list[tuple[int, int, str]], said: bool
) -> None:
    regions = [region("a", 4, 9, "ORG"), region("b", 10, 15, "LOC")]
    result = [*regions, {"type": "relation", "from_id": "a", "to_id": "b", **relation}]
    file = tmp_path / "export.json"
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"result": result}]}
    file.write_text(json.dumps([task]), encoding="utf-8")
    notes = Notes()
    (document,) = read("label-studio", file, notes=notes)
    assert [(arc.head, arc.tail, arc.label) for arc in document.relations] == arcs
    wanted = f"a relation in both directions, taken as drawn, in one (at {file}:1)"
    assert notes.lines() == ([wanted] if said else [])


def test_the_short_form_of_a_hypertext_project(read, tmp_path: Path) -> None:
    place = {"start": "/div[1]/text()[1]", "end": "/div[1]/text()[1]", "startOffset": 10, "endOffset": 15}
    marked = {**place, "globalOffsets": {"start": 10, "end": 15}, "text": "بغداد", "hypertextlabels": ["LOC"]}
    row = {"id": 1, "text": TEXT, "label": [marked], "annotator": 1, "annotation_id": 1, "lead_time": 21.3}
    file = tmp_path / "export.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    (document,) = read("label-studio", file)
    assert [(span.start, span.end, span.label) for span in document.spans] == [(10, 15, "LOC")]
    assert dict(document.meta) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Whoever annotated a text may be named in a file of any format.
        ({"entities": [{"span": [4, 9], "label": "ORG"}], "annotator": "ali"}, "jsonl"),
        ({"quantities": [], "annotator": "ali", "annotation_id": 7, "created_at": "2026-11-02"}, "jsonl"),
        ({"label": [[4, 9, "ORG"]], "annotator": "ali"}, "doccano"),
        ({"spans": [{"start": 4, "end": 9, "label": "ORG"}], "annotator": "ali"}, "prodigy"),
        ({"annotator": "ali"}, "text"),
        # The short form, of a task in which nothing was marked too.
        ({"annotator": 1, "annotation_id": 1, "lead_time": 21.3}, "label-studio"),
        ({"label": [region("a", 4, 9, "ORG")["value"]], "annotator": 1}, "label-studio"),
        ({"label": [{"start": "/div[1]/text()[1]", "hypertextlabels": ["ORG"]}]}, "label-studio"),
    ],
)
def test_the_short_form_is_told_from_others(tmp_path: Path, row: dict, expected: str) -> None:
    file = tmp_path / "file.json"
    file.write_text(json.dumps({"id": "a", "text": TEXT, **row}), encoding="utf-8")
    assert guess_input(str(file)) == expected
