"""What a word is as an event, by its form alone: a verb or verbal noun, of harm, of saying, a light one …"""

import re
from functools import lru_cache
from typing import NamedTuple

from hasila.links import lexicon, nouns
from hasila.links.clitics import table
from hasila.links.forms import OBJECTS, finite, future, imperfect, verb_form
from hasila.links.units import unit_of
from hasila.links.view import CONJUNCTIONS, Word, make_word
from hasila.normalize import fold


class Act(NamedTuple):
    """A word that can be an event.

    Attributes:
        form: Its shape: `perfect`, `masdar-ا`, `participle` …
        sort: The same, coarser: `verb`, `masdar` or `noun`.
        group: `harm`, `saying` or `light`, where it is one of these; else `-`.
        lead: The letter in front of it, or the article.
        core, shape, pattern, tail, head: Features of its letters: the word without proclitics, article and
            the accusative's alef; its pattern of letters, with the lead too; its last and first letters.
        completes: Whether it completes a light verb in front of it: `لقي مصرعه`.
        begin: How many letters stand in front of it: proclitics, the future's س.
        object: How many letters of a pronoun end it.
        adjective: Whether it looks like an adjective.
        claimed: Whether it is a preposition, a unit or a time of day far more often than an event.
    """

    form: str
    sort: str
    group: str
    lead: str
    core: str
    shape: str
    pattern: str
    tail: str
    head: str
    completes: bool
    begin: int
    object: int
    adjective: bool
    claimed: bool


@lru_cache(maxsize=16_384)
def act_of(text: str) -> Act | None:
    """What a word is as an event; None for one that can't be an event wherever it stands."""
    word = make_word(text, 0)
    claimed = _claimed(word)
    if word.norm == _RISE:
        word = word._replace(lead=(_RISE[0],), stem=text.index(_RISE[1]), core=_RISE[1:])
    form = "perfect" if word.core in lexicon.words(_CLAIMED) and claimed else _form(word)
    if form is None:
        return None
    core = word.core.removesuffix("ا") if len(word.core) > 4 else word.core
    lead = word.lead[-1] if word.lead else ("ال" if word.definite else "")
    template = _template(core)
    return Act(
        form,
        _SORTS.get(form) or _SORTS.get(form.partition("-")[0], "noun"),
        _group(word.core, word.norm),
        lead,
        f"core={core}",
        f"shape={template}",
        f"shape={template}:{lead}",
        f"tail={core[-2:]}:{form}",
        f"head={core[:2]}:{form}",
        word.core.startswith(COMPLETING),
        word.noun + (0 if word.definite else future(word.core)),
        _object(word),
        nouns.adjective(word),
        claimed,
    )


# What completes a light verb: `لقي مصرعه`, `لقوا حتفهم`, `ألقت القبض`, `أطلق سراح`.
COMPLETING = ("مصرع", "حتف", "قبض", "سراح")
_SORTS = {
    **dict.fromkeys(("imperfect", "imperfect+", "perfect", "perfect+", "plural"), "verb"),
    "masdar": "masdar",
    "plural-noun": "noun",
}


def _object(word: Word) -> int:
    """The length of a pronoun behind the verb or verbal noun: `حضرها`, `حتفهم`, `اعتقلوهم`, `ساعدتنا`."""
    if word.definite:
        return 0
    core, verbs = word.core, table("verbs")
    for ending in OBJECTS[:-1]:
        stem = core.removesuffix(ending)
        if len(stem) == len(core) or len(stem) < _LEAST_STEM:
            continue
        if ending == "نا" and not (imperfect(stem[future(core) :]) or stem.endswith("ت")):
            return 0  # of `استقبلنا` it is the subject
        if ending == "نا" or (ending in _OWN_ENDINGS and core in verbs):
            return len(ending) if finite(stem[future(core) :]) else 0  # not of `يساهم`, `يبرهن`
        return len(ending)
    if not word.text.endswith("ه") or len(core) <= _LEAST_STEM:
        return 0
    stem = core[future(core) : -1]
    if core in verbs:
        return 1 if stem in verbs else 0
    # `يؤمه` is in no table, but a ه that is no pronoun ends few words that begin with ي, and these are known.
    return 1 if core[0] == "ي" or finite(stem) or _verbal_noun(stem, verbs) else 0


_LEAST_STEM = 3
# Endings that verbs have of their own as well.
_OWN_ENDINGS = ("هم", "هن")


def _group(core: str, norm: str) -> str:
    """`harm`, `saying` or `light`; `-` for any other word."""
    for name, words in (("harm", lexicon.HARM), ("saying", lexicon.SAYING), ("light", lexicon.LIGHT)):
        if core in lexicon.words(words) or norm in lexicon.words(words):
            return name
    return "-"


