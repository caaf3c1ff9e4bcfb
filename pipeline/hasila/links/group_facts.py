"""What speaks for and against a candidate as the group of a number, as named facts."""

from functools import lru_cache

from hasila.links import lexicon, nouns
from hasila.links.descriptions import Candidate
from hasila.links.ranking import Features, same
from hasila.links.relations import Frame
from hasila.links.scope import Scope, between, bucket
from hasila.links.units import country
from hasila.links.view import View

Span = tuple[int, int]


def next_word(view: View, scope: Scope) -> str:
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


def group_facts(
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
    head = "group" if word.core in lexicon.words(GROUPS) else "people" if nouns.people(word) else "-"
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
    own = stands == "من" or stands.startswith(OWN)
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
TELLING = ("annexed", "من", "self", "after-صفوف", "after-belongs", "before-contains")
# Relations of the counted noun's own phrase, or that name its owner.
OWN = (
    *("annexed", "من", "self", "within", "after-صفوف", "after-belongs", "before-contains", "after-next-ل"),
    "after-من",
)
# Heads of names and descriptions of groups.
GROUPS = """
جيش شرطة قوات أمن تنظيم حركة جماعة حزب ميليشيا مليشيا ميليشيات مليشيات تحالف حكومة مجلس برلمان شركة
مجموعة هيئة وزارة إدارة سلطات سلطة احتلال منظمة مؤسسة بنك نادي فريق منتخب اتحاد جامعة مقاومة معارضة
نظام جبهة كتائب لواء وحدات وحدة عصابة خلية حشد حرس مسلحون متمردون انقلابيون حوثيون مهاجمون إرهابيون
سكان أسرى معتقلين لاجئين وكالة لجنة محكمة مركز صندوق مصرف سوق مؤتمر مشروع قوة قيادة دولة دول بلد
بلدان بلدين مملكة إمارة سلطنة طيران قطاع كيان خلايا عشيرة قبيلة قبائل سرايا فصيل فصائل ألوية فوج
كتيبة فرقة مستشفى مصنع متحف مدرسة كلية معهد جمعية نقابة رابطة مهرجان معرض بطولة وكالات شبكة موقع
صحيفة قناة جهاز أجهزة مديرية بلدية مصلحة دائرة بعثة وفد جالية طائفة لائحة عائلة أسرة أسطول معسكر مكتب
مؤشر أسواق شركات بنوك منظمات إخوان ثوار نشطاء سلفيين حلف ائتلاف تيار اتحادات قافلة
"""
