"""A regular expression for numbers, and the next content word: what people write in an afternoon.

Texts as JSON lines on standard input, records on standard output. It knows digits with thousands
separators, a scale word after them, and number words that stand alone.
"""

import json
import re
import sys
from decimal import Decimal

SCALES = {
    "ألف": 10**3, "ألفا": 10**3, "ألفاً": 10**3, "الف": 10**3, "آلاف": 10**3, "مليون": 10**6, "مليونا": 10**6,
    "مليوناً": 10**6, "ملايين": 10**6, "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9,
}  # fmt: skip
WORDS = {
    "واحد": 1, "واحدة": 1, "اثنان": 2, "اثنين": 2, "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5,
    "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "تسعة": 9, "تسع": 9,
    "عشرة": 10, "عشر": 10, "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40, "أربعين": 40,
    "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80,
    "تسعون": 90, "تسعين": 90, "مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "ألف": 1000, "ألفين": 2000,
    "مليون": 10**6, "مليار": 10**9,
}  # fmt: skip
# Words that nobody counts.
FUNCTION_WORDS = set(
    "من في على إلى عن مع بين خلال بعد قبل عند منذ حتى أن إن التي الذي الذين كان كانت قد لم لا ما هو هي هم "
    "أو ثم كل بعض غير أكثر أقل نحو حوالي قرابة كبار صغار عدد عشرات مئات آلاف".split()
)
ONE = "|".join(sorted(WORDS, key=len, reverse=True))
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
NUMBER = re.compile(
    rf"(?P<digits>\d+(?:[.,٫٬،]\d+)*)(?:\s+(?P<scale>{SCALE})\b)?"
    rf"|(?<!\w)[وبلف]?(?P<word>{ONE})(?!\w)(?:\s+(?P<scale2>{SCALE})\b)?"
)
# Vowel marks belong to a word.
WORD = re.compile(r"(?:[^\W\d_][\u064b-\u0652\u0670]*)+")


def value_of(match: re.Match[str]) -> Decimal:
    if match["word"]:
        value = Decimal(WORDS[match["word"]])
    else:
        digits = re.sub("[٫،]", ",", match["digits"].replace("٬", ""))
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
            digits = re.sub("[.,]", "", digits)
        parts = re.split("[.,]", digits)
        value = Decimal(parts[0] if len(parts) == 1 else f"{parts[0]}.{''.join(parts[1:])}")
    return value * SCALES.get(match["scale"] or match["scale2"] or "", 1)


def quantities(text: str) -> list[dict]:
    found = []
    for match in NUMBER.finditer(text):
        start = match.start("word") if match["word"] else match.start()
        percent = re.match(r"\s*[%٪]|\s+في (?:المئة|المائة)|\s+ب(?:المئة|المائة)", text[match.end() :])
        noun = None
        if not percent:
            words = (word for word in WORD.finditer(text, match.end()) if word[0] not in FUNCTION_WORDS)
            noun = next((list(word.span()) for word in words), None)
        found.append(
            {
                "num": [start, match.end()],
                "kind": "percent" if percent else "count",
                "value": format(value_of(match), "f"),
                "counted": noun,
            }
        )
    return found


for line in sys.stdin:
    row = json.loads(line)
    print(json.dumps({"id": row["id"], "quantities": quantities(row["text"])}, ensure_ascii=False))
