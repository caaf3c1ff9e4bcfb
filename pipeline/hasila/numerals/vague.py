"""Numbers without a value: `عشرات`, `مئات الآلاف`, `بضعة`, `عدة آلاف`, `آلاف`."""

from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.peek import joined


def read_vague(tokens: Tokens, i: int) -> Node | None:
    """The vague number at i, or None. Its low end is what the word says at least."""
    word = tokens.word(i)
    if word is None:
        return None
    roles = word.roles
    if "vague" in roles:
        return _stacked(tokens, i, i + 1, int(roles["vague"]), None)
    if "scales" in roles:
        return _stacked(tokens, i, i + 1, int(roles["scales"]), None)
    if "several" in roles and not word.article:
        base = _base(tokens, i + 1)
        if base:
            return _stacked(tokens, i, i + 2, base, None)
        return Node(i, i + 1, "cardinal", None, bound="vague")
    if "some" in roles:
        return _some(tokens, i)
    return None


def _base(tokens: Tokens, i: int) -> int:
    """What a vague plural stands for: 10 for `عشرات`, 1000 for `آلاف`; 0 for other words."""
    word = tokens.word(i)
    if word is None or word.prefix:
        return 0
    return int(word.roles.get("vague", word.roles.get("scales", 0)))


def _stacked(tokens: Tokens, i: int, last: int, low: int, high: int | None) -> Node:
    while base := _base(tokens, last):
        if base <= 100 or base * low > 10**18:
            break
        low *= base
        high = None if high is None else high * base
        last += 1
    return Node(i, last, "cardinal", None, low, high, "vague")


def _some(tokens: Tokens, i: int) -> Node:
    following = tokens.word(i + 1)
    if following is not None and not following.prefix and "tail" in following.roles:
        return Node(i, i + 2, "cardinal", None, 13, 19, "vague")
    content = joined(tokens, i + 1)
    if content is not None and "tens" in tokens.roles(content):
        tens = int(tokens.roles(content)["tens"])
        return Node(i, content + 1, "cardinal", None, tens + 3, tens + 9, "vague")
    base = _base(tokens, i + 1)
    if base:
        return _stacked(tokens, i, i + 2, 3 * base, 9 * base)
    return Node(i, i + 1, "cardinal", None, 3, 9, "vague")
