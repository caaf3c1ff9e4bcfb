"""What only looks like a number: `ألف الكاتب`, `ثمن السلع`, `يوم الاثنين`, `كانون الأول`, `ربع النهائي`.

`accept` looks at single words only; a word that composes a number with its neighbours is one.
"""

import re

from hasila.normalize.levels import fold
from hasila.numerals.change import change_before
from hasila.numerals.classify import Word, bare_end
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.months import is_month_rest
from hasila.numerals.node import Node
from hasila.numerals.peek import plain_digits

_WROTE_BEFORE = word_set("قد وقد لقد الذي والذي ثم كما عندما")
_MONDAY_BEFORE = word_set("يوم اليوم ليلة مساء صباح فجر أمس ليوم بيوم ظهر الأحد السبت")
# Plurals of feminine nouns that are counted with سبع and ست and don't end in ات.
_FEMININE_PLURALS = word_set(
    "ضحايا هدايا مزايا أفكار أغان أغاني حروب أقدام أراض أراضي رؤوس عواصم مشاهد محاضر لوائح سبائك رهائن "
    "نقاط دقائق دول مراحل سنين فرق نساء مناطق مدن جوائز غرف سفن صور ليال ورش نجوم هزائم خصال ثوان "
    "نسخ جثث قرى قصائد أوراق دوائر قضايا قذائف مدارس قطع قصص سور شرائح نسوة حقائب فرص طرق رسائل لجان "
    "معارك جرائم حوادث أبراج سنابل "
    "آبار مواد حدائق خلايا تجارب مراتب ركائز قباب مسائل قنابل أصابع جمل جزر وظائف وسائل قسائم تهم "
    "صحف قواعد كتائب قوائم عيون أذرع بنادق خطط دعاوى إناث ملاعق كؤوس زوايا وقائع نصائح شقق حصص بنات "
    "أخوات مرات قرون حلق أمم إبر طائرات قوى آلاف ملايين مليارات مئات مواسم أسر قبائل عوائل عائلات "
    "جبهات أسلحة حافلات شاحنات سيدات عمليات فتيات طالبات"
)
_WHOLES = word_set(
    "السكان المساحة القيمة الإجمالي العدد الأعضاء المبلغ الميزانية الدخل الناتج الإنتاج الأصوات "
    "المقاعد الأرض العالم الثروة المال التركة الراتب الطريق المسافة الشعب الناس الكمية الوقت الأراضي "
    "الأسهم الناخبين السعر الحجم الأسر سكان مساحة قيمة إجمالي عدد أعضاء مبلغ ميزانية دخل ناتج إنتاج "
    "أصوات مقاعد أراضي المواطنين الأطفال النساء الشركات الدول ما"
)
_QUARTER_AFTER = word_set(
    "المماثل السابق الماضي المقبل الحالي الأخير النهائي الخالي التالي نفسه ذاته نهائي النهاءي"
)
# Constructs that are adjectives as well: نصفي "of one half".
_TWO_PARTS = word_set("نصفي ربعي")
_HALF_AFTER = word_set("نهائي النهائي آلية آلي سنوية سنوي شهرية القمر مصنعة رسمية رسمي يومية نهائيات")
_TIMES_AFTER = word_set(
    "ما عدد العدد حجم الحجم قيمة القيمة سعر السعر نسبة معدل المعدل مساحة المساحة ثمن مبلغ المبلغ "
    "الرقم رقم المتوسط متوسط المسجل الكمية كمية راتب راتبه سعره حجمه قيمته عدده عددها هذا ذلك تلك "
    "عددهم عددهن قيمتها حجمها سعرها مساحتها معدله معدلها "
    "الأسعار"
)
_TIMES_BEFORE = word_set("بمقدار بنسبة بواقع تضاعف تضاعفت")
_PLACES_BEFORE = word_set("كانون تشرين ربيع جمادى أمس ملازم آل امس الملازم")
_FIRST_AFTER = word_set("أمس وهلة امس بأول")
_SECOND_BEFORE = word_set("كل ميلي ميللي ملي نانو")
_COUNTED_AFTER = word_set("منهن منها منهم منهما منا فقط أخرى")
_COUNTED_BEFORE = word_set("عن إلى نحو حوالي بنحو لنحو على")
_PORTION_BEFORE = word_set(
    "نحو بنحو حوالي بحوالي مقدار بمقدار بنسبة بواقع إلى قرابة زهاء يقارب يعادل تعادل يساوي تساوي يوازي "
    "توازي تتجاوز يتجاوز تجاوز تجاوزت يناهز تناهز"
)
_THAN_BEFORE = word_set("أكثر بأكثر لأكثر أقل بأقل لأقل يقرب يقارب")
_NO_NOUN = word_set(
    "في على إلى عن مع من أن إن التي الذي كان كانت قال لا لم لن قد أو ثم حتى منذ بعد قبل بين فقط تقريبا "
    "خلال عند أي بسبب بينما فيما بعدما عندما حيث كما لكن مما ما منذ"
)
_FOLK_BEFORE = word_set("زار مع التقى جاء بين لقي عند من")
_TURNS = word_set("مرة نقطة درجة سنة ليلة")
_RANKED = word_set(
    "حل حلت حلوا يحل تحل وحل وحلت ليحل لتحل فحل جاء جاءت جاؤوا وجاء وجاءت يأتي تأتي ويأتي وتأتي فجاء "
    "أتى أتت وأتى صنف صنفت أنهى أنهت وأنهى لينهي ينهي وصل وصلت دخل بات أصبح أصبحت احتلت ظل بقي"
)
_ASIDE_BEFORE = word_set("ناحية جهة")
_WELLS = word_set("بئر ببئر لبئر وبئر بير")
# Behind صفر, which then is a month: صفر 1436, صفر الماضي.
_MONTH_AFTER = word_set("عام سنة لعام لسنة الماضي الجاري المقبل الحالي القادم المنصرم الخير")
# Number words whose noun is singular, so that ثانية behind them is a second.
_ABOVE_TEN = frozenset(("tens", "tail", "teen", "hundred", "hundreds", "scale", "fraction"))


