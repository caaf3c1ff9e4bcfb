"""Names and descriptions of groups in a text: `داعش`, `القوات الحكومية`, `عناصر الشرطة`."""

from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.place_names import name_start
from hasila.links.scope import Scope
from hasila.links.unlikely_groups import unlikely_groups
from hasila.links.view import View

# Definite adjectives that one description takes at most.
_ADJECTIVES = 3
# Nouns that are annexed one to the other in front of a definite one at most.
_ANNEXED = 3
# Definite nouns that are no adjectives of the noun before them.
_DAYS = "سبت أحد اثنين ثلاثاء أربعاء خميس جمعة ليلة يوم أسبوع شهر عام"
# Indefinite nouns that describe a group with an adjective: `خلية إرهابية`.
BANDS = "خلية عصابة مجموعة قوة جماعة شبكة تنظيم منظمة شركة وفد فريق قافلة لجنة"


class Candidate(NamedTuple):
    """A name or description: its span, its words, and how it was found.

    Attributes:
        start, end: Its span.
        first, last: Its words.
        label: The entity's label; `noun` for a definite noun, `phrase` for an annexed one,
            `bare` for an indefinite noun behind the counted.
        entity: The entity's index, if it is one.
    """

    start: int
    end: int
    first: int
    last: int
    label: str
    entity: int | None


def candidates_between(view: View, scope: Scope, low: int, high: int, skip: int) -> list[Candidate]:
    """The names and descriptions that begin between two words, but not at `skip`."""
    found: list[Candidate] = []
    described = view.once("described", _described_by_word)
    for index in range(low, high):
        if index == skip:
            continue
        if index in view.number_at:
            found += _dual(view, scope, index)
        elif (position := view.name_at.get(index)) is not None:
            found += _names(view, index, position, high)
        elif view.words[index].nominal:
            known = described.get(index, _UNSEEN)
            if known is _UNSEEN:
                known = described[index] = _described(view, index)
            found += _bare(view, scope, index) if known is None else known
    found.extend(_extended(view, found))
    if view.rows is not None:
        found.extend(unlikely_groups(view, found, low, high))
    found.extend(_coordinated(view, found))
    return found


# What stands between a description and the name that it goes on with: `القوة الدولية التابعة للحلف`.
BELONGING = "تابع تابعة تابعين موالي موالية موالين"


_TO = (("ب",), ("ل",))


