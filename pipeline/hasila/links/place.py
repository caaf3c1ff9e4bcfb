"""Where the counted or the act are: one of the place names in sight."""

from hasila.links import lexicon
from hasila.links.ranking import Features, choose
from hasila.links.scope import Scope, between, bucket, noun_class
from hasila.links.units import country
from hasila.links.view import Name, View

Span = tuple[int, int]

# How many words before the number and behind its noun a place is looked for.
_BACK, _AHEAD = 60, 40


def find_place(view: View, scope: Scope, event: int | None) -> tuple[Span, int | None] | None:
    """The span of the place and the index of its entity (None for two names taken together)."""
    choices, features, none = place_choices(view, scope, event)
    best = choose("place", features, none)
    if best is None:
        return None
    first, last = choices[best]
    return (name_start(view, first), last.end), first.index if first is last else None


def name_start(view: View, name: Name) -> int:
    """Where a name begins for a link: in `للعراق` its second ل is the article's, and left out."""
    word = view.words[name.first]
    doubled = word.definite and word.lead[-1:] == ("ل",) and name.start == word.stem
    return name.start + 1 if doubled else name.start


def place_choices(
    view: View, scope: Scope, event: int | None
) -> tuple[list[tuple[Name, Name]], list[Features], Features]:
    """The names that can be the place (first and last of a coordination), their features, those of none."""
    low, high = max(scope.before, scope.left - _BACK), min(_paragraph_end(view, scope), scope.right + _AHEAD)
    found = _names_between(view, low, high)
    joined = _coordinated(view, found)
    context = f"{scope.kind}:{noun_class(scope)}"
    event_core = "" if event is None else view.words[event].core
    features = [
        _features(view, scope, first, last, position, found, context, event, event_core)
        for position, (first, last) in enumerate(joined)
    ]
    none = [
        "none",
        f"none:{context}",
        f"none:event={event is not None}",
        f"none:event={event_core}",
        f"none:noun={scope.noun}",
        f"none:{scope.kind}",
        f"none:{scope.kind}:event={event is not None}",
        f"none:candidates={min(len(joined), 5)}",
        f"none:ahead={'' if scope.left == scope.begin else view.words[scope.left - 1].core}",
        f"none:bound={view.numbers[scope.n].bound}",
        f"none:dual={view.numbers[scope.n].kind}",
    ]
    return joined, features, none


def _paragraph_end(view: View, scope: Scope) -> int:
    """The end of the sentence behind the number's."""
    sentence = view.sentence_of(scope.begin)
    return view.sentences[min(len(view.sentences) - 1, sentence + 1)][1]


def _names_between(view: View, low: int, high: int) -> list[Name]:
    names: list[Name] = []
    for index in range(low, high):
        position = view.name_at.get(index)
        if position is not None and (not names or names[-1].index != view.names[position].index):
            names.append(view.names[position])
    return [name for name in names if name.label == "LOC"]


def _coordinated(view: View, names: list[Name]) -> list[tuple[Name, Name]]:
    """Each name, and two that `و` joins as one: `باريس وبروكسل`."""
    joined, skip = [], -1
    for position, name in enumerate(names):
        if position == skip:
            continue
        last, here = name, position
        while here + 1 < len(names) and _joins(view, last, names[here + 1]):
            here += 1
            last = names[here]
            skip = here
        joined.append((name, last))
        if here > position:
            names = [*names]
    return joined


def _joins(view: View, a: Name, b: Name) -> bool:
    gap = view.text[a.end : b.start]
    return gap.strip() == "و" and len(gap) < 4 and a.first > 0


def _features(
    view: View,
    scope: Scope,
    first: Name,
    last: Name,
    position: int,
    names: list[Name],
    context: str,
    event: int | None,
    event_core: str,
) -> Features:
    back = first.first < scope.left
    side = "<" if back else ">"
    distance = scope.left - last.last - 1 if back else first.first - scope.right - 1
    gap = between(view, last.last + 1, scope.left) if back else between(view, scope.right + 1, first.first)
    word = view.words[first.first]
    inside = scope.begin <= first.first < scope.end
    before = view.words[first.first - 1] if first.first > 0 else None
    second = view.words[first.first - 2] if first.first > 1 else None
    behind = view.words[last.last + 1] if last.last + 1 < len(view.words) else None
    preposition = word.lead[-1] if word.lead else ""
    title = ""
    if not preposition and before is not None:
        title = before.core if before.core in lexicon.words(_TITLES) else ""
        if title:
            preposition = before.lead[-1] if before.lead else (second.norm if second is not None else "")
        else:
            preposition = before.norm
    is_country = country(word.core) is not None and word.core not in lexicon.words(_CAPITALS)
    finer = behind is not None and (
        behind.lead[:1] == ("ب",) or behind.norm in lexicon.words("في بـ التابعة")
    )
    follows = any(other.last == first.first - 2 or other.last == first.first - 1 for other in names)
    near = bucket(distance) if inside else "other"
    found = [
        f"{side}{near}",
        f"{side}{near}:{context}",
        f"{side}inside={inside}",
        f"{side}preposition={preposition}",
        f"{side}preposition={preposition}:{near}",
        f"title={title}",
        f"{side}title={bool(title)}",
        f"country={is_country}",
        f"country={is_country}:{side}",
        f"country={is_country}:{len(names) > 1}",
        f"country={is_country}:preposition={preposition}",
        f"finer={finer}",
        f"follows={follows}",
        f"follows={follows}:country={is_country}",
        f"first={position == 0}:{inside}",
        f"last={names[-1] is last}:{inside}",
        f"event={event_core}",
        f"{side}kind={scope.kind}",
        f"inside={inside}:event={event is not None}",
        f"two={first is not last}",
        f"behind={'' if behind is None else behind.text if behind.punct else '-'}",
        f"length={last.last - first.first}",
        *(f"{side}{fact}" for fact in gap),
        *(f"{side}{fact}:{preposition in _LOCATIVE}" for fact in gap),
    ]
    if event is not None and inside:
        low, high = sorted((event, first.first))
        found.append(f"event:{'<' if first.first < event else '>'}{bucket(high - low)}")
        order = sorted(((scope.left, "n"), (event, "e"), (first.first, "p")))
        found.append("order=" + "".join(mark for _, mark in order))
    if before is not None and before.text == "(":
        found.append("bracket")
    if before is not None:
        found.append(f"before={before.core}")
    head = f"{preposition}|{'' if second is None else second.core}"
    found.append(f"phrase={head}")
    if first.first == scope.right + 1:
        found.append(f"annexed:{context}")
    return found


_LOCATIVE = frozenset({"في", "ب", "داخل", "قرب", "شمال", "جنوب", "شرق", "غرب", "وسط"})
_TITLES = """
مدينة محافظة قرية بلدة ولاية منطقة حي إقليم ناحية ضاحية مركز مديرية جزيرة عاصمة شمال جنوب شرق غرب
وسط شمالي جنوبي شرقي غربي ريف
ضواحي مخيم معبر ساحة شارع قضاء دائرة إمارة مقاطعة قطاع جبهة بحر سواحل سجن مطار
"""
_CAPITALS = """
واشنطن القاهرة لندن الخرطوم الرياض جدة مكة الدمام صنعاء عدن الدوحة مسقط طهران دبي أبوظبي الشارقة
عجمان الرباط بغداد المنامة طرابلس
دمشق حلب بيروت أنقرة إسطنبول نواكشوط نيودلهي إسلام جاكرتا موسكو بكين طوكيو سيول
"""
