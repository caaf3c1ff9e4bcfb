"""What a counted noun is, roughly: `people`, `victims`, or `other`.

Arabic has no ending that tells people from things for good: 3 to 10 count a plural, sound (`موظفين`) or
broken (`أطباء`), 11 to 99 an accusative (`طبيبا`, `فلسطينيا`), hundreds and thousands a bare singular
(`ألف جندي`), and two are told by the noun itself (`رجلان`, `سيارتين`). So: tables of persons, the endings
of people's plurals and of nisbas, and for each of these the nouns of things that end alike.
"""

from functools import cache, lru_cache

from hasila.links import lexicon, nouns
from hasila.links.clitics import table
from hasila.links.units import country
from hasila.normalize import fold


@lru_cache(maxsize=16_384)
def sort_of(noun: str, many: bool = False) -> str:
    """What a folded noun without proclitics and pronoun counts.

    Args:
        noun: `ضحايا`, `جنديا`, `موظفي`.
        many: Whether it is the singular behind a hundred or more, where a nisba is of a person: `ألف عسكري`.
    """
    bare = noun.removesuffix("ا")
    victims = lexicon.words(lexicon.VICTIMS)
    if noun in victims or bare in victims:
        return "victims"
    return "people" if _people(noun, bare, many) else "other"


@lru_cache(maxsize=4096)
def sort_of_dual(singular: str) -> str:
    """What a noun counts that is counted by its own ending, by its folded singular: `جندي`, `سيارة`."""
    if singular in lexicon.words(lexicon.VICTIMS):
        return "victims"
    person = _known(singular) or _nisba(singular)
    return "people" if person else "other"


def _people(noun: str, bare: str, many: bool) -> bool:
    if _known(noun) or _known(bare) or nouns.plural_of_people(noun):
        return True
    if noun.endswith(("ي", "و")) and _known(noun[:-1]):
        return True  # `موظفي الشركة`, `موظفو الشركة`
    if many and noun.endswith("ي") and len(noun) > 3 and noun not in lexicon.words(_THINGS_IN_YA):
        return True
    return _nisba(noun) or nouns.person(noun)


def _known(noun: str) -> bool:
    """Whether a noun is one of persons by a table, as it is written there."""
    return noun in table("persons") or noun in _by_hand()


@cache
def _by_hand() -> frozenset[str]:
    return lexicon.words(lexicon.PERSONS) | lexicon.words(SINGULARS) | lexicon.words(PLURALS)


def _nisba(noun: str) -> bool:
    """`لبناني`, `فلسطينية`: of a nation, which no thing is that is counted without its noun."""
    return noun.endswith(_NISBA) and country(noun) is not None


_NISBA = tuple(map(fold, ("ي", "ية", "يات")))

# Things whose singular ends as a nisba does.
_THINGS_IN_YA = """
كرسي نادي وادي مبنى مشفى مستشفى مقهى ملهى منتدى مرسى مرمى مغزى قرى أراضي مباني ليالي ضواحي نواحي نوادي
أغاني معاني أواني مراعي كراسي أيادي شاطئ ثاني ماضي تالي حالي إجمالي مساعي تداعي دواعي مساوئ دعوى شكوى
فتوى عدوى جدوى مستوى محتوى ذكرى
"""

# Singulars of people that news counts; those of occupations are in `tables/persons.txt` too.
SINGULARS = """
مختار منسوب معاون مساعد مختص كادر فتية طبيب طبيبة ممرضة مسعف نائب نائبة وزير وزيرة رئيس زعيم قائد قيادي
قاض قاضي محام محامي محامية معلمة أستاذ أستاذة تلميذ تلميذة طالبة صحافي صحافية صحفية لاعبة مريض مريضة
مسافر مسافرة راكب حاج معتمر زائر زائرة سائح سائحة مقيم ساكن نسمة عائلة أسرة ولد بنت فتاة فتى ابن ابنة أخ
أخت شقيق شقيقة زوج زوجة أرملة يتيم رضيع رضيعة شيخ إمام داعية عالم خبير خبيرة مدير مديرة عاملة موظفة فلاح
سائق حارس مجندة متطوع متطوعة متبرع مرشح مرشحة مشارك متسابق متسابقة عداء بطل متظاهرة محتج معتصم مرتزق
متشدد متطرف مندوب مبعوث سفير قنصل مراقب مفتش محقق خاطف قرصان لص مهرب مدان محكوم مطلوب شاهد غريق ناجية
سيدة طفلة إطفائي منقذ غطاس غواص سباح فارس شاعر فنانة مغن مغني أديب مبتعث خريج خريجة مستفيد مستهلك مشترك
مشاهد متفرج مشجع زبون عميل تاجر مستثمر مساهم متداول مقاول مستأجر متقاعد عاطل معاق مكفوف مولود توأم مسن
عجوز نزيل وافد أجنبي أجنبية يهودي مسيحي مسلم مسلمة قبطي كردي درزي حوثي إخواني بعثي داعشي سلفي مقدسي غزي
بدوي قروي عسكري دركي عربي أوروبي أفريقي إفريقي آسيوي خليجي مجاهد ثائر قناص مقاوم مواطنة ناشطة معارضة
مسؤولة امرأة مراهق مراهقة صبي صبية كاهن قس راهب راهبة أسقف مطران حاخام متهمة قاصر مخالف متسلل متعاقد
متدرب متدربة منتسب متعافي متعاف مخالط مستخدم متسوق نازحة لاجئة أفغاني عريس عروس
"""

# Broken plurals of people beside those of `nouns`.
PLURALS = """
أنصار أئمة أزواج كوادر مرضى موتى أموات تلاميذ تلامذة أساتذة حكام سفراء قناصل وكلاء قتلة لصوص قراصنة حراس
أيتام أرامل نزلاء عملاء تجار شعراء أبطال رواد أمراء أولياء مواليد توائم أقارب أسر عوائل عائلات فلسطينيات
أشبال غرباء فقراء خصوم خريجات زبائن محامو مديرو مغاربة سعوديات روس أتراك أكراد أفغان عرب يهود أقباط هنود
أفارقة ألمان صرب دروز بدو إخوان أمهات آباء أجداد أحفاد جيران أصدقاء رفاق شركاء فرسان ملوك رهبان كهنة
مرشحات لاعبات متسابقات مقاتلات ناخبات طبيبات ممرضات معلمات طالبات موظفات عاملات سيدات فتيات مواطنات
ناشطات شقيقات معتقلات زوجات
"""
