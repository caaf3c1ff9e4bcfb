"""Digits → a value: which separators stand between thousands, and which before decimals.

The rule, in the order in which it is tried (D a digit, s a separator):

1. `12ر1`: the letter ر is the old agencies' decimal point. They keyed the number as it is seen
   between right-to-left letters, so the *last* part is the whole: 1.12, as `50ر11 مليون` is 11.5 million.
2. `٬` and the apostrophe separate thousands, `٫` decimals.
3. Two or more separators: groups of three behind equal ones are thousands (`1.250.000`); another
   kind of separator at the end is the decimal point (`1.250.000,50`).
4. One separator, and not exactly three digits after it, or more than three or only zeros before it:
   decimals (`3.5`, `28،7`, `0.125`, `1092.361`).
5. One separator and three digits after it: thousands (`70.000`, `2،502`), unless a scale or a
   percent follows: then `.` and `،` are decimal points (`430.390 مليون`), and so is `,` before a
   billion or more; `1,735 مليون` is 1735 million.

Rules 4 and 5 are a choice where the text alone does not tell; `decimal=` fixes it.
"""

import re
from decimal import Decimal

_SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_TO_ASCII = str.maketrans(
    {digit: str(value) for script in _SCRIPTS[1:] for value, digit in enumerate(script)}
)
_PARTS = re.compile(r"[.,،٬٫'’ر]")
_BILLION = 10**9
# Longer runs of digits are no number that anybody counted, and int() takes quadratic time on them.
MAX_DIGITS = 45


def to_ascii(digits: str) -> str:
    """Arabic-Indic and Persian digits as ASCII."""
    return digits.translate(_TO_ASCII)


def one_script(digits: str) -> bool:
    """Whether all digits are of one script; `1٢` is a slip, not a number."""
    return digits.isascii() or sum(not set(script).isdisjoint(digits) for script in _SCRIPTS) == 1


def read_digits(raw: str, *, follows: int = 0, decimal: str | None = None) -> int | Decimal | None:
    """The value of digits with separators, or None where they are not one number.

    Args:
        raw: Digits and separators.
        follows: What the number is multiplied by: the scale after it (10**6), 100 for a percent sign, 0.
        decimal: The separator that is the decimal point whatever the rule says; the others then separate
            thousands. None for the rule.
    """
    if len(raw) > MAX_DIGITS or not one_script(raw):
        return None
    if raw.isdecimal():
        return int(raw)
    text = to_ascii(raw)
    separators = _PARTS.findall(text)
    if not separators:
        return int(text)
    parts = _PARTS.split(text)
    if "ر" in separators:
        return _old_point(parts) if len(parts) == 2 else _old_point_grouped(text)
    if decimal is not None:
        return _fixed(parts, separators, decimal)
    if len(separators) > 1:
        return _several(parts, separators)
    return _lone(parts[0], parts[1], separators[0], follows)


def _old_point(parts: list[str]) -> Decimal | None:
    fraction, whole = parts
    if len(whole) > 1 and whole[0] == "0":
        # 25ر07: a whole part has no leading zero, so this one was keyed the other way.
        whole, fraction = fraction, whole
    return Decimal(f"{whole}.{fraction}")


def _old_point_grouped(text: str) -> Decimal | None:
    # 37ر5,833: the whole part behind ر has separators of its own.
    fraction, _, whole = text.partition("ر")
    value = read_digits(whole) if fraction.isdigit() and "ر" not in whole else None
    return Decimal(f"{value}.{fraction}") if isinstance(value, int) else None


def _fixed(parts: list[str], separators: list[str], decimal: str) -> int | Decimal | None:
    if decimal in separators[:-1]:
        return None
    if separators[-1] == decimal:
        whole, fraction = parts[:-1], parts[-1]
    else:
        whole, fraction = parts, ""
    if not _grouped(whole):
        return None
    return Decimal("".join(whole) + "." + fraction) if fraction else int("".join(whole))


def _several(parts: list[str], separators: list[str]) -> int | Decimal | None:
    *first, last = separators
    if len(set(separators)) == 1:
        return int("".join(parts)) if last != "٫" and _grouped(parts) else None
    if len(set(first)) == 1 and last != first[0] and last in ".,،٫" and _grouped(parts[:-1]):
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return None


def _lone(whole: str, rest: str, separator: str, follows: int) -> int | Decimal | None:
    as_decimal = Decimal(f"{whole}.{rest}")
    thousands = len(rest) == 3 and len(whole) <= 3 and whole.strip("0") != "" and not whole.startswith("0")
    if separator == "٫":
        return as_decimal
    if separator in "٬'’":
        return int(whole + rest) if thousands else None
    if not thousands:
        return as_decimal
    if follows and (separator in ".،" or follows >= _BILLION or follows == 100):
        return as_decimal
    return int(whole + rest)


def _grouped(parts: list[str]) -> bool:
    head, *groups = parts
    return (
        1 <= len(head) <= 3 and all(len(group) == 3 for group in groups) and not (groups and head[0] == "0")
    )


def split_list(raw: str) -> list[tuple[int, int]]:
    """Where the numbers stand in digits that are not one number but a list (`2013،2014`)."""
    return [match.span() for match in re.finditer(r"[^.,،٬٫'’ر]+", raw)]
