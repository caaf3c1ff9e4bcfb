"""Bounds: what the words around a number say of it (`أكثر من`, `لا يقل عن`, `على الأقل`)."""

from dataclasses import replace

from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node

_BEFORE = {
    ("اكثر", "من"): "more_than",
    ("اقل", "من"): "less_than",
    ("نحو",): "about",
    ("حوالي",): "about",
    ("قرابه",): "about",
    ("زهاء",): "about",
}


def attach(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """The nodes with their bounds."""
    result = []
    for node in nodes:
        i = node.first
        for size in (2, 1):
            phrase = tuple(tokens.folded(k) for k in range(i - size, i))
            phrase = tuple(w[1:] if w[:1] in ("و", "ب", "ل") and len(w) > 3 else w for w in phrase)
            if phrase in _BEFORE and node.bound == "exact":
                node = replace(node, bound=_BEFORE[phrase], modifier=(tokens.starts[i - size], tokens.ends[i - 1]))
        result.append(node)
    return result
