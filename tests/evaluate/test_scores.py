"""Counting, comparing, and telling what went wrong."""

import random

import pytest
from gold_passages import PRICE_GOLD, TOLL, TOLL_GOLD, quantity
from hypothesis import given
from hypothesis import strategies as st

from hasila.evaluate import bootstrap, counts
from hasila.evaluate.answers import Answers
from hasila.evaluate.entities import Score
from hasila.evaluate.gold import GoldText
from hasila.evaluate.labels import Labels
from hasila.evaluate.mistakes import entity_mistakes, pair, quantity_mistakes
from hasila.evaluate.report import make

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6), st.sampled_from(["LOC", "ORG"])).map(
        lambda one: (one[0], one[0] + one[1], one[2])
    ),
    max_size=8,
    unique=True,
).map(lambda spans: sorted(spans))


def test_a_perfect_system_has_all_and_no_mistakes():
    gold = [GoldText("a", TOLL, "g:1", quantities=tuple(TOLL_GOLD)), GoldText("b", "لا شيء", "g:2")]
    report = make("quantities", gold, Answers(quantities=[tuple(TOLL_GOLD), ()]))
    assert report.scores["whole record"] == Score(2, 2, 2)
    assert all(one.f == 100 for one in report.scores.values() if one.gold)
    assert set(report.mistakes.values()) == {0}


def test_each_thing_said_of_a_quantity_is_scored_by_itself():
    first, second = TOLL_GOLD
    wrong = {**second, "bound": "exact", "counted": None, "place": first["event"]}
    score = counts.of_quantities(TOLL_GOLD, [first, wrong])
    assert score["mention"] == score["value"] == score["kind"] == score["event"] == Score(2, 2, 2)
    assert score["bound"] == score["whole record"] == Score(1, 2, 2)
    assert score["counted"] == Score(1, 2, 1)  # one missed
    assert score["place"] == Score(1, 2, 2)  # one wrong: too much and too little
    assert score["antecedent"] == Score(1, 1, 1)


def test_sums_over_texts_are_the_scores_of_all():
    texts = [(TOLL_GOLD, TOLL_GOLD[:1]), (PRICE_GOLD, []), ([], PRICE_GOLD)]
    total = counts.total(counts.of_quantities(*text) for text in texts)
    assert total["mention"] == Score(1, 3, 2)
    assert total["whole record"] == Score(1, 3, 3)
    assert total["whole record: money"] == Score(0, 1, 1)


def test_labels_are_chosen_and_renamed():
    spans = [(0, 3, "PERS"), (4, 6, "GPE"), (4, 6, "LOC"), (7, 9, "MISC")]
    assert Labels.parse(None).choose(spans) == ((0, 3, "PER"), (4, 6, "GPE"), (4, 6, "LOC"), (7, 9, "MISC"))
    assert Labels.parse("PERS, LOC,GPE=LOC").choose(spans) == ((0, 3, "PER"), (4, 6, "LOC"))
    # As PERS counts as PER, so does what counts as PERS.
    persons = [(0, 3, "PERS"), (4, 6, "NAME")]
    assert Labels.parse("NAME=PERS").choose(persons) == ((0, 3, "PER"), (4, 6, "PER"))
    for mistake in ("", "LOC,", "GPE=", "=LOC"):
        with pytest.raises(ValueError, match="is no label"):
            Labels.parse(mistake)


def test_mistakes_in_names_by_class():
    text = "زار وزير الصحة دير الزور ثم حلب"
    minister, dayr, aleppo = (9, 14), (15, 24), (28, 31)
    gold = [(*minister, "ORG"), (*dayr, "LOC"), (*aleppo, "LOC")]
    cases = {
        "missed": gold[:2],
        "label": [*gold[:2], (*aleppo, "ORG")],
        "ends": [gold[0], (15, 18, "LOC"), gold[2]],
        "ends and label": [gold[0], (15, 18, "PER"), gold[2]],
        "spurious": [(0, 3, "PER"), *gold],
    }
    texts = [GoldText("a", text, "g:1")]
    for kind, found in cases.items():
        (mistake,) = entity_mistakes(texts, [gold], [found])
        assert mistake.kind == kind
        assert mistake.before + mistake.marked + mistake.after == text
    assert (mistake.marked, mistake.gold, mistake.system) == ("زار", None, "زار (PER)")


