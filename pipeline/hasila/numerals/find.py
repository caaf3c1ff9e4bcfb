"""`find`: all numbers of a text, in reading order.

The grammar in the order in which it is tried: `lexing` cuts the text and `classify` says what a word is;
`cardinals`, `parts`, `vague`, `ordinals`, `duals` and `calendar` read one expression at a token (`codes` and
`clock` read digits in several runs, `years` and `named` what counts nothing); `traps` throws out what only
looks like one, `ranges` joins the two ends of a range, `bounds` looks at the words around.
"""

from hasila.numerals import bounds, expressions, ranges
from hasila.numerals.lexing import Tokens, lex
from hasila.numerals.node import Node
from hasila.numerals.types import NumberSpan


def find(text: str, *, decimal: str | None = None, dialect: bool = False) -> list[NumberSpan]:
    """The numeric expressions of a text, with exact values and offsets into the text as it is.

    Args:
        text: Any string.
        decimal: The separator that is the decimal point in this text (`"."`, `","`, `"،"`), where the
            rule of `hasila.numerals.digits` should not decide; None for the rule.
        dialect: Read forms of the spoken language too (`خمستاشر`, `تلاتين`, `ميتين`).

    >>> [number.value for number in find("قتل 39 ألفا و324 شخصا")]
    [39324]
    """
    tokens = lex(text, dialect=dialect)
    nodes = expressions.read_all(tokens, decimal=decimal)
    nodes = ranges.join(tokens, nodes)
    nodes = bounds.attach(tokens, nodes)
    return [_span(tokens, node) for node in nodes]


def _span(tokens: Tokens, node: Node) -> NumberSpan:
    start = tokens.stem_start(node.first) if node.first_char is None else node.first_char
    end = tokens.stem_end(node.last - 1) if node.last_char is None else node.last_char
    return NumberSpan(
        start,
        end,
        tokens.text[start:end],
        node.kind,
        node.value,
        node.low,
        node.high,
        node.bound,
        node.modifier,
        node.marker,
        node.noun,
    )
