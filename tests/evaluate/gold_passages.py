"""Gold and answers written by hand: every span is given as the words it stands on."""

import json
from pathlib import Path
from typing import Any

LINKS = ("counted", "antecedent", "of", "place", "event")


def span(text: str, words: str, nth: int = 0) -> list[int]:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return [start, start + len(words)]


def quantity(text: str, num: str, value: str | None, kind: str = "count", **more: Any) -> dict[str, Any]:
    """A quantity in the gold corpora's form; links by their words."""
    return {
        "num": span(text, num),
        "kind": kind,
        "value": value,
        "low": more.get("low"),
        "high": more.get("high"),
        "bound": more.get("bound", "exact"),
        **{link: span(text, more[link]) if more.get(link) else None for link in LINKS},
    }


def as_record(text: str, one: dict[str, Any]) -> dict[str, Any]:
    """The same quantity as `hasila extract` writes it."""

    def spelled(ends: list[int] | None) -> dict[str, Any] | None:
        return None if ends is None else {"start": ends[0], "end": ends[1], "text": text[slice(*ends)]}

    other = {name: one[name] for name in ("kind", "value", "low", "high", "bound")}
    return {**spelled(one["num"]), **other, **{link: spelled(one[link]) for link in LINKS}}


def entity(text: str, words: str, label: str, nth: int = 0) -> dict[str, Any]:
    """A name in the gold corpora's form."""
    return {"span": span(text, words, nth), "label": label}


def write_lines(path: Path, rows: list[Any]) -> Path:
    """JSON lines; a string is written as it stands."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


TOLL = "قتل 27 شخصاً وأصيب أكثر من ثلاثة آخرين في صفاقس."
TOLL_GOLD = [
    quantity(TOLL, "27", "27", counted="شخصاً", place="صفاقس", event="قتل"),
    quantity(
        TOLL, "ثلاثة", "3", bound="more_than", counted="آخرين", antecedent="شخصاً", place="صفاقس", event="أصيب"
    ),
]
PRICE = "بيع المنزل بمبلغ 1,5 مليون درهم."
PRICE_GOLD = [quantity(PRICE, "1,5 مليون", "1500000", "money", counted="درهم")]
