"""What a word can be by its form alone, whatever stands around it: a finite verb, a noun or adjective."""

from hasila.links import lexicon
from hasila.links.clitics import table

TANWIN = "\u064b"


def verb_form(core: str) -> bool:
    """Whether a folded word without proclitics looks like a finite verb."""
    if core == "غير":
        return False
    if core in table("verbs") or core in lexicon.words(VERBS):
        return True
    if core.endswith("ون") and core[:1] in ("ي", "ت") and core[:-2] in table("verbs"):
        return True
    if future(core):
        return True
    return len(core) > 3 and core.endswith("وا") and core != "عضوا"


def imperfect(stem: str, letters: str = "يت") -> bool:
    """Whether a folded word is a verb in the imperfect, known by this form of it or its twin.

    Of `تشارك` and `يشارك` counts may know one: with the article, `التشارك`, the other is a noun too. So this
    is for words that something else tells to be verbs, the future's س or an object's pronoun.
    """
    if len(stem) < _LEAST_IMPERFECT or stem[0] not in letters:
        return False
    known = table("verbs")
    rest = stem[1:]
    return f"ي{rest}" in known or f"ت{rest}" in known or f"ي{rest}" in lexicon.words(_SHORT)


_LEAST_IMPERFECT = 3
# Verbs in the imperfect that are too short for the table of verbs.
_SHORT = """
يجد يقع يصل يعد يقف يضع يدع يرى يلي يتم يقل يرد يهم يؤم يشن يضم يحل يظل يسد يشد يمد يضر يحد يدر يهز يفر
يشق يرث يزن يلد يثق يحق يبت يدل يخص يمس يصف يعي يفي
"""


def future(core: str) -> int:
    """1 for a folded word that begins with the future's س: `ستشارك`, `سيساعدهم`, `سيقعون`; else 0."""
    if core[:2] not in _FUTURE:
        return 0
    stem = core[1:]
    if imperfect(stem, "يتن") or any(
        imperfect(stem.removesuffix(ending), "يتن") for ending in OBJECTS if stem.endswith(ending)
    ):
        return 1
    # By its form alone: no other word begins with ستت, and of those in ون only nisbas (`سياسيون`) with سي.
    plural = core.endswith("ون") and not core.endswith(_NISBAS)
    return 1 if len(core) >= _LEAST_FUTURE and (plural or core[:3] in ("ستت", "سيت")) else 0


_FUTURE = ("سي", "ست", "سن")
_NISBAS = ("يون", "ءون")
_LEAST_FUTURE = 6

# Pronouns that a verb takes for its object, the longest first.
OBJECTS = ("هما", "هم", "ها", "هن", "نا", "ه")


def finite(stem: str) -> bool:
    """Whether what is left of a word without its pronoun is a finite verb, by this or another form of it.

    `ساعدت` is in no table, but `يساعد` is. The perfect of three letters is often a noun as well (`عمل`),
    whose pronoun is told from it all the same.
    """
    if verb_form(stem) or imperfect(stem):
        return True
    bare = stem.removesuffix("ت")
    return len(bare) >= _LEAST_IMPERFECT and f"ي{bare}" in table("verbs")


def closed_form(norm: str, core: str) -> bool:
    """Whether a folded word is of a closed class, with its proclitics or without (`core`)."""
    function = lexicon.words(lexicon.FUNCTION)
    return norm in function or core in function


VERBS = """
قتل قتلت أصيب أصيبت توفي توفيت قضى قضت لقي لقيت سقط سقطت جرح جرحت اعتقل اعتقلت خطف فر تماثل يخضع
تخضع يعاني تعاني
قال قالت أعلن أعلنت أكد أكدت أضاف أضافت أوضح أشار أشارت ذكر ذكرت أفاد أفادت نقل نقلت وصل وصلت بلغ
بلغت شارك شاركت
يعمل تعمل يعيش تعيش يشكل تشكل يمثل تمثل يبلغ تبلغ يصل تصل كان كانت كانوا تم يتم تتم جرى جرت يجري
تجري وقع وقعت
"""
