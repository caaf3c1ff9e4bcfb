"""Units and currencies by their words."""

import pytest

from hasila.links.units import compound, country, currency, unit_of
from hasila.normalize import fold


@pytest.mark.parametrize(
    ("word", "kind", "code"),
    [
        ("كيلومترا", "measure", "kilometer"),
        ("أطنان", "measure", "tonne"),
        ("دقائق", "duration", "minute"),
        ("أسبوعين", "duration", "week"),
        ("دراهم", "money", None),
        ("ليرة", "money", None),
    ],
)
def test_a_units_word(word, kind, code):
    unit = unit_of(fold(word))
    assert unit is not None
    assert (unit.kind, unit.code) == (kind, code)


@pytest.mark.parametrize("word", ["طالب", "مدرسة", "شخصا", ""])
def test_other_words_are_no_units(word):
    assert unit_of(fold(word)) is None


@pytest.mark.parametrize(
    ("noun", "in_sight", "code"),
    [
        ("ريال", ["قطري"], "QAR"),
        ("ريال", ["نادي", "الدوحة"], "QAR"),
        ("ريال", ["يمنية", "سعودي"], "YER"),  # the nearest counts
        ("ليرة", ["تركية"], "TRY"),
        ("ليرة", ["أنقرة"], "TRY"),
        ("دينار", ["الكويت"], "KWD"),
        ("جنيه", ["إسترليني"], "GBP"),
        ("جنيها", ["السودان"], "SDG"),
        ("دولار", ["مصر"], "USD"),  # Egypt has no dollar
        ("دولار", ["كندي"], "CAD"),
        ("دولار", ["في", "كندا"], "USD"),  # only an adjective right behind it makes it another
        ("دولارا", ["أسترالي", "كندا"], "AUD"),
        ("ريال", ["الأحساء"], "SAR"),
        ("درهم", ["رأس-الخيمة"], "AED"),
        ("ليرة", ["اليابان"], None),
        ("شيكل", [], "ILS"),
        ("كتاب", ["مصر"], None),
    ],
)
def test_currency_by_the_country_in_sight(noun, in_sight, code):
    assert currency(fold(noun), [fold(word).removeprefix("ال") for word in in_sight]) == code


def test_country_of_name_and_adjective():
    words = ["سوريا", "سوري", "سورية", "سوريين", "سوريا"]
    assert {country(fold(word)) for word in words} == {"SY"}
    assert country(fold("كرسي")) is None
    assert country(fold("طائف")) == "SA"
    assert country(fold("طائفة")) is None


def test_square_and_cubic():
    assert compound("meter", fold("مربع")) == "square-meter"
    assert compound("meter", fold("مربعا")) == "square-meter"
    assert compound("meter", fold("مكعبة")) == "cubic-meter"
    assert compound("meter", fold("تقريبا")) == "meter"
