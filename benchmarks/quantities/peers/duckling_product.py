"""Duckling (Arabic rules, through pyduckling): its numbers, and the `product` or unit that goes with them.

Texts as JSON lines on standard input, records on standard output. With `next-word` as argument a number
that has neither product nor unit gets the word after it.
"""

import json
import re
import sys

try:
    import duckling
except ImportError as error:
    sys.exit(f"not installed: {error}")

KINDS = {
    "amount-of-money": "money",
    "duration": "duration",
    "distance": "measure",
    "volume": "measure",
    "temperature": "measure",
    "quantity": "measure",
}
# Vowel marks belong to a word.
WORD = re.compile(r"(?:[^\W\d_][\u064b-\u0652\u0670]*)+")

zones = duckling.load_time_zones("/usr/share/zoneinfo")
context = duckling.Context(
    duckling.parse_ref_time(zones, "UTC", 1_700_000_000),
    duckling.parse_locale("AR", duckling.default_locale_lang(duckling.parse_lang("AR"))),
)
numbers = duckling.parse_dimensions(["number"])
ordinals = duckling.parse_dimensions(["ordinal"])
wholes = duckling.parse_dimensions(list(KINDS))


# A rule for durations reads beyond the end of a text and ends the process; it may have some room there.
ROOM = "\n" * 8


def product_of(whole: dict) -> str | None:
    """The product's words; the binding gives the bytes of their UTF-8 as characters."""
    product = whole["value"].get("product")
    try:
        return product and product.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return product


def quantities(text: str, next_word: bool) -> list[dict]:
    units = duckling.parse(text, context, wholes, False)
    found = []
    for one in duckling.parse(text, context, numbers, False):
        start, end = one["start"], one["end"]
        # Its numbers keep a و before them; the gold doesn't.
        start += text[start] == "و" and end - start > 1 and not text.startswith("واحد", start)
        whole = next((unit for unit in units if unit["start"] < end and start < unit["end"]), None)
        kind, noun = "count", None
        if whole is not None:
            kind, product = KINDS[whole["dim"]], product_of(whole)
            at = text.find(product, whole["start"], whole["end"]) if product else -1
            if at >= 0:
                kind, noun = "count", [at, at + len(product)]
            elif unit := WORD.search(text, end, whole["end"]):
                noun = list(unit.span())
        if noun is None and next_word and (word := WORD.search(text, end)):
            noun = list(word.span())
        value = one["value"]["value"]
        found.append({"num": [start, end], "kind": kind, "value": str(value), "counted": noun})
    for one in duckling.parse(text, context, ordinals, False):
        start, end = one["start"], one["end"]
        if not any(other["num"][0] < end and start < other["num"][1] for other in found):
            value = str(one["value"]["value"])
            found.append({"num": [start, end], "kind": "ordinal", "value": value, "counted": None})
    return found


for line in sys.stdin:
    row = json.loads(line)
    record = {"id": row["id"], "quantities": quantities(row["text"] + ROOM, "next-word" in sys.argv)}
    print(json.dumps(record, ensure_ascii=False), flush=True)
