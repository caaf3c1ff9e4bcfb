"""Which proclitics stand before a stem, where that is sure."""

from hasila.normalize.levels import normalize

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
# Words that begin as if with a clitic and the article, and do not.
_WHOLE = frozenset(
    "والد والدة والده والدته والدي والدتي والدين والديه والدها والدتها والدهم والدتهم والي والية "
    "بالغ بالغة بالغين بالغون بالغا بالغت بالي بالون بالونات بالإ بالا فالح فالق "
    "كالسيوم كاليفورنيا كالديرون كالفن".split()
)


def _is_mark(char: str) -> bool:
    return not normalize(char, "marks")


def _letters(word: str) -> tuple[str, list[int]]:
    """The bare letters of a word, and where each ends in it (with its marks)."""
    bare: list[str] = []
    ends: list[int] = []
    for position, char in enumerate(word):
        if ends and _is_mark(char):
            ends[-1] = position + 1
        elif not _is_mark(char):
            bare.append(char)
            ends.append(position + 1)
    return "".join(bare), ends


def split_proclitics(word: str) -> tuple[str, ...]:
    """The sure proclitics before the stem, outermost first; `()` where nothing is sure.

    The article counts as one: `والعراق` → `("و", "ال")`, `للعراق` → `("ل", "ل")` (its alef is not
    written after ل). A first version: forms with the article.
    """
    return _split(_letters(word)[0])


def _split(bare: str) -> tuple[str, ...]:
    if bare in _WHOLE:
        return ()
    found: list[str] = []
    rest = bare
    if len(rest) > 4 and rest[0] in _CONJUNCTIONS and rest[1:3] in ("ال", "لل", "با", "كا"):
        inner = _split(rest[1:])
        if inner:
            return (rest[0], *inner)
    if len(rest) > 3 and rest[:2] == "لل":
        return ("ل", "ل")
    if len(rest) > 4 and rest[0] in _CONJUNCTIONS + _PREPOSITIONS and rest[1:3] == "ال" and rest[0] != "ل":
        return (rest[0], "ال")
    if len(rest) > 3 and rest[:2] == "ال" and rest[:3] not in ("الت", "الى", "الا", "الل"):
        return ("ال",)
    return tuple(found)


def proclitic_length(word: str, *, article: bool = False) -> int:
    """How many characters of the word are conjunctions and prepositions (with their marks).

    The article stays in the rest, since names keep theirs: 1 for `والعراق` and for `للولايات`.
    With `article=True` it is counted too.
    """
    bare, ends = _letters(word)
    parts = _split(bare)
    if not article and parts and (parts[-1] == "ال" or parts[-2:] == ("ل", "ل")):
        parts = parts[:-1]
    count = sum(map(len, parts))
    return ends[count - 1] if count else 0
