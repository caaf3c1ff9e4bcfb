"""What Label Studio's exports say arrives, or it is said what doesn't."""

import json
from pathlib import Path

import pytest

from hasila.formats.notes import Notes

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
