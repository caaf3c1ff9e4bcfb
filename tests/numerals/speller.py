"""An Arabic speller, the oracle of the number tests: it writes any whole number as a grammarian would.

It shares nothing with the reader: no table, no rule.
"""

from dataclasses import dataclass

UNITS = {
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"),
    9: ("تسعة", "تسع"),
    10: ("عشرة", "عشر"),
}
STEMS = {2: "عشر", 3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
HUNDRED_STEMS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثماني", 9: "تسع"}
# singular, accusative, plural, dual stem
SCALES = (
    (10**15, "كوادريليون", "كوادريليونا", "كوادريليونات", "كوادريليون"),
    (10**12, "تريليون", "تريليونا", "تريليونات", "تريليون"),
    (10**9, "مليار", "مليارا", "مليارات", "مليار"),
    (10**6, "مليون", "مليونا", "ملايين", "مليون"),
    (10**3, "ألف", "ألفا", "آلاف", "ألف"),
)


@dataclass(frozen=True)
class Style:
    """How a number is written.

    Attributes:
        feminine: Whether the noun counted is feminine; 3 to 10 then lose their ta marbuta.
        nominative: The case of duals and tens: ألفان وعشرون, or ألفين وعشرين.
        hundred: `مئة` or `مائة`.
        apart: `ثلاث مئة` rather than `ثلاثمئة`.
        waw: What joins the parts: `" و"`, or `" و "` as sloppy typists have it.
        billion: `مليار` or `بليون`.
    """

    feminine: bool = False
    nominative: bool = True
    hundred: str = "مئة"
    apart: bool = False
    waw: str = " و"
    billion: str = "مليار"


def spell(number: int, style: Style) -> str:
    """The number in words."""
    if number == 0:
        return "صفر"
    parts = []
    rest = number
    for scale, singular, accusative, plural, stem in SCALES:
        count, rest = divmod(rest, scale)
        if not count:
            continue
        if scale == 10**9:
            singular, accusative, plural, stem = _billions(style, singular, accusative, plural, stem)
        if count == 1:
            parts.append(singular)
        elif count == 2:
            parts.append(stem + ("ان" if style.nominative else "ين"))
        elif 3 <= count % 100 <= 10:
            parts.append(f"{_below_thousand(count, style, feminine=False)} {plural}")
        elif 11 <= count % 100 <= 99:
            parts.append(f"{_below_thousand(count, style, feminine=False)} {accusative}")
        else:
            parts.append(f"{_below_thousand(count, style, feminine=False)} {singular}")
    if rest:
        parts.append(_below_thousand(rest, style, feminine=style.feminine))
    return style.waw.join(parts)


def _billions(style: Style, *words: str) -> tuple[str, ...]:
    return words if style.billion == "مليار" else ("بليون", "بليونا", "بلايين", "بليون")


def _below_thousand(number: int, style: Style, *, feminine: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds == 1:
        parts.append(style.hundred)
    elif hundreds == 2:
        parts.append(style.hundred[:-1] + ("تان" if style.nominative else "تين"))
    elif hundreds:
        stem = HUNDRED_STEMS[hundreds]
        if style.apart:
            parts.append(f"{stem} {style.hundred}")
        else:
            parts.append(("ثمان" if hundreds == 8 else stem) + style.hundred)
    if rest:
        parts.append(_below_hundred(rest, style, feminine=feminine))
    return style.waw.join(parts)


def _below_hundred(number: int, style: Style, *, feminine: bool) -> str:
    if number == 1:
        return "واحدة" if feminine else "واحد"
    if number == 2:
        return ("اثنت" if feminine else "اثن") + ("ان" if style.nominative else "ين")
    if number <= 10:
        return UNITS[number][feminine]
    tens, unit = divmod(number, 10)
    if tens == 1:
        if unit == 1:
            return "إحدى عشرة" if feminine else "أحد عشر"
        if unit == 2:
            return (
                ("اثنت" if feminine else "اثن")
                + ("ا" if style.nominative else "ي")
                + (" عشرة" if feminine else " عشر")
            )
        return UNITS[unit][feminine] + (" عشرة" if feminine else " عشر")
    ten = STEMS[tens] + ("ون" if style.nominative else "ين")
    if not unit:
        return ten
    if unit == 1:
        one = "إحدى" if feminine else "واحد"
        return f"{one}{style.waw}{ten}"
    if unit == 2:
        two = ("اثنت" if feminine else "اثن") + ("ان" if style.nominative else "ين")
        return f"{two}{style.waw}{ten}"
    return f"{UNITS[unit][feminine]}{style.waw}{ten}"


STYLES = tuple(
    Style(feminine, nominative, hundred, apart, waw, billion)
    for feminine in (False, True)
    for nominative in (True, False)
    for hundred in ("مئة", "مائة")
    for apart in (False, True)
    for waw in (" و", " و ")
    for billion in ("مليار", "بليون")
)
