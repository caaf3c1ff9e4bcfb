"""Measures in other units, exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pint")

from hasila.links.convert import convert
from hasila.links.units import COMPOUNDS, MEASURES


def quantity(unit, value, low=None, high=None, kind="measure"):
    return {"kind": kind, "unit": unit, "value": value, "low": low, "high": high}


@pytest.mark.parametrize(
    ("unit", "value", "to", "converted"),
    [
        ("kilometer", "1.5", "m", 1500),
        ("mile", "10", "km", Decimal("16.09344")),
        ("kilometer", "1", "mile", Fraction(15625, 25146)),
        ("square-kilometer", "88000", "ha", 8_800_000),
        ("feddan", "24", "square-meter", 100_820),
        ("dunam", "250", "hectare", 25),
        ("quintal", "60", "tonne", 6),
        ("barrel", "2", "liter", Decimal("317.974589856")),
        ("ounce", "1", "gram", Decimal("31.1034768")),
        ("cubic-meter", "3", "liter", 3000),
        ("tonne", "1/2", "kg", 500),
        ("knot", "100", "km/hour", Decimal("185.2")),
    ],
)
def test_a_measure(unit, value, to, converted):
    found = convert(quantity(unit, value), to)
    assert (found.value, type(found.value), found.unit) == (converted, type(converted), to)


def test_a_range_and_a_time():
    found = convert(quantity("decade", None, "2", "3", "duration"), "year")
    assert (found.value, found.low, found.high) == (None, 20, 30)


def test_a_quantity_from_a_text(linked):
    _, found = linked("زرع الفلاحون [24] فدانا من القمح.")
    assert convert(found, "hectare").value == Decimal("10.082")


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**4))
def test_there_and_back_is_the_same(value):
    there = convert(quantity("feddan", str(value)), "square-mile")
    back = convert(quantity("square-mile", str(Fraction(there.value))), "feddan")
    assert Fraction(back.value) == value


@pytest.mark.parametrize(
    ("given", "to", "message"),
    [
        (quantity("meter", "1"), "liter", "something else"),
        (quantity("meter", "1"), "metre (", "no unit"),
        (quantity("meter", "1"), "فدان", "no unit"),
        (quantity("meter", "1"), "", "no unit"),
        (quantity("degree", "40"), "kelvin", "doesn't say which"),
        (quantity("USD", "40", kind="money"), "meter", "'money'"),
        (quantity(None, "40", kind="count"), "meter", "'count'"),
    ],
)
def test_what_cannot_be_converted(given, to, message):
    with pytest.raises(ValueError, match=message):
        convert(given, to)


def test_every_code_is_a_unit_or_says_why_not():
    codes = {line.split("|")[0].strip() for line in MEASURES.splitlines() if "|" in line}
    unclear = set()
    for code in codes | set(COMPOUNDS.values()):
        try:
            same = convert(quantity(code, "1"), code)
        except ValueError:
            unclear.add(code)
        else:
            assert same.value == 1
    assert unclear == {"degree", "megapixel"}
