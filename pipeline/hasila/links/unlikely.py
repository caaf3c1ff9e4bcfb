"""Candidates that grammar alone would choose wrongly more often than rightly.

Where an encoder has its say (`evidence`) they are worth offering: a body's name as a place, a name with
the noun in front of it or without its last word, a list of places. Without one they only mislead, and cost
time. Those of groups are in `unlikely_groups`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from hasila.links import nouns
from hasila.links.view import Name, View
from hasila.normalize import fold

if TYPE_CHECKING:
    from hasila.links.place_names import Place

# Nouns that may stand in front of a name of a list: `الضفة الغربية وقطاع غزة`.
_HEADS = (
    "قطاع",
    "مدينة",
    "محافظة",
    "ولاية",
    "منطقة",
    "دولة",
    "مملكة",
    "سلطنة",
    "إقليم",
    "بلدة",
    "قرية",
    "جزيرة",
)
_SEVERAL = ("مدن", "محافظات", "ولايات", "مناطق", "دول", "بلدات", "قرى", "جزر")
# They are in a closed class, but belong to a name as a noun does: `إقليم شمال وزيرستان`.
_DIRECTIONS = frozenset(("شمال", "جنوب", "شرق", "غرب"))
# What stands between the names of a list.
_SEPARATORS = ("،", "و", "، و", ",", ", و", "-", "–")


def unlikely_places(view: View, low: int, high: int) -> Iterator["Place"]:
    """Further stretches that can be the place of a number, around the names that begin between two words."""
    from hasila.links.place_names import Place, name_start

    names = [name for name in view.names if low <= name.first < high]
    for name in names:
        first, last, start = name.first, name.last, name_start(view, name)
        if name.label == "LOC":
            if last > first:
                yield Place(view.words[first + 1].noun, name.end, first + 1, last, name.index, "no-head")
                yield Place(start, view.words[last - 1].end, first, last - 1, name.index, "no-tail")
        else:
            yield Place(start, name.end, first, last, None, f"as-{name.label}")
            for tail in {last, max(first + 1, last - 1)} if last > first else ():
                yield Place(view.words[tail].noun, name.end, tail, last, None, f"tail-{name.label}")
        if name.label in ("LOC", "ORG"):
            before = first - 1
            if before >= 0 and not view.lead_at(first) and _can_head(view, before):
                yield Place(view.words[before].noun, name.end, before, last, None, f"headed-{name.label}")
            behind = last + 1
            if behind < len(view.words) and _adjective(view, behind):
                yield Place(start, view.words[behind].end, first, behind, None, f"described-{name.label}")
    yield from _lists(view, [name for name in names if name.label == "LOC"])
    for index in range(low, high - 1):
        word = view.words[index]
        if word.definite and word.core == "عاصمه" and _adjective(view, index + 1):
            yield Place(word.noun, view.words[index + 1].end, index, index + 1, None, "capital")


def _can_head(view: View, index: int) -> bool:
    """Whether a word can be the noun that a name is annexed to: `شمال` of `شمال وزيرستان`."""
    word = view.words[index]
    return (
        not word.definite
        and index not in view.name_at
        and index not in view.number_at
        and (nouns.nominal(view, index) or view.words[index].core in _DIRECTIONS)
    )


def _adjective(view: View, index: int) -> bool:
    word = view.words[index]
    return word.definite and not word.lead and index not in view.name_at and nouns.adjective(word)


@cache
def _heads() -> frozenset[str]:
    """The nouns of `_HEADS` as a word's core has them, of two and of several too: `محافظتي`, `مدن`."""
    duals = {
        fold(head.removesuffix("ة") + ("ت" if head.endswith("ة") else "") + "ي") for head in (*_HEADS, "قارة")
    }
    return frozenset({*map(fold, _HEADS), *duals, *map(fold, _SEVERAL)})


def _lists(view: View, names: Sequence[Name]) -> Iterator["Place"]:
    """`الإمارات، وسلطنة عمان، والكويت`: names with nothing but commas and و between them."""
    from hasila.links.place_names import Place

    at = 0
    while at < len(names):
        end = at
        while end + 1 < len(names):
            gap = view.text[names[end].end : names[end + 1].start].strip()
            if gap not in _SEPARATORS and gap.lstrip("، ").removeprefix("و") not in _HEADS:
                break
            end += 1
        if end > at:
            a, b = names[at], names[end]
            yield Place(a.start, b.end, a.first, b.last, None, "list")
            if a.last > a.first and view.words[a.first].core in _heads():
                # `دولة الإمارات، وسلطنة عمان`, `قارتي آسيا وأمريكا الجنوبية`
                yield Place(view.words[a.first + 1].noun, b.end, a.first + 1, b.last, None, "list")
        at = end + 1
