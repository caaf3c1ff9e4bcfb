"""Of whom: the organisation, group, country or whole that the counted belong to or that acts."""

from dataclasses import dataclass

from hasila.links import lexicon, nouns
from hasila.links.counted import Relation
from hasila.links.place import name_start
from hasila.links.ranking import Features, choose
from hasila.links.scope import Scope, between, bucket, noun_class
from hasila.links.view import View

Span = tuple[int, int]

# How many words before the number and behind its noun a group is looked for.
_BACK, _AHEAD = 45, 22
# Definite adjectives that one description takes at most.
_ADJECTIVES = 3
# Nouns that are annexed one to the other in front of a definite one at most.
_ANNEXED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
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


def find_group(view: View, scope: Scope, event: int | None) -> tuple[Span, int | None] | None:
    """The span of the group and the index of its entity."""
    candidates, features, none = group_choices(view, scope, event)
    best = choose("of", features, none)
    if best is None:
        return None
    found = candidates[best]
    return (found.start, found.end), found.entity


def group_choices(
    view: View, scope: Scope, event: int | None
) -> tuple[list[Candidate], list[Features], Features]:
    """The names and descriptions that can be the group, the features of each, and those of none."""
    low, high = max(scope.before, scope.left - _BACK), min(scope.end, scope.right + 1 + _AHEAD)
    candidates: list[Candidate] = []
    counted = -1 if scope.counted is None else scope.counted.word
    for index in range(low, high):
        if index == counted and (scope.counted is None or scope.counted.relation is not Relation.PARTITIVE):
            continue
        candidates.extend(_from(view, scope, index, high))
    candidates.extend(_coordinated(view, candidates))
    context = f"{scope.kind}:{noun_class(scope)}"
    core = "" if event is None else view.words[event].core
    group = _event_group(view, event)
    features = [_features(view, scope, candidate, context, event, group) for candidate in candidates]
    none = [
        "none",
        f"none:{context}",
        f"none:event={core}",
        f"none:{group}:{context}",
        f"none:noun={scope.noun}",
        f"none:dual={view.numbers[scope.n].kind}",
        f"none:bound={view.numbers[scope.n].bound}",
        f"none:next={_next(view, scope)}",
        f"none:relation={'' if scope.counted is None else scope.counted.relation.name}",
        f"none:{scope.kind}",
    ]
    return candidates, features, none


def _next(view: View, scope: Scope) -> str:
    """The word behind the number's noun: `من`, an adjective, a definite noun …"""
    index = scope.right + 1
    if index >= scope.end:
        return "end"
    word = view.words[index]
    if word.norm in lexicon.words("من في على الذين التي بينهم من ل إلى عن"):
        return word.norm
    if word.punct:
        return "punct"
    if index in view.name_at:
        return view.names[view.name_at[index]].label
    if word.definite:
        return "ال"
    return "adjective" if nouns.adjective(word) else "other"


def _from(view: View, scope: Scope, index: int, high: int) -> list[Candidate]:
    """The candidates that begin at a word."""
    word = view.words[index]
    if index in view.number_at:
        dual = view.numbers[view.number_at[index]].kind == "dual" and view.number_at[index] != scope.n
        return [Candidate(word.stem, word.end, index, index, "dual", None)] if dual and word.definite else []
    position = view.name_at.get(index)
    if position is not None:
        return _names(view, index, position, high)
    if not nouns.nominal(view, index):
        return []
    if word.definite:
        before = view.words[index - 1] if index > 0 else None
        if before is not None and before.definite and not word.lead and index - 1 not in view.number_at:
            return []
        return _definite(view, index, index, high, "noun")
    following = index + 1
    while following < high and following - index < _ANNEXED and _annexes(view, following):
        following += 1
    if following >= high or view.words[following].lead or following in view.number_at:
        return _bare(view, scope, index)
    position = view.name_at.get(following)
    if position is not None:
        name = view.names[position]
        label = f"phrase+{name.label}"
        return (
            [Candidate(word.stem, name.end, index, name.last, label, None)] if name.first == following else []
        )
    if view.words[following].definite:
        return _definite(view, index, following, high, "phrase")
    return _bare(view, scope, index)


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
    last = _with_adjectives(view, name.last, high)
    if last > name.last:
        found.append(Candidate(start, view.words[last].end, index, last, f"{name.label}+", None))
    for at in range(name.first + 1, name.last):
        if view.words[at].text in ('"', "«", "“") and view.words[name.last].punct:
            inner = view.words[at + 1].start, view.words[name.last - 1].end
            found.append(Candidate(*inner, at + 1, name.last - 1, f"{name.label}-quoted", name.index))
    return found


def _definite(view: View, first: int, noun: int, high: int, label: str) -> list[Candidate]:
    """A description that ends in a definite noun, with all, one and none of its adjectives."""
    word, last = view.words[first], _with_adjectives(view, noun, high)
    start = word.stem
    if first == noun and word.definite and word.lead[-1:] == ("ل",):
        start += 1
    ends = sorted({last, min(last, noun + 1), noun}, reverse=True)
    return [Candidate(start, view.words[end].end, first, end, label, None) for end in ends]


