"""Numbers of Arabic text: `find` them, or `parse` one.

>>> find("أكثر من ثلاثة آلاف و500 شخص")[0].value
3500
>>> parse("ثلاثة آلاف وخمسمئة")
3500
"""

from hasila.numerals.find import find
from hasila.numerals.parse import parse
from hasila.numerals.types import Bound, Kind, Number, NumberSpan

__all__ = ["Bound", "Kind", "Number", "NumberSpan", "find", "parse"]
