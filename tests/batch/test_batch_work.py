"""One batch through the pipeline."""

import json
import pickle

from hasila.batch import Result, work
from hasila.sources import BadRecord, Record


def test_results_stand_where_their_records_stood(nlp, records):
    results = work(nlp, records("قتل 44", "", "أصيب 7 و3"))
    assert [result.record["id"] for result in results] == ["0", "1", "2"]
    assert [len(result.record["quantities"]) for result in results] == [1, 0, 2]
    assert [result.words for result in results] == [2, 0, 3]


def test_a_record_on_which_the_pipeline_fails_is_set_aside_and_its_batch_goes_on(nlp, records):
    good, bad, last = work(nlp, records("قتل 44", "boom", "أصيب 7"))
    assert isinstance(good, Result)
    assert isinstance(last, Result)
    assert isinstance(bad, BadRecord)
    assert (bad.place, bad.id, bad.raw) == ("a.jsonl:2", "1", "boom")
    assert bad.reason == "the pipeline failed on it: RuntimeError: this text is a trap"


def test_no_records_no_results(nlp):
    assert work(nlp, []) == []


def test_half_a_surrogate_pair_moves_no_offset(nlp):
    text = "\ud800\ud800 قتل 44"
    (result,) = work(nlp, [Record("a", text)])
    (found,) = result.record["quantities"]
    assert text[found["start"] : found["end"]] == "44"


def test_hostile_texts_are_read_like_others(nlp, records):
    texts = [
        "\0",
        "\u064b\u064c\u064d",
        "😀🇸🇾👨‍👩‍👧",
        "\u202e\u202d\u2066" * 99 + "3",
        "<p>&nbsp;قتل 3</p>",
        "\ufffe",
    ]
    assert all(isinstance(result, Result) for result in work(nlp, records(*texts)))


def test_results_can_leave_the_process(nlp, records):
    results = work(nlp, records("قتل 44", "boom"))
    assert pickle.loads(pickle.dumps(results)) == results
    json.dumps(results[0].record)


def test_strings_of_a_batch_are_freed(nlp, records):
    before = len(nlp.vocab.strings)
    work(nlp, records(*(f"كلمة{n}" for n in range(500))))
    assert len(nlp.vocab.strings) - before < 50


def test_strings_are_freed_after_a_failure_too(nlp, records):
    before = len(nlp.vocab.strings)
    work(nlp, records("boom", *(f"كلمة{n}" for n in range(500))))
    assert len(nlp.vocab.strings) - before < 50
