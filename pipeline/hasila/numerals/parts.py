"""Parts of a whole (`نصف`, `ثلثي`, `ثلاثة أرباع`), and what they add to a number (`مليون ونصف المليون`)."""

from dataclasses import replace
from fractions import Fraction

from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.peek import joined, plain


def fraction_at(tokens: Tokens, i: int) -> tuple[Fraction, int] | None:
    """The fraction in words at i and the token after it: `ثلثي`, `ثلاثة أرباع`; None where there is none."""
    roles = tokens.roles(i)
    following = tokens.word(i + 1)
    if following is not None and "parts" in following.roles and not following.prefix:
        count = roles.get("unit", roles.get("ten"))
        if count is not None:
            return Fraction(int(count), int(following.roles["parts"])), i + 2
    for role in ("fraction", "fraction_dual"):
        if role in roles:
            return Fraction(roles[role]), i + 1
    return None


def multiplied(tokens: Tokens, i: int) -> int:
    """The scale that a fraction at i - 1 is taken of: `نصف مليون`, `ربع المليون`; 0 for none."""
    word = tokens.word(i)
    if word is None or word.prefix or "scale" not in word.roles:
        return 0
    return int(word.roles["scale"])


def read_fraction(tokens: Tokens, i: int) -> Node | None:
    """A fraction by itself, or of a scale (`نصف مليون` is half a million)."""
    found = fraction_at(tokens, i)
    if found is None:
        return None
    fraction, last = found
    scale = multiplied(tokens, last)
    if scale:
        return Node(
            i, last + 1, "cardinal", plain(fraction * scale), coefficient=plain(fraction), scale=scale
        )
    return Node(i, last, "fraction", fraction, bare=last == i + 1)


def add_fraction(tokens: Tokens, node: Node) -> Node:
    """The number with the fraction that follows it: `ثلاثة ونصف`, `مليون ونصف المليون`, `خمسة إلا ربعا`.

    A fraction behind a scale is a part of that scale, whether the scale is repeated or not.
    """
    if node.value is None or isinstance(node.value, Fraction):
        return node
    sign = 1
    content = joined(tokens, node.last)
    if content is None and tokens.folded(node.last) == "الا":
        content, sign = node.last + 1, -1
    if content is None:
        return node
    word = tokens.word(content)
    if word is not None and word.suffix:
        # 3 ملايين ونصفهم: half of them.
        return node
    found = fraction_at(tokens, content)
    if found is None:
        return node
    fraction, last = found
    if sign < 0 and fraction.numerator == 2:
        # إلا ثلثا is less one third; by itself ثلثا is two of them.
        fraction /= 2
    if not {"fraction", "fraction_dual"} & tokens.roles(content).keys() and "parts" not in tokens.roles(
        content + 1
    ):
        return node
    unit = node.scale or 1
    repeated = multiplied(tokens, last)
    if repeated and node.scale is None and node.value < 1000:
        # 3 ونصف مليون: all of it is of the scale.
        amount = plain(Fraction(node.value) + sign * fraction)
        value = plain(Fraction(amount) * repeated)
        return replace(node, value=value, last=last + 1, coefficient=amount, scale=repeated, bare=False)
    if repeated:
        if node.scale is None or repeated > node.scale:
            return node
        unit, last = repeated, last + 1
    elif tokens.roles(content).keys() & {"unit", "ten", "tail"} and last == content + 1:
        # و خمس after a number is five, not a fifth, unless a scale is repeated behind it.
        return node
    value = plain(Fraction(node.value) + sign * fraction * unit)
    return replace(node, value=value, last=last, coefficient=None, scale=None, bare=False)


def fraction_after_noun(tokens: Tokens, node: Node) -> Node | None:
    """`أربع سنوات ونصف السنة`, `مليون دولار ونصف`: the fraction behind the counted noun, if there is one.

    The noun is repeated in the singular behind the fraction, or the scale is; only after a measure both may
    be left out. Without a noun the fraction is of the scale.
    """
    if node.value is None or node.kind not in ("cardinal", "dual") or isinstance(node.value, Fraction):
        return None
    own = node.kind == "dual" or "unit_noun" in tokens.roles(node.first)
    noun = node.last - 1 if own else node.last
    content = joined(tokens, noun + 1)
    word = None if content is None else tokens.word(content)
    if content is None or word is None or word.suffix or not tokens.folded(noun):
        return None
    roles = tokens.roles(content)
    if "fraction" not in roles or roles.keys() & {"unit", "ten"}:
        return None
    last = content + 1
    repeated = tokens.folded(last)
    measured = own or "unit_noun" in tokens.roles(noun) or tokens.folded(noun) in MEASURES
    unit, whole = 1, tokens.word(last)
    if node.scale and multiplied(tokens, last) == node.scale and whole is not None and whole.article:
        # مليون دولار ونصف المليون.
        unit, last = node.scale, last + 1
    elif repeated.startswith("ال") and same_noun(tokens.folded(noun), repeated[2:]):
        last += 1
    elif not measured or repeated.startswith("ال") or multiplied(tokens, last):
        return None
    else:
        # مليون دولار ونصف: of a million.
        unit = node.scale or 1
    value = plain(Fraction(node.value) + Fraction(roles["fraction"]) * unit)
    return replace(
        node, kind="cardinal", value=value, last=last, coefficient=None, scale=None, bare=False, noun=None
    )


MEASURES = word_set(
    "سنوات أعوام عاما سنة شهرا شهور أشهر أسابيع أسبوعا أيام يوما ساعات ساعة دقائق قرون عقود أمتار "
    "مترا كيلومترات كيلومترا أطنان طنا درجات درجة نقاط نقطة"
)


def same_noun(plural: str, singular: str) -> bool:
    """Whether two words share the consonants of a noun and its plural (مقاعد, مقعد; أيام, يوم)."""
    if plural[:2] == singular[:2]:
        return True
    one, other = (word.translate(_WEAK_LETTERS) for word in (plural, singular))
    return one == other != "" or (len(other) >= 2 and other in one)


_WEAK_LETTERS = str.maketrans("", "", "اويهءة")
