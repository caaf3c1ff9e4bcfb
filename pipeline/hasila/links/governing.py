"""What governs a place name: the preposition in front of it, whatever stands between the two.

`في الموصل`, `بمدينة الموصل`, `في جنوب شرق تركيا`, `على حيي الزهور والنور`, `في العاصمة اليمنية صنعاء`:
heads that only say what a place is, and directions, are stepped over. Over other nouns too, but then it
is told: who is `في مطبعة حلب` is in the press rather than in the town, and `أمير منطقة عسير` is a person.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.place_names import TITLES
from hasila.links.view import View, Word
from hasila.normalize import fold

# A preposition stands at most so many words in front of the name.
_WITHIN = 4
_OPENING = ("«", '"', "“", "‘", "'")


class Governor(NamedTuple):
    """What governs a name.

    Attributes:
        preposition: The preposition or its letter; else a direction that has none (`شمال بغداد`); else the
            word that the name stands behind. It ends in + where another noun stands between.
        way: What sort it is: `in`, `to`, `near` …
        title: The nearest head that only says what the place is, a dual as its singular; else empty.
        side: The direction or surroundings in front of the name: `شرق`, `محيط`; else empty.
    """

    preposition: str
    way: str
    title: str
    side: str


def governor(view: View, first: int) -> Governor:
    """What governs the name that begins with a word. A text's names are asked for once a number."""
    known = view.once("governors", _none_yet)
    found = known.get(first)
    if found is None:
        found = known[first] = _governor(view, first)
    return found


def _none_yet(_: View) -> dict[int, Governor]:
    return {}


def _governor(view: View, first: int) -> Governor:
    lead = view.lead_at(first)
    if lead:
        return _governed(lead[-1], "", "", through=False)
    title = side = ""
    through = False
    start = first - 1 if first > 0 and view.words[first - 1].text not in _OPENING else first - 2
    for at in range(start, max(-1, start - _WITHIN), -1):
        word = view.words[at]
        head = _head(word)
        if head == _SIDE:
            side = side or word.core
        elif head:
            title = title or head
        elif _grades(word) or _adjective_of_title(view, at):
            pass
        elif word.bare in lexicon.words(lexicon.FUNCTION):
            return _governed(word.bare, title, side or _side_of_from(view, at), through=through)
        else:
            if side or not _can_head(view, at):
                return _stopped(view, at, title, side, through=through)
            through = True
        if word.lead:
            return _governed(word.lead[-1], title, side, through=through)
    return _stopped(view, -1, title, side, through=through)


def _governed(preposition: str, title: str, side: str, *, through: bool) -> Governor:
    mark = "+" if through else ""
    return Governor(preposition + mark, way_of(preposition) + mark, title, side)


def _stopped(view: View, at: int, title: str, side: str, *, through: bool) -> Governor:
    """What there is to say where no preposition was found; `at` is the word that ended the search."""
    if side:
        return _governed(side, title, side, through=through)
    if through:
        return Governor("noun", "noun", title, side)
    if at < 0:
        return Governor("", "none", title, side)
    word = view.words[at]
    way = "verb" if word.verb else "name" if at in view.name_at else "mark" if word.punct else "other"
    return Governor(word.norm, way, title, side)


# What `_head` says of a direction.
_SIDE = "side"


def _head(word: Word) -> str:
    """The title that a word is, `side` for a direction or surroundings, empty for any other."""
    if word.core in lexicon.words(_SIDES):
        return "" if word.definite else _SIDE
    title = _titles().get(word.core, "")
    return "" if word.definite and title != word.core else title  # `المركزي` is no dual of `مركز`


@cache
def _titles() -> dict[str, str]:
    """The folded titles, and their duals in front of a name: `مدينتي`, `حيي`, `محافظتا`."""
    titles = [fold(title) for title in f"{TITLES} {_MORE_TITLES}".split()]
    duals = {_before_ending(title) + ending: title for title in titles for ending in ("ي", "ا")}
    return {**duals, **{title: title for title in [*titles, *map(fold, _PLURALS.split())]}}


def _before_ending(title: str) -> str:
    return f"{title[:-1]}ت" if title.endswith(fold("ة")) else title


def _grades(word: Word) -> bool:
    """`في مختلف أنحاء حلب`, `في كل مدن الساحل`."""
    return word.core in lexicon.words(_WHOLE) and not word.definite


def _adjective_of_title(view: View, at: int) -> bool:
    """`العاصمة اليمنية صنعاء`: an adjective between a title and the name."""
    word, before = view.words[at], view.words[at - 1] if at > 0 else None
    if before is None or not (word.definite and before.definite) or word.lead:
        return False
    return nouns.adjective(word) and before.core in _titles()


def _can_head(view: View, at: int) -> bool:
    """Whether the name can be annexed to a word: an indefinite noun."""
    word = view.words[at]
    return not word.definite and at not in view.name_at and nouns.nominal(view, at)


def _side_of_from(view: View, at: int) -> str:
    """`بالقرب من حلب`, `إلى الشمال من حلب`: what stands in front of `من`."""
    if at == 0 or view.words[at].bare != "من":
        return ""
    core = view.words[at - 1].core
    return core if core in lexicon.words(_SIDES) or core in lexicon.words(_CLOSE) else ""


@lru_cache(maxsize=4096)
def way_of(preposition: str) -> str:
    """What sort of word stands in front of a name."""
    for name, members in _WAYS.items():
        if preposition in lexicon.words(members):
            return name
    return "none" if not preposition else "other"


_WAYS = {
    "in": "في ب داخل وسط لدى",
    "near": """
        قرب قرابة حول خارج قبالة ضواحي جنوب شمال شرق غرب جنوبي شمالي شرقي غربي محيط أطراف مشارف
        أرجاء أنحاء جوار حدود تخوم ريف قلب شواطئ سواحل
    """,
    "to": "إلى نحو باتجاه ل صوب",
    "from": "من عن",
    "on": "على ضد",
    "and": "و",
}

# Where in or around a place something is.
_SIDES = """
شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط محيط أنحاء أرجاء ضواحي أطراف مشارف جوار قلب ريف حدود تخوم
شواطئ سواحل
"""
_CLOSE = "قرب مقربة"
_WHOLE = "مختلف جميع كافة معظم كل عموم سائر بعض"

# Heads that only say what a place is, beside those that names are cut from.
_MORE_TITLES = """
دولة مملكة جمهورية سلطنة ميناء مرفأ بوابة ميدان جبل وادي سهل شاطئ ساحل قارة معسكر قاعدة مستوطنة
"""
_PLURALS = (
    "مدن قرى بلدات محافظات ولايات مناطق أحياء أقاليم جزر مديريات مخيمات مقاطعات إمارات جبهات مطارات سجون"
)
