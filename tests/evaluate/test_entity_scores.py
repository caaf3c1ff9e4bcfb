"""Scores of names: counts, rates and the two formats of gold."""

import json

import pytest
import spacy

from hasila.evaluate.entities import evaluate, read_columns, score


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


def test_columns(tmp_path):
    path = tmp_path / "gold.txt"
    path.write_text(
        "زار O\nخالد B-PERS\nمنصور I-PERS\nحلب B-LOC\nحمص B-LOC\n\n\nوالأمم B-ORG\nالمتحدة I-ORG\n",
        encoding="utf-8",
    )
    sentences, gold = read_columns(path, {"PERS": "PER"})
    assert sentences == [["زار", "خالد", "منصور", "حلب", "حمص"], ["والأمم", "المتحدة"]]
    assert gold == [[(1, 3, "PER"), (3, 4, "LOC"), (4, 5, "LOC")], [(0, 2, "ORG")]]


@pytest.fixture
def rules():
    """A pipeline that knows two names."""
    nlp = spacy.blank("ar")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": "حلب"}, {"label": "LOC", "pattern": "والعراق"}])
    return nlp


def test_a_pipeline_is_scored_against_character_spans_without_proclitics(rules, tmp_path):
    path = tmp_path / "gold.jsonl"
    record = {
        "text": "حلب والعراق ولبنان",
        "entities": [
            {"span": [0, 3], "label": "LOC"},
            {"span": [5, 11], "label": "LOC"},
            {"span": [13, 18], "label": "LOC"},
        ],
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    total = evaluate(rules, path)[""]
    assert (total.right, total.gold, total.found) == (2, 3, 2)


def test_a_pipeline_is_scored_against_columns_with_them(rules, tmp_path):
    path = tmp_path / "gold.txt"
    path.write_text("حلب B-LOC\nوالعراق B-LOC\n", encoding="utf-8")
    total = evaluate(rules, path)[""]
    assert (total.right, total.gold, total.found) == (2, 2, 2)
