"""Reading the expressions of a text one after the other."""

from dataclasses import replace

from hasila.numerals import duals
from hasila.numerals.cardinals import percent_at, read_cardinal
from hasila.numerals.lexing import Digits, Tokens, Word
from hasila.numerals.node import Node
from hasila.numerals.ordinals import read_ordinal
from hasila.numerals.parts import add_fraction, read_fraction
from hasila.numerals.vague import read_vague


def read_all(tokens: Tokens, *, decimal: str | None) -> list[Node]:
    """All expressions, none overlapping another, traps left out."""
    nodes: list[Node] = []
    done = 0
    for i, word in enumerate(tokens.words):
        if i < done or word is None or isinstance(word, str):
            continue
        node = read_at(tokens, i, decimal=decimal)
        if node is not None:
            nodes.append(node)
            done = node.last
    return nodes


def read_at(tokens: Tokens, i: int, *, decimal: str | None) -> Node | None:
    """The expression that begins at token i, or None."""
    word = tokens.words[i]
    if isinstance(word, Digits):
        return _cardinal(tokens, i, decimal)
    if not isinstance(word, Word):
        return None
    if word.dual is not None:
        return Node(i, i + 1, "dual", 2, noun=word.dual) if duals.counts(tokens, i) else None
    return (
        _parts(tokens, i)
        or _cardinal(tokens, i, decimal)
        or read_vague(tokens, i)
        or read_fraction(tokens, i)
        or read_ordinal(tokens, i)
    )


def _parts(tokens: Tokens, i: int) -> Node | None:
    return read_fraction(tokens, i) if "parts" in tokens.roles(i + 1) else None


def _cardinal(tokens: Tokens, i: int, decimal: str | None) -> Node | None:
    found = read_cardinal(tokens, i, decimal=decimal)
    if found is None:
        return None
    node = Node(
        i, found.last, "cardinal", found.value, coefficient=found.coefficient, scale=found.scale, bare=found.bare
    )
    node = add_fraction(tokens, node)
    size = percent_at(tokens, node.last)
    if size:
        marker = (tokens.starts[node.last], tokens.stem_end(node.last + size - 1))
        return replace(node, kind="percent", marker=marker)
    return node