def _coordinated(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """`الحوثيين وقوات صالح`: two candidates that `و` joins."""
    starts: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        starts.setdefault(candidate.first, []).append(candidate)
    joined = []
    for candidate in candidates:
        following = candidate.last + 1
        if following < len(view.words) and view.words[following].lead == ("و",):
            joined += [
                Candidate(candidate.start, other.end, candidate.first, other.last, "and", None)
                for other in starts.get(following, [])[:2]
            ]
    return joined


def _bare(view: View, scope: Scope, index: int) -> list[Candidate]:
    """`ثلاثة رجال شرطة`, `خلية إرهابية تضم 39 عنصراً`."""
    word = view.words[index]
    if index == scope.right + 1 and not nouns.adjective(word):
        return [Candidate(word.stem, word.end, index, index, "bare", None)]
    if word.core in lexicon.words(_BANDS) and index + 1 < len(view.words):
        following = view.words[index + 1]
        if nouns.adjective(following) and not following.definite and not following.lead:
            return [Candidate(word.stem, following.end, index, index + 1, "bare", None)]
    return []


def _with_adjectives(view: View, index: int, high: int) -> int:
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


def _event_group(view: View, event: int | None) -> str:
    if event is None:
        return "-"
    word = view.words[event]
    if word.core in lexicon.words(lexicon.HARM) or word.norm in lexicon.words(lexicon.HARM):
        return "harm"
    return "verb" if nouns.verb(view, event) else "act"


def _features(
    view: View, scope: Scope, candidate: Candidate, context: str, event: int | None, group: str
) -> Features:
    first = candidate.first
    back = first < scope.left
    side = "<" if back else ">"
    within = scope.left <= first <= scope.right
    distance = scope.left - candidate.last - 1 if back else first - scope.right - 1
    gap = between(view, candidate.last + 1, scope.left) if back else between(view, scope.right + 1, first)
    if within:
        side, distance, gap = "=", 0, []
    inside = scope.begin <= first < scope.end
    word = view.words[first]
    before = view.words[first - 1] if first > 0 else None
    second = view.words[first - 2] if first > 1 else None
    behind = view.words[candidate.last + 1] if candidate.last + 1 < len(view.words) else None
    preposition = word.lead[-1] if word.lead else ("" if before is None else before.norm)
    if preposition not in _PREPOSITIONS:
        preposition = "verb" if before is not None and nouns.verb(view, first - 1) else "-"
    label = candidate.label
    near = bucket(distance) if inside else "other"
    relation = "" if scope.counted is None else scope.counted.relation.name
    encl = scope.counted is not None and nouns.has_enclitic(view.words[scope.counted.word])
    cut = behind is not None and behind.definite and not behind.lead and nouns.adjective(behind)
    kind_of_head = "group" if word.core in lexicon.words(_GROUPS) else "-"
    found = [
        f"{side}{near}",
        f"{side}{near}:{label}",
        f"{side}{near}:{label}:{preposition}",
        f"{side}{near}:{preposition}:{relation}",
        f"{side}{label}",
        f"{label}:{context}",
        f"{side}{label}:{context}:{group}",
        f"{side}{preposition}:{context}",
        f"{side}{preposition}:{label}",
        f"{side}{preposition}:{group}",
        f"{side}{near}:{preposition}:{scope.noun}" if distance < 3 and not back else f"{side}noun",
        f"head={word.core}",
        f"head={word.core}:{side}",
        f"head={kind_of_head}:{side}:{near}",
        f"head={kind_of_head}:{label}:{side}",
        f"head={kind_of_head}:{context}",
        f"cut={cut}",
        f"cut={cut}:{label}",
        f"length={min(3, candidate.last - first)}:{label}",
        f"inside={inside}:{label}",
        f"start={first == scope.begin}:{label}",
        f"encl={encl}:{side}:{near}",
        f"encl={encl}:{label}",
        f"{side}before={'' if before is None else before.core}",
        f"{side}phrase={'' if second is None else second.core}|{'' if before is None else before.norm}",
        f"behind={'' if behind is None else behind.text if behind.punct else behind.norm}:{side}",
        f"people={nouns.people(word)}:{label}",
        *(f"{side}{fact}" for fact in gap),
        *(f"{side}{fact}:{label}" for fact in gap),
        *(f"{side}{fact}:{preposition}" for fact in gap),
    ]
    if distance == 0 and side == ">":
        found += [f"annexed:{relation}", f"annexed:{scope.noun}", f"annexed:{label}:{context}"]
    if event is not None and inside:
        order = "".join(mark for _, mark in sorted(((scope.left, "n"), (event, "e"), (first, "o"))))
        found += [f"order={order}:{group}", f"order={order}:{label}", f"order={order}:{group}:{context}"]
        low, high = sorted((event, first))
        found.append(f"event:{'<' if first < event else '>'}{bucket(high - low)}:{group}")
        found.append(f"event={view.words[event].core}:{side}:{label}")
    return found


_PREPOSITIONS = frozenset(
    {"من", "في", "ب", "ل", "علي", "عن", "الي", "بين", "لدي", "ضد", "مع", "ان", "صفوف", "عناصر", "داخل", "قبل"}
)
# Heads of names and descriptions of groups.
_GROUPS = """
جيش شرطة قوات أمن تنظيم حركة جماعة حزب ميليشيا مليشيا ميليشيات مليشيات تحالف حكومة مجلس برلمان شركة
مجموعة هيئة وزارة إدارة
سلطات سلطة احتلال منظمة مؤسسة بنك نادي فريق منتخب اتحاد جامعة مقاومة معارضة نظام جبهة كتائب لواء
وحدات وحدة عصابة خلية حشد
حرس مسلحون متمردون انقلابيون حوثيون مهاجمون إرهابيون سكان أسرى معتقلين لاجئين وكالة لجنة محكمة مركز
صندوق مصرف سوق مؤتمر مشروع
"""
_DAYS = "سبت أحد اثنين ثلاثاء أربعاء خميس جمعة ليلة يوم أسبوع شهر عام"
_BANDS = "خلية عصابة مجموعة قوة جماعة شبكة تنظيم منظمة شركة وفد فريق قافلة لجنة"
