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
    after = behind(tokens, i, i + 1)
    follows = scale_at(tokens, after) or (
        100 if percent_at(tokens, after) or tokens.mark(i - 1) in ("%", "٪") else 0
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


def plain_digits(tokens: Tokens, i: int) -> str | None:
    """The digits at i as ASCII, if they are short and hold no separator."""
    raw = tokens.digits(i)
    return to_ascii(raw) if raw is not None and raw.isdigit() and len(raw) <= 8 else None


def behind(tokens: Tokens, first: int, last: int) -> int:
    """Where what is said of digits stands: behind the bracket that holds nothing else (`(19) مليون`)."""
    bracketed = last == first + 1 and tokens.digits(first) is not None and tokens.mark(first - 1) == "("
    return last + 1 if bracketed and tokens.mark(last) == ")" else last
