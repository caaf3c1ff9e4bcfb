"""Measures and durations in another unit, exactly: `88 ألف كيلومتر مربع` in hectares.

Needs the extra `hasila[units]` (pint: https://pint.readthedocs.io). Customary measures that pint doesn't
know are defined in `tables/measures.txt`. Money isn't converted.

DOCS: docs/units.md
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from hasila.links.types import Quantity
from hasila.numerals.types import Number

if TYPE_CHECKING:
    from pint import UnitRegistry

_KINDS = frozenset({"measure", "duration", "age"})
# What the press means by a code where pint means something else by the word: barrels are of oil, ounces of
# gold, calories of food, horsepower is metric. None: the word alone doesn't say which unit it is.
_PINT = {
    "barrel": "oil_barrel",
    "ounce": "troy_ounce",
    "calorie": "kilocalorie",
    "horsepower": "metric_horsepower",
    "decade": "ten_years",
    "degree": None,
    "night": None,
    "season": None,
    "quarter": None,
    "megapixel": None,
}
# What a name of a unit is written with; pint reads whole formulas.
_NAME = re.compile(r"[A-Za-zµ°][\w°µ/*^ -]*")
_POWERS = {"square": 2, "cubic": 3}


@dataclass(frozen=True, slots=True)
class Converted:
    """A quantity in another unit.

    Attributes:
        value, low, high: Exact, as the quantity has them: whole numbers as int, finite decimals as
            Decimal, others as Fraction.
        unit: The unit, as it was asked for.
    """

    value: Number | None
    low: Number | None
    high: Number | None
    unit: str


def convert(quantity: Quantity | Mapping[str, Any], to: str) -> Converted:
    """A measure, duration or age in another unit.

    >>> convert({"kind": "measure", "unit": "feddan", "value": "24", "low": None, "high": None}, "hectare")
    Converted(value=Decimal('10.082'), low=None, high=None, unit='hectare')

    Args:
        quantity: As `link` gives it, or as it stands in `doc._.quantities` and in a record.
        to: A unit by Hasila's code (`square-kilometer`) or by pint's name (`km`, `ha`, `kg`).

    Raises:
        ValueError: the quantity has no unit that can be converted, `to` is unknown, or it measures
            something else (a length is not an area).
        ImportError: pint isn't installed.
    """
    data = quantity.to_dict() if isinstance(quantity, Quantity) else quantity
    code = data["unit"]
    if data["kind"] not in _KINDS or code is None:
        raise ValueError(f"a quantity of kind {data['kind']!r} without a unit of measure can't be converted")
    registry = _registry()
    source, target = _unit(registry, code), _unit(registry, to)
    if source.dimensionality != target.dimensionality:
        raise ValueError(f"{code!r} can't be given in {to!r}: it measures something else")
    factor = registry.Quantity(Fraction(1), source).to(target).magnitude
    value, low, high = (
        None if data[name] is None else _plain(Fraction(data[name]) * factor)
        for name in ("value", "low", "high")
    )
    return Converted(value, low, high, to)


@cache
def _registry() -> "UnitRegistry[Any]":
    """pint's units and ours; made once, since that takes a fifth of a second."""
    try:
        from pint import UnitRegistry
    except ImportError as error:
        raise ImportError("converting units needs pint: pip install 'hasila[units]'") from error
    registry: UnitRegistry[Any] = UnitRegistry(non_int_type=Fraction)
    text = files("hasila.links.tables").joinpath("measures.txt").read_text(encoding="utf-8")
    registry.load_definitions(text.splitlines())
    return registry


def _unit(registry: "UnitRegistry[Any]", code: str) -> Any:
    """The registry's unit for one of our codes or its own name."""
    from pint.errors import PintError

    name: str | None = _PINT.get(code, code)
    if name is not None and _NAME.fullmatch(name) is None:
        raise ValueError(f"no unit is called {code!r}")
    if name is None:
        raise ValueError(f"{code!r} can't be converted: the word alone doesn't say which unit it is")
    power, _, base = name.partition("-")
    expression = f"{base}**{_POWERS[power]}" if power in _POWERS else name.replace("-", "_")
    try:
        return registry.parse_units(expression)
    except (PintError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"no unit is called {code!r}") from error


def _plain(number: Fraction) -> Number:
    """An exact number in the plainest type that holds it."""
    if number.denominator == 1:
        return number.numerator
    rest, places = number.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return number
    return Decimal(number.numerator * 10**places // number.denominator).scaleb(-places)
