"""Ranges: `بين 3 و5 آلاف`, `من 200 إلى 300 ألف`, `3000-5000`; a shared scale goes to both ends."""

from dataclasses import replace

from hasila.numerals.cardinals import joined, plain
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.types import Number

_BETWEEN = frozenset({"بين", "مابين"})
_TO = frozenset({"الي"})
_DASHES = "-–—"


def join(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """The nodes with the two ends of each range as one."""
    result: list[Node] = []
    for node in nodes:
        if result:
            one = _join(tokens, result[-1], node)
            if one is not None:
                result[-1] = one
                continue
        result.append(node)
    return result


def _join(tokens: Tokens, left: Node, right: Node) -> Node | None:
    if left.value is None or right.value is None or left.bound != "exact":
        return None
    if left.kind not in ("cardinal", "percent") or right.kind not in ("cardinal", "percent"):
        return None
    gap = right.first - left.last
    before = tokens.folded(left.first - 1)
    adjacent = joined(tokens, left.last) == right.first
    if adjacent and before in _BETWEEN:
        return _range(left, right)
    if gap == 1 and (tokens.folded(left.last) in _TO or tokens.mark(left.last) in _DASHES and tokens.mark(left.last)):
        return _range(left, right)
    return None


def _range(left: Node, right: Node) -> Node | None:
    low, high = left.value, right.value
    if low is None or high is None:
        return None
    if left.scale is None and right.scale is not None and right.coefficient is not None and low < right.coefficient:
        low = plain(low * right.scale)
    if low >= high:
        return None
    return replace(right, first=left.first, value=None, low=low, high=high, bound="between", bare=False)


__all__ = ["Number", "join"]
