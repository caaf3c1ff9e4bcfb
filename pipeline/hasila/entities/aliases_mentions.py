"""What stands for a named body without naming it: `التنظيم`, `الوزارة`, the pronoun of `عناصره`.

A definite common noun means the body of its kind that the document has named; where it has named
two, the one in the same sentence, and where that doesn't settle it, none. A pronoun behind a noun of
members means the nearest body before it that agrees in gender.
"""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from hasila.entities.edges import letters_length, norm
from hasila.normalize import fold

# Conjunction, preposition, article (of which only ل is left after ل), noun.
_DEFINITE = re.compile("([وف]?)([بك]?)ال(.{2,})|([وف]?)لل(.{2,})")
# Nouns of people and things that belong to a body, as they stand before a pronoun.
_MEMBERS = frozenset(
    fold(word)
    for word in """
    عناصر مقاتلي مقاتلو مسلحي مسلحو أعضائ أعضاؤ أعضاء أفراد قوات جنود ضباط قادت قيادات قياديي كوادر
    طواقم طاقم فرق موظفي موظفو عمال أنصار مناصري نواب صفوف مواقع مقاتلات متحدث زعيم
    دوريات آليات طائرات فروع مكاتب
    """.split()
)
# Definite words behind the noun that are no adjectives of it.
_TIMES = frozenset(
    fold(word) for word in "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت اليوم الليلة".split()
)
# Adjectives with which the noun means the same body still.
_SAME_BODY = frozenset(
    fold(word)
    for word in """
    المتطرف المتشدد الإرهابي الجهادي المسلح المحظور الحقوقي المذكور الأممي الدولي المتمرد الانفصالي
    المتطرفة المتشددة الإرهابية الجهادية المسلحة المحظورة الحقوقية المذكورة الأممية الدولية
    المتمردة الانفصالية
    """.split()
)
# What a military rank is followed by.
_GRADES = frozenset(map(fold, "أول ركن متقاعد الركن طيار".split()))
# Countries of masculine gender; other places are feminine.
_MASCULINE = frozenset(fold(word) for word in "العراق لبنان الأردن اليمن المغرب السودان الصومال قطاع".split())


_GENDERS = {"هم": "p", "ها": "f", "ه": "m"}
# So many names before a pronoun are looked at.
_RECENT = 12
# Of more bodies of one kind only those in the sentence are looked at, of more in a sentence none.
_MANY = 50


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the document, as the rules need it.

    Attributes:
        first, last: Its first token and the one after its last.
        label: Its label.
        norm: Its norm.
        root: The index of the name that it leads back to, its own if it is a first mention.
    """

    first: int
    last: int
    label: str
    norm: str
    root: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A definite noun or pronoun and the name it means.

    Attributes:
        first, last: Its first token and the one after its last.
        skip: The characters of the first token before it: of `وبالتنظيم` those of `وب`, of `عناصره` all
            but the pronoun.
        entity: The index of the first mention of the name that it means.
        kind: `"noun"` or `"pronoun"`.
    """

    first: int
    last: int
    skip: int
    entity: int
    kind: str


@dataclass(slots=True)
class _Body:
    """A body named so far: what it is, and the words of its names."""

    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Said:
    """What the text has said up to a token.

    Attributes:
        bodies: The bodies by root.
        by_head: The roots of those that a head fits.
        here: The roots of those spoken of in the sentence.
        sentence: The number of the sentence.
        recent: What a pronoun can mean: root, gender, sentence, label; the latest last.
    """

    bodies: dict[int, _Body] = field(default_factory=dict)
    by_head: dict[str, dict[int, None]] = field(default_factory=dict)
    here: set[int] = field(default_factory=set)
    sentence: int = -1
    recent: deque[tuple[int, str, int, str]] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def enter(self, sentence: int) -> None:
        if sentence != self.sentence:
            self.sentence = sentence
            self.here.clear()

    def name(self, name: Name, before: str | None) -> None:
        """Note a name, and the head outside of it: `حركة` before `حماس`."""
        if name.label == "ORG":
            body = self.bodies.setdefault(name.root, _Body())
            words = name.norm.split()
            new = {*known_bodies().get(name.norm, ()), *([before] if before else ())}
            new |= {word.removeprefix("ال") for word in words[:1]} & heads().keys()
            for head in new - body.heads:
                self.by_head.setdefault(head, {})[name.root] = None
            body.heads |= new
            body.words.update(words)
            self.here.add(name.root)
        self.recent.append((name.root, self._gender(name), self.sentence, name.label))

    def noun(self, root: int, gender: str) -> None:
        """Note a definite noun that means the body `root`."""
        self.here.add(root)
        self.recent.append((root, gender, self.sentence, "ORG"))

    def meant(self, noun: str, adjective: str) -> int | None:
        """The only body that a definite noun can mean, with an adjective of the name if there is one."""
        roots = [self.by_head.get(head, {}) for head in heads()[noun][1]]
        if sum(map(len, roots)) <= _MANY:
            fitting = [root for some in roots for root in some]
        elif len(self.here) <= _MANY:
            fitting = [root for root in self.here if any(root in some for some in roots)]
        else:
            return None
        possible = {root for root in fitting if not adjective or adjective in self.bodies[root].words}
        if len(possible) > 1:
            possible &= self.here
        return possible.pop() if len(possible) == 1 else None

    def _gender(self, name: Name) -> str:
        words = name.norm.split() or [""]
        if name.label == "ORG":
            of_heads = [words[0].removeprefix("ال"), *sorted(self.bodies[name.root].heads)]
            for head in of_heads:
                if head in heads():
                    return heads()[head][0]
        if name.label == "LOC":
            return "m" if words[0] in _MASCULINE else "f"
        if words[-1].endswith(("يون", "يين")):
            return "p"
        return "f" if name.label != "PER" and words[0].endswith(("ه", "ات")) else "m"


