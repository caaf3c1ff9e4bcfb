"""Every number that the speller writes is read back exactly."""

import random
import re

import pytest

from hasila.numerals import find, parse
from numerals.speller import STYLES, Style, spell


def test_the_speller_itself() -> None:
    assert spell(2_311, Style()) == "ألفان وثلاثمئة وأحد عشر"
    assert spell(18, Style(feminine=True)) == "ثماني عشرة"
    assert spell(5_022_000, Style(nominative=False)) == "خمسة ملايين واثنين وعشرين ألفا"


@pytest.mark.parametrize("style", STYLES[::9])
def test_every_number_to_ten_thousand(style: Style) -> None:
    """Each style reads its share; together they cover every number more than once."""
    shift = STYLES.index(style)
    wrong = [n for n in range(10_001) if n % 3 == shift % 3 and parse(spell(n, style)) != n]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_every_number_in_every_style(style: Style) -> None:
    assert [n for n in range(10_001) if parse(spell(n, style)) != n] == []


@pytest.mark.parametrize("digits", range(4, 16))
def test_random_numbers(digits: int) -> None:
    rng = random.Random(digits)
    for _ in range(250):
        # Many zeros, as numbers people write have.
        number = rng.randrange(10 ** (digits - 1), 10**digits)
        number = int("".join(digit if rng.random() < 0.6 else "0" for digit in str(number))) or 10
        style = rng.choice(STYLES)
        assert parse(spell(number, style)) == number, spell(number, style)


def test_in_running_text() -> None:
    """`find` reads the same numbers between other words, each as one span."""
    rng = random.Random(7)
    for _ in range(1_500):
        number = rng.randrange(3, 10 ** rng.randrange(1, 13))
        style = rng.choice([style for style in STYLES if not style.feminine])
        words = spell(number, style)
        text = f"وقالت المتحدثة إنها أحصت {words} موزعة على البلاد."
        spans = find(text)
        assert [(span.text, span.value) for span in spans] == [(words, number)], text


def test_with_marks_and_stretched() -> None:
    """Diacritics, tatweel and bidi marks inside words change neither value nor span."""
    rng = random.Random(11)
    for _ in range(300):
        number = rng.randrange(3, 10**7)
        words = spell(number, rng.choice([style for style in STYLES if not style.feminine]))
        dressed = re.sub(
            r"(?<=\w)(?=\w)", lambda _: rng.choice(["", "", "", "\u064e", "\u0640", "\u200f"]), words
        )
        assert parse(dressed) == number, dressed
        text = f"بلغ {dressed} أمس"
        assert [(span.text, span.value) for span in find(text)] == [(dressed, number)]


def test_scale_in_digits() -> None:
    """Digits before a scale mix with words behind it."""
    for thousands in range(3, 1000, 7):
        for rest in (0, 5, 324, 999):
            noun = "آلاف" if 3 <= thousands % 100 <= 10 else "ألفا"
            text = f"{thousands} {noun}" + (f" و{rest}" if rest else "")
            assert parse(text) == thousands * 1000 + rest