def accept(tokens: Tokens, node: Node) -> bool:
    """Whether a node of one word is really a number where it stands."""
    word = tokens.word(node.first)
    if word is None or not node.bare:
        return True
    if node.kind == "ordinal":
        return _ordinal(tokens, node.first, word)
    if node.kind == "fraction":
        return _fraction(tokens, node.first, word)
    if node.kind == "multiple":
        return _multiple(tokens, node.first, word)
    check = _CHECKS.get(word.folded)
    return check is None or check(tokens, node.first, word)


def _ordinal(tokens: Tokens, i: int, word: Word) -> bool:
    before, after = tokens.folded(i - 1), tokens.folded(i + 1)
    if is_month_rest(tokens, i) or before in _PLACES_BEFORE or before in _ASIDE_BEFORE:
        return False
    if word.folded.endswith("ا") or word.folded == "ثان":
        # أولا, ثانيا: "firstly", but for حل ثانيا "he came second".
        return not word.prefix and (word.folded == "ثان" or _ranked(tokens, i))
    if word.folded == "اول":
        return after not in _FIRST_AFTER and not (after == "من" and tokens.folded(i + 2) == "امس")
    if word.folded == "اولي":
        # أولى "first" and أولي "initial" are one after folding; and أولى is "devoted" before an object.
        if bare_end(word.raw) != "ى" or after.endswith("ا"):
            return False
        # الرفق أولى is "more fitting"; a first stage is مرحلة أولى, the first stages أولى المراحل.
        listed = after.startswith("ال") or after.endswith("ات") or after in _FEMININE_PLURALS
        return word.article or listed or (before.endswith("ه") and not before.startswith("ال"))
    if word.folded == "ثانيه":
        per = before == "في" and any(tokens.digits(k) is not None for k in range(i - 4, i - 1))
        number = tokens.word(i - 1)
        worded = number is not None and not number.article and not _ABOVE_TEN.isdisjoint(number.roles)
        worded = worded and not word.article
        counted = (
            worded
            or tokens.digits(i - 1) is not None
            or (
                not word.article and "unit_noun" in tokens.roles(i - 1) and tokens.folded(i - 1) not in _TURNS
            )
        )
        return before not in _SECOND_BEFORE and not counted and not per
    if word.folded == "رابعه":
        return before not in ("اعتصام", "ميدان", "ساحه", "فض")
    return True


def _ranked(tokens: Tokens, i: int) -> bool:
    """Whether a verb of coming in (حل, جاء) stands before, its subject between."""
    if tokens.mark(i + 1) == ":":
        return False
    near = 1 if tokens.folded(i) == "اولا" else 9
    for k in range(i - 1, max(-1, i - 1 - near), -1):
        if tokens.mark(k) not in ("", "«", "»", '"', "(", ")"):
            return False
        if tokens.folded(k) in _RANKED:
            return True
    return False


def _fraction(tokens: Tokens, i: int, word: Word) -> bool:
    before, after = tokens.folded(i - 1), tokens.folded(i + 1)
    if word.suffix:
        # ربعه is "his folk" as well.
        return word.folded != "ربع" or before not in _FOLK_BEFORE
    if word.folded in _TWO_PARTS and (word.article or not after.startswith("ال") or after in _QUARTER_AFTER):
        # الشلل النصفي, تقرير ربعي: adjectives; a construct has no article and needs its whole.
        return False
    if word.folded in ("ربع", "ثلث"):
        return after not in _QUARTER_AFTER
    if word.folded in ("نصف", "نصفا"):
        return after not in _HALF_AFTER
    if word.folded in ("ثلثا", "ثلثي", "ثلثين", "ثلثان", "ربعي", "خمسي", "خمسا", "سدس"):
        return word.folded not in ("خمسا",) or after in _WHOLES
    if word.folded == "ثمن":
        # ثمن is nearly always the price.
        return "\u064f" in word.raw or (tokens.folded(i - 1) != "الي" and _portion(tokens, i, word))
    return _portion(tokens, i, word) or after.startswith("ال") or after in _WHOLES or "\u064f" in word.raw


