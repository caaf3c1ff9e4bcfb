"""PyArabic's number phrases (`detect_number_phrases_position`, `text2number`) and the word after each.

Texts as JSON lines on standard input, records on standard output. A phrase of digits alone, which
`text2number` takes for nought, is read by Python's `int`.
"""

import json
import sys

try:
    from pyarabic import araby
    from pyarabic.number import detect_number_phrases_position, text2number
except ImportError as error:
    sys.exit(f"not installed: {error}")


def placed(text: str) -> list[tuple[str, int]]:
    """The words of `araby.tokenize` with their places; it may drop or change characters."""
    words, at = [], 0
    for word in araby.tokenize(text):
        start = text.find(word, at)
        if word and start >= 0:
            words.append((word, start))
            at = start + len(word)
    return words


def quantities(text: str) -> list[dict]:
    words = placed(text)
    plain = [word for word, _ in words]
    found = []
    for first, last in detect_number_phrases_position(plain):
        phrase = plain[first : last + 1]
        value = (
            int(phrase[0]) if len(phrase) == 1 and phrase[0].isdecimal() else text2number(" ".join(phrase))
        )
        noun = None
        if last + 1 < len(words):
            word, start = words[last + 1]
            noun = [start, start + len(word)] if word[0].isalpha() else None
        start, end = words[first][1], words[last][1] + len(words[last][0])
        # Its phrases keep a و before them; the gold doesn't.
        start += text[start] == "و" and end - start > 1 and not phrase[0].startswith("واحد")
        found.append({"num": [start, end], "kind": "count", "value": str(value), "counted": noun})
    return found


for line in sys.stdin:
    row = json.loads(line)
    print(json.dumps({"id": row["id"], "quantities": quantities(row["text"])}, ensure_ascii=False))
