"""What stands at a token: questions that several of the grammars ask."""

from decimal import Decimal
from fractions import Fraction

from hasila.numerals.digits import read_digits, to_ascii
from hasila.numerals.lexing import Tokens
from hasila.numerals.types import Number

# Fractions whose parts divide this are exact as decimals.
_TENTHS = 10**15


def joined(tokens: Tokens, i: int) -> int | None:
    """Where the word joined by و at i really is: i (`وثلاثة`) or i + 1 (`و ثلاثة`, `و 5`); else None."""
    word = tokens.word(i)
    if word is not None:
        if word.prefix == "و":
            return i
        # With its hamza dropped, the وأحد of مئة وأحد عشر can't be told from واحد but by what follows.
        following = tokens.word(i + 1)
        teen = following is not None and "tail" in following.roles and not following.prefix
        return i if teen and word.folded == "واحد" and not word.prefix and not word.article else None
    if tokens.folded(i) == "و":
        follower = tokens.word(i + 1)
        if tokens.digits(i + 1) is not None or (follower is not None and not follower.prefix):
            return i + 1
    return None


def scale_at(tokens: Tokens, i: int) -> int:
    """The scale that the word at i multiplies by, if it has no proclitic; else 0."""
    word = tokens.word(i)
    if word is None or word.prefix or word.dual is not None:
        return 0
    roles = word.roles
    for role in ("scale", "scale_acc", "scales"):
        if role in roles:
            return int(roles[role])
    return 0


def percent_at(tokens: Tokens, i: int) -> int:
    """How many tokens at i say "percent": 1 for `%`, 2 for `في المئة`; 0 for none."""
    if tokens.mark(i) in ("%", "٪", "﹪", "％"):
        return 1
    word = tokens.word(i)
    if word is not None and word.article and word.prefix == "ب" and "hundred" in word.roles:
        return 1
    if tokens.folded(i) in ("في", "ب"):
        word = tokens.word(i + 1)
        if word is not None and word.article and not word.prefix and "hundred" in word.roles:
            return 2
    return 0


def digits_at(tokens: Tokens, i: int, decimal: str | None = None) -> int | Decimal | None:
    """The value of the digits at i, read by what follows them."""
    raw = tokens.digits(i)
    if raw is None:
        return None
    follows = scale_at(tokens, i + 1) or (
        100 if percent_at(tokens, i + 1) or tokens.mark(i - 1) in ("%", "٪") else 0
    )
    return read_digits(raw, follows=follows, decimal=decimal)


def plain(value: Number) -> Number:
    """The same value in its simplest type."""
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        if _TENTHS % value.denominator:
            # A third has no decimal that is exact.
            return value
        return Decimal(value.numerator) / Decimal(value.denominator)
    return int(value) if value >= 1000 and value == value.to_integral_value() else value


def spaced(tokens: Tokens, i: int) -> int:
    """The token after digits grouped by spaces (`15 000`, `1 250 000`); i + 1 for others.

    Two runs of three digits are rather two numbers (`180 200` is a range that lost its dash).
    """
    first = tokens.raw(i)
    if not first.isdigit() or len(first) > 3 or first[0] in "0٠۰":
        return i + 1
    last = i + 1
    while last < tokens.size and last - i < 6:
        raw = tokens.digits(last)
        if (
            raw is None
            or len(raw) != 3
            or not raw.isdigit()
            or tokens.start(last) - tokens.end(last - 1) != 1
        ):
            break
        last += 1
    if (
        last < tokens.size
        and tokens.digits(last) is not None
        and tokens.start(last) - tokens.end(last - 1) == 1
    ):
        return i + 1
    if last - i == 2 and len(first) == 3 and to_ascii(tokens.raw(i + 1)) != "000":
        return i + 1
    return last


def parted_point(tokens: Tokens, i: int) -> Decimal | None:
    """`57 .2`, as some archives have their decimals: keyed backwards, the point parted from the first digits.

    It is 2.57: the part behind the point is the whole, as in `12ر1`. The point touches the digits behind it
    and not the ones before it; a sentence that ends in up to three digits and goes on with digits would look
    alike, but is rare beside it.
    """
    fraction, whole = tokens.digits(i), tokens.digits(i + 2)
    if fraction is None or whole is None or tokens.mark(i + 1) != "." or not tokens.glued(i + 1):
        return None
    if tokens.start(i + 1) - tokens.end(i) != 1 or not (fraction.isdecimal() and whole.isdecimal()):
        return None
    if len(fraction) > 3 or len(whole) > 6 or (len(whole) > 1 and to_ascii(whole)[0] == "0"):
        return None
    return Decimal(f"{to_ascii(whole)}.{to_ascii(fraction)}")
