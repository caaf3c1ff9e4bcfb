"""Cutting a text at the borders of overlapping marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.show.marks import Mark, find_marks
from hasila.show.segments import cut
from show.annotated import REPORT, entity, quantity, record, report


def named(text: str, *marks: tuple[str, str]) -> list[tuple[str, set[str]]]:
    """Pieces of `text` with the roles on each; marks are given as role and words."""
    found = [Mark(text.index(words), text.index(words) + len(words), role, 0) for role, words in marks]
    return [(piece.text, {mark.role for mark in piece.marks}) for piece in cut(text, found)]


def test_a_number_inside_a_name() -> None:
    assert named("من حركة 20 فبراير", ("entity", "حركة 20 فبراير"), ("number", "20")) == [
        ("من ", set()),
        ("حركة ", {"entity"}),
        ("20", {"entity", "number"}),
        (" فبراير", {"entity"}),
    ]


def test_marks_that_overlap_without_nesting() -> None:
    assert named("أب جد هو", ("of", "أب جد"), ("place", "جد هو")) == [
        ("أب ", {"of"}),
        ("جد", {"of", "place"}),
        (" هو", {"place"}),
    ]


def test_the_same_words_with_two_roles() -> None:
    assert named("قتيلان", ("number", "قتيلان"), ("counted", "قتيلان")) == [("قتيلان", {"number", "counted"})]


def test_a_text_without_marks_is_one_piece_and_an_empty_one_is_none() -> None:
    assert named("لا شيء") == [("لا شيء", set())]
    assert named("") == []


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(max_size=30))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=12))
    return text, [Mark(*sorted(span), "number", index) for index, span in enumerate(spans)]


@given(texts_with_marks())
def test_the_pieces_are_the_text_and_each_mark_covers_exactly_its_words(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        covered = "".join(piece.text for piece in pieces if mark in piece.marks)
        assert covered == text[mark.start : mark.end]


def test_the_marks_of_a_record() -> None:
    roles = [
        (mark.role, REPORT[mark.start : mark.end])
        for mark in find_marks(report(), REPORT)
        if mark.index == 4 and mark.role != "entity"
    ]
    assert roles == [
        ("number", "ثلاثة"),
        ("counted", "آخرون"),
        ("antecedent", "شخصاً"),
        ("place", "زوارة"),
        ("event", "فُقد"),
    ]


@pytest.mark.parametrize("other", ["قتل 28 شخصاً", "27", ""])
def test_a_record_of_another_text_is_refused(other: str) -> None:
    text = "قتل 27 شخصاً"
    of_text = record([entity(text, "شخصاً", "MISC")], [quantity(text, "27", "27")])
    with pytest.raises(ValueError, match="of another text"):
        find_marks(of_text, other)