def test_names_that_overlap_most_are_taken_together():
    gold, little, much = (10, 20, "ORG"), (5, 12, "PER"), (14, 25, "LOC")
    assert pair([gold], [little, much]) == [(None, little), (gold, much)]


@given(SPANS, SPANS)
def test_no_name_is_paired_twice_or_lost(gold, found):
    pairs = pair(gold, found)
    assert sorted(one for one, _ in pairs if one) == gold
    assert sorted(other for _, other in pairs if other) == found
    for one, other in pairs:
        assert one is None or other is None or (one[0] < other[1] and other[0] < one[1])


@given(SPANS, SPANS)
def test_right_names_and_mistakes_add_up(gold, found):
    text = GoldText("a", "ا" * 40, "g:1")
    score = counts.of_entities(gold, found)[counts.ALL]
    mistakes = [one.kind for one in entity_mistakes([text], [gold], [found])]
    both = sum(kind in ("label", "ends", "ends and label") for kind in mistakes)
    # Where two names stand on the same words, the pairing may part two that are equal.
    if len({span[:2] for span in gold}) == len(gold) and len({span[:2] for span in found}) == len(found):
        assert score.gold == score.right + mistakes.count("missed") + both
        assert score.found == score.right + mistakes.count("spurious") + both


def test_mistakes_in_quantities_say_what_each_side_has():
    text = f"{'كلمة ' * 30}بلغ الطول 3 إلى 5.5 أمتار{' كلمة' * 30}"
    ours = quantity(text, "3 إلى 5.5", None, "measure", low="3", high="5.5", bound="between", counted="أمتار")
    theirs = {**ours, "low": "3", "high": "5", "counted": None}
    gold = [GoldText("a", text, "g:1", quantities=(ours,))]
    ends, counted = quantity_mistakes(gold, [(theirs,)])
    assert (ends.kind, ends.gold, ends.system) == ("ends", "3 to 5.5", "3 to 5")
    assert (counted.kind, counted.gold, counted.system) == ("counted", "أمتار", None)
    assert ends.marked == "3 إلى 5.5"
    assert ends.before.startswith("…كلمة ")
    assert ends.after.endswith("كلمة …")
    (missed,) = quantity_mistakes(gold, [()])
    assert (missed.kind, missed.gold, missed.system) == ("missed", "3 إلى 5.5", None)


def texts_of(rights):
    """The counts of texts with ten names each, of which so many are right."""
    return [{"names": Score(right, 10, 10)} for right in rights]


def test_a_system_is_no_better_than_itself():
    one = texts_of([3, 9, 10, 0, 7])
    difference = bootstrap.compare(one, one, ["names"])["names"]
    assert (difference.points, difference.low, difference.high, difference.p) == (0, 0, 0, 1)


def test_better_in_every_text_is_no_luck():
    first, second = texts_of([9, 8, 9, 10, 9] * 8), texts_of([7, 6, 8, 8, 7] * 8)
    difference = bootstrap.compare(first, second, ["names"])["names"]
    assert difference.points == pytest.approx(18)
    assert 0 < difference.low < 18 < difference.high
    assert difference.p == pytest.approx(1 / 2001)
    turned = bootstrap.compare(second, first, ["names"])["names"]
    assert turned.points == -difference.points
    assert turned.high == pytest.approx(-difference.low)


def test_better_in_half_of_the_texts_may_be_luck():
    first, second = texts_of([9, 5, 9, 5, 9, 5, 8, 7]), texts_of([5, 9, 5, 9, 5, 9, 7, 5])
    difference = bootstrap.compare(first, second, ["names"])["names"]
    assert difference.low < 0 < difference.points < difference.high
    assert difference.p > 0.3


def test_equal_systems_rarely_look_different():
    source = random.Random(1)
    low = 0
    for trial in range(60):
        first, second = (texts_of([source.randint(4, 9) for _ in range(40)]) for _ in range(2))
        low += bootstrap.compare(first, second, ["names"], samples=200, seed=trial)["names"].p < 0.05
    assert low <= 9  # 3 are expected


def test_equal_seeds_give_equal_draws():
    first, second = texts_of([3, 9, 10, 1, 7, 5, 8]), texts_of([4, 8, 7, 2, 6, 5, 3])
    draws = [bootstrap.compare(first, second, ["names"], seed=seed)["names"] for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]
