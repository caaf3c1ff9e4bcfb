"""What happened to or by the counted: one word, a verb or a verbal noun."""

from bisect import bisect_right
from functools import lru_cache

from hasila.links import lexicon
from hasila.links.acts import COMPLETING, Act, act_of
from hasila.links.ranking import Features, same
from hasila.links.scope import Scope, between, bucket, tell_repeated
from hasila.links.view import CONJUNCTIONS, View
from hasila.normalize import fold

Span = tuple[int, int]

# How many words before the number and behind its noun an event is looked for.
_BACK, _AHEAD = 28, 16
# What is left of `فقد` where it is ف and قد: by its letters alone it is a verb.
_ALREADY = "قد"


def event_choices(
    view: View, scope: Scope, previous: int | None
) -> tuple[list[int], list[Span], list[Features], Features]:
    """The words that can be the event, their spans, the features of each, and those of there being none.

    The spans are without proclitics, without the future's س, without an object's pronoun.
    """
    counted = -1 if scope.counted is None else scope.counted.word
    context = f"{scope.kind}:{scope.sort}"
    indices, spans, features, forms = [], [], [], []
    start, stop = max(scope.begin, scope.left - _BACK), min(scope.end, scope.right + 1 + _AHEAD)
    window = [*range(scope.left - 1, start - 1, -1), *range(scope.right + 1, stop)]
    if previous is not None and previous < start:
        window.append(previous)
    beyond = _beyond(view, scope, stop)
    if beyond is not None:
        window.append(beyond)
    seen: dict[str, int] = {}
    for index in window:
        if index == counted or index in view.number_at or index in view.name_at:
            continue
        word = view.words[index]
        act = act_of(word.text)
        if act is None or word.core == _ALREADY or (act.claimed and not _acts_here(view, index)):
            continue
        side = "<" if index < scope.left else ">"
        shape = side + act.sort
        rank = seen.get(shape, 0)
        seen[shape] = rank + 1
        indices.append(index)
        spans.append((word.start + act.begin, word.end - act.object))
        facts = _features(view, scope, index, act, context, previous)
        facts += _of_rank(min(rank, 3), shape, act.group, context)
        if index == beyond:
            facts.append("beyond")
        features.append(facts)
        forms.append(act.core)
    tell_repeated(features, forms, [abs(index - scope.left) for index in indices])
    ahead = "" if scope.left == scope.begin else view.words[scope.left - 1].core
    none = [
        "none",
        f"none:{context}",
        f"none:joined{scope.joined}:{previous is not None}",
        f"none:noun={scope.noun}",
        f"none:ahead={ahead}",
        f"none:prev={previous is not None}",
        f"none:candidates={bucket(len(indices))}",
        f"none:distance={scope.apart}",
    ]
    return indices, spans, features, none


def _acts_here(view: View, index: int) -> bool:
    """Whether a word that is something else in most places is a verb: `خلف 50 قتيلا`, not `خلف السجن`."""
    word = view.words[index]
    if word.lead[-1:] == ("ب",) or index == 0:
        return True
    before = view.words[index - 1]
    if not word.lead and (index - 1 in view.number_at or before.bare in lexicon.words(_BEFORE_NOUNS)):
        return False  # `370 قدم`, `من خلف`, `كرة قدم`
    if "\u0651" in word.text or index + 1 == len(view.words):
        return True
    behind = view.words[index + 1]
    if word.core == fold("فجر"):
        # `فجر الجمعة`, `فجر 5 مايو`, `فجر أمس`; of a day, too: `يوم الجمعة فجر`
        number = view.number_at.get(index + 1)
        dated = number is not None and view.numbers[number].kind == "date"
        days = lexicon.words(_DAYS)
        return not (dated or behind.core in days or before.core in days)
    return word.core != fold("خلف") or not (behind.definite or index + 1 in view.name_at)


_BEFORE_NOUNS = "من في على إلى عن منذ حتى عند قبل بعد مع بين تحت كرة"
_DAYS = "سبت أحد اثنين ثلاثاء أربعاء خميس جمعة أمس اليوم يوم غد"


def _beyond(view: View, scope: Scope, stop: int) -> int | None:
    """`وكان 54 عاملا من … اجتازوا`: the first finite verb behind the words that are looked at anyway.

    The verb of a sentence with كان or أن may stand that far behind its subject.
    """
    opening = lexicon.words(_OPENING)
    ahead = view.words[max(scope.begin, scope.left - _OPENING_WITHIN) : scope.left]
    if stop >= scope.end or not any(word.core in opening for word in ahead):
        return None
    for at in range(stop, min(scope.end, stop + _BEYOND)):
        if view.words[at].verb and at not in view.name_at and at not in view.number_at:
            act = act_of(view.words[at].text)
            if act is not None and act.group in ("harm", "-"):
                return at
    return None


