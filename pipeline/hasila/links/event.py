"""What happened to or by the counted: one word, a verb or a verbal noun."""

import re
from functools import lru_cache

from hasila.links import lexicon, nouns
from hasila.links.clitics import table
from hasila.links.ranking import Features
from hasila.links.scope import Scope, between, bucket, noun_class
from hasila.links.units import unit_of
from hasila.links.view import View, Word

Span = tuple[int, int]

# How many words before the number and behind its noun an event is looked for.
_BACK, _AHEAD = 28, 16


def event_span(view: View, index: int) -> Span:
    """The event's span: without proclitics, without the future's س, without an object's pronoun."""
    word = view.words[index]
    start = word.stem
    if not word.definite and word.core[:2] in ("سي", "ست", "سن") and word.core[1:] in table("verbs"):
        start += 1
    return start, word.end - _object(word)


def _object(word: Word) -> int:
    """The length of a pronoun behind the verb or verbal noun: `حضرها`, `حتفهم`, `اعتقلوهم`."""
    if word.definite:
        return 0
    for ending in ("هما", "هم", "ها", "هن"):
        if word.core.endswith(ending) and len(word.core) - len(ending) >= 3:
            return 0 if word.core in table("verbs") and ending == "هم" else len(ending)
    if word.text.endswith("ه") and len(word.core) > 3:
        stem = word.core[:-1]
        known = stem in table("verbs") or stem.removeprefix("س") in table("verbs")
        if known or (word.core not in table("verbs") and _verbal_noun(stem, table("verbs"))):
            return 1
    return 0


def event_choices(
    view: View, scope: Scope, previous: int | None
) -> tuple[list[int], list[Features], Features]:
    """The words that can be the event, the features of each, and those of there being none."""
    counted = -1 if scope.counted is None else scope.counted.word
    context = f"{scope.kind}:{noun_class(scope)}"
    indices, features = [], []
    start, stop = max(scope.begin, scope.left - _BACK), min(scope.end, scope.right + 1 + _AHEAD)
    window = [*range(scope.left - 1, start - 1, -1), *range(scope.right + 1, stop)]
    if previous is not None and previous < start:
        window.append(previous)
    seen: dict[str, int] = {}
    for index in window:
        if index == counted or index in view.number_at:
            continue
        form = _form(view, index)
        if form is None:
            continue
        side = "<" if index < scope.left else ">"
        shape = f"{side}{_SHAPES.get(form.partition('-')[0], 'noun')}"
        rank = seen.get(shape, 0)
        seen[shape] = rank + 1
        indices.append(index)
        facts = _features(view, scope, index, form, context, previous)
        facts += [f"rank={min(rank, 3)}{shape}", f"rank={min(rank, 3)}{shape}:{_group(view.words[index])}"]
        facts.append(f"rank={min(rank, 3)}{shape}:{context}")
        features.append(facts)
    ahead = "" if scope.left == scope.begin else view.words[scope.left - 1].core
    none = [
        "none",
        f"none:{context}",
        f"none:joined{scope.joined}:{previous is not None}",
        f"none:noun={scope.noun}",
        f"none:ahead={ahead}",
        f"none:prev={previous is not None}",
        f"none:candidates={bucket(len(indices))}",
    ]
    return indices, features, none


def _features(
    view: View, scope: Scope, index: int, form: str, context: str, previous: int | None
) -> Features:
    word = view.words[index]
    back = index < scope.left
    side = "<" if back else ">"
    distance = scope.left - 1 - index if back else index - scope.right - 1
    gap = between(view, index + 1, scope.left) if back else between(view, scope.right + 1, index)
    core = word.core.removesuffix("ا") if len(word.core) > 4 else word.core
    group = _group(word)
    lead = word.lead[-1] if word.lead else ("ال" if word.definite else "")
    before = view.words[index - 1].norm if index > 0 else ""
    after = view.words[index + 1].core if index + 1 < len(view.words) else ""
    near = bucket(distance)
    found = [
        f"{side}{near}",
        f"{side}{form}",
        f"{side}{near}:{form}",
        f"{side}{group}",
        f"{side}{group}:{near}",
        f"{side}{group}:{context}",
        f"core={core}",
        f"{side}core={core}",
        f"{side}{form}:{context}",
        f"{side}lead={lead}:{form}",
        f"{side}before={before}",
        f"{side}{form}:definite={word.definite}",
        f"after={after}:{side}" if after in lexicon.words("من على عن في إلى أن أكثر نحو") else f"{side}after",
        f"{side}shape={_template(core)}",
        f"shape={_template(core)}:{lead}",
        f"shape={_template(core)}:{near}",
        f"tail={core[-2:]}:{form}",
        f"head={core[:2]}:{form}",
        f"joined={scope.joined}:{side}:{near}",
        *(f"{side}{fact}" for fact in gap),
        *(f"{side}{fact}:{group}" for fact in gap),
        *(f"{side}{fact}:{form}" for fact in gap),
    ]
    if index == scope.begin:
        found += [f"opens:{form}", f"opens:{group}"]
    if word.lead[:1] == ("و",) and index > 0 and (first := _form(view, index - 1)) is not None:
        found += [f"second:{form}", f"second:{form}:{first}"]
    if group == "light" and any(
        view.words[at].core.startswith(_COMPLETES) for at in range(index + 1, min(index + 16, scope.end))
    ):
        found.append(f"completed:{word.core}")
    if word.core.startswith(_COMPLETES):
        found += ["completes", f"completes:{side}"]
    if index == previous:
        found += ["previous", f"previous:{scope.joined}", f"previous:{context}"]
        found += [f"previous:{fact}" for fact in gap]
    elif previous is not None:
        found.append(f"new:{'<' if index < previous else '>'}{side}")
    if _object(word):
        found.append(f"{side}object:{form}")
    if nouns.adjective(word):
        found.append(f"{side}adjective:{form}")
    if index in view.name_at:
        found.append(f"{side}name")
    return found


