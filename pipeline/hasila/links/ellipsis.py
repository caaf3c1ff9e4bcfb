"""What a number without any noun stands for: `قتل 5 جنود وأصيب 10`, `448 للفردي و122 للقوائم`.

In news the noun is that of a number it is told with: the next one where both are told in one breath
(`قتل 5 وأصيب 11 من الجنود`), else the one that is told in the same words (`30 فلسطينيا من الخليل و20
من رام الله`), else the nearest before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasila.links import lexicon, nouns
from hasila.links.carried import scaled
from hasila.links.counting import Counted, Relation, noun_span
from hasila.links.following import after
from hasila.links.view import View
from hasila.normalize import fold

Span = tuple[int, int]

# How many words back the noun is looked up, and how many numbers.
WORDS_BACK = 60
NUMBERS_BACK = 6
# A number and the next one that it shares a noun with stand this close.
_CLOSE = 5
# A word of harm or rescue stands at most so many words in front of its number.
_ACT = 3
# What happens to people besides harm, so that a number behind it is of people.
_MOVED = """
شرد شردت تشريد أجلى أجلت إجلاء هجر هجرت تهجير نزوح نزح نقل نقلت إسعاف أسعف أنقذ أنقذت إنقاذ انتشال رحل ترحيل
أطلق إطلاق سراح إخلاء سبيل مفقودين حبس
"""
# A noun behind its number is one of the same breath: at most so many words further on.
_BEHIND = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a text's numbers when antecedents are looked for.

    Attributes:
        view: The text.
        counted: The counted noun of every number.
        kinds: The kind of every number.
        earlier: The antecedents of the numbers before the one that is asked for.
    """

    view: View
    counted: Sequence[Counted | None]
    kinds: Sequence[str]
    earlier: Sequence[Span | None]

    def noun_like(self, n: int, m: int) -> Counted | None:
        """The noun of the number `m`, if it is a noun itself and both numbers are of one kind."""
        noun = self.counted[m]
        if noun is None or noun.relation in (Relation.OTHERS, Relation.PRONOUN):
            return None
        return noun if self.kinds[m] == self.kinds[n] else None


def of_nothing(told: Told, n: int) -> Span | None:
    """The noun that the number `n`, which has none, stands for."""
    view = told.view
    kind, number = told.kinds[n], view.numbers[n]
    if kind in ("money", "measure"):
        return _nearest(told, n) if scaled(view, n) else None
    if kind == "percent":
        return _share(told, n)
    if kind == "fraction":
        return _rest(told, n)
    if kind != "count" or number.kind != "cardinal":
        return None
    if number.bound == "vague":
        joined = _acted_on(view, n) and (n == 0 or view.bounds(n) == view.bounds(n - 1))
        return _before(told, n) if joined else None
    if view.words[view.first[n]].definite:
        return None
    if n > 0 and told.counted[n - 1] is None and told.kinds[n - 1] == "count" and alike(view, n, n - 1):
        return told.earlier[n - 1]
    return _ahead(told, n) or _parallel(told, n) or _nearest(told, n) or _object(view, n)


def alike(view: View, n: int, m: int) -> bool:
    """`و5 من نابلس، و3 من طوباس`: two numbers that are told in the same words."""
    ours, theirs = view.last[n] + 1, view.last[m] + 1
    if ours >= len(view.words) or view.bounds(n) != view.bounds(m) or view.first[n] - theirs > _CLOSE + 1:
        return False
    return view.words[ours].norm == view.words[theirs].norm == fold("من")


def behind_others(view: View, at: int) -> Span | None:
    """`11 آخرين من الحوثيين`: what both numbers are of; `at` is the word behind `آخرين`."""
    if at + 1 < len(view.words) and view.words[at].norm == "من" and nouns.nominal(view, at + 1):
        return noun_span(view.words[at + 1])
    return None


def sufferer(view: View, at: int, end: int) -> Span | None:
    """The noun right behind a word of harm: `مقتل مدني`, `مقتل أحد أخطر الإرهابيين`."""
    if at < end and view.words[at].core in lexicon.words("أحد إحدى"):
        at += 1
        if at < end and view.words[at].core in lexicon.words(lexicon.GRADERS):
            at += 1
    if at >= end or at in view.number_at or not nouns.nominal(view, at) or view.words[at].lead:
        return None
    if at in view.name_at and view.names[view.name_at[at]].label == "PER":
        return None
    core = view.words[at].core
    if core in lexicon.words(lexicon.HARM) or core in lexicon.words(lexicon.GRADERS) or nouns.thing(core):
        return None
    return noun_span(view.words[at])


def begin_of(view: View, n: int) -> int:
    """The first word that a link of the number may reach back to: in its sentence or the one before."""
    sentence = view.sentence_of(view.first[n])
    return max(view.sentences[max(0, sentence - 1)][0], view.first[n] - WORDS_BACK)


def _acted_on(view: View, n: int) -> int | None:
    """The word of harm or rescue in front of the number: `وأصيب 10`, `وإصابة العشرات`."""
    low = max(view.bounds(n)[0], view.first[n] - _ACT)
    for at in range(view.first[n] - 1, low - 1, -1):
        if view.words[at].core in lexicon.words(lexicon.HARM) or view.words[at].core in lexicon.words(_MOVED):
            return at
        if view.words[at].punct or at in view.number_at:
            break
    return None


