"""What a .ann of brat says of spans, events and relations arrives, or it is said what doesn't."""

from pathlib import Path

import pytest

from hasila.formats.notes import Notes

TEXT = "زار الوفد بغداد أمس."  # زار is 0–3, بغداد 10–15
# An event: its trigger is T2.
VISIT = ["T1\tLOC 10 15\tبغداد", "T2\tVisit 0 3\tزار", "E1\tVisit:T2 Place:T1"]


def standoff(folder: Path, *lines: str) -> Path:
    """A folder of one text with these lines in its .ann."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lines", "attributes"),
    [
        (["A1\tNegation E1", "A2\tCertainty E1 low"], {"Negation": True, "Certainty": "low"}),
        (["N1\tReference E1 Wikidata:Q1\tزيارة"], {"reference": "Wikidata:Q1"}),
        # Two events of one trigger.
        (
            ["E2\tVisit:T2", "A1\tCertainty E1 low", "A2\tCertainty E2 high"],
            {"Certainty": ["low", "high"]},
        ),
        (["E2\tVisit:T2", "A1\tNegation E1", "A2\tNegation E2"], {"Negation": True}),
    ],
)
def test_attributes_of_an_event_are_those_of_its_trigger(
    read, tmp_path: Path, lines: list[str], attributes: dict
) -> None:
    notes = Notes()
    (document,) = read("brat", standoff(tmp_path, *lines, *VISIT), notes=notes)
    assert [dict(span.attributes) for span in document.spans] == [{}, attributes]
    assert [(arc.head, arc.tail, arc.label) for arc in document.relations] == [(1, 0, "Place")]
    assert notes.lines() == []


@pytest.mark.parametrize(
    "line", ["A1\tNegation R1", "N1\tReference R1 Wikidata:Q1\tزيارة", "A1\tNegation T9", "A1\tNegation"]
)
def test_attributes_of_other_things_are_passed_over_and_that_is_said(read, tmp_path: Path, line: str) -> None:
    notes = Notes()
    folder = standoff(tmp_path, *VISIT, "R1\tin Arg1:T2 Arg2:T1", line)
    (document,) = read("brat", folder, notes=notes)
    assert [dict(span.attributes) for span in document.spans] == [{}, {}]
    said = "attributes of other things than spans and events were passed over"
    assert notes.lines() == [f"{said} (at {folder / 'a.ann'}:5)"]


def test_two_references_of_a_span_are_kept_in_brat_too(read, write, tmp_path: Path) -> None:
    references = ["N1\tReference T1 Q1530\tبغداد", "N2\tReference T1 geo:98\tبغداد"]
    found = read("brat", standoff(tmp_path, VISIT[0], *references))
    assert [dict(span.attributes) for span in found[0].spans] == [{"reference": ["Q1530", "geo:98"]}]
    assert write("brat", found, tmp_path / "b") == []
    (back,) = read("brat", tmp_path / "b")
    assert back.spans == found[0].spans


@pytest.mark.parametrize("shift", [0, 1])
def test_a_span_over_a_line_end_may_count_the_byte_order_mark(read, tmp_path: Path, shift: int) -> None:
    notes = Notes()
    text = "في دير\nالزور أمس."  # دير is 3–6, الزور 7–12
    ends = f"{3 + shift} {6 + shift};{7 + shift} {12 + shift}"
    (tmp_path / "a.txt").write_text(f"\ufeff{text}", encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"T1\tLOC {ends}\tدير الزور\n", encoding="utf-8")
    (document,) = read("brat", tmp_path, notes=notes)
    assert (document.text, document.spans[0].text) == (text, "دير\nالزور")
    assert bool(notes.lines()) == bool(shift)
