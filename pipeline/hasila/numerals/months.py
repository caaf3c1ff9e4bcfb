"""Names of months: international, Levantine, Maghrebi and Hijri ones, from `months.tsv`."""

import re
from collections.abc import Mapping
from functools import cache

from hasila.normalize.levels import fold
from hasila.numerals.lexicon import read_table
from hasila.numerals.lexing import Tokens


@cache
def _months() -> Mapping[str, frozenset[str]]:
    """Month word → the second words it needs, none for most."""
    second: dict[str, set[str]] = {}
    for name, _, rest, _ in read_table("months.tsv"):
        second.setdefault(fold(name), set())
        if rest:
            second[fold(name)].add(fold(rest))
    return {name: frozenset(rest) for name, rest in second.items()}


# A month's name behind proclitics: each way to take them off, since وكانون begins with ك of its own.
_CLITICS = tuple(map(re.compile, ("[وفبلك](.+)", "[وف][بلك](.+)")))


def month_at(tokens: Tokens, i: int, *, clitics: bool = False) -> int:
    """How many tokens at i name a month: 0, 1, or 2 (`كانون الأول`); `لكانون الأول` with `clitics`."""
    name = tokens.folded(i)
    if clitics and name and name not in _months():
        stems = (found[1] for clitics_of in _CLITICS if (found := clitics_of.fullmatch(name)))
        name = next((stem for stem in stems if stem in _months()), name)
    if name not in _months():
        return 0
    seconds = _months()[name]
    if not seconds:
        return 1
    return 2 if tokens.folded(i + 1) in seconds else 0


def is_month_rest(tokens: Tokens, i: int) -> bool:
    """Whether the ordinal at i is the second word of a month: الأول of كانون الأول."""
    return month_at(tokens, i - 1, clitics=True) == 2


def month_ends(tokens: Tokens, i: int) -> bool:
    """Whether a month stands right before token i (`يونيو 2015`, `يونيو/ حزيران 2015`, `(تموز) 2015`)."""
    k = i - 1
    while k > i - 3 and tokens.mark(k) in ("/", ")", "،"):
        k -= 1
    return month_at(tokens, k, clitics=True) == 1 or month_at(tokens, k - 1, clitics=True) == 2
