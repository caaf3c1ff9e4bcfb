"""Hasila (حصيلة, "the tally") reads Arabic news and says what was counted.

    >>> import hasila
    >>> nlp = hasila.load()
    >>> doc = nlp("قتل أكثر من 4100 من المدنيين في حلب.")
    >>> doc._.quantities[0]["value"], doc._.quantities[0]["counted"]["text"]
    ('4100', 'المدنيين')

The stages, in the order a text flows: `hasila.normalize`, `hasila.numerals`,
`hasila.entities`, `hasila.links`, then `hasila.records`.
"""

from hasila.load import load
from hasila.normalize import normalize

__all__ = ["__version__", "load", "normalize"]
__version__ = "0.1.0"
