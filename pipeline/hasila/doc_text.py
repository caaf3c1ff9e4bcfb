"""The text of a Doc, put together once for all the stages that read it.

spaCy joins `doc.text` from its tokens each time that it is asked for: with five stages asking, as much work
as finding the numbers takes a third of.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A text is kept as long as its Doc, beside the count of tokens that it was joined from.
_TEXTS: "WeakKeyDictionary[Doc, tuple[int, str]]" = WeakKeyDictionary()


def text_of(doc: "Doc") -> str:
    """`doc.text`, from the second time on without joining it.

    A Doc's text can't change but where it is filled from bytes, and then it had no tokens before.
    """
    known = _TEXTS.get(doc)
    if known is not None and known[0] == len(doc):
        return known[1]
    text: str = doc.text
    _TEXTS[doc] = len(doc), text
    return text
