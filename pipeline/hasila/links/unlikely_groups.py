"""Names and descriptions of groups that grammar alone would choose wrongly more often than rightly.

As in `unlikely`, they are offered where an encoder has its say: a name without its first or last word, a
description with what belongs to it, a band that no article or name tells from any other.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hasila.links import lexicon, nouns
from hasila.links.view import View

if TYPE_CHECKING:
    from hasila.links.descriptions import Candidate

_NAMES = ("ORG", "LOC", "MISC")
_DESCRIPTIONS = ("noun", "phrase")
# Bands beside `descriptions.BANDS` whose name often stands elsewhere.
_MORE_BANDS = "مجلس هيئة حزب"


def unlikely_groups(view: View, found: Sequence["Candidate"], low: int, high: int) -> list["Candidate"]:
    """Further candidates around those that were found between two words."""
    more: dict[tuple[int, int], Candidate] = {}
    seen = {(one.first, one.last) for one in found}
    for one in _all(view, found, low, high):
        if (one.first, one.last) not in seen:
            more.setdefault((one.first, one.last), one)
    return list(more.values())


def _all(view: View, found: Sequence["Candidate"], low: int, high: int) -> Iterator["Candidate"]:
    for one in found:
        if one.label in _NAMES:
            yield from _around_name(view, one, high)
            yield from _with_name(view, one)  # `قوات` and `الشرطة المدنية`, found as two
        elif one.label in _DESCRIPTIONS:
            yield from _with_name(view, one)
            yield from _in_noun(view, one, high)
        if one.label in (*_NAMES, *_DESCRIPTIONS) or one.label.startswith("phrase"):
            yield from _belonging(view, one, high)
    yield from _bands(view, low, high)


def _to(view: View, one: "Candidate", last: int, label: str) -> "Candidate":
    """A candidate that begins as another does."""
    return one._replace(end=view.words[last].end, last=last, label=label, entity=None)


def _around_name(view: View, one: "Candidate", high: int) -> Iterator["Candidate"]:
    """A name without its first or last word, and with the first of the adjectives behind it."""
    from hasila.links.descriptions import Candidate, with_adjectives

    if one.last > one.first:
        start = view.words[one.first + 1].noun
        yield Candidate(start, one.end, one.first + 1, one.last, "no-head", one.entity)
        yield _to(view, one, one.last - 1, "no-tail")._replace(entity=one.entity)
    if with_adjectives(view, one.last, high) > one.last + 1:
        yield _to(view, one, one.last + 1, f"{one.label}+")


def _with_name(view: View, one: "Candidate") -> Iterator["Candidate"]:
    """A description with the name that stands behind it."""
    position = view.name_at.get(one.last + 1)
    if position is not None and view.names[position].first == one.last + 1:
        name = view.names[position]
        if not view.lead_at(name.first):
            yield one._replace(end=name.end, last=name.last, label="with-name", entity=None)


def _in_noun(view: View, one: "Candidate", high: int) -> Iterator["Candidate"]:
    """`قطاع الرعاية الصحية في الدولة`: a description with the definite noun that it is in."""
    at = one.last + 2
    if at < high and view.words[at - 1].norm == "في" and _definite(view, at):
        yield _to(view, one, at, "in-noun")


def _definite(view: View, at: int) -> bool:
    word = view.words[at]
    return word.definite and not word.lead and at not in view.number_at


def _belonging(view: View, one: "Candidate", high: int) -> Iterator["Candidate"]:
    """`القوات الموالية للثوار`, and what stands before the word that says to whom it belongs."""
    from hasila.links.descriptions import BELONGING

    belonging = lexicon.words(BELONGING)
    for at in range(one.first + 1, min(one.last + 2, high - 1)):
        if view.words[at].core not in belonging:
            continue
        if at <= one.last and one.label in _DESCRIPTIONS:
            yield _to(view, one, at - 1, one.label)
        last = _whose(view, at + 1, high)
        if last is not None:
            yield _to(view, one, last, "belongs")
        return


def _whose(view: View, at: int, high: int) -> int | None:
    """The last word of what begins at a word with ل: a name, a definite noun, one annexed to it."""
    from hasila.links.descriptions import with_adjectives

    word = view.words[at]
    if word.lead[-1:] != ("ل",):
        return None
    position = view.name_at.get(at)
    if position is not None and view.names[position].first == at:
        return view.names[position].last
    if not word.definite:
        at += 1  # `لوزارة العدل`
        if at >= high or not _definite(view, at):
            return None
    return with_adjectives(view, at, high)


def _bands(view: View, low: int, high: int) -> Iterator["Candidate"]:
    """`عصابة`, `مجلس بلدي`, `قوة مشتركة من الجيش والشرطة`: indefinite nouns of groups."""
    from hasila.links.descriptions import BANDS, Candidate

    bands = lexicon.words(BANDS) | lexicon.words(_MORE_BANDS)
    for index in range(low, high):
        word = view.words[index]
        if word.core not in bands or word.definite or index in view.name_at or index in view.number_at:
            continue
        band = Candidate(word.noun, word.end, index, index, "band", None)
        yield band
        last = index
        if index + 1 < high and _describes(view, index + 1):
            last = index + 1
            yield _to(view, band, last, "band")
        if last + 2 < high and view.words[last + 1].norm == "من" and _definite(view, last + 2):
            last += 2
            yield _to(view, band, last, "band-of")
            if last + 1 < high and view.words[last + 1].lead == ("و",) and view.words[last + 1].definite:
                yield _to(view, band, last + 1, "band-of")


def _describes(view: View, at: int) -> bool:
    """Whether a word can be a band's indefinite adjective: `خلية إرهابية`, `قوة مشتركة`."""
    word = view.words[at]
    if word.definite or word.lead or at in view.name_at or not nouns.nominal(view, at):
        return False
    long = len(word.core) > _SHORT
    return nouns.adjective(word) or (long and (word.core.startswith("م") or word.core.endswith("ي")))


# A participle and a nisba (`بلدي`) have more letters than this.
_SHORT = 3