def _ahead(told: Told, n: int) -> Span | None:
    """`قتل 5 وأصيب 11 من الجنود`: the noun of the next number, which follows at once."""
    view = told.view
    noun = told.counted[n + 1] if n + 1 < len(told.counted) else None
    if noun is None or told.kinds[n + 1] != "count" or not _told_together(view, n):
        return None
    if noun.relation is Relation.OTHERS:
        return behind_others(view, noun.word + 1)
    if noun.relation in (Relation.PRONOUN, Relation.SELF) or nouns.thing(view.words[noun.word].core):
        return None
    return noun.start, noun.end


def _told_together(view: View, n: int) -> bool:
    following = view.words[after(view, n) : view.first[n + 1]]
    if len(following) >= _CLOSE or view.bounds(n) != view.bounds(n + 1):
        return False
    return any(word.lead[:1] == ("و",) or word.norm == "و" for word in following)


def _parallel(told: Told, n: int) -> Span | None:
    """`30 فلسطينيا من الخليل، و23 مقدسيا، و20 من رام الله`: the noun with the same preposition behind it."""
    view = told.view
    behind = view.last[n] + 1
    if behind >= len(view.words) or view.words[behind].norm not in lexicon.words("من في إلى"):
        return None
    for m in range(n - 1, max(-1, n - 1 - NUMBERS_BACK), -1):
        noun = told.counted[m]
        if view.bounds(m) != view.bounds(n):
            break
        if (
            noun is None
            or told.kinds[m] != told.kinds[n]
            or noun.relation in (Relation.OTHERS, Relation.PRONOUN)
        ):
            continue
        at = max(noun.word, view.last[m]) + 1
        if at < len(view.words) and view.words[at].norm == view.words[behind].norm:
            return noun.start, noun.end
    return None


def _nearest(told: Told, n: int) -> Span | None:
    """The noun of the nearest number of the same kind, before it in the text or behind it in the sentence."""
    view = told.view
    found = _before(told, n)
    if found is not None or _acted_on(view, n) is not None:
        return found
    behind = (
        m
        for m in range(n + 1, min(len(told.kinds), n + 4))
        if view.bounds(m) == view.bounds(n)
        and (told.kinds[n] != "count" or view.first[m] - view.last[n] <= _BEHIND)
    )
    return _first(told, n, behind)


def _before(told: Told, n: int) -> Span | None:
    view = told.view
    begin = begin_of(view, n)
    numbers = (m for m in range(n - 1, max(-1, n - 1 - NUMBERS_BACK), -1) if view.first[m] >= begin)
    return _first(told, n, numbers)


def _first(told: Told, n: int, numbers: Iterator[int]) -> Span | None:
    """The first noun of the numbers' that can be meant: no pronoun, and people where people suffer."""
    view = told.view
    people = told.kinds[n] == "count" and _acted_on(view, n) is not None
    for m in numbers:
        noun = told.counted[m]
        if (
            noun is None
            or told.kinds[m] != told.kinds[n]
            or noun.relation in (Relation.OTHERS, Relation.PRONOUN)
        ):
            continue
        if not people or not nouns.thing(view.words[noun.word].core):
            return noun.start, noun.end
    return None


def _object(view: View, n: int) -> Span | None:
    """`مقتل أحد العناصر المسلحة وإصابة ثلاثة`: what the word of harm before that of the number has hit."""
    ours = _acted_on(view, n)
    if ours is None or view.words[ours].lead[:1] != ("و",):
        return None
    for at in range(ours - 1, view.bounds(n)[0] - 1, -1):
        if at in view.number_at:
            return None
        if view.words[at].core in lexicon.words(lexicon.HARM):
            return sufferer(view, at + 1, ours)
    return None


def _share(told: Told, n: int) -> Span | None:
    """A share set beside the one before: `75% من المقاعد للأفراد و25% للقوائم`, `بعد أن كانت 95%`."""
    view = told.view
    begin, first = view.bounds(n)[0], view.first[n]
    before = view.words[first - 1] if first > begin else None
    joined = view.words[first].lead[:1] == ("و",) or (
        before is not None and before.norm in lexicon.words("و كانت كان مقابل")
    )
    m = next((m for m in range(n - 1, max(-1, n - 1 - NUMBERS_BACK), -1) if told.kinds[m] == "percent"), None)
    if m is None or not joined or view.first[m] < begin:
        return None
    noun = told.counted[m]
    return told.earlier[m] if noun is None else (noun.start, noun.end)


# Behind the second of two parts: `ثلثاهم … والثلث الباقي`.
_REMAINING = "باقي متبقي آخر أخير باقية متبقية أخرى"


def _rest(told: Told, n: int) -> Span | None:
    """`الثلث الباقي`: the rest of what the nearest number before counts."""
    view = told.view
    behind = view.last[n] + 1
    if behind >= len(view.words) or view.words[behind].core not in lexicon.words(_REMAINING):
        return None
    begin = begin_of(view, n)
    for m in range(n - 1, max(-1, n - 1 - NUMBERS_BACK), -1):
        noun = told.counted[m]
        if view.first[m] < begin:
            return None
        if noun is not None and told.kinds[m] == "count" and noun.relation is not Relation.PRONOUN:
            return noun.start, noun.end
    return None
