"""Of whom: the organisation, group, country or whole that the counted belong to or that acts."""

from functools import lru_cache

from hasila.links import lexicon, nouns
from hasila.links.counting import Relation
from hasila.links.descriptions import Candidate, candidates_between
from hasila.links.place_names import name_start
from hasila.links.ranking import Features, same
from hasila.links.relations import Frame, make_frame, members, relation
from hasila.links.scope import Scope, between, bucket, earlier, noun_class
from hasila.links.units import country
from hasila.links.view import Name, View

Span = tuple[int, int]

# How many words before the number and behind its noun a group is looked for.
_BACK, _AHEAD = 45, 22


def group_choices(
    view: View, scope: Scope, event: int | None, previous: Span | None
) -> tuple[list[Candidate], list[Features], Features]:
    """The names and descriptions that can be the group, the features of each, and those of none."""
    told = _told(view, scope)
    if told is not None:
        return [told], [["told", f"told={told.label}"]], ["none:told"]
    before = scope.before if view.rows is None else earlier(view, scope)
    low, high = max(before, scope.left - _BACK), min(scope.end, scope.right + 1 + _AHEAD)
    counted = scope.counted
    own = counted is not None and counted.relation is Relation.PARTITIVE
    candidates = candidates_between(view, scope, low, high, -1 if counted is None or own else counted.word)
    frame = make_frame(view, scope, event)
    core = "" if event is None else view.words[event].core
    stands = [relation(view, scope, c.first, c.last, frame, event) for c in candidates]
    possible = [
        (candidate, stand)
        for candidate, stand in zip(candidates, stands, strict=True)
        if view.rows is not None or _possible(view, candidate, stand, frame)
    ]
    if own and counted is not None and view.rows is None and _is_group(view, counted.word):
        # `2529 من قوات الحكومة السورية`: the counted noun is the group's own head.
        possible = [pair for pair in possible if pair[1] == "self"] or possible
    whole = {
        candidate.first
        for candidate, stand in possible
        if stand in _JOINING and _joins_groups(view, candidate)
    }
    if whole:
        possible = [
            (candidate, stand)
            for candidate, stand in possible
            if candidate.first not in whole or stand not in _JOINING or _joins_groups(view, candidate)
        ]
    if own and counted is not None and view.rows is None and _named(view, counted.word):
        # `9 من الحوثيين وقوات صالح`: who is counted is the named group, so no other is asked for.
        selves = [candidate for candidate, stand in possible if stand == "self"]
        if selves:
            longest = max(selves, key=lambda one: one.end)
            return [longest], [["told", f"told={longest.label}"]], ["none:told"]
    candidates = [candidate for candidate, _ in possible]
    chain = _chain(view, scope, previous)
    features = [
        _features(view, scope, candidate, stand, frame, previous, chain) for candidate, stand in possible
    ]
    joined = "" if counted is None else counted.relation.name
    following = _next(view, scope)
    none = [
        "none",
        f"none:{frame.context}",
        f"none:event={core}",
        f"none:{frame.event}:{frame.context}",
        f"none:dual={view.numbers[scope.n].kind}",
        f"none:next={following}",
        f"none:next={following}:{joined}",
        f"none:relation={joined}",
        f"none:{scope.kind}",
        f"none:previous={previous is not None}:{frame.link}",
        f"none:chain={chain}",
        f"none:chain={chain}:{scope.joined}",
        f"none:owner={frame.owner}",
        f"none:contains={frame.container is not None}",
    ]
    present = {facts[0] for facts in features}
    none += [f"none:present={stands}" for stands in present if stands.startswith(_TELLING)]
    none += [
        f"none:present={facts[0]}:{candidate.label}"
        for facts, candidate in zip(features, candidates, strict=True)
        if facts[0].startswith(_TELLING)
    ]
    return candidates, features, none


def _named(view: View, index: int) -> bool:
    """Whether the name of a body begins with a word."""
    position = view.name_at.get(index)
    return (
        position is not None and view.names[position].label == "ORG" and view.names[position].first == index
    )


def _told(view: View, scope: Scope) -> Candidate | None:
    """`44 من عناصره`: the name that the pronoun behind the counted noun means."""
    meant = None if scope.counted is None else view.meant.get(scope.counted.word)
    if scope.counted is None or meant is None or not nouns.has_enclitic(view.words[scope.counted.word]):
        return None
    name: Name | None = view.names[meant]
    if view.names[meant].label != "ORG" and scope.noun in lexicon.words(_OF_BODIES):
        name = _body_before(view, scope)
    if name is None:
        return None
    return Candidate(name_start(view, name), name.end, name.first, name.last, name.label, name.index)


# What a country or town has none of.
_OF_BODIES = "عناصر أعضاء كوادر مقاتلي مسلحي أنصار مناصري قيادات قياديي موظفي"