def _multiple(tokens: Tokens, i: int, word: Word) -> bool:
    """ضعف and ضعفا, which are weakness as well: يشعر بالضعف, الأكثر ضعفا."""
    if word.folded not in ("ضعف", "ضعفا"):
        return True
    if word.article:
        before = tokens.folded(i - 1)
        risen = before == "الي" or word.prefix == "ب"
        return before in _TIMES_BEFORE or (risen and change_before(tokens, i) == "rise")
    return tokens.folded(i + 1) in _TIMES_AFTER


def _thousand(tokens: Tokens, i: int, word: Word) -> bool:
    before, after = tokens.folded(i - 1), tokens.folded(i + 1)
    if "\u0651" in word.raw or before in _WROTE_BEFORE:
        return False
    if word.article:
        return before != "حرف"
    if word.prefix and word.prefix != "و":
        return True
    if after.startswith("ال") and after not in ("الي", "الا", "الان"):
        return False
    raw = tokens.raw(i + 1).rstrip("\u064b")
    return not (raw.endswith("ا") and len(raw) >= 4 and after not in ("هنا",)) and after not in ("باء", "با")


def _two(tokens: Tokens, i: int, word: Word) -> bool:
    if word.folded != "اثنين":
        return True
    before = tokens.folded(i - 1)
    return not word.article and before not in _MONDAY_BEFORE


def _counted_feminine(tokens: Tokens, i: int, word: Word) -> bool:
    """سبع and ست, which are an animal and a lady as well; and لست, which is "I am not"."""
    after = tokens.folded(i + 1)
    if word.article:
        return tokens.folded(i - 1) not in _WELLS and not _portion(tokens, i, word)
    plural = after.endswith("ات") or after in _FEMININE_PLURALS
    if word.folded == "ست" and word.prefix not in ("", "و"):
        return plural
    if not after:
        return (i + 1 >= tokens.size and i == 0) or tokens.folded(i - 1) in _COUNTED_BEFORE
    return (
        plural or after in _COUNTED_AFTER or tokens.roles(i + 1) != {} or _BROKEN.fullmatch(after) is not None
    )


# The shape of a plural that feminine nouns have too: معارك, جزائر.
_BROKEN = re.compile("[^ا][^ا]ا[^اهي][^اهيتن]")


def _portion(tokens: Tokens, i: int, word: Word) -> bool:
    """A fifth, a tenth by itself: بنحو الخمس; behind its noun (الدول الخمس) or before one it is a number."""
    if not word.article or word.prefix not in ("", "ب"):
        return False
    before, after = tokens.folded(i - 1), tokens.folded(i + 1)
    measured = before in _PORTION_BEFORE or (before == "من" and tokens.folded(i - 2) in _THAN_BEFORE)
    return measured and (not after or after in _NO_NOUN or after.startswith(("ال", "وال", "بال", "لل")))


def _short_feminine(tokens: Tokens, i: int, word: Word) -> bool:
    """خمس, تسع, عشر: never before a definite noun, where they are a fifth, a ninth, a tenth."""
    after = tokens.folded(i + 1)
    if word.article:
        return not _portion(tokens, i, word)
    return after == "الي" or not (after.startswith("ال") or after in _WHOLES)


def _one(tokens: Tokens, i: int, _word: Word) -> bool:
    return tokens.folded(i - 1) != "عبد"


def _hundred(tokens: Tokens, i: int, word: Word) -> bool:
    if word.folded in ("ميه", "مايه"):
        return False
    return not (word.article and (word.prefix == "ب" or tokens.folded(i - 1) in ("في", "ب")))


def _zero(tokens: Tokens, i: int, _word: Word) -> bool:
    before, after, year = tokens.folded(i - 1), tokens.folded(i + 1), plain_digits(tokens, i + 1)
    if after in _MONTH_AFTER or (year is not None and len(year) == 4 and year.startswith(("13", "14"))):
        return False
    return before not in ("شهر", "ساعه", "تحت", "فوق") and tokens.digits(i - 1) is None


_CHECKS = {
    fold(form): check
    for check, forms in (
        (_thousand, "ألف ألفا"),
        (_two, "اثنين"),
        (_counted_feminine, "سبع ست"),
        (_short_feminine, "خمس تسع عشر خمسا"),
        (_one, "واحد"),
        (_hundred, "مئة مائة مية ماية"),
        (_zero, "صفر"),
    )
    for form in forms.split()
}
