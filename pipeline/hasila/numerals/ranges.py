"""Ranges: `بين 3 و5 آلاف`, `من 200 إلى 300 ألف`, `3000-5000`, `مرتين أو ثلاثا`.

A scale behind the second end belongs to both. Ends that touch become one expression; with a noun after
each end (`بين 10 أيام و15 يوما`) they stay two, each with its value and both with the range's ends. From
one number to another as a change (`ارتفع من 5 إلى 8`) is no range.
"""

from dataclasses import replace
from fractions import Fraction

from hasila.normalize.levels import fold
from hasila.numerals.cardinals import read_cardinal
from hasila.numerals.change import Change, change_before
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.parts import same_noun
from hasila.numerals.peek import joined, percent_at, plain
from hasila.numerals.types import Number

_BETWEEN = frozenset({"بين", "مابين", "وبين", "ومابين"})
_FROM = frozenset({"من", "ومن"})
_TO = frozenset({"الي", "حتي"})
_OR = frozenset({"او"})
# What changes by so much or in so long a time: زاد خلال 3 إلى 5 أعوام.
_MEASURED_BY = frozenset({"خلال", "لمده", "كل", "بنسبه", "بمقدار", "بواقع", "بنحو", "بحوالي"})
_DASHES = "-–—"
_KINDS = frozenset({"cardinal", "percent", "fraction", "multiple", "ordinal"})


