"""The place names in a text that a number can be linked to, cut as the links want them.

A model's name and the place that is meant are not always the same stretch: `مدينة` and `محافظة` stay
out, a nationality behind the name does too, two names that `و` joins are one place, and a city in a
body's name (`محكمة جنايات القاهرة`) is a place as well. Each such cut is a candidate of its own.
"""

from bisect import bisect_left
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.units import country
from hasila.links.unlikely import unlikely_places
from hasila.links.view import Name, View


class Place(NamedTuple):
    """A place name: its span, its words, its entity's index, and how it was cut (empty: as found)."""

    start: int
    end: int
    first: int
    last: int
    entity: int | None
    variant: str = ""


def name_start(view: View, name: Name) -> int:
    """Where a name begins for a link: in `للعراق` its second ل is the article's, and left out."""
    word = view.words[name.first]
    return word.noun if name.start == word.stem else name.start


def places_between(view: View, low: int, high: int) -> list[Place]:
    """The places whose names begin between two words."""
    whole: list[Place] = []
    cut: list[Place] = []
    marks = view.once("place marks", _marks)
    for index, name in marks[bisect_left(marks, low, key=_word) : bisect_left(marks, high, key=_word)]:
        if name is None:
            word = view.words[index]
            cut.append(Place(word.stem, word.end, index, index, None, "kingdom"))
        elif name.label == "LOC":
            whole.append(Place(name_start(view, name), name.end, name.first, name.last, name.index))
            cut.extend(_cuts(view, name))
        elif name.label == "ORG":
            cut.extend(_inside(view, name))
    found = [*whole, *_joined(view, whole), *cut]
    if view.rows is not None:
        seen = {(place.start, place.end) for place in found}
        for place in unlikely_places(view, low, high):
            if (place.start, place.end) not in seen:
                seen.add((place.start, place.end))
                found.append(place)
    return found


def _marks(view: View) -> list[tuple[int, Name | None]]:
    """The words of a text where a name begins, with the name, and those that are `المملكة`, with None."""
    found: list[tuple[int, Name | None]] = [
        (name.first, name) for name in view.names if view.names[view.name_at[name.first]] is name
    ]
    found += [
        (index, None)
        for index, word in enumerate(view.words)
        if word.core == "مملكه" and word.definite and index not in view.name_at
    ]
    return sorted(found, key=_word)


_word = itemgetter(0)


def _cuts(view: View, name: Name) -> list[Place]:
    """Without the head that only says what it is, and without the nationality at the end."""
    found = []
    first, last = name.first, name.last
    if last > first and view.words[first].core in lexicon.words(TITLES):
        found.append(Place(view.words[first + 1].start, name.end, first + 1, last, name.index, "no-title"))
    ending = view.words[last]
    if last > first and ending.definite and nouns.adjective(ending) and country(ending.core) is not None:
        found.append(
            Place(name_start(view, name), view.words[last - 1].end, first, last - 1, name.index, "no-ending")
        )
    return found


def _inside(view: View, name: Name) -> list[Place]:
    """A country or capital in the name of a body."""
    return [
        Place(word.stem, word.end, index, index, None, "in-body")
        for index in range(name.first + 1, name.last + 1)
        if country((word := view.words[index]).core) is not None and not nouns.adjective(word)
    ]


def _joined(view: View, places: list[Place]) -> list[Place]:
    """Names that `و` joins (`باريس وبروكسل`), and two halves of one name (`قطاع` `غزة`)."""
    found, position = [], 0
    while position < len(places):
        end = position
        while end + 1 < len(places) and _gap(view, places[end], places[end + 1]) == "و":
            end += 1
        if end > position:
            a, b = places[position], places[end]
            found.append(Place(a.start, b.end, a.first, b.last, None, "and"))
        position = end + 1
    for a, b in pairwise(places):
        if _gap(view, a, b) == "" and a.last + 1 == b.first:
            found.append(Place(a.start, b.end, a.first, b.last, b.entity, "halves"))
    return found


def _gap(view: View, a: Place, b: Place) -> str | None:
    gap = view.text[a.end : b.start]
    return gap.strip() if len(gap) < 4 else None


# Heads that only say what a place is.
TITLES = """
مدينة محافظة قرية بلدة ولاية منطقة حي إقليم ناحية ضاحية مركز مديرية جزيرة عاصمة شمال جنوب شرق غرب
وسط شمالي جنوبي شرقي غربي ريف
ضواحي مخيم معبر ساحة شارع قضاء دائرة إمارة مقاطعة قطاع جبهة بحر سواحل سجن مطار
"""

# Cities among the words that tell a country (`units.COUNTRIES`).
CAPITALS = """
واشنطن القاهرة لندن الخرطوم الرياض جدة مكة الدمام صنعاء عدن الدوحة مسقط طهران دبي أبوظبي الشارقة
عجمان الرباط بغداد المنامة طرابلس الأحساء الطائف أبها ينبع الفجيرة
دمشق حلب بيروت أنقرة إسطنبول نواكشوط نيودلهي إسلام جاكرتا موسكو بكين طوكيو سيول
"""

# Countries and parts of the world beside those of `units.COUNTRIES`.
COUNTRIES = """
فرنسا ألمانيا إيطاليا إسبانيا إسبانية البرتغال هولندا بلجيكا اليونان بولندا المجر رومانيا بلغاريا
النمسا قبرص أوكرانيا صربيا كوسوفو
البوسنة ألبانيا مقدونيا كرواتيا أفغانستان بنغلاديش بنجلاديش ميانمار بورما تايلاند تايلند فيتنام
كمبوديا لاوس ماليزيا كازاخستان
أوزبكستان تركمانستان طاجيكستان قرغيزستان أذربيجان أرمينيا جورجيا فلسطين إثيوبيا إريتريا نيجيريا
النيجر تشاد مالي السنغال غانا
الكاميرون أنغولا الكونغو رواندا بوروندي زيمبابوي زامبيا موزمبيق مدغشقر بنين توغو ليبيريا غينيا
سيراليون بوركينا فنزويلا بيرو
الإكوادور بوليفيا باراغواي أوروغواي هايتي غواتيمالا هندوراس بنما أوروبا آسيا أفريقيا إفريقيا أميركا
أيرلندا اسكتلندا فنلندا لاتفيا
ليتوانيا إستونيا المملكة العالم الخليج المالديف منغوليا
"""