@cache
def heads() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Folded noun → its gender and the heads of the names that it can mean."""
    rows = (line.split("\t") for line in _lines("body_heads.tsv"))
    return {fold(head): (gender, frozenset(map(fold, [head, *also.split()]))) for head, gender, also in rows}


@cache
def known_bodies() -> Mapping[str, frozenset[str]]:
    """Norm of a well-known name → heads that say what it is."""
    rows = (line.split("\t") for line in _lines("known_bodies.tsv"))
    return {norm(name): frozenset(map(fold, kinds.split())) for name, kinds in rows}


def _lines(name: str) -> list[str]:
    text = (files("hasila.entities") / "tables" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=65_536)
def definite_head(word: str) -> tuple[str, int] | None:
    """The head in a word that is a definite noun of bodies, and the letters before its span.

    The span begins with the article; where only its ل is written, with the noun (`للوزارة` → `وزارة`).

    >>> definite_head("وبالتنظيم"), definite_head("للوزارة"), definite_head("كتاب")
    (('تنظيم', 2), ('وزاره', 2), None)
    """
    match = _DEFINITE.fullmatch(fold(word)) if len(word) < 40 else None
    if match is None:
        return None
    noun = match[3] or match[5]
    # `النادي` and `نادي` are one; `النوادي` is none.
    if noun not in heads():
        return None
    letters = len(match[1] + match[2]) if match[3] else len(match[4]) + 2
    return noun, letters


def find_mentions(words: Sequence[str], sentences: Sequence[int], names: Sequence[Name]) -> list[Mention]:
    """The definite nouns and pronouns that mean one of the names, in the order of the text.

    Args:
        words: The tokens' texts.
        sentences: For each token, the number of its sentence.
        names: The names, in the order of the text, without overlaps.
    """
    starts = {name.first: name for name in names}
    said = _Said()
    found: list[Mention] = []
    at = 0
    while at < len(words):
        said.enter(sentences[at])
        name = starts.get(at)
        # A definite noun alone may have been taken for a name.
        bare = name is not None and name.last == at + 1 and name.label == "ORG"
        mention = _noun(words, starts, said, at) if name is None or bare else None
        if name is not None and mention is None:
            said.name(name, _head_before(words[at - 1]) if at else None)
            at = max(name.last, at + 1)
            continue
        mention = mention or _pronoun(words[at], at, said)
        if mention is not None:
            found.append(mention)
        at = mention.last if mention is not None else at + 1
    return found


def _head_before(word: str) -> str | None:
    """The head in the word before a name, if it is one."""
    noun = fold(word)
    for head in (noun, noun[1:] if noun[:1] in tuple("وفبلك") else noun):
        if head in heads():
            return head
    return None


def _noun(words: Sequence[str], names: Mapping[int, Name], said: _Said, at: int) -> Mention | None:
    head = definite_head(words[at])
    if head is None:
        return None
    noun, letters = head
    gender = heads()[noun][0]
    # `اللواء` and `الفريق` before a person, or with a grade, are ranks.
    rank = at + 1 in names and names[at + 1].label == "PER"
    if rank or (at + 1 < len(words) and fold(words[at + 1]) in _GRADES):
        return None
    following = fold(words[at + 1]) if at + 1 < len(words) and at + 1 not in names else ""
    described = _adjective(following, gender)
    same = described and following in _SAME_BODY
    root = said.meant(noun, following if described and not same else "")
    if root is None:
        return None
    # With `لل…` behind its adjective it is a longer name: `المنظمة الدولية للهجرة`.
    if described and at + 2 < len(words) and fold(words[at + 2]).startswith("لل"):
        return None
    said.noun(root, gender)
    last = at + 2 if described and not same else at + 1
    return Mention(at, last, letters_length(words[at], letters, most=3), root, "noun")


def _adjective(word: str, gender: str) -> bool:
    """Whether a word behind a definite noun of the gender can be its adjective."""
    if not word.startswith("ال") or len(word) < 5 or word in _TIMES:
        return False
    if gender == "f":
        return word.endswith(("ه", "ى", "يا"))
    return not word.endswith(("ه", "ون", "ين", "ات"))


@lru_cache(maxsize=65_536)
def _members_of(word: str) -> str:
    """The pronoun at the end of a noun of members, empty if the word is none."""
    form = fold(word) if 5 <= len(word) < 40 else ""
    for pronoun in _GENDERS:
        if form.endswith(pronoun):
            noun = form[: -len(pronoun)]
            nouns = [noun]
            for letters in ("وف", "بلك"):
                nouns += [one[1:] for one in nouns if one[:1] in tuple(letters)]
            if not _MEMBERS.isdisjoint(nouns):
                return pronoun
    return ""


def _pronoun(word: str, at: int, said: _Said) -> Mention | None:
    pronoun = _members_of(word)
    if not pronoun:
        return None
    for root, gender, where, label in reversed(said.recent):
        if said.sentence - where > 1:
            break
        if gender == _GENDERS[pronoun]:
            if label not in ("ORG", "LOC"):
                return None
            return Mention(at, at + 1, len(word) - _tail(word, len(pronoun)), root, "pronoun")
    return None


def _tail(word: str, letters: int) -> int:
    """How many characters the last letters of a word take, with the marks on them."""
    taken = length = 0
    for char in reversed(word):
        length += 1
        taken += char.isalpha() and char != "ـ"
        if taken == letters:
            break
    return length
