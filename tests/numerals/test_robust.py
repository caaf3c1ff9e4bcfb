"""Any string at all: no exception, spans that are the text's own, and no more time than its length asks."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.numerals import NumberSpan, find, parse

PIECES = (
    "ثلاثة و مئة وألف ألفا مليون مليونين نصف ونصف إلا ربعا أرباع عشر عشرة أحد إحدى بين من إلى أو كل "
    "أكثر نحو لا "
    "يزيد يتجاوز على الأقل فأكثر الساعة يوم عام أول الثاني بعد كانون مايو قتيلان مدينتي مئات بضع "
    "عدة آلاف ضعف ضعفا بالضعف حادي الحادية الواحدة الساعة مجلس الأمن القرار ونصفهم لست "
    "أضعاف فاصلة في المئة ـ الـ ب 5 12 ٣ ۴ 1990 3.5 1,5 70.000 5ر2 % ٪ / - : ( ) ، . \n صفر خمسون"
).split(" ")
GARBAGE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789٠١٢٣۴.,،٬٫ر'/-:% \n", max_size=40),
    st.text(alphabet="\u200f\u202e\u0640\u064b\u064f\ud800\x00واألفمئةثب5٣ ", max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


@given(GARBAGE)
def test_find_takes_anything(text: str) -> None:
    end = 0
    for number in find(text, dialect=True):
        assert number.text == text[number.start : number.end] != ""
        assert end <= number.start
        end = number.end
        assert number == NumberSpan.from_dict(number.to_dict())
        if number.low is not None and number.high is not None:
            assert number.low < number.high


@given(GARBAGE)
def test_parse_gives_a_value_or_the_reason(text: str) -> None:
    try:
        outcome: object = parse(text, dialect=True)
    except ValueError as error:
        outcome = str(error)
    assert isinstance(outcome, int | Decimal | Fraction) or str(outcome).startswith(
        ("no number", "no single")
    )


# Quadratic work on any of these would take hours, not seconds.
ADVERSARIAL = {
    "number words": "ثلاثة و" * 15_000,
    "digits": "7" * 1_000_000,
    "commas": "1," * 50_000,
    "slashes": "1/" * 15_000,
    "dashes": "12-" * 15_000,
    "minus": "-5" * 15_000,
    "grouped by spaces": "123 " * 20_000,
    "scales": "ألف " * 30_000,
    "scales joined": "ألف و" * 20_000,
    "rising scales": "مليون مليار " * 10_000,
    "open ranges": "بين 3 و" * 10_000,
    "to": "5 إلى " * 10_000,
    "points": "خمسة فاصلة " * 10_000,
    "decimals": "صفر فاصلة " + "صفر " * 30_000,
    "halves": "ثلاثة ونصف " * 10_000,
    "ordinals": "الثاني بعد المئة " * 7_000,
    "bounds": "يزيد أكثر من " * 15_000,
    "brackets": "(" * 300_000,
    "one word": "م" * 1_000_000,
    "marks": "\u064b" * 500_000,
    "joiners": "و" * 300_000,
    "mail": "a@" * 50_000,
    "overrides": "\u202e5" * 30_000,
    "points backwards": "581 .990 " * 15_000,
    "one point backwards": "57 ." * 15_000,
    "tatweel": "5\u0640" * 30_000,
    "one tatweel": "5" + "\u0640" * 500_000 + "5",
    "zero and tatweel": "صفر \u0640 " * 10_000,
    "days": "5 و" * 30_000,
    "listed days": "أيام 5، " * 15_000,
    "scores": "3-6 و" * 15_000,
    "brackets round digits": "(5) " * 20_000,
    "resolutions": "قرار مجلس الأمن الدولي 2254 " * 5_000,
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_long_input(name: str) -> None:
    text = ADVERSARIAL[name]
    assert all(number.text == text[number.start : number.end] for number in find(text))


@pytest.mark.slow
@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_million_characters(name: str) -> None:
    text = ADVERSARIAL[name]
    text *= 1 + 1_000_000 // len(text)
    assert all(number.text == text[number.start : number.end] for number in find(text))


def test_parse_refuses_the_endless() -> None:
    with pytest.raises(ValueError, match="more than any number has"):
        parse("ألف و" * 10_000)
