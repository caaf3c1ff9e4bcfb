"""`--table`: some rows of each document, the most telling ones, and how many more there are."""

import io

import pytest

from hasila.batch import Result
from hasila.cli.table import Tally
from hasila.records import flat_rows


def link(text, **more):
    return {"start": 0, "end": len(text), "text": text, "entity": None, "lemma": None, **more}


def quantity(value, kind="count", bound="exact", start=0, **links):
    empty = dict.fromkeys(("counted", "antecedent", "of", "place", "event"))
    number = {"start": start, "end": start + 1, "text": value, "kind": kind, "value": value, "bound": bound}
    return {**number, "low": None, "high": None, "unit": None, "sentence": [0, 9], **empty, **links}


@pytest.fixture
def show():
    """The printed table of some documents, each given by its quantities."""

    def print_all(*documents, file=None):
        tally = Tally()
        for number, quantities in enumerate(documents, 1):
            record = {"id": f"d{number}", "meta": {}, "entities": [], "quantities": quantities}
            tally(Result(record, "", 0), flat_rows(record))
        stream = io.StringIO()
        tally.print(stream, file)
        return stream.getvalue()

    return print_all


def test_value_with_its_bound_and_what_is_linked_to_it(show):
    toll = quantity("4100", bound="more_than", counted=link("قتيل"), place=link("حلب"), event=link("سقط"))
    (row,) = (line for line in show([toll]).splitlines() if "4,100" in line)
    assert row.split() == ["d1", ">", "4,100", "قتيل", "حلب", "سقط"]


def test_a_pronoun_stands_with_its_noun(show):
    others = quantity("7", counted=link("آخرون"), antecedent=link("شخصا"))
    assert "آخرون (شخصا)" in show([others])


def test_money_has_its_currency_and_percent_its_sign(show):
    text = show([quantity("5", kind="money", unit="USD"), quantity("3", kind="percent")])
    assert "5 USD" in text
    assert "3%" in text


def test_dates_and_repetitions_are_left_out(show):
    text = show(
        [quantity("2024", kind="date"), quantity("44"), quantity("44"), quantity("1", kind="ordinal")]
    )
    assert "2024" not in text
    assert text.count("44") == 1
    assert "1 thing counted, repetitions left out." in text


def test_a_long_document_gives_its_most_telling_rows_in_the_order_of_the_text(show):
    bare = [quantity(str(100 + n), start=n) for n in range(10, 20)]
    telling = [quantity(str(n), start=n, counted=link("قتيل")) for n in (15, 5, 25, 35, 45)]
    lines = show([*bare, *telling]).splitlines()
    values = [line.removeprefix("d1").split()[0] for line in lines if "قتيل" in line]
    assert values == ["5", "15", "25", "35", "45"]
    assert "15 things counted, repetitions left out; 10 of them not shown." in lines[-1]


def test_the_table_has_an_end_and_says_where_the_rest_is(show):
    documents = [[quantity(str(n)) for n in range(100, 105)] for _ in range(200)]
    text = show(*documents, file="out/quantities.csv")
    assert len(text.splitlines()) < 250
    assert "1,000 things counted, repetitions left out; 850 of them not shown." in text
    assert text.rstrip().endswith("All rows: out/quantities.csv")


def test_nothing_counted_is_said(show):
    assert show([]) == "Nothing is counted in these documents.\n"


def test_a_text_can_not_write_to_the_terminal(show):
    assert "\x1b" not in show([quantity("3", counted=link("قتيل\x1b[31m"))])
