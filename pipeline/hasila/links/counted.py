"""The counted noun: المعدود.

`find_counted` asks in turn whether the number is its own noun (a dual), stands behind its noun
(`preceding.ahead`), in front of it (`following.direct`, `following.partitive`), shares the noun of
the next number (`following.shared`), or follows a pronoun or a total (`preceding.total`), or tells
how many times as much something has become (`preceding.grown`).
"""

from hasila.links import lexicon
from hasila.links.counting import Counted, Relation, at_word
from hasila.links.following import after, direct, partitive, shared
from hasila.links.preceding import ahead, grown, pronoun_before, total
from hasila.links.units import unit_of
from hasila.links.view import PRONOUNS, View
from hasila.normalize import fold


def find_counted(view: View, n: int) -> Counted | None:
    """The counted noun of the number `n`, or None where no word of the sentence is counted."""
    number = view.numbers[n]
    if number.kind == "dual":
        if fold(number.text) in lexicon.words(lexicon.OTHERS):
            return Counted(number.start, number.end, view.first[n], Relation.OTHERS)
        return Counted(number.start, number.end, view.first[n], Relation.SELF)
    for rule in (_inside, _enclitic, ahead, direct, _of_all, partitive, shared, pronoun_before, total, grown):
        found = rule(view, n)
        if found is not None:
            return found
    return None


def _inside(view: View, n: int) -> Counted | None:
    """`خمس سنوات ونصف السنة`, `دولار أو دولارين`: the noun inside the expression."""
    first, last = view.first[n], view.last[n]
    if last - first < 2 or view.numbers[n].kind in ("date", "time"):
        return None
    if view.words[last].definite and view.words[last - 1].core in lexicon.words(lexicon.PARTS):
        # … but of a scale it is a part of the number: `مليون ونصف المليون نسمة`.
        scale = view.words[last].core in lexicon.words(lexicon.SCALES)
        return None if scale else at_word(view, last - 2, Relation.DIRECT)
    if unit_of(view.words[last].core) is not None:
        return at_word(view, last, Relation.DIRECT)
    return None


def _enclitic(view: View, n: int) -> Counted | None:
    """`نصفهم`: the pronoun on the number's own word."""
    number, word = view.numbers[n], view.words[view.last[n]]
    rest = view.text[number.end : word.end]
    if rest and fold(rest) in PRONOUNS:
        return Counted(number.end, word.end, view.last[n], Relation.PRONOUN)
    return None


def _of_all(view: View, n: int) -> Counted | None:
    """`25 من أصل 50 نائبا`: the total's noun, or that of all of them."""
    index = after(view, n)
    if [word.norm for word in view.words[index : index + 2]] != [fold("من"), fold("أصل")]:
        return None
    found, following = total(view, n), view.number_at.get(index + 2)
    return found if found is not None or following is None else direct(view, following)
