"""How a name or description stands to a number and its noun: behind `من`, annexed, the verb's subject …"""

from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.counting import Relation
from hasila.links.scope import Scope, bucket
from hasila.links.view import View, Word

# Words for members: the group is what is named behind them.
_MEMBERS = """
عناصر منتسبي منسوبي مواطني أفراد أعضاء رجال جنود مقاتلي مسلحي أبناء أنصار مناصري منسوبي موظفي ضباط
قادة قيادات قياديي
سكان مواطني رعايا طلاب عمال
مرتزقة أتباع أهالي نشطاء كوادر ميليشيا مليشيا ميليشيات مليشيات قوات صفوف ضحايا أسهم لاعبي نواب مواطنين
"""
# Verbs and words that say that something contains, or has, what is counted.
_CONTAINS = """
يضم تضم ضم ضمت يضمون ضمن يتضمن تتضمن تضمن تضمنت يشمل تشمل شمل شملت يتكون تتكون يتألف تتألف مؤلف
مؤلفة مكون مكونة يمتلك تمتلك
يملك تملك لديه لديها لدى ذات ذو ذي يحتوي تحتوي احتوى
"""


class Frame(NamedTuple):
    """What the relations of one number's candidates are measured against.

    Attributes:
        places: Words behind the number's noun where a group is expected → the relation.
        tail: The first word behind the noun and its adjectives.
        container: The verb in front of the number that says that something contains it (`تضم`).
        event: The group that the event's word is in.
        context: The kind and what is counted, roughly.
        noun: What is counted, roughly.
        link: How the number is joined to the one before.
        owner: The pronoun behind the noun (`هم` of `عناصرهم`), which stands for the group; else empty.
    """

    places: dict[int, str]
    tail: int
    container: int | None
    event: str
    context: str
    noun: str
    link: str
    owner: str


def make_frame(view: View, scope: Scope, event: int | None) -> Frame:
    """The frame of a number's candidates."""
    counted = scope.counted
    places: dict[int, str] = {}
    tail = scope.right + 1
    while tail < scope.end and tail - scope.right <= 3 and _describes(view, tail):
        tail += 1
    relation = "none" if counted is None else counted.relation.name
    if counted is not None and counted.word >= view.first[scope.n]:
        places[counted.word] = "self"
        following = counted.word + 1
        if following < scope.end and not view.lead_at(following) and not view.words[following].punct:
            head = view.words[counted.word]
            of_members = head.core in lexicon.words(_MEMBERS) or head.core.endswith("ي")
            places[following] = f"annexed-{relation}-{'members' if of_members else 'other'}"
    if tail + 1 < scope.end and view.words[tail].norm == "من":
        places[tail + 1] = "من"
        member = view.words[tail + 1]
        construct = member.core.endswith("ي") and not nouns.adjective(member) and len(member.core) > 4
        if (
            member.core in lexicon.words(_MEMBERS)
            or construct
            or (nouns.people(member) and not member.definite)
        ):
            places[tail + 2] = "من-members"
    container = None
    for at in range(scope.left - 1, max(scope.begin, scope.left - 5) - 1, -1):
        if view.words[at].core in lexicon.words(_CONTAINS):
            container = at
            break
    link = f"{scope.joined}:{relation if relation in ('OTHERS', 'PRONOUN', 'none') else '-'}"
    among = any(
        word.norm in lexicon.words(lexicon.AMONG) for word in view.words[max(0, scope.left - 2) : scope.left]
    )
    return Frame(
        places,
        tail,
        container,
        event_group(view, event),
        f"{scope.kind}:{scope.sort}",
        scope.sort,
        f"{link}:{among}",
        _owner(view, scope),
    )


def _owner(view: View, scope: Scope) -> str:
    """The pronoun behind the counted noun."""
    if scope.counted is None or scope.counted.relation in (Relation.PRONOUN, Relation.OTHERS):
        return ""
    word = view.words[scope.counted.word]
    return word.core[len(nouns.stem_of(word)) :]


def members(word: Word) -> bool:
    """Whether a noun is one of members, whose group is named behind it: `عناصر`, `مقاتلي`."""
    return word.core in lexicon.words(_MEMBERS)


def _describes(view: View, index: int) -> bool:
    """Whether a word behind the noun describes it: `568 مقاتلاً معارضاً`."""
    word = view.words[index]
    if word.definite or word.lead or word.punct or index in view.name_at or index in view.number_at:
        return False
    return nouns.adjective(word) or word.text.endswith(("اً", "ًا"))


def relation(view: View, scope: Scope, first: int, last: int, frame: Frame, event: int | None) -> str:
    """How a candidate stands to the number and its noun, in a word."""
    found = frame.places.get(first)
    if found is not None:
        return found
    if scope.left <= first <= scope.right:
        return "within"
    before = view.words[first - 1] if first > 0 else None
    norm = "" if before is None else before.bare
    lead = "".join(view.lead_at(first)[-1:])
    if first > scope.right:
        if norm == "صفوف" or (norm == "من" and frame.tail <= first - 2 < frame.tail + 4):
            return f"after-{norm}"
        if lead == "ل" and before is not None and before.core.startswith(("تابع", "موالي", "منتمي")):
            return "after-belongs"
        if first == scope.right + 1:
            return f"after-next-{lead}"
        if lead in ("ب", "ل", "و") or norm in lexicon.words("في على إلى من عن"):
            return f"after-{lead or norm}-{bucket(first - frame.tail)}"
        if view.words[first - 1].verb:
            return "after-verb"
        return "after"
    if first < scope.begin:
        return "before-sentence"
    if frame.container is not None and last < frame.container and frame.container - last <= 3:
        return "before-contains"
    if before is not None and view.words[first - 1].verb and not lead:
        verb = first - 1
        if verb == event:
            return "VS-event"
        if before.core in lexicon.words(lexicon.SAYING):
            return "VS-says"
        return "VS"
    if norm in lexicon.words("أن إن لأن") and not lead:
        behind = last + 1
        return "SV-event" if behind == event else "SV"
    if first == scope.begin:
        return "start-event" if event is not None and event == last + 1 else "start"
    if lead == "ل" or norm == "من":
        return f"before-{lead or norm}"
    if lead in ("ب", "و"):
        return f"before-{lead}"
    if norm in lexicon.words("في على إلى من عن ضد بين مع لدى"):
        return f"before-{norm}"
    if event is not None and first == event + 1:
        return "before-event-of"
    return "before"


def event_group(view: View, event: int | None) -> str:
    """Whether the event is one of harm, another verb, another act, or none."""
    if event is None:
        return "-"
    word = view.words[event]
    if word.core in lexicon.words(lexicon.HARM) or word.norm in lexicon.words(lexicon.HARM):
        return "harm"
    return "verb" if nouns.verb(view, event) else "act"
