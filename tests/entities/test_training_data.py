"""What the entity model is taught with: gold read from files, and changed without breaking it."""

import json
import random

import pytest

from hasila.entities.labels import LABELS, tag_names
from hasila.entities.words import split
from hasila.training.batches import bucketed, row
from hasila.training.corpora import Name, Passage, read_conll, read_jsonl
from hasila.training.recipe import Recipe
from hasila.training.swaps import careless, join, names_of, swap_names

TAGS = tag_names(LABELS)


def passage(text, *names):
    """A passage with the names given as (text, label), each found once."""
    spans = tuple(Name(text.index(name), text.index(name) + len(name), label) for name, label in names)
    return Passage(text, tuple(split(text)), spans)


def tagged(of):
    return [(of.text[slice(*word)], TAGS[tag]) for word, tag in zip(of.words, of.tags(), strict=True)]


def test_a_word_is_tagged_by_the_name_inside_it():
    assert tagged(passage("زار وبيروت وزير", ("بيروت", "LOC"))) == [
        ("زار", "O"),
        ("وبيروت", "B-LOC"),
        ("وزير", "O"),
    ]


def test_names_side_by_side_begin_anew():
    of = passage("حلب حمص الأمم المتحدة", ("حلب", "LOC"), ("حمص", "LOC"), ("الأمم المتحدة", "ORG"))
    assert [tag for _, tag in tagged(of)] == ["B-LOC", "B-LOC", "B-ORG", "I-ORG"]


def test_letters_before_a_name_are_counted_where_one_begins():
    of = passage("وبحلب وَالأردن ولبنان", ("حلب", "LOC"), ("الأردن", "LOC"))
    assert of.clitics() == [2, 1, -100]


def test_jsonl(tmp_path):
    path = tmp_path / "gold.jsonl"
    line = {"text": "زار بغداد", "entities": [{"span": [4, 9], "label": "LOC"}]}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert [tagged(one) for one in read_jsonl(path)] == [[("زار", "O"), ("بغداد", "B-LOC")]]


def test_conll_keeps_words_as_they_are_and_maps_labels(tmp_path):
    path = tmp_path / "gold.txt"
    path.write_text("(د O\nخالد B-PERS\nمنصور I-PERS\n\nوحلب B-LOC\n", encoding="utf-8")
    assert [tagged(one) for one in read_conll(path)] == [
        [("(د", "O"), ("خالد", "B-PER"), ("منصور", "I-PER")],
        [("وحلب", "B-LOC")],
    ]


@pytest.mark.parametrize(
    ("text", "old", "new", "swapped"),
    [
        ("وصل إلى حلب أمس", "حلب", "دير الزور", "وصل إلى دير الزور أمس"),
        ("وصل لحلب أمس", "حلب", "الرقة", "وصل للرقة أمس"),
        ("وصل وحلب أمس", "حلب", "الرقة", "وصل والرقة أمس"),
        # The alef of this name is lost already: it can't be put elsewhere.
        ("وفد للعراق أمس", "لعراق", "حلب", "وفد للعراق أمس"),
    ],
)
def test_a_swapped_name_keeps_its_clitics_and_its_tag(text, old, new, swapped):
    of = swap_names(passage(text, (old, "LOC")), {"LOC": [new]}, {"LOC": 1.0}, random.Random(1))
    assert of.text == swapped
    (name,) = of.names
    assert of.text[name.start : name.end] in (new, new[1:], old)


def test_no_chance_no_swap():
    of = passage("زار حلب", ("حلب", "LOC"))
    assert swap_names(of, {"LOC": ["حمص"]}, {"LOC": 0.0}, random.Random(1)) == of


def test_careless_spelling_moves_no_letter():
    of = careless(passage("إلى مدينة أبها", ("أبها", "LOC")))
    assert of.text == "الي مدينه ابها"
    assert of.tags() == [0, 0, 3]


def test_joined_sentences_keep_their_names():
    of = join([passage("زار حلب", ("حلب", "LOC")), passage("قال خالد", ("خالد", "PER"))])
    assert of.text == "زار حلب قال خالد"
    assert names_of([of]) == {"LOC": ["حلب"], "PER": ["خالد"]}


def test_rows_leave_out_words_without_pieces():
    def read(word):
        return () if word == "ـ" else tuple(range(10, 10 + len(word)))

    of = row(passage("في ـ حلب", ("حلب", "LOC")), 0, read, (0, 2))
    assert of.pieces == [0, 10, 11, 10, 11, 12, 2]
    assert (of.first, of.tags, of.kept) == ([1, 3], [0, 3], [0, 2])


def test_batches_hold_every_row_and_no_more_than_they_may():
    rows = [row(passage("حلب " * n), 0, lambda word: (10,), (0, 2)) for n in range(1, 40)]
    batches = bucketed(rows, 100, random.Random(1))
    assert sorted(len(one.first) for batch in batches for one in batch) == list(range(1, 40))
    assert all(len(batch) * max(len(one.pieces) for one in batch) <= 100 for batch in batches)


def test_a_recipe_names_the_setting_it_does_not_know(tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_text("layer = 6\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no such setting: layer"):
        Recipe.read(path)
