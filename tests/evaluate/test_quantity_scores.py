"""The quantities scorer, on cases small enough to count by hand."""

import pytest

from hasila.evaluate.quantities import errors, score


def gold(num, kind="count", **fields):
    return {"num": num, "kind": kind, "value": "5", "low": None, "high": None, "bound": "exact", **fields}


def system(start, end, kind="count", **fields):
    spans = {name: {"start": a, "end": b, "text": ""} for name, (a, b) in fields.pop("spans", {}).items()}
    return {"start": start, "end": end, "kind": kind, "value": "5", "bound": "exact", **spans, **fields}


def one(quantities):
    return [{"id": "1", "quantities": quantities}]


def test_all_right_in_either_format():
    ours = [gold([0, 2], counted=[3, 6], event=[10, 14])]
    theirs = [system(0, 2, spans={"counted": (3, 6), "event": (10, 14)})]
    for side in (ours, theirs):
        scores = score(one(ours), one(side))
        assert scores.whole.share == 1
        assert scores.links["counted"].f1 == 1
        assert scores.links["event"].f1 == 1
        assert scores.links["of"].f1 is None
        assert list(errors(one(ours), one(side))) == []


def test_a_number_is_matched_by_its_exact_span():
    scores = score(one([gold([0, 2])]), one([system(0, 3)]))
    assert (scores.mentions.right, scores.mentions.spurious, scores.mentions.missed) == (0, 1, 1)
    assert scores.exact["kind"].share is None
    assert scores.whole.share == 0


def test_a_wrong_link_costs_precision_and_recall():
    scores = score(
        one([gold([0, 2], counted=[3, 6]), gold([20, 22], counted=[23, 26])]),
        one([system(0, 2, spans={"counted": (3, 6)}), system(20, 22, spans={"counted": (23, 27)})]),
    )
    counted = scores.links["counted"]
    assert (counted.precision, counted.recall, counted.f1) == (0.5, 0.5, 0.5)
    assert scores.whole.share == 0.5


def test_a_link_of_an_unmatched_number_counts_against_the_system():
    scores = score(
        one([gold([0, 2], counted=[3, 6])]),
        one([system(0, 2, spans={"counted": (3, 6)}), system(9, 11, spans={"counted": (12, 15)})]),
    )
    assert scores.links["counted"].precision == 0.5
    assert scores.links["counted"].recall == 1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("5", "5.0", True), ("1/2", "0.5", True), ("06", "6", True), ("5", "6", False), (None, "5", False),
     (None, None, True), ("x", "x", True), ("NaN", "NaN", True), ("1/0", "1", False)],
)  # fmt: skip
def test_values_compare_as_numbers(a, b, same):
    scores = score(one([gold([0, 2]) | {"value": a}]), one([system(0, 2) | {"value": b}]))
    assert (scores.exact["value"].share == 1) is same


def test_the_row_needs_value_ends_bound_kind_and_counted():
    right = gold([0, 2], counted=[3, 6])
    for name, wrong in (
        ("value", "6"),
        ("high", "9"),
        ("bound", "about"),
        ("kind", "money"),
        ("counted", None),
    ):
        assert score(one([right]), one([right | {name: wrong}])).whole.share == 0
    assert score(one([right]), one([right | {"event": [7, 9]}])).whole.share == 1


def test_errors_are_named_by_their_field():
    ours = [gold([0, 2], counted=[3, 6]), gold([20, 22])]
    theirs = [system(0, 2, "money"), system(30, 32)]
    found = [(e.field, e.span, e.gold, e.system) for e in errors(one(ours), one(theirs))]
    assert found == [
        ("kind", (0, 2), "count", "money"),
        ("counted", (0, 2), (3, 6), None),
        ("mention", (20, 22), (20, 22), None),
        ("mention", (30, 32), None, (30, 32)),
    ]


def test_records_are_matched_by_id():
    records = [{"id": "a", "quantities": []}, {"id": "b", "quantities": [gold([0, 1])]}]
    assert score(records, records[::-1]).mentions.f1 == 1
    with pytest.raises(ValueError, match="no record with the id 'b'"):
        score(records, records[:1])
    with pytest.raises(ValueError, match="the system has two records with the id 'a'"):
        score(records[:1], [records[0], records[0]])
    with pytest.raises(ValueError, match="the gold has two records with the id 'a'"):
        score([records[0], records[0]], records[:1])


def test_as_plain_numbers():
    plain = score(one([gold([0, 2], counted=[3, 6])]), one([system(0, 2)])).to_dict()
    assert plain["mentions"] == {"p": 100.0, "r": 100.0, "f": 100.0}
    assert plain["counted"] == {"p": None, "r": 0.0, "f": 0.0}
    assert plain["whole"] == 0.0
    assert plain["kinds"] == {"count": 0.0}


def test_none_and_none_are_the_same_where_a_link_could_be():
    ours = [
        gold([0, 2], event=[10, 14]),
        gold([20, 22]),
        gold([30, 32], place=[40, 44]),
        gold([50, 52], kind="date"),
    ]
    theirs = [system(0, 2, spans={"event": (10, 14)}), system(20, 22), system(30, 32), system(50, 52, "date")]
    same = score(one(ours), one(theirs)).same
    assert (same["event"].right, same["event"].total) == (3, 3)
    assert (same["place"].right, same["place"].total) == (2, 3)
    # A date never has an event, but it may have a counted noun.
    assert (same["counted"].right, same["counted"].total) == (4, 4)


def test_the_same_is_asked_of_numbers_that_both_have():
    assert score(one([gold([0, 2])]), one([system(0, 3)])).same["of"].share is None
