"""What a number without a noun of its own stands for: one of the nouns in sight.

`antecedent` has the rules; their answer is one of the facts here, and the weights decide whether it, another
noun, or none is meant.
"""

from functools import lru_cache

from hasila.links import lexicon, nouns
from hasila.links.counting import Relation, noun_span
from hasila.links.ellipsis import Told
from hasila.links.ranking import Features, same
from hasila.links.scope import Scope, bucket, earlier
from hasila.links.view import View

Span = tuple[int, int]

# How many words before the number and behind it a noun is looked for.
_BACK, _AHEAD = 60, 12
# Relations of numbers that have no noun of their own.
_STANDING = (Relation.OTHERS, Relation.PRONOUN)


def stands_for_another(scope: Scope) -> bool:
    """Whether a number has no noun of its own: none, `آخرين`, or a pronoun."""
    return scope.counted is None or scope.counted.relation in _STANDING


def antecedent_choices(
    told: Told, scope: Scope, rule: Span | None
) -> tuple[list[int], list[Span], list[Features], Features]:
    """The nouns that can be meant: their words, their spans, the features of each, and those of none.

    Args:
        told: The text and what is known of its numbers.
        scope: The number.
        rule: What the rules say (`antecedent.find_antecedent`).
    """
    view, counted = told.view, scope.counted
    form = "nothing" if counted is None else view.text[counted.start : counted.end]
    of_number = {
        noun.word: m
        for m, noun in enumerate(told.counted)
        if noun is not None and noun.relation not in _STANDING and m != scope.n
    }
    low = max(earlier(view, scope), scope.left - _BACK)
    high = min(scope.end, scope.right + 1 + _AHEAD)
    people = counted is None and _of_people(view, scope)
    words, spans, features = [], [], []
    for at in range(high - 1, low - 1, -1):
        if scope.left <= at <= scope.right or not (at in of_number or _can_stand(view, at)):
            continue
        if people and nouns.thing(nouns.stem_of(view.words[at])):
            continue
        word = view.words[at]
        start, end = noun_span(word)
        words.append(at)
        spans.append((start, end))
        features.append(_features(told, scope, at, of_number.get(at), form, rule, (start, end)))
    ahead = "" if scope.left == 0 else view.words[scope.left - 1].core
    behind = "" if scope.right + 1 >= len(view.words) else view.words[scope.right + 1].core
    first = view.words[view.first[scope.n]]
    none = [
        "none",
        f"none:{form}",
        f"none:{scope.kind}",
        f"none:{scope.kind}:{form}:{rule is not None}",
        f"none:rule={rule is not None}",
        f"none:ahead={ahead}",
        f"none:behind={behind}",
        f"none:definite={first.definite}",
        f"none:bound={view.numbers[scope.n].bound}",
        f"none:before={scope.n > 0}:{form}",
    ]
    return words, spans, features, none


def _of_people(view: View, scope: Scope) -> bool:
    """`انهار 3 منازل وأصيب 12`: whether the word before the number says what only people suffer."""
    return scope.left > scope.begin and view.words[scope.left - 1].core in lexicon.words(_SUFFERED)


_SUFFERED = """
قتل قتلت مقتل أصيب أصيبت إصابة جرح جرحت مصرع استشهد استشهدت استشهاد توفي توفيت وفاة لقي لقيت
اعتقل اعتقلت اعتقال اغتيال إعدام
"""


def _can_stand(view: View, at: int) -> bool:
    word = view.words[at]
    if not nouns.nominal(view, at) or (nouns.adjective(word) and not nouns.plural(word)):
        return False
    name = view.name_at.get(at)
    return name is None or view.names[name].label != "PER"


def _features(
    told: Told, scope: Scope, at: int, m: int | None, form: str, rule: Span | None, span: Span
) -> Features:
    view = told.view
    word = view.words[at]
    back = at < scope.left
    side = "<" if back else ">"
    inside = scope.begin <= at < scope.end
    near = bucket(scope.left - at if back else at - scope.right)
    core = nouns.stem_of(word)
    plural, person = nouns.plural(word), nouns.people(word) or nouns.person(core)
    shape = f"{'plural' if plural else 'one'}:{'person' if person else 'thing' if nouns.thing(core) else '-'}"
    of = "-"
    if m is not None:
        kind = "same" if told.kinds[m] == scope.kind else told.kinds[m]
        of = f"{side}{min(3, abs(scope.n - m))}:{kind}"
    by_rule = "rule" if rule == span else "other" if rule is not None else "no-rule"
    found = [
        *_of_position(by_rule, side + near, form, scope.kind),
        *_of_number(of, form, scope.kind, inside),
        *_of_shape(shape, form, side, inside, scope.kind, word.definite),
        f"core={core}",
        f"core={core}:{scope.kind}",
        f"lead={word.lead[-1] if word.lead else ''}",
        f"enclitic={nouns.has_enclitic(word)}",
        f"named={at in view.name_at}",
        f"victims={core in lexicon.words(lexicon.VICTIMS)}:{form}",
    ]
    if at > 0:
        found.append(f"before={view.words[at - 1].norm}")
        if at - 1 in view.number_at:
            found.append("behind-number")
    return found


# The names of most features are put together from a few classes: they are made once, not for each number.


@lru_cache(maxsize=2048)
def _of_position(rule: str, place: str, form: str, kind: str) -> tuple[str, ...]:
    return same(rule, f"{rule}:{form}", f"{rule}:{kind}", place, f"{place}:{form}")


@lru_cache(maxsize=2048)
def _of_number(of: str, form: str, kind: str, inside: bool) -> tuple[str, ...]:
    return same(
        f"counted={of}", f"counted={of}:{form}", f"counted={of}:{kind}", f"counted={of}:inside={inside}"
    )


@lru_cache(maxsize=2048)
def _of_shape(shape: str, form: str, side: str, inside: bool, kind: str, definite: bool) -> tuple[str, ...]:
    return same(
        shape,
        f"{shape}:{form}",
        f"{shape}:{side}:{inside}",
        f"{shape}:{kind}",
        f"definite={definite}",
        f"definite={definite}:{shape}:{form}",
        f"inside={inside}:{side}",
        f"inside={inside}:{form}",
    )