def _form(word: Word) -> str | None:
    """The shape of a word that can be an event, None for one that cannot."""
    if word.punct or not word.norm.isalpha() or len(word.core) < 2:
        return None
    if word.norm == _RISE:
        return "noun"
    if not word.definite and word.norm in lexicon.words(lexicon.FUNCTION):
        return None
    if word.core in lexicon.words(_NEVER):
        return None
    if word.lead and not word.definite and word.core in lexicon.words(lexicon.FUNCTION):
        return None
    if unit_of(word.core) is not None and word.core not in table("verbs"):
        return None
    if word.text.endswith("ى") and word.core.startswith(_DERIVED) and not word.definite:
        return "perfect"
    if not word.definite and (_PASSIVE.match(word.text[word.stem :]) or _joined_verb(word)):
        return "perfect"
    return _shape(word)


def _joined_verb(word: Word) -> bool:
    """`ونهبت`: three letters and the feminine ت behind a conjunction are a verb far more often than not."""
    core = word.core
    return word.lead == ("و",) and len(core) == 4 and core[3] == "ت" and not set(core[:3]) & set("اوي")


def _claimed(word: Word) -> bool:
    """`خلف 50 قتيلا`, `فجر حزامه`, `قدم 370 طفلا عرضا`, `بزيادة 5%`: `event` tells where it is one."""
    if word.norm == _RISE:
        return True
    return word.core in lexicon.words(_CLAIMED) and not word.definite and word.lead in ((), *CONJUNCTIONS)


_CLAIMED = "خلف فجر قدم"
_RISE = fold("بزيادة")

# A passive that is written with its vowels: `نُهِبَت`, `قُتل`.
_PASSIVE = re.compile("[^\\W\\d_ا]\u064f[^\\W\\d_اوي]\u0650?[^\\W\\d_اوي]")


# Verbs and particles that say only that something goes on, or instead of what; months.
_NEVER = """
زال زالت زالوا يزال تزال يزالون مازال مازالت عوض عوضا
يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار
نيسان أيار حزيران
تموز آب أيلول تشرين
"""
# Beginnings of derived verbs; in front of a final ى they leave no noun: `استولى`, `اقتنى`.
_DERIVED = ("است", "اقت", "اشت", "انت", "احت", "اعت", "اكت", "ارت", "التق", "اخت")


def _shape(word: Word) -> str:
    core, verbs = word.core, table("verbs")
    if not word.definite:
        coming = future(core)
        stem = core[coming:]
        if stem in verbs:
            if coming or (stem[0] in "يت" and ("ي" + stem[1:] in verbs and "ت" + stem[1:] in verbs)):
                return "imperfect"
            return "plural" if stem.endswith("وا") else "perfect"
        if verb_form(stem):
            return "plural"
        for ending in OBJECTS:
            inner = stem.removesuffix(ending)
            if len(inner) == len(stem) or (ending == "ه" and not word.text.endswith("ه")):
                continue  # `تجربة` is no verb with a pronoun
            if inner in verbs:
                return "perfect+"
            if imperfect(inner):
                return "imperfect+"  # `تحضره`
        if coming:
            return "plural" if stem.endswith("ون") else "imperfect"
    for stem in (core, *(core.removesuffix(end) for end in ("ا", "هم", "ها") if core.endswith(end))):
        shape = _verbal_noun(stem, verbs)
        if shape is not None:
            return shape
    if core.endswith(("ين", "ون", "ات")) and len(core) > 4:
        return "plural-noun"
    if core.startswith("م") and len(core) > 3:
        return "participle"
    return "noun" if not core.endswith(("ي", "يه")) else "nisba"


def _template(core: str) -> str:
    """The word with every letter that no pattern has as a dot: `اعتقال` is `ا.ت.ا.`."""
    return _ROOT_LETTER.sub(".", core) if len(core) < 9 else "long"


_ROOT_LETTER = re.compile("[^ايومتنسه]", re.DOTALL)


def _verbal_noun(core: str, verbs: frozenset[str]) -> str | None:
    """The shape of a verbal noun whose verb is known: `اعتقال` of `اعتقل`, `تدمير` of `دمر`."""
    if len(core) < 4:
        return None
    if core[-2] == "ا" and core[:-2] + core[-1] in verbs:
        return "masdar-ا"
    if core[0] == "ت" and core[-2] == "ي" and core[1:-2] + core[-1] in verbs:
        return "masdar-تفعيل"
    if core[0] == "م" and core[-1] == "ه" and core[1:-1] in verbs:
        return "masdar-مفاعلة"
    if core[0] == "ا" and core[-1] == "ه" and core[:-1] in verbs:
        return "masdar-إفالة"
    if core[0] == "م" and core[1:] in verbs:
        return "masdar-مفعل"
    return None
