"""The compiled tables and the learned choices: that they are made as they say."""

from collections import Counter

import pytest

from hasila.links.clitics import split
from hasila.links.ranking import choose, weights
from hasila.links.tables.compile import own_letters, verbs
from hasila.links.train_rankers import Choice, learn
from hasila.normalize import fold


@pytest.mark.parametrize(
    ("word", "lead", "definite", "core"),
    [
        ("والعراق", "و", True, "عراق"),
        ("وبالمدينة", "وب", True, "مدينة"),
        ("للحكومة", "ل", True, "حكومة"),
        ("للقاء", "ل", True, "لقاء"),
        ("وزير", "", False, "وزير"),
        ("ووزير", "و", False, "وزير"),
        ("بقتل", "ب", False, "قتل"),
        ("لترا", "", False, "لترا"),
        ("وأصيب", "و", False, "أصيب"),
    ],
)
def test_own_letters_and_proclitics(word, lead, definite, core):
    assert split(fold(word)) == (tuple(lead), definite, fold(core))


def test_own_letters_are_told_from_proclitics_by_counts():
    forms = Counter({"وزير": 900, "الوزير": 700, "زير": 1, "وقال": 900, "قال": 800, "الوقال": 0})
    assert own_letters(forms) == ["وزير"]


def test_verbs_are_told_by_their_paradigm():
    forms = Counter({"سافر": 100, "سافرت": 60, "سافروا": 40, "رجل": 300, "الرجل": 200, "رجلت": 9, "رجلوا": 9})
    assert verbs(forms) == ["سافر", "سافرت", "سافروا"]


def test_learning_finds_the_feature_that_tells():
    examples = [Choice([["far"], ["near"], ["none"]], (1,)), Choice([["far"], ["none"]], (1,))] * 20
    table = learn(examples)
    assert table["near"] > table.get("none", 0) > table["far"]


def test_the_same_examples_give_the_same_weights():
    examples = [Choice([["a", "b"], ["b", "c"], ["none"]], (i % 3,)) for i in range(30)]
    assert learn(examples) == learn(examples)


def test_none_is_chosen_where_no_candidate_beats_it():
    assert choose("event", [], ["none"]) is None
    assert (
        choose("event", [["unheard of"]], [max(weights("event"), key=weights("event").__getitem__)]) is None
    )
