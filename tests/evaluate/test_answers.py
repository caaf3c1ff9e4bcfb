"""A system's answers: matched with the gold's texts, or refused with the reason."""

import pytest
import spacy
from gold_passages import PRICE, PRICE_GOLD, TOLL, TOLL_GOLD, as_record, write_lines
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from hasila.evaluate.answers import covered, from_file, from_pipeline
from hasila.evaluate.gold import GoldText
from hasila.sources import InputError

GOLD = [
    GoldText("a", TOLL, "gold.jsonl:1", quantities=tuple(TOLL_GOLD)),
    GoldText("b", PRICE, "gold.jsonl:2", quantities=tuple(PRICE_GOLD)),
]


def of_words(*words, name="s"):
    text, ends = " ".join(words), []
    for word in words:
        start = ends[-1][1] + 1 if ends else 0
        ends.append((start, start + len(word)))
    return GoldText(name, text, "gold.conll:1", words=tuple(ends))


def test_records_are_matched_by_id_in_any_order(tmp_path):
    rows = [
        {"id": "b", "quantities": PRICE_GOLD},
        {"id": "a", "quantities": [as_record(TOLL, one) for one in TOLL_GOLD]},
    ]
    answers = from_file(str(write_lines(tmp_path / "s.jsonl", rows)), GOLD, "quantities")
    assert answers.quantities == [tuple(TOLL_GOLD), tuple(PRICE_GOLD)]
    assert answers.remarks == []


def test_a_system_need_not_know_kinds_or_links(tmp_path):
    rows = [{"id": "a", "quantities": [{"num": [4, 6], "value": "27"}]}, {"id": "b", "quantities": []}]
    answers = from_file(str(write_lines(tmp_path / "s.jsonl", rows)), GOLD, "quantities")
    (one,) = answers.quantities[0]
    assert (one["num"], one["value"], one["kind"], one["counted"]) == ([4, 6], "27", "", None)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (['{"id": "a", "quantities": ['], "s.jsonl:1: not JSON"),
        ([{"id": "a", "quantities": []}], "no record for 1 of 2 texts, first 'b' (gold.jsonl:2)"),
        ([{"id": "c", "quantities": []}] * 1, "no id of the gold is in it (its first is 'c'"),
        ([{"id": "a", "quantities": []}] * 2, "s.jsonl:2: the id 'a' has a record already, line 1"),
        ([{"id": "a", "entities": []}], 's.jsonl:1: no list "quantities"'),
        (
            [{"id": "a", "quantities": [as_record(PRICE, PRICE_GOLD[0])]}],
            "was this record made of another text than gold.jsonl:1?",
        ),
    ],
)
def test_answers_that_do_not_fit_are_refused(tmp_path, rows, reason):
    path = write_lines(tmp_path / "s.jsonl", rows)
    with pytest.raises(InputError) as refused:
        from_file(str(path), GOLD, "quantities")
    assert reason in str(refused.value)


def test_no_record_may_stand_for_nothing_found(tmp_path):
    path = write_lines(tmp_path / "s.jsonl", [{"id": "b", "quantities": []}, {"id": "x", "quantities": []}])
    answers = from_file(str(path), GOLD, "quantities", missing_is_empty=True)
    assert answers.quantities == [(), ()]
    lack, others = answers.remarks
    assert "taken for nothing found" in lack
    assert "1 records are of no gold text" in others


@pytest.mark.parametrize(
    ("words", "found", "wide"),
    [
        (["سافر", "والعراق", "قريب"], "عراق", "والعراق"),  # a record leaves the و out
        (["في", "دير", "الزور"], "ر الز", "دير الزور"),
        (["حلب"], "حلب", "حلب"),
    ],
)
def test_against_words_a_name_takes_every_word_that_it_touches(words, found, wide):
    text = of_words(*words)
    start = text.text.index(found)
    ((first, last, label),) = covered(((start, start + len(found), "LOC"),), text)
    assert (text.text[first:last], label) == (wide, "LOC")


@given(st.lists(st.text("ابتث", min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_a_widened_name_ends_where_words_end_and_holds_the_name(words, data):
    text = of_words(*words)
    start = data.draw(st.integers(0, len(text.text) - 1))
    end = data.draw(st.integers(start + 1, len(text.text)))
    wide = covered(((start, end, "LOC"),), text)
    touched = [word for word in text.words if word[0] < end and start < word[1]]
    assert wide == (((touched[0][0], touched[-1][1], "LOC"),) if touched else ())


def test_a_text_on_which_the_pipeline_fails_counts_as_nothing_found():
    @Language.component("fails_on_prices")
    def fails(doc):
        if "بيع" in doc.text:
            raise ValueError("too dear")
        return doc

    nlp = spacy.blank("ar")
    nlp.add_pipe("fails_on_prices")
    answers = from_pipeline(nlp, GOLD, "quantities")
    assert (answers.failed, answers.quantities) == (1, [(), ()])
    (remark,) = answers.remarks
    assert remark.startswith("gold.jsonl:2: ")
    assert "too dear" in remark


def test_sentences_without_ids_are_matched_by_order(tmp_path):
    gold = [of_words("في", "حلب", name="g:1"), of_words("في", "حمص", name="g:4")]
    rows = [{"id": str(n), "entities": [{"span": [3, 6], "label": "LOC"}]} for n in (1, 2)]
    answers = from_file(str(write_lines(tmp_path / "s.jsonl", rows)), gold, "entities")
    assert answers.entities == [((3, 6, "LOC"),)] * 2
    with pytest.raises(InputError, match="3 records are not 2 sentences"):
        from_file(
            str(write_lines(tmp_path / "t.jsonl", [*rows, {"id": "3", "entities": []}])), gold, "entities"
        )


def test_tags_of_the_same_words_are_answers_too(tmp_path):
    gold = [of_words("في", "حلب", name="g:1")]
    path = tmp_path / "s.conll"
    path.write_text("في O\nحلب B-ORG\n", encoding="utf-8")
    assert from_file(str(path), gold, "entities").entities == [((3, 6, "ORG"),)]
    path.write_text("في O\nحمص B-ORG\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"s\.conll:1: other words than in the gold at gold\.conll:1, from 'حمص'"
    ):
        from_file(str(path), gold, "entities")
    with pytest.raises(InputError, match="only be scored against words and tags"):
        from_file(str(path), GOLD, "entities")