def _extended(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """`البعثة الأممية في الكونغو`, `الحكومة الشرعية لليمن`: a description that goes on with a name."""
    longer = []
    belonging = lexicon.words(BELONGING)
    for candidate in candidates:
        at = candidate.last + 1
        if at < len(view.words) and view.words[at].core in belonging:
            at += 1
        if at >= len(view.words):
            continue
        word = view.words[at]
        if word.norm in ("في", "ب"):
            at += 1
        elif word.lead not in _TO:
            continue
        position = view.name_at.get(at)
        if position is not None and view.names[position].first == at:
            name = view.names[position]
            longer.append(
                Candidate(
                    candidate.start, name.end, candidate.first, name.last, f"{candidate.label}-in", None
                )
            )
    return longer


def _dual(view: View, scope: Scope, index: int) -> list[Candidate]:
    """Two of something, told with the article by another number: `البلدان`."""
    word, n = view.words[index], view.number_at[index]
    dual = view.numbers[n].kind == "dual" and n != scope.n
    return [Candidate(word.stem, word.end, index, index, "dual", None)] if dual and word.definite else []


_UNSEEN: list[Candidate] = []


def _described_by_word(_view: View) -> dict[int, list[Candidate] | None]:
    """What `_described` says of the nouns of a text that have been asked for: numbers share most of them."""
    return {}


def _described(view: View, index: int) -> list[Candidate] | None:
    """The candidates that begin at a noun; None for one that is indefinite, with nothing annexed to it."""
    word = view.words[index]
    high = view.sentences[view.sentence_of(index)][1]
    if word.definite:
        before = view.words[index - 1] if index > 0 else None
        if before is not None and before.definite and not word.lead and index - 1 not in view.number_at:
            return []
        return _definite(view, index, index, high, "noun")
    following = index + 1
    while following < high and following - index < _ANNEXED and _annexes(view, following):
        following += 1
    if following >= high or view.lead_at(following) or following in view.number_at:
        return None
    position = view.name_at.get(following)
    if position is not None:
        name = view.names[position]
        label = f"phrase+{name.label}"
        return (
            [Candidate(word.stem, name.end, index, name.last, label, None)] if name.first == following else []
        )
    if view.words[following].definite:
        return _definite(view, index, following, high, "phrase")
    return None


def _annexes(view: View, index: int) -> bool:
    """Whether a word can be the middle of an annexation: `قوة حفظ السلام`."""
    word = view.words[index]
    if word.definite or word.lead or index in view.name_at or nouns.adjective(word):
        return False
    return nouns.nominal(view, index)


def _names(view: View, index: int, position: int, high: int) -> list[Candidate]:
    """A name, with the adjectives behind it, and what is in its quotation marks."""
    name = view.names[position]
    if name.first != index:
        return []
    start = name_start(view, name)
    found = [Candidate(start, name.end, name.first, name.last, name.label, name.index)]
    last = with_adjectives(view, name.last, high)
    if last > name.last:
        found.append(Candidate(start, view.words[last].end, index, last, f"{name.label}+", None))
    for at in range(name.first + 1, name.last):
        if view.words[at].text in ('"', "«", "“") and view.words[name.last].punct:
            inner = view.words[at + 1].start, view.words[name.last - 1].end
            found.append(Candidate(*inner, at + 1, name.last - 1, f"{name.label}-quoted", name.index))
    return found


def _definite(view: View, first: int, noun: int, high: int, label: str) -> list[Candidate]:
    """A description that ends in a definite noun, with all, one and none of its adjectives."""
    start, last = view.words[first].noun, with_adjectives(view, noun, high)
    ends = sorted({last, min(last, noun + 1), noun}, reverse=True) if last > noun else [noun]
    meant = view.meant.get(first) if label == "noun" else None
    entity = None if meant is None else view.names[meant].index
    return [Candidate(start, view.words[end].end, first, end, label, entity) for end in ends]


def _coordinated(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """`الحوثيين وقوات صالح`: two candidates that `و` joins."""
    behind_and = [
        candidate
        for candidate in candidates
        if candidate.last + 1 < len(view.words) and view.words[candidate.last + 1].lead == ("و",)
    ]
    starts: dict[int, list[Candidate]] = {candidate.last + 1: [] for candidate in behind_and}
    for candidate in candidates:
        if candidate.first in starts:
            starts[candidate.first].append(candidate)
    return [
        Candidate(candidate.start, other.end, candidate.first, other.last, "and", None)
        for candidate in behind_and
        for other in starts[candidate.last + 1][: 2 if view.rows is None else 4]
    ]


def _bare(view: View, scope: Scope, index: int) -> list[Candidate]:
    """`ثلاثة رجال شرطة`, `خلية إرهابية تضم 39 عنصراً`."""
    word = view.words[index]
    if index == scope.right + 1 and not nouns.adjective(word):
        return [Candidate(word.stem, word.end, index, index, "bare", None)]
    if word.core in lexicon.words(BANDS) and index + 1 < len(view.words):
        following = view.words[index + 1]
        if nouns.adjective(following) and not following.definite and not following.lead:
            return [Candidate(word.stem, following.end, index, index + 1, "bare", None)]
    return []


def with_adjectives(view: View, index: int, high: int) -> int:
    """The last of the definite words behind a definite noun, its adjectives: `القوات الحكومية`."""
    last = index
    while last + 1 < high and last - index < _ADJECTIVES:
        word = view.words[last + 1]
        if not word.definite or word.lead or last + 1 in view.number_at or last + 1 in view.name_at:
            break
        if word.core in lexicon.words(_DAYS):
            break
        last += 1
    return last
