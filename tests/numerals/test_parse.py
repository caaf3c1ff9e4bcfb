"""`parse`: the whole string is one number, or the reason why it isn't."""

from decimal import Decimal
from fractions import Fraction

import pytest

from hasila.numerals import Number, parse

# Readings that only a text known to be a number allows; others are in corpora/numbers.
VALUES: dict[str, Number] = {
    "سبع": 7,
    "ألف": 1000,
    "سالب خمسة": -5,
    "-3.5": Decimal("-3.5"),
    "+7": 7,
    ".77": Decimal("0.77"),
    "ثلاث وستون وتسعمئة وألف": 1963,
    "خمسة وعشرون ومئة": 125,
    "ثلاثة على خمسة": Fraction(3, 5),
    "واحد من كل أربعة": Fraction(1, 4),
    "2 1/2": Decimal("2.5"),
    "ثلثان": Fraction(2, 3),
    "ثلاثة أرباع": Fraction(3, 4),
    "خمسة إلا ربعا": Decimal("4.75"),
    "صفر فاصلة صفر خمسة": Decimal("0.05"),
    "12ر1": Decimal("1.12"),
    "المئة والخامسة والعشرون": 125,
    "الثاني والأربعون بعد المئة": 142,
    "«خمسة وعشرون»": 25,
    "خمسة وعشرون بالمئة": 25,
    "12.5 %": Decimal("12.5"),
    "قتيلان": 2,
    "مليون مليون": 10**12,
    "ثلاثة وثلث": Fraction(10, 3),
    "ثلاثة فاصلة واحد أربعة": Decimal("3.14"),
    "ثلاثة آلاف إلا خمسين": 2950,
    "عشرون وخمسة": 25,
    "جزء من عشرة": Fraction(1, 10),
    "خمسة أجزاء من مئة": Fraction(1, 20),
    "3½": Decimal("3.5"),
}

REASONS = {
    "": "the text is empty",
    "كلام": "'كلام' at character 0 is no number",
    "ثلاثة كتب": "'كتب' at character 6 does not continue 'ثلاثة'",
    "1٢": "is no number",
    "عشرات": "no single value",
    "خمسة وخمسة": "does not continue",
    "9" * 5000: "more than any number has",
}


@pytest.mark.parametrize("text", VALUES)
def test_value(text: str) -> None:
    value = parse(text)
    assert value == VALUES[text]
    assert type(value) is type(VALUES[text])


@pytest.mark.parametrize("text", REASONS)
def test_reason(text: str) -> None:
    with pytest.raises(ValueError, match=REASONS[text]):
        parse(text)


def test_lone_separator_by_rule_and_by_option() -> None:
    assert parse("1.250") == 1250
    assert parse("1.250", decimal=".") == Decimal("1.250")
    assert parse("1,250", decimal=",") == Decimal("1.250")
    assert parse("1.250,5", decimal=",") == Decimal("1250.5")


def test_dialect_is_an_option() -> None:
    assert parse("خمسة وتلاتين", dialect=True) == 35
    with pytest.raises(ValueError, match="does not continue"):
        parse("خمسة وتلاتين")
