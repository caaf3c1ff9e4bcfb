"""Reading the expressions of a text one after the other."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hasila.numerals import calendar, clock, codes, duals, traps
from hasila.numerals.cardinals import read_cardinal
from hasila.numerals.classify import Word
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.ordinals import ordinal_after, read_ordinal
from hasila.numerals.parts import add_fraction, fraction_after_noun, read_fraction
from hasila.numerals.peek import behind, joined, percent_at, plain
from hasila.numerals.vague import read_vague


def read_all(tokens: Tokens, *, decimal: str | None) -> list[Node]:
    """All expressions, none overlapping another, traps left out."""
    nodes: list[Node] = []
    done = 0
    for i in tokens.candidates:
        if i < done:
            continue
        word = tokens.word(i)
        found: list[Node] = []
        if word is None:
            found = codes.read_digit_group(tokens, i)
        if not found:
            node = _cardinal(tokens, i, decimal) if word is None else read_word(tokens, i, word, decimal)
            if node is None:
                continue
            found = [node]
        nodes += found
        done = found[-1].last
    return nodes


def read_word(tokens: Tokens, i: int, word: Word, decimal: str | None) -> Node | None:
    """The expression in words that begins at token i, or None."""
    if word.dual is not None:
        if not duals.counts(tokens, i):
            return None
        node = Node(i, i + 1, "dual", 2, noun=word.dual)
        return fraction_after_noun(tokens, node) or node
    roles = word.roles
    if "unit_noun" in roles and len(roles) == 1:
        return _halved(tokens, i)
    for node in read_expression(tokens, i, decimal):
        if traps.accept(tokens, node):
            return node
    return None


def read_expression(tokens: Tokens, i: int, decimal: str | None) -> Iterator[Node]:
    """All readings of the expression at token i, the likeliest first; surroundings are not looked at."""
    word = tokens.word(i)
    if word is None:
        node = _cardinal(tokens, i, decimal)
        if node is not None:
            yield node
        return
    if word.dual is not None:
        yield Node(i, i + 1, "dual", 2, noun=word.dual)
        return
    period = calendar.read_period(tokens, i)
    if period is not None:
        yield period
    if "parts" in tokens.roles(i + 1):
        fraction = read_fraction(tokens, i)
        if fraction is not None:
            yield percent(tokens, fraction)
    score = codes.read_worded_score(tokens, i)
    if score is not None:
        yield score
    cardinal = _cardinal(tokens, i, decimal)
    if cardinal is not None:
        yield cardinal
    for read in (read_vague, read_fraction, read_ordinal, _multiple, calendar.read_decade):
        node = read(tokens, i)
        if node is not None:
            ordinal = node.kind == "ordinal"
            yield (
                calendar.dated(tokens, clock.read_hour(tokens, node)) if ordinal else percent(tokens, node)
            )


def _halved(tokens: Tokens, i: int) -> Node | None:
    """`عام ونصف العام`: one and a half, the one unsaid."""
    return fraction_after_noun(tokens, Node(i, i + 1, "cardinal", 1))


def _multiple(tokens: Tokens, i: int) -> Node | None:
    roles = tokens.roles(i)
    return Node(i, i + 1, "multiple", int(roles["multiple"]), bare=True) if "multiple" in roles else None


def _cardinal(tokens: Tokens, i: int, decimal: str | None) -> Node | None:
    found = read_cardinal(tokens, i, decimal=decimal)
    if found is None:
        return None
    node = Node(
        i,
        found.last,
        "cardinal",
        found.value,
        coefficient=found.coefficient,
        scale=found.scale,
        bare=found.bare,
    )
    node = _mixed(tokens, add_fraction(tokens, node))
    ordinal = ordinal_after(tokens, node) or _one_in(tokens, node, decimal)
    if ordinal is not None:
        return ordinal
    if _times(tokens, node):
        return replace(node, kind="multiple", last=node.last + 1, bare=False)
    node = fraction_after_noun(tokens, node) or node
    node = clock.one_oclock(tokens, _signed(tokens, node))
    return percent(tokens, calendar.dated(tokens, node))


def _times(tokens: Tokens, node: Node) -> bool:
    """Whether أضعاف, or ضعفا behind 11 and more, stands behind the number; ضعف is "weakened" as well."""
    folds, value = tokens.word(node.last), node.value
    if folds is None or folds.prefix or "multiples" not in folds.roles or value is None:
        return False
    if folds.folded == "اضعاف":
        return True
    hundreds = value >= 100 and value % 100 == 0
    singular = value >= 11 or not isinstance(value, int)
    return singular and not 1900 <= value <= 2100 and (folds.folded == "ضعفا" or hundreds)


def _mixed(tokens: Tokens, node: Node) -> Node:
    """`2 1/2`: digits and a fraction in digits."""
    if node.last != node.first + 1 or not isinstance(node.value, int) or tokens.digits(node.last) is None:
        return node
    group = codes.read_digit_group(tokens, node.last)
    if len(group) != 1 or group[0].kind != "fraction" or not isinstance(group[0].value, Fraction):
        return node
    return replace(node, value=plain(node.value + group[0].value), last=group[0].last, bare=False)


def _one_in(tokens: Tokens, node: Node, decimal: str | None) -> Node | None:
    """`واحد من كل أربعة`: a fourth."""
    if tokens.folded(node.last) != "من" or not isinstance(node.value, int):
        return None
    each = node.last + 1 + (tokens.folded(node.last + 1) == "بين")
    if tokens.folded(each) != "كل":
        return None
    below = read_cardinal(tokens, each + 1, decimal=decimal)
    if below is None or not isinstance(below.value, int) or not 0 < node.value < below.value:
        return None
    return Node(node.first, below.last, "fraction", Fraction(node.value, below.value))


def _signed(tokens: Tokens, node: Node) -> Node:
    """The minus before digits that stand free: `-71`."""
    i = node.first
    if (
        tokens.digits(i) is None
        or tokens.mark(i - 1) not in ("-", "−")
        or not tokens.glued(i - 1)
        or node.value is None
    ):
        return node
    if i >= 2 and tokens.glued(i - 2):
        return node
    if tokens.digits(i - 2) is not None or joined(tokens, i - 2) is not None:
        return node
    return replace(node, value=-node.value, first_char=tokens.start(i - 1))


def percent(tokens: Tokens, node: Node) -> Node:
    """The node as a percent if a sign or the words for it stand behind or before it."""
    at = behind(tokens, node.first, node.last)
    size = percent_at(tokens, at)
    if size:
        marker = (tokens.start(at), tokens.stem_end(at + size - 1))
        return replace(node, kind="percent", marker=marker, bare=False)
    if (
        tokens.mark(node.first - 1) in ("%", "٪")
        and tokens.digits(node.first)
        and tokens.glued(node.first - 1)
    ):
        if tokens.digits(node.first - 2) is None:
            return replace(
                node, kind="percent", marker=(tokens.start(node.first - 1), tokens.end(node.first - 1))
            )
    elif tokens.folded(node.last) in ("نقطه", "نقاط") and tokens.folded(node.last + 1) == "مءويه":
        marker = (tokens.start(node.last), tokens.end(node.last + 1))
        return replace(node, kind="percent", marker=marker, bare=False)
    return node
