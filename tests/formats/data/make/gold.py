"""Writes ../gold.jsonl: the texts and spans that every file of this folder says in its tool's way.

Spans are marked in the text: `{ORG:…}`. A mark may stand inside a word, and over a line end.
"""

import json
import re
from pathlib import Path

MARKED = {
    "tunis": "🌍 زار وزير الخارجية {PER:أنيس بن ميلاد} 👩‍👧 مخيم {LOC:النور} شرق {LOC:بغداد}.",
    "marks": "وقُتِلَ سَبْعَةُ مَدَنِيِّينَ فِي {LOC:السَّلَامِ} 🇹🇳 و{LOC:العِرَاق}، وقال {ORG:مجلس المدينة}.",
    "tatweel": "أكّـــد متحدث باسم {ORG:بلديـــة صيـــدا} أن و{LOC:لبنـان} بخير 👍🏽 و{LOC:صور} أيضاً.",
    "lines": "عاجل 😀\nوصل الوفد إلى {LOC:دير\nالزور} أمس، ثم إلى {LOC:حلب}.",
    "plain": "أعلنت {ORG:وزارة الصحة} في {LOC:الرباط} حصيلة جديدة.",
}

_MARK = re.compile(r"\{([A-Z]+):([^}]*)\}")


def read(marked: str) -> tuple[str, list[dict]]:
    """The text and its spans."""
    text, spans, place = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        spans.append({"span": [len(text), len(text) + len(mark[2])], "label": mark[1]})
        text += mark[2]
        place = mark.end()
    return text + marked[place:], spans


if __name__ == "__main__":
    with (Path(__file__).parents[1] / "gold.jsonl").open("w", encoding="utf-8") as file:
        for identifier, marked in MARKED.items():
            text, spans = read(marked)
            row = {"id": identifier, "text": text, "entities": spans}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
