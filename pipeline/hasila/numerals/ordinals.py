"""Places in a row: `الأول`, `الحادي والعشرين`, `الثالثة عشرة`, `ثاني أكبر`."""

from hasila.numerals.cardinals import joined
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node


def read_ordinal(tokens: Tokens, i: int) -> Node | None:
    """The ordinal that begins at token i, or None."""
    word = tokens.word(i)
    if word is None:
        return None
    roles = word.roles
    value = roles.get("ordinal")
    first = word.folded in ("حادي", "حاديه")
    if value is None and not first:
        return None
    value = 1 if value is None else int(value)
    tail = tokens.word(i + 1)
    if tail is not None and "tail" in tail.roles and not tail.prefix and not tail.article and value < 10:
        return Node(i, i + 2, "ordinal", 10 + value)
    content = joined(tokens, i + 1)
    if content is not None and "tens" in tokens.roles(content) and value < 10:
        tens = tokens.word(content)
        if tens is not None and tens.article == word.article:
            return Node(i, content + 1, "ordinal", int(tens.roles["tens"]) + value)
    if first:
        return None
    return Node(i, i + 1, "ordinal", value, bare=True)
