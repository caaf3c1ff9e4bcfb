"""Which numbers are years: `عام 1948`, `يونيو 2015`, `منذ 1967`, `بين 1990 و2000`; not `حتى 2000 دولار`."""

from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.months import month_ends
from hasila.numerals.node import Node
from hasila.numerals.parts import MEASURES
from hasila.numerals.peek import percent_at, plain_digits, scale_at

YEAR_WORDS = word_set("عام العام لعام بعام وعام سنة السنة لسنة بسنة وسنة عامي العامين موسم لموسم")
SINCE = word_set("منذ حتى ومنذ وحتى")
_ERAS = word_set("م ه هجري هجرية ميلادي ميلادية")
_FUNCTION = word_set(
    "في على إلى عن مع أن إن التي الذي كان كانت قال لا لم لن قد أو ثم حتى منذ و بعد قبل بين بعدما "
    "عندما حيث بسبب بينما فيما وحتى وهو وهي كما لكن إذ ولم وقد ومن وفي بحسب وفق خلال"
)
_BETWEEN = word_set("بين مابين وبين ومابين")
_FROM = word_set("من ومن")
_IN = word_set("في وفي")
_LINKS = word_set("و إلى حتى")
# What counts, so that no year stands behind it: نحو 2000, أكثر من 2000, يزيد على 2000.
_ABOUT = word_set(
    "نحو بنحو لنحو ونحو حوالي بحوالي قرابة بقرابة زهاء يقارب تجاوز تجاوزت يتجاوز تتجاوز يفوق تفوق فاق"
)
_THAN = word_set(
    "أكثر بأكثر لأكثر وأكثر أقل بأقل لأقل وأقل أزيد بأزيد يقرب يزيد تزيد يزيدون زاد زادت يقل تقل يربو تربو"
)
_PREPOSITIONS = word_set("من على عن")
# Counted nouns behind حتى and منذ, which else have a year.
_COUNTED = MEASURES | word_set(
    "ريالا دولارا درهما دينارا جنيها ليرة روبية شخص شخصا طالب طالبا متفرج متفرجا مشارك نسمة برميل برميلا كلم "
    "كم وحدة ميغاواط سهم مقاتل جندي عامل وظيفة"
)


def is_year(tokens: Tokens, node: Node, value: int) -> bool:
    """Whether a whole number is a year where it stands."""
    i, before = node.first, tokens.folded(node.first - 1)
    digits = plain_digits(tokens, i)
    if node.last != i + 1 or digits is None:
        return before in YEAR_WORDS and 1000 <= value <= 2100
    if len(digits) != 4 or not 1000 <= value <= 2100:
        return False
    if before in YEAR_WORDS or tokens.folded(i + 1) in _ERAS or month_ends(tokens, i):
        return True
    since = before in SINCE or (before in _ABOUT and tokens.folded(i - 2) in SINCE)
    if since and _recent(digits):
        return _uncounted(tokens, i + 1)
    first, second = plain_digits(tokens, i - 2), plain_digits(tokens, i + 2)
    paired = second is not None and tokens.folded(i + 1) in _LINKS and before in _BETWEEN | _FROM
    if not (_recent(digits) or since or (paired and _old(digits))) or _bounded(tokens, i):
        return False
    if before in _LINKS and first is not None:
        return _ends_years(tokens, i, first)
    if before == "من" and "ordinal" in tokens.roles(i - 2):
        # الربع الثالث من 2016 إلى 88 مليارا.
        return True
    if paired and second is not None:
        return _recent(second) and _uncounted(tokens, i + 3)
    return _no_noun(tokens, i + 1)


def _recent(digits: str) -> bool:
    return len(digits) == 4 and 1900 <= int(digits) <= 2100


def _old(digits: str) -> bool:
    """Whether digits can be a year before 1900 that is told with a later one; round ones rather count."""
    return digits.startswith(("17", "18")) and int(digits) % 50 != 0


def _ends_years(tokens: Tokens, i: int, first: str) -> bool:
    """Whether the year at i is the second of two, of which the digits `first` are the other one."""
    before = tokens.folded(i - 3)
    if before in YEAR_WORDS:
        return True
    if len(first) == 2 and tokens.folded(i - 1) == "و" and before not in _BETWEEN | _FROM:
        # 1977 و78 و81 و2005.
        return not tokens.folded(i + 1)
    if not (_recent(first) or (len(first) == 4 and _old(first))):
        return False
    if before in _BETWEEN | _FROM | _IN or tokens.folded(i - 1) != "و":
        return _uncounted(tokens, i + 1)
    return not tokens.folded(i + 1)


def _bounded(tokens: Tokens, i: int) -> bool:
    """Whether the words before token i bound a count: `أكثر من 2000 في`."""
    before = tokens.folded(i - 1)
    return before in _ABOUT or (before in _PREPOSITIONS and tokens.folded(i - 2) in _THAN)


def _uncounted(tokens: Tokens, i: int) -> bool:
    """Whether nothing follows that is often counted; it may be a verb: `بين 1990 و2000 عاش`."""
    word = tokens.word(i)
    unit = word is not None and "unit_noun" in word.roles and not word.prefix and not word.article
    return (
        not unit
        and tokens.folded(i) not in _COUNTED
        and not percent_at(tokens, i)
        and not scale_at(tokens, i)
    )


def _no_noun(tokens: Tokens, i: int) -> bool:
    """Whether nothing that could be counted follows."""
    after = tokens.folded(i)
    if not after:
        return tokens.mark(i) not in ("%", "٪") and not tokens.digits(i)
    return after in _FUNCTION or after.startswith(("وال", "بال", "لل"))
