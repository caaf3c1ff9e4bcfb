"""How a value, its bound and its kind are written."""

from typing import Any

import pytest

from hasila.show.visible import for_terminal
from hasila.show.wording import grouped, kind_text, summary, value_text
from show.annotated import quantity


@pytest.mark.parametrize(
    ("text", "fields", "shown"),
    [
        ("4000", {"value": "4000"}, "4,000"),
        ("أكثر من 4000", {"value": "4000", "bound": "more_than"}, "> 4,000"),
        ("ما لا يقل عن 12", {"value": "12", "bound": "at_least"}, "≥ 12"),
        ("أقل من 12", {"value": "12", "bound": "less_than"}, "< 12"),
        ("حتى 12", {"value": "12", "bound": "at_most"}, "≤ 12"),
        ("نحو 2.5", {"value": "2.5", "bound": "about"}, "≈ 2.5"),
        ("بين 3 و5", {"low": "3", "high": "5", "bound": "between"}, "3–5"),
        ("بين 3 أشهر و5", {"value": "3", "low": "3", "high": "5", "bound": "between"}, "3 (3–5)"),
        ("بضعة", {"low": "3", "high": "9", "bound": "vague"}, "3–9"),
        ("عشرات", {"low": "10", "bound": "vague"}, "≥ 10"),
        ("عدة", {"bound": "vague"}, "–"),
        ("٢-١", {"kind": "score"}, "–"),
        ("نصف", {"kind": "fraction", "value": "1/2"}, "1/2"),
        ("3 و5 %", {"kind": "percent", "low": "3", "high": "5", "bound": "between"}, "3–5%"),
        ("نحو ٤٠٪", {"kind": "percent", "value": "40", "bound": "about"}, "≈ 40%"),
        ("ثلاثة أضعاف", {"kind": "multiple", "value": "3"}, "×3"),
        ("عام 2024", {"kind": "date", "value": "2024"}, "2024"),
        ("القرار 1701", {"kind": "identifier", "value": "1701"}, "1701"),
    ],
)
def test_values(text: str, fields: dict[str, Any], shown: str) -> None:
    assert value_text(quantity(text, text, **{"value": None, **fields})) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1", "1"), ("999", "999"), ("1000", "1,000"), ("1250000.125", "1,250,000.125"), ("-4000", "-4,000")],
)
def test_thousands_are_apart(number: str, shown: str) -> None:
    assert grouped(number) == shown


def test_a_kind_with_its_unit() -> None:
    text = "1.5 مليون يورو"
    assert kind_text(quantity(text, "1.5 مليون", "1500000", kind="money", unit="EUR")) == "money EUR"
    assert kind_text(quantity(text, "1.5 مليون", "1500000")) == "count"


def test_the_sentence_of_a_quantity() -> None:
    text = "اعتقل أكثر من أربعة آلاف من عناصر التنظيم في حلب"
    found = quantity(
        text,
        "أربعة آلاف",
        "4000",
        bound="more_than",
        counted="عناصر",
        lemma="عنصر",
        of="التنظيم",
        place="حلب",
    )
    assert summary(found) == (
        "أربعة آلاف: أكثر من 4,000 (عدد)، المعدود: عناصر (عنصر)، الجهة: التنظيم، المكان: حلب"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قتل\x1b[31m 5", "قتل␛[31m 5"),  # an escape that would colour the rest red
        ("أ\0ب", "أ␀ب"),
        ("\u202eمقلوب\u202c", "مقلوب"),  # an override would turn the row round
        ("نصف \ud83d زوج", "نصف � زوج"),  # half of a surrogate pair can't be written
        ("سطر\r\nسطر\u2028سطر", "سطر\nسطر\nسطر"),
        ("كُتُبٌ 😀 هٰذا", "كُتُبٌ 😀 هٰذا"),
    ],
)
def test_nothing_reaches_the_terminal_that_it_would_obey(text: str, shown: str) -> None:
    assert for_terminal(text) == shown
