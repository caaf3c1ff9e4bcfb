"""Of whom: the organisation, group, country or whole that the counted belong to or that acts."""

from hasila.links import lexicon, nouns
from hasila.links.counting import Relation
from hasila.links.descriptions import Candidate, candidates_between
from hasila.links.group_facts import GROUPS, OWN, TELLING, group_facts, next_word
from hasila.links.place_names import name_start
from hasila.links.ranking import Features
from hasila.links.relations import Frame, make_frame, members, relation
from hasila.links.scope import Scope, earlier, tell_repeated
from hasila.links.view import Name, View

Span = tuple[int, int]

# How many words before the number and behind its noun a group is looked for; beside an encoder, farther.
_BACK, _AHEAD = 45, 22
_FAR_BACK, _FAR_AHEAD = 60, 26


def group_choices(
    view: View, scope: Scope, event: int | None, previous: Span | None
) -> tuple[list[Candidate], list[Features], Features]:
    """The names and descriptions that can be the group, the features of each, and those of none."""
    told = _told(view, scope)
    if told is not None:
        return [told], [["told", f"told={told.label}"]], ["none:told"]
    before, back, ahead = scope.before, _BACK, _AHEAD
    if view.rows is not None:
        before, back, ahead = earlier(view, scope), _FAR_BACK, _FAR_AHEAD
    low, high = max(before, scope.left - back), min(scope.end, scope.right + 1 + ahead)
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
        # Where one is two groups, what else و joins to its first is none: `الحوثيين وقوات` of `… وقوات صالح`.
        possible = [
            (candidate, stand)
            for candidate, stand in possible
            if candidate.label != "and"
            or candidate.first not in whole
            or stand not in _JOINING
            or _joins_groups(view, candidate)
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
        group_facts(view, scope, candidate, stand, frame, previous, chain) for candidate, stand in possible
    ]
    forms = [view.text[candidate.start : candidate.end] for candidate in candidates]
    tell_repeated(features, forms, [abs(candidate.first - scope.left) for candidate in candidates])
    joined = "" if counted is None else counted.relation.name
    following = next_word(view, scope)
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
        f"none:distance={scope.apart}",
    ]
    present = {facts[0] for facts in features}
    none += [f"none:present={stands}" for stands in present if stands.startswith(TELLING)]
    none += [
        f"none:present={facts[0]}:{candidate.label}"
        for facts, candidate in zip(features, candidates, strict=True)
        if facts[0].startswith(TELLING)
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
        return f"{before}:{scope.sort}"
    following = view.words[view.last[n - 1] + 1 : view.last[n - 1] + 4]
    same = any(nouns.stem_of(word) == scope.noun for word in following if not word.punct)
    return f"{before}:{'same' if same else 'other'}"


_COUNTS = frozenset({"cardinal", "dual", "percent", "fraction", "multiple"})


def _possible(view: View, candidate: Candidate, stands: str, frame: Frame) -> bool:
    """Whether a candidate can be the group where it stands.

    In the counted noun's own phrase any name or definite noun can, but behind `من` no time and no place.
    Elsewhere only a name or a noun that is one of groups; and who kills or arrests people is not the
    group that these are of.
    """
    word = view.words[candidate.first]
    group = word.core in lexicon.words(GROUPS)
    if candidate.label.startswith("phrase") and word.core in lexicon.words(_NO_GROUPS):
        return False
    if stands == "من" and candidate.label in ("noun", "phrase", "bare"):
        if group or nouns.people(word) or members(word):
            return True
        if candidate.label == "bare":
            return nouns.plural(word) and frame.noun in _PEOPLE
        return word.core not in lexicon.words(_WHEN_AND_WHERE)  # `10 هيئات من المجتمع المدني`
    if stands.startswith(OWN) or (stands == "VS-event" and frame.noun in _THINGS and word.definite):
        return True  # `اقتنى المتحف 22 لوحة`
    if frame.event == "harm" and frame.noun in _PEOPLE and stands.startswith(("VS", "SV", "start-event")):
        return False
    if candidate.label in _NAMES:
        return True
    return group if candidate.label != "noun" else group or nouns.people(word)


_THINGS = frozenset({"other", "money", "measure"})
_NAMES = ("ORG", "LOC", "MISC", "ORG-quoted", "ORG+")
_PEOPLE = frozenset({"victims", "people", "OTHERS", "PRONOUN", "none"})

# What behind `من` says when or from where: `12 رجلا من القرية`, `3 أهداف من الجهة اليمنى`.
_WHEN_AND_WHERE = """
يوم عام شهر أسبوع سنة ساعة دقيقة ليل ليلة صباح مساء نهار فترة مدة مرحلة وقت موعد تاريخ بداية نهاية مطلع
منتصف مدينة محافظة قرية بلدة منطقة حي شارع طريق مطار ميناء مبنى مقر منزل بيت مكان موقع جهة جانب ساحة شمال
جنوب شرق غرب
"""

# Where two groups that و joins are both meant: `9 من الحوثيين وقوات صالح`.
_JOINING = ("self", "من", "من-members", "annexed-PARTITIVE-members", "after-صفوف")


def _is_group(view: View, index: int) -> bool:
    """Whether a noun is the head of a group's name, not one of members, nor of who lives somewhere."""
    core = view.words[index].core
    if core in lexicon.words(_POPULATIONS):
        return False  # `25% من سكان الأردن`
    return core in lexicon.words(GROUPS) and core not in lexicon.words(_NO_GROUPS)


_POPULATIONS = "سكان أسرى معتقلين لاجئين"


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
            return word.core in lexicon.words(GROUPS) or (word.definite and nouns.people(word))
    return False


# Heads of phrases that name persons, their posts and parts, not the group behind them.
_NO_GROUPS = """
عناصر منتسبي منسوبي أفراد أعضاء عضو رجال جنود مقاتلي مسلحي موظفي ضباط ضابط قادة قائد عمال أنصار
مدير رئيس متحدث ناطق مصدر مصادر وزير زعيم نائب مسؤول مسؤولي أمير ملك سفير مبعوث ممثل أمين مندوب عميد لواء
محافظ
بناء مبنى مقر مقار سعر أسعار سهم أسهم قيمة عدد مساحة مدينة محافظة قرية بلدة منطقة حي شارع طريق مطار ميناء
يوم عام شهر أسبوع نهاية بداية مطلع منتصف ضحايا جرحى قتلى مرشحي مرشح لاعبي لاعب مدرب
"""