_OPENING = "كان كانت كانوا أن إن أنه إنه أنهم إنهم"
_OPENING_WITHIN, _BEYOND = 3, 30


def _features(view: View, scope: Scope, index: int, act: Act, context: str, previous: int | None) -> Features:
    word = view.words[index]
    back = index < scope.left
    side = "<" if back else ">"
    distance = scope.left - 1 - index if back else index - scope.right - 1
    gap = between(view, index + 1, scope.left) if back else between(view, scope.right + 1, index)
    form, group = act.form, act.group
    before = view.words[index - 1].norm if index > 0 else ""
    following = view.words[index + 1] if index + 1 < len(view.words) else None
    # `وفي` behind a word begins something else, `في` is governed by it.
    after = "" if following is None or following.lead in CONJUNCTIONS else following.core
    near = bucket(distance)
    of_lead, of_definite = _of_form(side, act.lead, form, word.definite)
    found = [
        *_of_position(side, near, form, group, context),
        act.core,
        side + act.core,
        f"{side}{form}:{context}",
        of_lead,
        f"{side}before={before}",
        of_definite,
        f"after={after}:{side}" if after in lexicon.words(_GOVERNED) else f"{side}after",
        side + act.shape,
        act.pattern,
        f"{act.shape}:{near}",
        act.tail,
        act.head,
        f"joined={scope.joined}:{side}:{near}",
        *_of_gap(side, gap, group, form),
    ]
    if index == scope.begin:
        found += [f"opens:{form}", f"opens:{group}"]
    if word.lead[:1] == ("و",) and index > 0 and index - 1 not in view.name_at:
        first = act_of(view.words[index - 1].text)
        if first is not None:
            found += [f"second:{form}", f"second:{form}:{first.form}"]
    if group == "light" and _completed(view, index, min(index + _COMPLETED_WITHIN, scope.end)):
        found.append(f"completed:{word.core}")
    if act.completes:
        found += ["completes", f"completes:{side}"]
    if index == previous:
        found += ["previous", f"previous:{scope.joined}", f"previous:{context}"]
        found += [f"previous:{fact}" for fact in gap]
    elif previous is not None:
        found.append(f"new:{'<' if index < previous else '>'}{side}")
    if act.object:
        found.append(f"{side}object:{form}")
    if act.adjective:
        found.append(f"{side}adjective:{form}")
    if index in view.name_at:
        found.append(f"{side}name")
    return found


_GOVERNED = "من على عن في إلى أن أكثر نحو"

# A light verb and what completes it stand less than so many words apart.
_COMPLETED_WITHIN = 16


def _completed(view: View, index: int, end: int) -> bool:
    """Whether a word that completes a light verb stands between two words."""
    completing = view.once("completing", _completing)
    following = bisect_right(completing, index)
    return following < len(completing) and completing[following] < end


def _completing(view: View) -> list[int]:
    return [index for index, word in enumerate(view.words) if word.core.startswith(COMPLETING)]


# The names of most features are put together from a few classes of words and distances, or from one word:
# making the same ones again for each number took half of the time of this choice.


@lru_cache(maxsize=4096)
def _of_form(side: str, lead: str, form: str, definite: bool) -> tuple[str, ...]:
    return same(f"{side}lead={lead}:{form}", f"{side}{form}:definite={definite}")


@lru_cache(maxsize=8192)
def _of_position(side: str, near: str, form: str, group: str, context: str) -> tuple[str, ...]:
    return same(
        f"{side}{near}",
        f"{side}{form}",
        f"{side}{near}:{form}",
        f"{side}{group}",
        f"{side}{group}:{near}",
        f"{side}{group}:{context}",
    )


@lru_cache(maxsize=8192)
def _of_gap(side: str, gap: tuple[str, ...], group: str, form: str) -> tuple[str, ...]:
    return same(
        *(f"{side}{fact}" for fact in gap),
        *(f"{side}{fact}:{group}" for fact in gap),
        *(f"{side}{fact}:{form}" for fact in gap),
    )


@lru_cache(maxsize=4096)
def _of_rank(rank: int, shape: str, group: str, context: str) -> tuple[str, ...]:
    return same(f"rank={rank}{shape}", f"rank={rank}{shape}:{group}", f"rank={rank}{shape}:{context}")
