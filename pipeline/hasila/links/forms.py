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
    return len(core) > 3 and core.endswith("وا") and core != "عضوا"


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
