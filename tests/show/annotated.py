"""Records written by hand: the words are named, their places are looked up in the text."""

from typing import Any


def span(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """The `nth` place where `words` stand in `text`, as a record writes a span."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def entity(text: str, words: str, label: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    """A name. `more` may hold `norm`, `alias_of`, `place`."""
    return {**span(text, words, nth), "label": label, "norm": words, "alias_of": None, "place": None, **more}


def quantity(text: str, words: str, value: str | None, nth: int = 0, **more: Any) -> dict[str, Any]:
    """A number. Links are given by their words (the first such in the text), `lemma` beside them."""
    lemma = more.pop("lemma", None)
    made: dict[str, Any] = {
        **span(text, words, nth),
        "kind": "count",
        "value": value,
        "low": None,
        "high": None,
        "bound": "exact",
        "unit": None,
        **dict.fromkeys(("counted", "antecedent", "of", "place", "event")),
        "sentence": [0, len(text)],
    }
    for field, content in more.items():
        is_link = field in ("counted", "antecedent", "of", "place", "event")
        made[field] = span(text, content) if is_link and isinstance(content, str) else content
    if made["counted"]:
        made["counted"] = {**made["counted"], "lemma": lemma or made["counted"]["text"]}
    for link in ("of", "place"):
        if made[link]:
            made[link] = {**made[link], "entity": None}
    return made


def record(entities: list[dict[str, Any]], quantities: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A document's record. `more` may hold `id` and `meta`."""
    return {"id": "1", "schema": 1, "meta": {}, "entities": entities, "quantities": quantities, **more}


# ── A report with every kind of link: overlapping names, a range, a dual, ellipsis, a fraction. ──

REPORT = (
    "بيروت - أعلنت هيئة الإغاثة البحرية، الثلاثاء، إنقاذ أكثر من أربعة آلاف مهاجر قبالة سواحل ليبيا منذ "
    "مطلع عام 2024، وقالت إن زورقين غرقا قرب زوارة فقتل 27 شخصاً وفُقد ثلاثة آخرون.\n"
    "وذكر سامر الحداد، المتحدث باسم الهيئة، أن ما لا يقل عن ٣٥٪ من الناجين أطفال، وأن بين 40 و60 منهم "
    "نُقلوا إلى مستشفى الميناء في صفاقس. وأضاف أن كلفة العملية بلغت نحو 1.5 مليون يورو، وأن عشرات "
    "المتطوعين من جمعية 20 فبراير شاركوا فيها بثلاثة أضعاف عددهم في المرة الأولى."
)


def report() -> dict[str, Any]:
    """The record of `REPORT`."""
    t = REPORT
    entities = [
        entity(t, "بيروت", "LOC", place={"geonames": 276781, "lat": 33.89, "lon": 35.5, "country": "LB"}),
        entity(t, "هيئة الإغاثة البحرية", "ORG"),
        entity(t, "ليبيا", "LOC", place={"geonames": 2215636, "lat": 28.0, "lon": 17.0, "country": "LY"}),
        entity(t, "زوارة", "LOC"),
        entity(t, "سامر الحداد", "PER"),
        entity(t, "الهيئة", "ORG", alias_of=1),
        entity(t, "مستشفى الميناء", "ORG"),
        entity(t, "صفاقس", "LOC"),
        entity(t, "جمعية 20 فبراير", "ORG"),
    ]
    quantities = [
        quantity(
            t, "أربعة آلاف", "4000", bound="more_than", counted="مهاجر", place="سواحل ليبيا", event="إنقاذ"
        ),
        quantity(t, "2024", "2024", kind="date"),
        quantity(t, "زورقين", "2", counted="زورقين", lemma="زورق", place="زوارة", event="غرقا"),
        quantity(t, "27", "27", counted="شخصاً", lemma="شخص", place="زوارة", event="قتل"),
        quantity(t, "ثلاثة", "3", counted="آخرون", antecedent="شخصاً", place="زوارة", event="فُقد"),
        quantity(t, "٣٥", "35", kind="percent", bound="at_least", counted="الناجين", lemma="ناج"),
        quantity(
            t,
            "40 و60",
            None,
            low="40",
            high="60",
            bound="between",
            counted="هم",
            antecedent="الناجين",
            place="صفاقس",
            event="نُقلوا",
        ),
        quantity(
            t, "1.5 مليون", "1500000", kind="money", unit="EUR", bound="about", counted="يورو", event="كلفة"
        ),
        quantity(
            t,
            "عشرات",
            None,
            low="10",
            bound="vague",
            counted="المتطوعين",
            lemma="متطوع",
            of="جمعية 20 فبراير",
            event="شاركوا",
        ),
        quantity(t, "20", "20", 1, kind="identifier"),
        quantity(t, "ثلاثة أضعاف", "3", kind="multiple", of="جمعية 20 فبراير"),
        quantity(t, "الأولى", "1", kind="ordinal"),
    ]
    return record(entities, quantities, id="report", meta={"date": "2024-05-07", "outlet": "وكالة مثال"})
