"""A run: everything in the order of the input, whatever the batches."""

import io
import json

import pytest

from hasila.batch import BadRecordError, Report, run, to_stream
from hasila.sources import BadRecord


def mixed(records):
    """Texts of all lengths, one on which the pipeline fails, one that could not be read."""
    good = records(
        "قتل 44 " * 30, "3", "boom", "أصيب 7", *("كلمة " * (n * 7 % 11) + str(n) for n in range(40))
    )
    return [*good[:2], BadRecord("a.jsonl", 99, None, "not JSON", "{"), *good[2:]]


@pytest.mark.parametrize("batch_size", [1, 2, 32])
def test_output_has_the_order_of_the_input_whatever_the_batches(nlp, records, batch_size):
    stream, bad = io.BytesIO(), []
    run(mixed(records), nlp, to_stream(stream, on_bad=bad.append), batch_size=batch_size)
    ids = [json.loads(line)["id"] for line in stream.getvalue().splitlines()]
    assert ids == [str(n) for n in range(44) if n != 2]
    assert [(record.line, record.id) for record in bad] == [(99, None), (3, "2")]


def test_the_report_counts(nlp, records):
    report = run(mixed(records), nlp, to_stream(io.BytesIO()))
    assert (report.documents, report.quarantined) == (43, 2)
    assert report.quantities == 30 + 1 + 1 + 40
    assert report.words == 60 + 1 + 2 + sum(n * 7 % 11 + 1 for n in range(40))


def test_reports_add_up():
    assert Report(1, 2, 3, 4) + Report(10, 20, 30, 40) == Report(11, 22, 33, 44)


def test_progress_never_goes_back(nlp, records):
    seen = []
    run(
        mixed(records),
        nlp,
        to_stream(io.BytesIO()),
        batch_size=2,
        progress=lambda r: seen.append(r.documents),
    )
    assert seen == sorted(seen)
    assert seen[-1] == 43


@pytest.mark.parametrize(("texts", "place"), [(("3", "boom"), "a.jsonl:2"), (("3",), "a.jsonl:99")])
def test_a_run_may_fail_at_the_first_bad_record(nlp, records, texts, place):
    unreadable = [] if "boom" in texts else [BadRecord("a.jsonl", 99, None, "not JSON", "{")]
    with pytest.raises(BadRecordError, match=place):
        run([*records(*texts), *unreadable], nlp, to_stream(io.BytesIO()), fail=True)


def test_a_run_reads_no_further_than_it_must(nlp, records):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield from records("3")

    class Full(io.BytesIO):
        def write(self, data):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(endless(), nlp, to_stream(Full()), batch_size=2)
    assert len(taken) < 100
