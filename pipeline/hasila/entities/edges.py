"""Where a name begins and ends inside its tokens: proclitics and the quotes at its edges left out."""

from typing import TYPE_CHECKING

from hasila.entities.words import MOST_CLITICS, clean
from hasila.normalize import fold, proclitic_length, split_proclitics

if TYPE_CHECKING:
    from spacy.tokens import Span

# The attribute of a `Span` in which the entity component says how many letters of the first token
# stand before the name.
CLITICS = "clitics"

_PROCLITICS = frozenset("وفبلكس")
_PAIRS = {'"': '"', "'": "'", "«": "»", "“": "”", "”": "“", "‘": "’", "(": ")", "[": "]", "‹": "›"}
_CLOSING = frozenset(_PAIRS.values())


def bounds(span: "Span", *, clitics_attribute: str = CLITICS, text: str | None = None) -> tuple[int, int]:
    """Start and end of a name in the document's text, as the record has it.

    Proclitics are left out and the article kept (`بالعراق` → `العراق`, `للولايات` → `لولايات`), and so
    are a hashtag's `#` and a quotation mark or bracket at an edge whose partner is not inside (`"داعش` →
    `داعش`; `تنظيم "داعش"` stays whole). Where the model has said how many letters stand before the name,
    it is believed so far as they can be proclitics; elsewhere only sure ones are taken off.

    Args:
        span: The name.
        clitics_attribute: Where the model has said how many letters stand before the name.
        text: The document's text, where it is at hand: spaCy joins it anew each time it is asked for.
    """
    begin = span.start_char
    text = span.text if text is None else text[begin : span.end_char]
    start, end = _unquoted(text)
    first = len(span[0])
    word = text[start:first] if start < first else ""
    said = span._.get(clitics_attribute) if span.has_extension(clitics_attribute) else None
    length = proclitic_length(word) if said is None or start else letters_length(word, said)
    # Never the whole name.
    if start + length < end and clean(text[start + length : end]).strip():
        start += length
    return begin + start, begin + end


def letters_length(word: str, letters: int, *, most: int = MOST_CLITICS) -> int:
    """How many characters of the word its first letters take, marks after them included.

    Only so many of them as can be proclitics, and no more than `most`.
    """
    length = taken = 0
    for char in word:
        if clean(char):
            if taken == min(letters, most) or char not in _PROCLITICS:
                break
            taken += 1
        length += 1
    return length if taken else 0


def _unquoted(text: str) -> tuple[int, int]:
    """The text's ends without spaces, and without quotes or brackets open on one side only."""
    start, end = 0, len(text)
    while start < end:
        before = start, end
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start == end:
            break
        inside = text[start:end]
        if inside[0] == "#" and len(inside) > 1:
            start += 1
            continue
        closing = _PAIRS.get(inside[0])
        if closing is not None and (closing not in inside[1:] or inside.index(closing, 1) == len(inside) - 1):
            # The whole is quoted, or the mark's partner is outside.
            start += 1
            end -= len(inside) > 1 and inside.endswith(closing)
        elif inside[-1] in _CLOSING and _open_partner(inside) is None:
            end -= 1
        if (start, end) == before:
            break
    return (start, end) if start < end else (0, len(text))


def _open_partner(inside: str) -> int | None:
    """Where the mark is opened that the last character closes."""
    last = inside[-1]
    if last in "\"'":
        return inside.index(last) if inside.count(last) % 2 == 0 else None
    openers = [opening for opening, closing in _PAIRS.items() if closing == last]
    places = [inside.find(opening, 0, -1) for opening in openers]
    return max(places) if max(places) >= 0 else None


def norm(name: str, *, before: str = "") -> str:
    """One form for all spellings of a name given without its proclitics.

    Marks of quotation are dropped, variants of letters folded, `لولايات` (whose alef a ل took) gets
    its article back, `الحوثيين` its nominative, and a few names with two common spellings get one of them.

    Args:
        name: The name.
        before: The letters that stand before it in its first word (ل of `للرقة`): they tell whether the
            name's own ل is what is left of the article.

    >>> norm("سورية") == norm("سوريا"), norm('تنظيم "داعش"')
    (True, 'تنظيم داعش')
    >>> norm("لرقة", before="ل"), norm("لجنة الأمن", before="ل")
    ('الرقه', 'لجنه الامن')
    """
    # A word of marks only folds to nothing.
    words = [folded for word in name.translate(_NO_QUOTES).split() if (folded := fold(word))]
    if words and words[0].startswith("ل") and len(words[0]) > 3 and _lost_alef(words[0], before):
        words[0] = "ا" + words[0]
    if words:
        words[0] = _FIRST.get(words[0], words[0])
    return " ".join(_one_spelling(word) for word in words)


def _lost_alef(word: str, before: str) -> bool:
    if word in _LOST_ALEF:
        return True
    return (
        before.endswith("ل") and word not in _OWN_LAM and split_proclitics(before + word)[-2:] == ("ل", "ل")
    )


def _one_spelling(word: str) -> str:
    if len(word) > 6 and word.startswith("ال") and word.endswith("يين"):
        return word[:-2] + "ون"
    if len(word) > 6 and word.startswith("عبدال"):
        return f"عبد {word[3:]}"
    return _SAME.get(word, word)


_NO_QUOTES = dict.fromkeys(map(ord, [*_PAIRS, *_CLOSING, "-"]), " ")
# Spellings of one word that `fold` leaves apart.
_SAME = {
    fold(variant): fold(word)
    for word, variants in {
        "سوريا": "سورية",
        "أمريكا": "أميركا",
        "الأمريكية": "الأميركية",
        "الأمريكي": "الأميركي",
        "أمريكية": "أميركية",
        "الإنجليزي": "الإنكليزي",
        "إنجلترا": "إنكلترا انجلتره",
        "غوغل": "جوجل قوقل",
        "إسطنبول": "اسطنبول إستانبول استنبول",
        "فيسبوك": "فايسبوك",
    }.items()
    for variant in variants.split()
}
# The five nouns in their three cases, where they begin a name.
_FIRST = {fold(variant): fold("أبو") for variant in ("أبي", "أبا")}
# Words that begin with ل by themselves, where the counts of a corpus take it for the article's.
_OWN_LAM = frozenset(map(fold, "لجنة لجان لواء لوس لقاء لجنتا لجنتي".split()))
# First words of names that begin with the article, as they stand after ل.
_WITH_ARTICLE = (
    "الولايات الأمم الأردن السودان العراق المغرب الكويت الإمارات البحرين اليمن الصين الهند اليابان "
    "الجزائر السعودية المملكة الجمهورية الاتحاد الجيش الحكومة الجامعة المجلس الهيئة اللجنة الشرطة "
    "القوات الحزب الحركة البنك المنظمة الوكالة الجبهة القاهرة الرياض الخرطوم الدوحة القدس"
)
_LOST_ALEF = frozenset(fold(word)[1:] for word in _WITH_ARTICLE.split())
