"""The counted noun as a dictionary would have it, so that tables can be grouped: `أشخاص`, `شخصاً` → `شخص`.

Broken plurals come from a table of those that news counts; the sound plurals, duals and the
accusative's alef are told by their endings. A word that no rule knows stays as it is written.
"""

from functools import cache

from hasila.links.view import Word
from hasila.normalize import fold, normalize

# Singular | plurals.
PLURALS = """
شخص | أشخاص | عنصر | عناصر | رجل | رجال | جندي | جنود | فرد | أفراد | طفل | أطفال | امرأة
نساء نسوة | قتيل | قتلى | جريح | جرحى
ضحية | ضحايا | شهيد | شهداء | أسير | أسرى | لاجئ | لاجئو لاجئي | رئيس | رؤساء | وزير | وزراء | نائب
نواب | قاض | قضاة | طالب | طلاب طلبة
عامل | عمال | راكب | ركاب | ساكن | سكان | قائد | قادة | زعيم | زعماء | ضابط | ضباط | عضو | أعضاء
خبير | خبراء | طبيب | أطباء | عالم | علماء
سجين | سجناء | رهينة | رهائن | شاب | شبان شباب | شيخ | شيوخ | صحافي | صحافيو | ناشط | نشطاء | موظف
موظفو موظفي | مسلح | مسلحو مسلحي
مقاتل | مقاتلو مقاتلي | مواطن | مواطنو مواطني | مساعد | مساعدو مساعدي | ابن | أبناء | بنت | بنات
أخ | إخوة أشقاء | ولد | أولاد
نصير | أنصار | زائر | زوار | سائح | سياح | حاج | حجاج | عائلة | عوائل | أسرة | أسر | قبيلة | قبائل
جثة | جثث | رأس | رؤوس
شركة | شركات | دولة | دول | مدينة | مدن | قرية | قرى | منطقة | مناطق | ولاية | ولايات | حزب | أحزاب
بنك | بنوك | مصرف | مصارف
مدرسة | مدارس | مركز | مراكز | مستشفى | مستشفيات | منزل | منازل | بيت | بيوت | مبنى | مبان مباني
مسجد | مساجد | موقع | مواقع
مشروع | مشاريع مشروعات | عقد | عقود | قرار | قرارات | بند | بنود | شرط | شروط | قانون | قوانين
قضية | قضايا | تهمة | تهم | حكم | أحكام
صاروخ | صواريخ | قذيفة | قذائف | قنبلة | قنابل | سلاح | أسلحة | بندقية | بنادق | لغم | ألغام | نفق
أنفاق | قارب | قوارب
سفينة | سفن | باخرة | بواخر | شاحنة | شاحنات | هدف | أهداف | نقطة | نقاط | لقب | ألقاب | مقعد
مقاعد | سهم | أسهم | صوت | أصوات
فوز | انتصارات | مباراة | مباريات | لاعب | لاعبو لاعبي | يوم | أيام | شهر | أشهر شهور | سنة
سنوات سنين | عام | أعوام | أسبوع | أسابيع
ساعة | ساعات | دقيقة | دقائق | ثانية | ثوان ثواني | ليلة | ليال ليالي | قرن | قرون | دولار | دولارات
درهم | دراهم | دينار | دنانير
متر | أمتار | كيلومتر | كيلومترات | طن | أطنان | برميل | براميل | لتر | لترات | ميل | أميال | قدم
أقدام | حالة | حالات | مرة | مرات
نوع | أنواع | مرحلة | مراحل | محور | محاور | مادة | مواد | فقرة | فقرات | صفحة | صفحات | كتاب | كتب
فيلم | أفلام | وثيقة | وثائق
مصدر | مصادر | موضوع | موضوعات مواضيع | طريق | طرق | جسر | جسور | حقل | حقول | بئر | آبار | مصنع
مصانع | وظيفة | وظائف | فرصة | فرص
"""


@cache
def _singulars() -> dict[str, str]:
    parts = [part.strip() for part in PLURALS.replace("\n", " | ").split("|")]
    parts = [part for part in parts if part]
    return {
        fold(plural): singular
        for singular, plurals in zip(parts[::2], parts[1::2], strict=True)
        for plural in plurals.split()
    }


def lemma(text: str, word: Word, *, dual: bool = False, noun: str | None = None) -> str:
    """The dictionary form of a counted noun.

    Args:
        text: The noun as the link has it, without proclitics and pronoun.
        word: The word it is in.
        dual: Whether the noun is counted by its own dual ending.
        noun: The singular that the numerals stage has told, if it has.
    """
    if noun:
        return noun
    bare = normalize(text, "marks")
    if (word.definite or word.core == "اليوم") and bare.startswith("ال"):
        bare = bare[2:]
    known = _singulars().get(fold(bare))
    if known is not None:
        return known
    if "\u064b" in text[-2:]:
        bare = bare.removesuffix("ا")
    if dual:
        for ending, singular in (
            ("تان", "ة"),
            ("تين", "ة"),
            ("تا", "ة"),
            ("تي", "ة"),
            ("ان", ""),
            ("ين", ""),
            ("ي", ""),
        ):
            if bare.endswith(ending) and len(bare) - len(ending) >= 2:
                return bare[: -len(ending)] + singular
    for ending, singular in (("ين", ""), ("ون", ""), ("ات", "ة")):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare[: -len(ending)] + singular
    if bare.endswith("ا") and len(bare) > 3 and fold(bare[:-1]) not in _singulars():
        return bare[:-1]
    return bare