def _body_before(view: View, scope: Scope) -> Name | None:
    """The organisation that is nearest before the number, or that a noun nearest before it means."""
    for at in range(scope.left - 1, scope.before - 1, -1):
        position = view.name_at.get(at, view.meant.get(at))
        if position is not None and view.names[position].label == "ORG":
            return view.names[position]
    return None


def _chain(view: View, scope: Scope, previous: Span | None) -> str:
    """Whether the number before had a group, and how this one's noun stands to its noun.

    Who is counted beside people of no group is of none either; `آخرين` are of the same one.
    """
    n = scope.n
    if previous is not None:
        before = "had"
    elif n > 0 and view.bounds(n - 1) == view.bounds(n) and view.numbers[n - 1].kind in _COUNTS:
        before = "none"
    else:
        return "first"
    if scope.counted is None or scope.counted.relation in (Relation.OTHERS, Relation.PRONOUN):
        return f"{before}:{noun_class(scope)}"
    following = view.words[view.last[n - 1] + 1 : view.last[n - 1] + 4]
    same = any(nouns.stem_of(word) == scope.noun for word in following if not word.punct)
    return f"{before}:{'same' if same else 'other'}"


_COUNTS = frozenset({"cardinal", "dual", "percent", "fraction", "multiple"})


def _possible(view: View, candidate: Candidate, stands: str, frame: Frame) -> bool:
    """Whether a candidate can be the group where it stands.

    In the counted noun's own phrase any name or definite noun can. Elsewhere only a name or a noun
    that is one of groups; and who kills or arrests people is not the group that these are of.
    """
    word = view.words[candidate.first]
    group = word.core in lexicon.words(_GROUPS)
    if candidate.label.startswith("phrase") and word.core in lexicon.words(_NO_GROUPS):
        return False
    if stands == "من" and candidate.label in ("noun", "phrase", "bare"):
        return group or nouns.people(word) or members(word) or (nouns.plural(word) and frame.noun in _PEOPLE)
    if stands.startswith(_OWN) or (stands == "VS-event" and frame.noun in _THINGS and word.definite):
        return True  # `اقتنى المتحف 22 لوحة`
    if frame.event == "harm" and frame.noun in _PEOPLE and stands.startswith(("VS", "SV", "start-event")):
        return False
    if candidate.label in _NAMES:
        return True
    return group if candidate.label != "noun" else group or nouns.people(word)


# Where two groups that و joins are both meant: `9 من الحوثيين وقوات صالح`.
_JOINING = ("self", "من", "من-members", "annexed-PARTITIVE-members", "after-صفوف")


def _is_group(view: View, index: int) -> bool:
    """Whether a noun is the head of a group's name, not a noun of members."""
    core = view.words[index].core
    return core in lexicon.words(_GROUPS) and core not in lexicon.words(_NO_GROUPS)


def _joins_groups(view: View, candidate: Candidate) -> bool:
    """Whether a candidate is two groups: `حركة طالبان وتنظيم داعش`, not `الجيش ومدني`."""
    if candidate.label != "and":
        return False
    for at in range(candidate.first + 1, candidate.last + 1):
        word = view.words[at]
        if word.lead == ("و",):
            name = view.name_at.get(at)
            if name is not None:
                return view.names[name].label in ("ORG", "LOC", "MISC")
            return word.core in lexicon.words(_GROUPS) or (word.definite and nouns.people(word))
    return False


# Heads of phrases that name persons, their posts and parts, not the group behind them.
_NO_GROUPS = """
عناصر منتسبي منسوبي أفراد أعضاء عضو رجال جنود مقاتلي مسلحي موظفي ضباط ضابط قادة قائد عمال أنصار
مدير رئيس متحدث ناطق مصدر مصادر وزير زعيم نائب مسؤول مسؤولي أمير ملك سفير مبعوث ممثل أمين مندوب عميد لواء
محافظ
بناء مبنى مقر مقار سعر أسعار سهم أسهم قيمة عدد مساحة مدينة محافظة قرية بلدة منطقة حي شارع طريق مطار ميناء
يوم عام شهر أسبوع نهاية بداية مطلع منتصف ضحايا جرحى قتلى مرشحي مرشح لاعبي لاعب مدرب
"""


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