# What completes a light verb: `لقي مصرعه`, `لقوا حتفهم`, `ألقت القبض`, `أطلق سراح`.
_COMPLETES = ("مصرع", "حتف", "قبض", "سراح")
_SHAPES = {"imperfect": "verb", "perfect": "verb", "perfect+": "verb", "plural": "verb", "masdar": "masdar"}


def _group(word: Word) -> str:
    return _group_of(word.core, word.norm)


@lru_cache(maxsize=16_384)
def _group_of(core: str, norm: str) -> str:
    for name, words in (("harm", lexicon.HARM), ("saying", lexicon.SAYING), ("light", lexicon.LIGHT)):
        if core in lexicon.words(words) or norm in lexicon.words(words):
            return name
    return "-"


def _form(view: View, index: int) -> str | None:
    """The shape of a word that can be an event, None for one that cannot."""
    word = view.words[index]
    if word.punct or not word.norm.isalpha() or len(word.core) < 2:
        return None
    if not word.definite and word.norm in lexicon.words(lexicon.FUNCTION):
        return None
    if index in view.name_at or word.core in lexicon.words(_NEVER):
        return None
    if word.lead and not word.definite and word.core in lexicon.words(lexicon.FUNCTION):
        return None
    if unit_of(word.core) is not None and word.core not in table("verbs"):
        return None
    if word.text.endswith("ى") and word.core.startswith(_DERIVED) and not word.definite:
        return "perfect"
    if not word.definite and (_PASSIVE.match(word.text[word.stem - word.start :]) or _joined_verb(word)):
        return "perfect"
    return _shape(word.core, word.definite)


def _joined_verb(word: Word) -> bool:
    """`ونهبت`: three letters and the feminine ت behind a conjunction are a verb far more often than not."""
    core = word.core
    return word.lead == ("و",) and len(core) == 4 and core[3] == "ت" and not set(core[:3]) & set("اوي")


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


@lru_cache(maxsize=32_768)
def _shape(core: str, definite: bool) -> str:
    verbs = table("verbs")
    if not definite:
        stem = core
        if core[:2] in ("سي", "ست", "سن") and core[1:] in verbs:
            stem = core[1:]
        if stem in verbs:
            if stem[0] in "يت" and ("ي" + stem[1:] in verbs and "ت" + stem[1:] in verbs):
                return "imperfect"
            return "plural" if stem.endswith("وا") else "perfect"
        if nouns.verb_form(stem):
            return "plural"
        for ending in ("هم", "ها", "ه"):
            if stem.endswith(ending) and stem.removesuffix(ending) in verbs:
                return "perfect+"
    for stem in (core, core.removesuffix("ا"), core.removesuffix("هم"), core.removesuffix("ها")):
        shape = _verbal_noun(stem, verbs)
        if shape is not None:
            return shape
    if core.endswith(("ين", "ون", "ات")) and len(core) > 4:
        return "plural-noun"
    if core.startswith("م") and len(core) > 3:
        return "participle"
    return "noun" if not core.endswith(("ي", "يه")) else "nisba"


@lru_cache(maxsize=16_384)
def _template(core: str) -> str:
    """The word with every letter that no pattern has as a dot: `اعتقال` is `ا.ت.ا.`."""
    return "".join(letter if letter in "ايومتنسه" else "." for letter in core) if len(core) < 9 else "long"


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
