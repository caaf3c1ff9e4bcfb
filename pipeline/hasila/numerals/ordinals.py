"""Places in a row: `الأول`, `الحادي والعشرين`, `الثالثة عشرة`, `ثاني أكبر`."""

from dataclasses import replace

from hasila.numerals.cardinals import read_cardinal
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.peek import joined


def read_ordinal(tokens: Tokens, i: int) -> Node | None:
    """The ordinal that begins at token i, or None."""
    word = tokens.word(i)
    if word is None:
        return None
    roles = word.roles
    value = roles.get("ordinal")
    first = "ordinal_one" in roles
    if value is None and not first:
        return None
    value = 1 if value is None else int(value)
    tail = tokens.word(i + 1)
    if tail is not None and "tail" in tail.roles and not tail.prefix and not tail.article and value < 10:
        return _after_hundreds(tokens, Node(i, i + 2, "ordinal", 10 + value))
    content = joined(tokens, i + 1)
    if content is not None and "tens" in tokens.roles(content) and value < 10:
        tens = tokens.word(content)
        if tens is not None and tens.article == word.article:
            return _after_hundreds(tokens, Node(i, content + 1, "ordinal", int(tens.roles["tens"]) + value))
    if first:
        return None
    return _after_hundreds(tokens, Node(i, i + 1, "ordinal", value, bare=True))


def _after_hundreds(tokens: Tokens, node: Node) -> Node:
    """`الثاني والأربعون بعد المئة`: 142nd."""
    word = tokens.word(node.last + 1)
    if (
        tokens.folded(node.last) != "بعد"
        or word is None
        or not word.article
        or not isinstance(node.value, int)
    ):
        return node
    base = read_cardinal(tokens, node.last + 1)
    if base is None or not isinstance(base.value, int) or base.value < 100 or base.value % 100:
        return node
    return replace(node, value=base.value + node.value, last=base.last, bare=False)


def ordinal_after(tokens: Tokens, node: Node) -> Node | None:
    """A cardinal with the article that goes on as an ordinal: `المئة والخامسة والعشرون`, `الألف والأول`."""
    word = tokens.word(node.first)
    if word is None or not word.article or not isinstance(node.value, int) or node.value < 100:
        return None
    content = joined(tokens, node.last)
    follower = None if content is None else tokens.word(content)
    if content is None or follower is None or not follower.article:
        return None
    ordinal = read_ordinal(tokens, content)
    if ordinal is None or not isinstance(ordinal.value, int) or ordinal.value >= 100:
        return None
    return Node(node.first, ordinal.last, "ordinal", node.value + ordinal.value)
