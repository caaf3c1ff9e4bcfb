"""Numbers that name a thing: `القرار 1701`, `قرار مجلس الأمن 2254`, `كوفيد 19`, `ميدان السبعين`."""

from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.parts import MEASURES

_NAME_WORDS = word_set(
    "رقم الرقم برقم القرار قرار بالقرار قراري المادة مادة بالمادة الفقرة فقرة البند رحلة الرحلة قناة "
    "هاتف الهاتف بالعدد المرسوم القانون الفصل فصل طراز فئة الفرقة اللواء الكتيبة لواء الفوج "
    "كتيبة غرفة الغرفة البوابة كوفيد بكوفيد لكوفيد"
)
# These have a number even where it looks like a year.
_RESOLUTIONS = word_set(
    "رقم الرقم برقم القرار قرار بالقرار للقرار والقرار بقرار لقرار وقرار قراري القرارين القرارات"
)
_WHOSE = word_set("الدولي الأممي الأمني الوزاري الإداري الجمهوري الملكي السامي")
_COUNCIL = word_set("مجلس لمجلس بمجلس")
# Money and durations have these words as well: من فئة 100 دولار, رحلة 24 ساعة.
_MEASURED = word_set("فئة رحلة فصل")
_SQUARES = word_set("ميدان بميدان لميدان شارع بشارع ساحة بساحة دوار مجموعة لمجموعة بمجموعة")


def named(tokens: Tokens, node: Node) -> bool:
    """Whether the words before a whole number say that it is a name."""
    k = node.first - 1 - (tokens.mark(node.first - 1) == "(")
    word = tokens.word(node.first)
    if tokens.folded(k) in _NAME_WORDS:
        # قناة واحدة, من فئة 100 دولار; but رقم واحد.
        single = (
            word is not None and word.folded in ("واحد", "واحده") and tokens.folded(k) not in _RESOLUTIONS
        )
        return not single and not (tokens.folded(k) in _MEASURED and _measures(tokens, node.last))
    ranked = word is not None and word.article and {"tens", "unit"} & word.roles.keys()
    return bool(ranked) and node.last == node.first + 1 and tokens.folded(k) in _SQUARES


def resolution(tokens: Tokens, node: Node) -> bool:
    """Whether digits are the number of a resolution: `القرار الدولي 1973`, `قرار مجلس الأمن 2254`.

    Lower numbers behind the words are rather days (`قرار 15 مايو`) or counts.
    """
    if tokens.digits(node.first) is None or node.last != node.first + 1 or not (node.value or 0) >= 100:
        return False
    k = node.first - 1 - (tokens.mark(node.first - 1) == "(")
    if tokens.folded(k) in _RESOLUTIONS:
        return True
    k -= tokens.folded(k) in _WHOSE
    k -= 2 * (tokens.folded(k) == "الامن" and tokens.folded(k - 1) in _COUNCIL)
    k -= tokens.folded(k) in _WHOSE
    return tokens.folded(k) in _RESOLUTIONS


def _measures(tokens: Tokens, i: int) -> bool:
    return tokens.folded(i) in MEASURES or "unit_noun" in tokens.roles(i)