def _features(
    view: View,
    scope: Scope,
    candidate: Candidate,
    stands: str,
    frame: Frame,
    previous: Span | None,
    chain: str,
) -> Features:
    first, label = candidate.first, candidate.label
    word = view.words[first]
    inside = scope.begin <= first < scope.end
    back = first < scope.left
    distance = scope.left - candidate.last - 1 if back else first - scope.right - 1
    near = bucket(max(0, distance)) if inside else "other"
    behind = view.words[candidate.last + 1] if candidate.last + 1 < len(view.words) else None
    cut = behind is not None and behind.definite and not behind.lead and not behind.punct
    head = "group" if word.core in lexicon.words(_GROUPS) else "people" if nouns.people(word) else "-"
    kind = label if label in ("ORG", "LOC", "MISC", "PER") else f"{label.partition('+')[0]}:{head}"
    found = [
        *_of_relation(stands, label, kind, head),
        *_of_frame(stands, kind, frame.event, frame.context, frame.noun),
        f"{stands}|{near}",
        *_of_label(label, head, scope.kind, near),
        *_of_length(cut, min(4, candidate.last - first), label),
        f"core={word.core}",
        f"core={word.core}|{frame.noun}",
        f"inside={inside}",
        f"country={label == 'LOC' and country(word.core) is not None}|{stands}",
        f"start={first == scope.begin or scope.left == scope.begin}|{stands}",
    ]
    if stands.startswith(("before", "after", "VS", "SV", "start")):
        gap = between(view, candidate.last + 1, scope.left) if back else between(view, scope.right + 1, first)
        found += [f"{stands[:2]}{fact}" for fact in gap]
        found += [f"{stands[:2]}{fact}|{kind}" for fact in gap]
    if frame.owner:
        found += [f"owner={frame.owner}|{kind}|{stands}", f"owner={frame.owner}|{kind}|{back}|{near}"]
        found += [f"owner={frame.owner}|{kind}|{back}", f"owner|{label}|{head}"]
    own = stands == "من" or stands.startswith(_OWN)
    found.append(f"chain={chain}|{own}")
    if previous is not None:
        same = (candidate.start, candidate.end) == previous
        overlaps = candidate.start < previous[1] and previous[0] < candidate.end
        found.append(f"previous={same}|{overlaps}")
        found.append(f"previous={same}|{overlaps}|{frame.link}")
        found.append(f"previous={same}|{stands}")
        found.append(f"previous={same}|{chain}")
    return found


# The names of most features are put together from a few classes: they are made once, not for each number.


@lru_cache(maxsize=4096)
def _of_relation(stands: str, label: str, kind: str, head: str) -> tuple[str, ...]:
    return same(stands, f"{stands}|{label}", f"{stands}|{kind}", f"{stands}|{head}")


@lru_cache(maxsize=8192)
def _of_frame(stands: str, kind: str, event: str, context: str, noun: str) -> tuple[str, ...]:
    return same(
        f"{stands}|{event}",
        f"{stands}|{context}",
        f"{stands}|{kind}|{event}",
        f"{stands}|{kind}|{context}",
        f"{stands}|{event}|{noun}",
    )


@lru_cache(maxsize=4096)
def _of_label(label: str, head: str, kind: str, near: str) -> tuple[str, ...]:
    return same(label, f"{label}|{head}", f"{label}|{kind}", f"{label}|{near}")


@lru_cache(maxsize=1024)
def _of_length(cut: bool, length: int, label: str) -> tuple[str, ...]:
    return same(f"cut={cut}", f"cut={cut}|{label}", f"length={length}|{label}")


# Relations that by themselves tell of a group.
_TELLING = ("annexed", "من", "self", "after-صفوف", "after-belongs", "before-contains")
# Relations of the counted noun's own phrase, or that name its owner.
_OWN = (
    *("annexed", "من", "self", "within", "after-صفوف", "after-belongs", "before-contains", "after-next-ل"),
    "after-من",
)
_THINGS = frozenset({"other", "money", "measure"})
_NAMES = ("ORG", "LOC", "MISC", "ORG-quoted", "ORG+")
_PEOPLE = frozenset({"victims", "people", "OTHERS", "PRONOUN", "none"})
# Heads of names and descriptions of groups.
_GROUPS = """
جيش شرطة قوات أمن تنظيم حركة جماعة حزب ميليشيا مليشيا ميليشيات مليشيات تحالف حكومة مجلس برلمان شركة
مجموعة هيئة وزارة إدارة سلطات سلطة احتلال منظمة مؤسسة بنك نادي فريق منتخب اتحاد جامعة مقاومة معارضة
نظام جبهة كتائب لواء وحدات وحدة عصابة خلية حشد حرس مسلحون متمردون انقلابيون حوثيون مهاجمون إرهابيون
سكان أسرى معتقلين لاجئين وكالة لجنة محكمة مركز صندوق مصرف سوق مؤتمر مشروع قوة قيادة دولة دول بلد
بلدان بلدين مملكة إمارة سلطنة طيران قطاع كيان خلايا عشيرة قبيلة قبائل سرايا فصيل فصائل ألوية فوج
كتيبة فرقة مستشفى مصنع متحف مدرسة كلية معهد جمعية نقابة رابطة مهرجان معرض بطولة وكالات شبكة موقع
صحيفة قناة جهاز أجهزة مديرية بلدية مصلحة دائرة بعثة وفد جالية طائفة لائحة عائلة أسرة أسطول معسكر مكتب
مؤشر أسواق شركات بنوك منظمات إخوان ثوار نشطاء سلفيين حلف ائتلاف تيار اتحادات قافلة
"""
