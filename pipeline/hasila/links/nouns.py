"""What a word is by its form: noun or verb, plural, adjective, annexed, with a pronoun at its end.

Arabic script leaves much open; these are the tests that hold often enough in news, each with
the closed class or the ending it goes by.
"""

from functools import cache, lru_cache

from hasila.links import lexicon
from hasila.links.forms import TANWIN
from hasila.links.view import View, Word

# Endings that a pronoun leaves on a noun, where the noun without it is long enough to be one.
_NOUN_ENCLITICS = ("هما", "هم", "هن", "ها")
# Plural nouns of people and things that news counts, which no ending tells (جموع التكسير).
BROKEN_PLURALS = """
أشخاص عناصر رجال جنود أفراد أطفال نساء قتلى جرحى ضحايا شهداء مصابين موظفي شركات أيام أشهر سنوات
أعوام شهور أسابيع
رؤساء وزراء نواب قضاة أطراف فرق دول مدن قرى مناطق نجوم صحافيون أسرى طلاب طلبة عمال ركاب سكان مواقع
صواريخ قذائف
قوارب سفن طائرات حافلات سيارات شاحنات منازل بيوت مبان مباني مدارس مستشفيات مراكز أحزاب ألوان حالات
زيارات فروع ألقاب
أهداف نقاط مقاعد أسهم بنوك مصارف مشاريع مشروعات عقود قرارات مراحل فترات مواسم مسلحي مقاتلي متعاقدين
أبناء بنات إخوة
أشقاء أولاد شبان فتيان فتيات أسر عائلات قبائل كتائب ألوية فصائل مجموعات تنظيمات أقسام أجزاء فصول
أبواب كتب أفلام
شيوخ أعضاء علماء خبراء أطباء مهندسين سجناء رهائن بحارة صيادين حجاج زوار سياح لاعبين مدربين محامين
ضباط قادة زعماء
قوائم لوائح بطولات بلدان عواصم أقاليم محافظات ولايات قارات أنواع أشكال طرق وسائل جرائم قضايا تهم
أحكام جلسات لقاءات
مباريات جولات أشواط دقائق ساعات ليال قرون عقود مبادرات محاور عوامل أسباب نتائج مطالب شروط بنود مواد
فقرات أخماس أسداس
جثث جثامين أسلحة بنادق مسدسات قنابل عبوات أحزمة أنفاق آبار حقول مصانع معامل مزارع أشجار حيوانات طيور
رؤوس أغنام أبقار
إبل ملايين آلاف مئات عشرات إرهابيين متهمين رعايا
"""

# Adjectives without nisba ending that follow counted nouns.
ADJECTIVES = """
منتشرة منتشرون منتشرين باقي باقية متبقية كبرى كبيرة كبير صغيرة صغير أولى أخيرة أخير ماضية ماضي مقبلة
مقبل جديدة جديد رئيسية رئيسة رئيس كلاسيكية مختلفة أخرى كاملة
متتالية متتالي قادمة قادم حالية حالي سابقة سابق مفخخة مجاورة عليا دائمة دائم كبار صغار
"""


@cache
def _broken() -> frozenset[str]:
    return lexicon.words(BROKEN_PLURALS)


@lru_cache(maxsize=16_384)
def _plural(core: str) -> bool:
    if core in _broken():
        return True
    if len(core) < 5:
        return False
    return core.endswith(("ات", "ين", "ون"))


def plural(word: Word) -> bool:
    """Whether a noun looks like a plural: a sound one by its ending, a broken one by the table."""
    return _plural(word.core) or (has_enclitic(word) and _plural(stem_of(word)))


@lru_cache(maxsize=16_384)
def _adjective(core: str) -> bool:
    if core in lexicon.words(ADJECTIVES):
        return True
    # The nisba ending in its forms: ي ية (folded) يا يين يون يات.
    return len(core) > 4 and core.endswith(("يه", "يين", "يون", "يات", "ي", "يا"))


def adjective(word: Word) -> bool:
    """Whether a word looks like an adjective: a nisba, or one of the common ones."""
    return _adjective(word.core)


@lru_cache(maxsize=16_384)
def _enclitic(core: str, raw: str) -> int:
    """Letters of the pronoun at the end of a word; `raw` is its last letter as it is written."""
    if raw in TANWIN or core in _not_enclitic():
        return 0
    for ending in _NOUN_ENCLITICS:
        if core.endswith(ending) and len(core) - len(ending) >= 3:
            return len(ending)
    # A ت in front of the ه was a ة before the pronoun: `قادته`.
    if raw == "ه" and len(core) > 4 and core.endswith("ته"):
        return 1
    # ه is written for ة too, so it is a pronoun only behind what is a plural without it.
    if raw == "ه" and len(core) > 4 and (_plural(core[:-1]) or _plural_shape(core[:-1])):
        return 1
    return 0


def _plural_shape(stem: str) -> bool:
    """`مساعدي`, `أصدقاء`, `خصوم`, `زوار`, `كوادر`: shapes that a plural annexed to a pronoun has."""
    if stem.endswith("ي"):
        return len(stem) > 4
    if len(stem) == 5 and stem[1:3] == "وا":
        return stem[0] != "م"  # `مواطنه` is a woman
    return (stem[0] == "ا" and len(stem) > 4 and "ا" in stem[2:]) or (len(stem) == 4 and stem[2] in "وا")


def _pronoun_letters(word: Word) -> int:
    return 0 if word.definite else _enclitic(word.core, word.text[-1:])


def has_enclitic(word: Word) -> bool:
    """Whether a pronoun ends the word: `ركابها`, `مساعديه`."""
    return _pronoun_letters(word) > 0


