"""Scores of names: counts and rates."""

import pytest

from hasila.evaluate.entities import score


def test_scores_are_of_exact_spans_and_labels():
    gold = [[(0, 3, "LOC"), (5, 9, "ORG")], [(0, 2, "PER")]]
    found = [[(0, 3, "LOC"), (5, 8, "ORG")], [(0, 2, "ORG"), (4, 6, "LOC")]]
    scores = score(gold, found)
    assert (scores[""].right, scores[""].gold, scores[""].found) == (1, 3, 4)
    assert scores["LOC"].precision == 50
    assert scores["LOC"].recall == 100
    assert scores["LOC"].f == pytest.approx(66.67, abs=0.01)
    assert scores["PER"].f == scores["ORG"].f == 0


def test_labels_can_be_left_out():
    scores = score([[(0, 1, "LOC"), (2, 3, "MISC")]], [[(0, 1, "LOC")]], leave_out=("MISC",))
    assert scores[""].f == 100
    assert "MISC" not in scores


def test_another_number_of_texts_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        score([[]], [[], []])
