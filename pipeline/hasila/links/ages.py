"""Which numbers are ages: `(25 عاماً)`, `البالغ من العمر 21 عاما`, `في العشرين من عمره`."""

from hasila.links import lexicon
from hasila.links.units import Unit, unit_of
from hasila.links.view import View
from hasila.normalize import fold

# How far in front of a number the words that make it an age may stand.
_NEAR = 6


def is_age(view: View, n: int, at: int) -> bool:
    """`(25 عاماً)`, `البالغ من العمر 21 عاما`, `أعمارهم بين 12 و13 عاما`, `فلان، 27 عاما،`."""
    begin, end = view.bounds(n)
    first, last = view.first[n], view.last[n]
    value = view.numbers[n].value
    if value is not None and value > _OLDEST:
        return False
    before = view.words[first - 1] if first > begin else None
    after = max(at, last) + 1
    behind = view.words[after] if after < end else None
    closes = behind is not None and behind.text in (")", "]", "،", ",", ".")
    # `تنفيذه (24) شهرا،`: a bracket around the number alone says nothing of it.
    alone = at > last and view.words[last + 1].text in (")", "]")
    if before is not None and before.text in ("(", "[", "،", ",") and not alone:
        opened = before.text in ("(", "[") and unit_of(view.words[at].core) == Unit("duration", "year")
        if closes or (opened and at > first):
            return True
    cues = lexicon.words(lexicon.AGE_CUES)
    for index in range(first - 1, max(begin, first - _NEAR) - 1, -1):
        word = view.words[index]
        if word.norm in (".", "؛") or index in view.number_at:
            break
        if word.core in cues or word.norm in cues:
            return True
    around = [word.norm for word in view.words[max(begin, first - 3) : first]]
    return any(older in around for older in _OLDER) and not any(since in around for since in _SINCE)


# No one that news writes of is older; a longer time is a duration.
_OLDEST = 130
_OLDER = tuple(map(fold, ("فوق", "دون", "تحت")))
_SINCE = tuple(map(fold, ("منذ", "خلال", "قبل", "بعد", "مدة", "لمدة")))


def age_by_ordinal(view: View, n: int) -> bool:
    """`في العشرين من عمره`, `دون العاشرة`, `سن الخامسة`, `كان في السادسة عشرة`."""
    first, behind = view.first[n], view.words[view.last[n] + 1 : view.last[n] + 3]
    cores = [word.norm for word in behind]
    if cores[:1] == [fold("من")] and len(cores) == 2 and behind[1].core.startswith(fold("عمر")):
        return True
    ahead = [word.norm for word in view.words[max(0, first - 2) : first]]
    if not ahead or not view.words[first].norm.startswith("ال"):
        return False
    older = ahead[-1] == fold("سن") or (ahead[-1] in _OLDER and view.words[view.last[n]].norm.endswith("ه"))
    return older or (ahead[-1] == fold("في") and ahead[0] in lexicon.words("كان كانت وهو وهي"))
