"""Reading gold: what is taken, and what is left out with which reason."""

import pytest
from gold_passages import PRICE, PRICE_GOLD, TOLL, TOLL_GOLD, as_record, entity, write_lines

from hasila.evaluate.gold import read_gold
from hasila.sources import InputError


def gold_row(**more):
    return {"id": "a", "text": TOLL, "quantities": TOLL_GOLD, **more}


def test_both_forms_of_a_quantity_say_the_same(tmp_path):
    path = write_lines(
        tmp_path / "gold.jsonl",
        [gold_row(), gold_row(id="b", quantities=[as_record(TOLL, one) for one in TOLL_GOLD])],
    )
    task, (first, second), left_out = read_gold(str(path))
    assert (task, left_out) == ("quantities", [])
    assert first.quantities == second.quantities == tuple(TOLL_GOLD)


def test_both_forms_of_a_name_say_the_same(tmp_path):
    text = "وصل إلى حلب"
    rows = [
        {"id": 1, "text": text, "entities": [{"span": [8, 11], "label": "LOC"}]},
        {"id": 2, "text": text, "entities": [{"start": 8, "end": 11, "text": "حلب", "label": "LOC"}]},
    ]
    _, texts, _ = read_gold(str(write_lines(tmp_path / "gold.jsonl", rows)))
    assert [(one.id, one.entities) for one in texts] == [("1", ((8, 11, "LOC"),)), ("2", ((8, 11, "LOC"),))]


def test_a_text_without_an_id_is_named_as_extract_names_it(tmp_path):
    path = write_lines(tmp_path / "gold.jsonl", [gold_row(), {"text": PRICE, "quantities": PRICE_GOLD}])
    assert [one.id for one in read_gold(str(path))[1]] == ["a", "gold.jsonl:2"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ({"id": "b", "quantities": []}, "no field 'text'"),
        (gold_row(id="b", quantities=None), 'no list "quantities"'),
        (gold_row(), "the id 'a' is taken by"),
        (gold_row(id="b", quantities=[{**TOLL_GOLD[0], "num": [4, 99]}]), "the text has 48 characters"),
        (gold_row(id="b", quantities=[{**TOLL_GOLD[0], "num": [6, 4]}]), "[6, 4]"),
        (gold_row(id="b", quantities=[{**TOLL_GOLD[0], "num": ["4", "6"]}]), "no start and end, as numbers"),
        (gold_row(id="b", quantities=[{**TOLL_GOLD[0], "kind": "people"}]), "kinds are count, money"),
        (gold_row(id="b", quantities=[{**TOLL_GOLD[0], "counted": [7]}]), "counted of quantity 0"),
        (
            gold_row(id="b", quantities=[{**as_record(TOLL, TOLL_GOLD[0]), "start": 3}]),
            "quantity 0 is '27', but at [3, 6] the text has ' 27'",
        ),
    ],
)
def test_what_cannot_be_right_is_left_out_with_its_line(tmp_path, row, reason):
    path = write_lines(tmp_path / "gold.jsonl", [gold_row(), row])
    _, texts, (bad,) = read_gold(str(path), "quantities")
    assert [one.id for one in texts] == ["a"]
    assert bad.place == f"{path}:2"
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("content", "task", "reason"),
    [
        ("", None, "empty"),
        ("مجرد نص\n", None, "neither JSON lines"),
        ('{"text": "نص"}\n', None, "it is no gold"),
        ('{"text": "3", "entities": [{}], "quantities": [{}]}\n', None, "say which by --task"),
        ('{"text": "3"}\n', "entities", ':1: no list "entities"'),
        ("حلب B-LOC\n", "quantities", "hold no quantities"),
        ("حلب B-LOC\nو\n", None, "no tag after the word 'و'"),
    ],
)
def test_a_file_that_is_no_gold_is_refused(tmp_path, content, task, reason):
    path = tmp_path / "gold"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=str(path)) as refused:
        read_gold(str(path), task)
    assert reason in str(refused.value)


def test_words_with_tags_of_every_scheme_say_the_same(tmp_path):
    words = ["زار", "رئيس", "دولة", "قطر", "بيروت", "أمس"]
    schemes = {
        "IOB2": ["O", "O", "B-LOC", "I-LOC", "B-LOC", "O"],
        "IOB1": ["O", "O", "I-LOC", "I-LOC", "B-LOC", "O"],
        "BIOES": ["O", "O", "B-LOC", "E-LOC", "S-LOC", "O"],
        "BILOU": ["O", "O", "B-LOC", "L-LOC", "U-LOC", "O"],
    }
    for name, tags in schemes.items():
        path = tmp_path / name
        pairs = zip(words, tags, strict=True)
        path.write_text("".join(f"{word} NOUN {tag}\n" for word, tag in pairs), encoding="utf-8")
        _, (text,), _ = read_gold(str(path))
        assert text.text == "زار رئيس دولة قطر بيروت أمس"
        found = [(text.text[start:end], label) for start, end, label in text.entities]
        assert found == [("دولة قطر", "LOC"), ("بيروت", "LOC")], name


def test_sentences_end_at_blank_lines_and_one_bad_line_costs_one_sentence(tmp_path):
    path = tmp_path / "gold.conll"
    path.write_text(
        "-DOCSTART- O\n\nفي O\nحلب B-LOC\n\n\nفي O\nحمص LOC\n\nفي O\nحماة B-LOC\n", encoding="utf-8"
    )
    _, texts, (bad,) = read_gold(str(path))
    assert [(one.id, one.text) for one in texts] == [("gold.conll:3", "في حلب"), ("gold.conll:10", "في حماة")]
    assert bad.place == f"{path}:8"
    assert "'LOC' is no tag (O, B-ORG" in bad.reason


def test_nested_names_have_a_tag_each(tmp_path):
    path = tmp_path / "gold.conll"
    path.write_text("جامعة B-ORG\nحلب I-ORG B-LOC\n", encoding="utf-8")
    _, (text,), _ = read_gold(str(path))
    found = {text.text[start:end]: label for start, end, label in text.entities}
    assert found == {"جامعة حلب": "ORG", "حلب": "LOC"}


def test_names_may_be_read_beside_quantities(tmp_path):
    row = gold_row(entities=[entity(TOLL, "صفاقس", "LOC")])
    path = write_lines(tmp_path / "gold.jsonl", [row])
    assert read_gold(str(path), "entities")[1][0].quantities == ()
    assert read_gold(str(path), "quantities")[1][0].entities == ()