def join(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """The nodes, the two ends of each range joined or marked."""
    result: list[Node] = []
    for node in nodes:
        joint = _join(tokens, result[-1], node) if result and _close_enough(result[-1], node) else None
        if joint is not None:
            result[-1:] = joint
            continue
        if result:
            result[-1] = _alone(tokens, result[-1])
        result.append(node)
    if result:
        result[-1] = _alone(tokens, result[-1])
    return result


def _close_enough(left: Node, right: Node) -> bool:
    return right.first - left.last <= 14 and left.value is not None and right.value is not None


def _join(tokens: Tokens, left: Node, right: Node) -> list[Node] | None:
    if left.kind == "dual" or right.kind == "dual":
        return _or_dual(tokens, left, right)
    if left.kind not in _KINDS or right.kind not in _KINDS or left.bound != "exact":
        return None
    before = tokens.folded(left.first - 1)
    after_left = left.last
    if before in _BETWEEN:
        to = right.first - after_left == 1 and tokens.folded(after_left) in _TO
        if to or joined(tokens, after_left) == right.first:
            return _one(left, right)
        return _two(tokens, left, right)
    if right.first - after_left != 1:
        return None
    between = tokens.folded(after_left)
    if between in _TO:
        change = "" if before in _MEASURED_BY else change_before(tokens, left.first)
        if change:
            kind = (
                right.kind
                if right.kind == "percent" and left.kind == "cardinal" and before in _FROM
                else left.kind
            )
            return [replace(_scaled(left, right, change), kind=kind), right]
        return _one(left, right) if between == "الي" or before in _FROM else None
    if between in _OR and right.kind == left.kind != "ordinal":
        return _one(left, right) if _near(left, right) else None
    if tokens.mark(after_left) in tuple(_DASHES):
        return _one(left, right)
    return None


def _near(left: Node, right: Node) -> bool:
    low, high = left.value, right.value
    if low is None or high is None:
        return False
    low = _scaled(left, right).value or low
    return low < high <= 4 * low


def _scaled(left: Node, right: Node, change: Change = "") -> Node:
    """The left end, with the scale of the right one if it has none of its own and is the smaller one.

    What falls or turns into another may have been the larger one (`انخفض من 500 إلى 450 مليونا`); what rises
    was not (`ارتفع من 500 إلى 3 آلاف`).
    """
    value = left.value
    if value is None or left.scale is not None or right.scale is None or right.coefficient is None:
        return left
    worded = right.last - right.first > 1 and right.coefficient > 1
    larger = change in ("fall", "other") and worded and value < 1000 and value <= 20 * right.coefficient
    if value <= right.coefficient or larger:
        return replace(left, value=plain(Fraction(value) * right.scale))
    return left


def _ends(left: Node, right: Node) -> tuple[Number, Number] | None:
    low, high = left.value, right.value
    return None if low is None or high is None or low >= high else (low, high)


def _half_said(left: Node, right: Node) -> bool:
    """`بين 900 و1.2 مليون`: thousands, of which nothing is said."""
    low, high = left.value, right.coefficient
    if low is None or high is None or left.scale is not None or (right.scale or 0) <= 1000:
        return False
    return low > high > 1


def _one(left: Node, right: Node) -> list[Node] | None:
    ends = _ends(_scaled(left, right), right)
    if ends is None or _half_said(left, right):
        return None
    low, high = ends
    kind = right.kind if right.kind != "cardinal" else left.kind
    first_char = left.first_char
    return [
        replace(
            right,
            first=left.first,
            first_char=first_char,
            kind=kind,
            value=None,
            low=low,
            high=high,
            bound="between",
            bare=False,
        )
    ]


def _two(tokens: Tokens, left: Node, right: Node) -> list[Node] | None:
    """Both ends of a range whose ends have a noun each: `بين 10 أيام و15 يوما`, `بين 3% إلى 5%`."""
    prefix = tokens.word(right.first)
    apart = tokens.folded(right.first - 1) in ("و", "الي")
    if not apart and (prefix is None or prefix.prefix != "و"):
        return None
    start = left.last + percent_at(tokens, left.last)
    stop = right.first - 1 if apart else right.first
    depth = words = 0
    for k in range(start, stop):
        mark = tokens.mark(k)
        depth += (mark == "(") - (mark == ")")
        if mark and mark not in "()«»":
            return None
        words += not mark and depth == 0
    if words > 3:
        return None
    if words and not same_noun(tokens.folded(start), tokens.folded(right.last)) and right.kind != "percent":
        return None
    ends = _ends(left, right)
    if ends is None:
        return None
    low, high = ends
    return [
        replace(left, low=low, high=high, bound="between"),
        replace(right, low=low, high=high, bound="between"),
    ]


def _or_dual(tokens: Tokens, left: Node, right: Node) -> list[Node] | None:
    """`مرحلتين أو ثلاث`."""
    if left.kind != "dual" or right.kind != "cardinal" or tokens.folded(left.last) not in _OR:
        return None
    if right.first - left.last != 1 or right.value is None or not 2 < right.value < 7:
        return None
    return _one(replace(left, kind="cardinal"), right)


def _alone(tokens: Tokens, node: Node) -> Node:
    """Ranges that have only one number: `دولار أو دولارين`, `ساعة إلى 3 ساعات`, `بين خمسة وعشرين`."""
    link = tokens.folded(node.first - 1)
    noun = fold(node.noun or " ")
    if node.kind == "dual" and link in _OR and tokens.folded(node.first - 2).endswith((noun, noun + "ا")):
        first = node.first - 2
        return replace(node, first=first, value=None, low=1, high=2, bound="between", kind="cardinal")
    if node.kind == "cardinal" and node.value is not None and node.value > 1 and link in _TO:
        roles = tokens.roles(node.first - 2)
        if "unit_noun" in roles and tokens.folded(node.first - 3) in _BETWEEN | _FROM:
            return replace(node, first=node.first - 2, value=None, low=1, high=node.value, bound="between")
    if (
        link in _BETWEEN
        and node.kind == "cardinal"
        and node.last - node.first == 2
        and "unit" in tokens.roles(node.first)
    ):
        low = read_cardinal(tokens, node.first, stop=node.first + 1)
        high = read_cardinal(tokens, node.first + 1)
        if low is not None and high is not None and high.last == node.last and low.value < high.value:
            return replace(node, value=None, low=low.value, high=high.value, bound="between")
    return node
