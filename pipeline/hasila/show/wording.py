"""A quantity's value and kind in signs (for any reader) and in Arabic words (for the page)."""

import re
from collections.abc import Mapping
from typing import Any

SIGNS = {"more_than": ">", "at_least": "≥", "less_than": "<", "at_most": "≤", "about": "≈"}

BOUND_WORDS = {
    "more_than": "أكثر من",
    "at_least": "على الأقل",
    "less_than": "أقل من",
    "at_most": "على الأكثر",
    "about": "نحو",
    "between": "بين حدّين",
    "vague": "غير محدّد",
}

KIND_WORDS = {
    "count": "عدد",
    "money": "مال",
    "measure": "قياس",
    "percent": "نسبة",
    "fraction": "كسر",
    "multiple": "أضعاف",
    "duration": "مدة",
    "age": "عمر",
    "date": "تاريخ",
    "time": "وقت",
    "ordinal": "ترتيب",
    "score": "نتيجة",
    "identifier": "معرّف",
}

ROLE_WORDS = {
    "number": "العدد",
    "counted": "المعدود",
    "antecedent": "المقصود",
    "of": "الجهة",
    "place": "المكان",
    "event": "الحدث",
}

LABEL_WORDS = {"ORG": "منظمة", "LOC": "مكان", "PER": "شخص", "MISC": "غير ذلك"}

# Numbers that name something; a separator inside `2014` or `1701` would only mislead.
_UNGROUPED = {"date", "time", "identifier"}
_GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def grouped(number: str) -> str:
    """A decimal string with its thousands apart: `"1250000.5"` -> `"1,250,000.5"`."""
    if "/" in number:
        return number
    whole, point, rest = number.partition(".")
    return _GROUP.sub(",", whole) + point + rest


def value_text(quantity: Mapping[str, Any]) -> str:
    """The value with its bound: `> 4,000`, `3–5`, `≥ 10` for `عشرات`, `25%`, `×2`, `–` for none."""

    kind, value = quantity["kind"], quantity.get("value")
    low, high = quantity.get("low"), quantity.get("high")
    ends = ""
    if low is not None and high is not None:
        ends = f"{_digits(low, kind)}–{_digits(high, kind)}"
    elif low is not None:
        ends = f"{SIGNS['at_least']} {_digits(low, kind)}"
    elif high is not None:
        ends = f"{SIGNS['at_most']} {_digits(high, kind)}"
    if value is None:
        return _with_kind(ends, kind) if ends else "–"
    sign = SIGNS.get(quantity.get("bound") or "", "")
    shown = f"{sign} {_with_kind(_digits(value, kind), kind)}".strip()
    return f"{shown} ({ends})" if ends else shown


def _digits(number: str, kind: str) -> str:
    return number if kind in _UNGROUPED else grouped(number)


def _with_kind(amount: str, kind: str) -> str:
    if kind == "percent":
        return f"{amount}%"
    return f"×{amount}" if kind == "multiple" else amount


def kind_text(quantity: Mapping[str, Any]) -> str:
    """The kind with its unit, by their codes: `money USD`, `count`."""
    return f"{quantity['kind']} {quantity['unit']}" if quantity.get("unit") else str(quantity["kind"])


def counted_text(counted: Mapping[str, Any]) -> str:
    """The counted word, and its lemma where that differs: `أشخاص (شخص)`."""
    lemma = counted.get("lemma")
    return f"{counted['text']} ({lemma})" if lemma and lemma != counted["text"] else str(counted["text"])


def summary(quantity: Mapping[str, Any]) -> str:
    """One quantity in a line of Arabic, as a screen reader says it.

    `أربعة آلاف: أكثر من 4,000، المعدود: شخص، المكان: حلب`
    """
    kind, bound = quantity["kind"], quantity.get("bound")
    words = [BOUND_WORDS[bound]] if bound in BOUND_WORDS else []
    amount = value_text(quantity)
    words.append(amount.lstrip("><≥≤≈ ") if bound in SIGNS else amount)
    if quantity.get("unit"):
        words.append(str(quantity["unit"]))
    parts = [f"{quantity['text']}: {' '.join(words)} ({KIND_WORDS.get(kind, kind)})"]
    if quantity.get("counted"):
        parts.append(f"{ROLE_WORDS['counted']}: {counted_text(quantity['counted'])}")
    for role in ("antecedent", "of", "place", "event"):
        if quantity.get(role):
            parts.append(f"{ROLE_WORDS[role]}: {quantity[role]['text']}")
    return "، ".join(parts)
