"""The flat table: one row a quantity."""

import json

import pytest

from hasila.records import COLUMNS, flat_rows

TEXT = "حصيلة: 44 قتيلا. قتل 44 شخصا في قسد."


def span(text: str, **more):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, **more}


def quantity(text="44", **fields):
    links = dict.fromkeys(("counted", "antecedent", "of", "place", "event"))
    number = {"kind": "count", "value": None, "low": None, "high": None, "bound": "exact", "unit": None}
    return {"start": 7, "end": 9, "text": text, **number, **links, "sentence": [0, 16], **fields}


def record(*quantities, meta=None, entities=()):
    return {
        "id": "a", "schema": 1, "meta": meta or {}, "entities": list(entities), "quantities": list(quantities)
    }  # fmt: skip


def entity(text, **fields):
    return {"text": text, "label": "ORG", "norm": text, "alias_of": None, "place": None, **fields}


def test_a_row_has_every_column_in_order():
    (row,) = flat_rows(record(quantity(value="44")))
    assert tuple(row) == COLUMNS


def test_a_document_without_quantities_has_no_rows():
    assert flat_rows(record()) == []


def test_links_as_their_texts_and_the_sentence_from_the_text():
    counted = span("قتيلا", lemma="قتيل")
    (row,) = flat_rows(record(quantity(value="44", counted=counted)), TEXT)
    assert (row["counted"], row["counted_lemma"]) == ("قتيلا", "قتيل")
    assert TEXT[row["counted_start"] : row["counted_end"]] == "قتيلا"
    assert row["sentence"] == "حصيلة: 44 قتيلا."
    assert row["of"] is None


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("4100", 4100.0),
        ("2.5", 2.5),
        ("1/2", 0.5),
        ("-3", -3.0),
        (None, None),
        ("9" * 400, None),  # no double is so large
    ],
)
def test_the_nearest_double_beside_the_exact_string(value, number):
    (row,) = flat_rows(record(quantity(value=value)))
    assert (row["value"], row["value_number"]) == (value, number)


def test_a_short_form_is_named_in_full_and_a_place_has_coordinates():
    syria = {"geonames": 163843, "lat": 35.0, "lon": 38.0, "country": "SY"}
    entities = [
        entity("قوات سوريا الديمقراطية"),
        entity("قسد", alias_of=0),
        entity("سوريا", label="LOC", place=syria),
    ]
    found = quantity(value="44", of=span("قسد", entity=1), place=span("قسد", entity=2))
    (row,) = flat_rows(record(found, entities=entities))
    assert (row["of"], row["of_name"]) == ("قسد", "قوات سوريا الديمقراطية")
    assert (row["place_name"], row["place_country"], row["place_lat"]) == ("سوريا", "SY", 35.0)


@pytest.mark.parametrize(("place", "country"), [({"country": "JO"}, "JO"), (None, "OM")])
def test_the_place_of_the_mention_goes_before_that_of_the_first(place, country):
    entities = [
        entity("عمان", label="LOC", place={"country": "OM"}),
        entity("عمّان", norm="عمان", label="LOC", alias_of=0, place=place),
    ]
    (row,) = flat_rows(record(quantity(place=span("قسد", entity=1)), entities=entities))
    assert (row["place_name"], row["place_country"]) == ("عمان", country)


def test_a_link_that_is_no_entity_has_no_name():
    (row,) = flat_rows(record(quantity(value="44", of=span("قسد", entity=None))))
    assert (row["of"], row["of_name"]) == ("قسد", None)


def noun(lemma):
    return {"start": 0, "end": 1, "text": lemma, "lemma": lemma}


def test_a_repeated_figure_points_to_its_first():
    rows = flat_rows(
        record(
            quantity(value="44", counted=noun("قتيل")),
            quantity(value="7", counted=noun("قتيل")),
            quantity(value="44", counted=noun("جريح")),
            quantity(value="44", counted=noun("قتيل"), bound="more_than"),
        )
    )
    assert [row["repeats"] for row in rows] == [None, None, None, 0]


def test_a_headline_without_a_noun_says_the_same_figure():
    rows = flat_rows(
        record(
            quantity(value="44"),
            quantity(value="44", counted=noun("شخص")),
            quantity(value="44", counted=noun("دولار"), kind="money", unit="USD"),
            quantity(value="5"),
            quantity(value="5", counted=noun("شخص")),
        )
    )
    assert [row["repeats"] for row in rows] == [None, 0, None, None, None]


def test_what_is_left_unsaid_has_the_lemma_of_the_noun_it_stands_for():
    people = {"start": 3, "end": 8, "text": "أشخاص", "lemma": "شخص"}
    others = {"start": 20, "end": 25, "text": "آخرون", "lemma": "آخر"}
    meant = {"start": 3, "end": 8, "text": "أشخاص"}
    rows = flat_rows(
        record(
            quantity(value="9", counted=people),
            quantity(value="12", counted=others, antecedent=meant),
            quantity(value="3", antecedent=meant),
        )
    )
    assert [row["counted_lemma"] for row in rows] == ["شخص", "شخص", "شخص"]
    assert [row["counted"] for row in rows] == ["أشخاص", "آخرون", None]


def test_two_scores_are_one_figure_only_if_they_read_alike():
    rows = flat_rows(record(*(quantity(text, kind="score") for text in ("2-1", "3-0", "2-1"))))
    assert [row["repeats"] for row in rows] == [None, None, 0]


def test_title_date_and_source_have_columns_and_meta_has_all():
    meta = {"title": "خبر", "date": "2024-02-06", "source": 7, "tags": ["أ"]}
    (row,) = flat_rows(record(quantity(value="1"), meta=meta))
    assert (row["title"], row["date"], row["source"]) == ("خبر", "2024-02-06", "7")
    assert json.loads(row["meta"]) == meta