@cache
def _not_enclitic() -> frozenset[str]:
    return lexicon.words(
        "درهم دراهم سهم أسهم مبهم متهم مهم فهم وهم سنا بنا هنا رهن وهن مشتبها وجها وجه فقيها"
    )


def stem_of(word: Word) -> str:
    """The folded word without article, proclitics and pronoun."""
    return word.core[: len(word.core) - _pronoun_letters(word)]


def enclitic_length(text: str, word: Word) -> int:
    """How many characters of `text`, the end of the word, are its pronoun."""
    letters = _pronoun_letters(word)
    length = 0
    for character in reversed(text):
        if letters == 0:
            break
        length += 1
        if character.isalpha() and character != "ـ":
            letters -= 1
    return length


def nominal(view: View, index: int) -> bool:
    """Whether a word can be a noun or adjective: a word, in no closed class, no number, no verb."""
    if not 0 <= index < len(view.words) or index in view.number_at:
        return False
    return view.words[index].nominal


def annexed(view: View, index: int, end: int) -> bool:
    """Whether a noun is annexed to a definite one or a name: `عناصر التنظيم`, `سكان الأردن`."""
    if has_enclitic(view.words[index]):
        return True
    for at in range(index + 1, min(end, index + 4)):
        if at in view.name_at:
            return True
        if not nominal(view, at) or view.words[at].lead:
            return False
        if view.words[at].definite:
            return True
    return False


def verb(view: View, index: int) -> bool:
    """Whether a word looks like a finite verb."""
    return view.words[index].verb


# Things and places that news counts; `آخرين` and `هم` stand for none of them.
_THINGS = """
مدينتي محافظتي قريتي بلدتي منطقتي سيارة سيارتين منزل منزلا منازل عملية دولة مدينة قرية شركة سفينة
طائرة غارة هجوم هجوما
هجومين انفجار تفجير تفجيرات صاروخ صاروخا صواريخ قذائف قذيفة موقع مواقع حزب حزبا مقعد مقعدا مقاعد
قطعة سهم سهما مركز مستشفى
مدرسة نقطة حكم أيام أشهر يوم شارع جلسة بيت حي طن كتاب عقد مشروع مشروعا
"""


@lru_cache(maxsize=16_384)
def thing(core: str) -> bool:
    """Whether a noun is of a thing: by the table, or a feminine plural that is not of women."""
    if core in lexicon.words(_THINGS):
        return True
    return len(core) > 4 and core.endswith("ات") and core not in lexicon.words(_WOMEN)


_WOMEN = (
    "سيدات فتيات طالبات معلمات شخصيات ممرضات موظفات بنات عاملات ناشطات مواطنات شقيقات طبيبات معتقلات أسيرات"
)


def people(word: Word) -> bool:
    """Whether a word is a plural of people: a sound masculine one, or a common broken one."""
    return plural_of_people(stem_of(word))


@lru_cache(maxsize=16_384)
def plural_of_people(core: str) -> bool:
    """Whether a folded noun without pronoun is a plural of people."""
    if core in lexicon.words(_PEOPLE) or core.removesuffix("ا") in lexicon.words(_PEOPLE):
        return True
    return len(core) > 4 and core.endswith(("ين", "ون")) and not _ends_alike(core)


def _ends_alike(core: str) -> bool:
    """Whether a noun that ends like people is none of them: `قوانين`, `ناديا`, `سيارتين`.

    Behind a ت nearly all duals are of feminine nouns of things; the others can't be told from plurals.
    """
    return core in lexicon.words(_NOT_PEOPLE) or (len(core) > 5 and core.endswith("تين"))


_PEOPLE = """
أشخاص عناصر رجال جنود أفراد أطفال نساء قتلى جرحى ضحايا شهداء رؤساء وزراء نواب قضاة أسرى طلاب طلبة
عمال ركاب سكان مقاتلي
مسلحي أبناء بنات إخوة أشقاء أولاد شبان فتيان فتيات أسر عائلات شيوخ أعضاء علماء خبراء أطباء سجناء
رهائن بحارة حجاج زوار سياح
ضباط قادة زعماء رعايا ميليشيات مليشيات أهالي لاجئي
"""
_NOT_PEOPLE = """
سنين ملايين ثلاثين عشرين أربعين خمسين ستين سبعين ثمانين تسعين فلسطين البحرين بحرين حسين ياسين قوانين
ميادين بنزين تكوين تعيين
تأمين تمرين تحسين تدوين قانون تلفزيون مليون تعاون شؤون عيون ديون غصون سجون زيتون تموين يقين حنين
كمين رهين معين أمين ثمين يومين
شهرين عامين أسبوعين ساعتين مرتين دولتين بلدين بين حين طنين دين سكين طحين تخزين الصين اثنين بوتين
ماكرون بايدن لبنانون كانون تشرين
عناوين بساتين شرايين موازين مضامين تمارين براكين دواوين فساتين سكاكين فناجين قرابين ثعابين شياطين طواحين
هجومين منزلين موقعين صاروخين مركزين كتابين مشروعين حزبين مقعدين سهمين بيتين شارعين طنين مترين كيلومترين
درهمين دينارين ريالين مليونين مليارين ألفين
ناديا كرسيا واديا رأيا سعيا مشفيا مستشفيا منتديا ثنائيا دوريا مبنيا قضايا وصايا خلايا شظايا هدايا مزايا نوايا
زوايا سرايا بقايا عطايا خفايا مرايا مطايا
"""


def person(core: str) -> bool:
    """Whether a noun looks like one of people: a sound masculine plural or dual, or a nisba."""
    if len(core) < 5 or _ends_alike(core):
        return False
    return core.endswith(("يين", "يون", "يا", "ين", "ون"))
