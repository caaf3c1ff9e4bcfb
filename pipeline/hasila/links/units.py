"""Units: which word after a number makes it money, a measure or a duration, and its canonical code.

Currency codes are ISO 4217's; the other codes are the unit names of Unicode's CLDR, and `feddan` and
`quintal`, which it lacks (`convert` gives them in other units). A currency's
noun (`ريال`) is shared by several countries: an adjective behind it decides (`ريال يمني`), else the code
that the noun has alone, where the press means one by it (`دولار`), else the nearest country in sight.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from hasila.normalize import fold

UnitKind = Literal["money", "measure", "duration", "percent", "multiple"]

# Noun forms | the currency it means when nothing else is said, or - | the currencies it can be.
# A hundredth (`سنت`, `قرش`) is money without a code: `47 سنتا` is not 47 of the currency itself.
CURRENCIES = """
دولار دولارا دولارات دولاران دولارين دولاري $ | USD | USD CAD AUD NZD HKD SGD TWD
يورو يوروهات € | EUR | EUR
جنيه جنيها جنيهات جنيهان جنيهين £ | - | EGP GBP SDG SSP
إسترليني استرليني | GBP | GBP
ريال ريالا ريالات ريالان ريالين | - | SAR YER QAR OMR IRR BRL
درهم درهما دراهم درهمان درهمين | - | AED MAD
فلس فلسا فلوس فلسان فلسين هللة هللات | - | -
دينار دينارا دنانير ديناران دينارين | - | KWD IQD JOD BHD LYD TND DZD RSD
ليرة ليرات ليرتان ليرتين | - | SYP LBP TRY
شيكل شيكلا شيكلات شواكل شيقل شيقلا | ILS | ILS
أوقية أواق | - | MRU
روبية روبيات | - | INR PKR IDR LKR NPR
روبل روبلا روبلات | RUB | RUB BYN
يوان يوانا | CNY | CNY
ين ينا | JPY | JPY
وون وونا | KRW | KRW KPW
فرنك فرنكا فرنكات | - | CHF XOF XAF DJF KMF
كرونة كرونا كرونات كورونة | - | SEK NOK DKK CZK ISK
بيزو بيزوات | - | MXN ARS PHP COP CLP CUP
شلن شلنا شلنات | - | KES SOS UGX TZS
راند | ZAR | ZAR
رينغيت رينجيت رنجيت | MYR | MYR
باهت باخت | THB | THB
زلوتي | PLN | PLN
فورنت فورينت | HUF | HUF
مارك ماركا | DEM | DEM BAM
نايرا | NGN | NGN
بير | ETB | ETB
أفغاني أفغانية | AFN | AFN
بوليفار | VES | VES
سنت سنتا سنتات سنتان سنتين قرش قرشا قروش قرشان قرشين بنس بنسا بنسات | - | -
"""

# Words that tell a country: its names, its capital and towns that are named without it, its adjective
# (without gender and number). Of two words (`رأس الخيمة`) the hyphen makes one, since each alone is a noun.
COUNTRIES = """
US أمريكا الأمريكية أمريكي أميركي واشنطن
CA كندا كندي | AU أستراليا أسترالي | NZ نيوزيلندا نيوزيلندي | HK هونغ هونج | SG سنغافورة سنغافوري
TW تايوان تايواني
EG مصر مصري القاهرة | GB بريطانيا بريطاني لندن إسترليني استرليني إنجلترا إنجليزي | SD السودان سوداني الخرطوم
SA السعودية سعودي الرياض جدة مكة الدمام الأحساء الطائف أبها ينبع
YE اليمن يمني صنعاء عدن | QA قطر قطري الدوحة
OM عمان عماني مسقط السلطنة
IR إيران إيراني طهران | BR البرازيل برازيلي
AE الإمارات إماراتي دبي أبوظبي الشارقة عجمان الفجيرة رأس-الخيمة | MA المغرب مغربي الرباط
KW الكويت كويتي | IQ العراق عراقي بغداد | JO الأردن أردني | BH البحرين بحريني المنامة | LY ليبيا ليبي طرابلس
TN تونس تونسي | DZ الجزائر جزائري | RS صربيا صربي
SY سوريا سورية سوري دمشق حلب | LB لبنان لبناني بيروت | TR تركيا تركي أنقرة إسطنبول
IL إسرائيل إسرائيلي | MR موريتانيا موريتاني نواكشوط
IN الهند هندي نيودلهي | PK باكستان باكستاني إسلام | ID إندونيسيا إندونيسي جاكرتا
LK سريلانكا سريلانكي | NP نيبال نيبالي
RU روسيا روسي موسكو | BY بيلاروسيا بيلاروسي | CN الصين صيني بكين | JP اليابان ياباني طوكيو
KR كوريا كوري سيول | CH سويسرا سويسري | DJ جيبوتي | KM القمر
SE السويد سويدي | NO النرويج نرويجي | DK الدنمارك دنماركي | CZ التشيك تشيكي | IS أيسلندا أيسلندي
MX المكسيك مكسيكي | AR الأرجنتين أرجنتيني | PH الفلبين فلبيني | CO كولومبيا كولومبي | CL تشيلي تشيلي
CU كوبا كوبي
KE كينيا كيني | SO الصومال صومالي | UG أوغندا أوغندي | TZ تنزانيا تنزاني
"""

# Code | forms. A code of two words after the noun (`متر مربع`) is told by the next word.
MEASURES = """
meter | متر مترا أمتار متران مترين م
kilometer | كيلومتر كيلومترا كيلومترات كيلومتران كيلومترين كلم كم كيلو
centimeter | سنتيمتر سنتيمترا سنتيمترات سنتمتر سنتمترا سم سنتيمترين
millimeter | مليمتر مليمترا مليمترات ملليمتر ملم مم ميليمتر
nanometer | نانومتر نانومترا
mile | ميل ميلا أميال ميلان ميلين
foot | قدم قدما أقدام قدمان قدمين
inch | بوصة بوصات إنش
yard | ياردة ياردات
hectare | هكتار هكتارا هكتارات هكتارين
dunam | دونم دونما دونمات
feddan | فدان فدانا أفدنة فدادين فدانان فدانين
acre | إيكر إيكرا ايكر ايكرا
quintal | قنطار قنطارا قناطير قنطارين
tonne | طن طنا أطنان طنان طنين
kilogram | كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كيلوجرامات كلغ كغ كغم كجم كيلوغرامين
gram | غرام غراما غرامات جرام جراما جرامات غم جم
milligram | مليغرام ملغ ملغم مليجرام ملليغرام ملجم
carat | قيراط قيراطا قراريط
ounce | أونصة أونصات أوقيات
pound | رطل رطلا أرطال باوند
liter | لتر لترا لترات ليتر ليترا ليترات لترين
milliliter | مليلتر ملليلتر ملل
gallon | غالون غالونا غالونات جالون جالونا جالونات
barrel | برميل برميلا براميل برميلين
watt | واط واطا وات
kilowatt | كيلوواط كيلووات
megawatt | ميغاواط ميغاوات ميجاواط ميجاوات
gigawatt | غيغاواط غيغاوات جيجاواط جيجاوات
horsepower | حصان حصانا أحصنة
volt | فولت فولط
hertz | هرتز
megahertz | ميغاهرتز ميجاهرتز
gigahertz | غيغاهرتز جيجاهرتز
byte | بايت
kilobyte | كيلوبايت
megabyte | ميغابايت ميجابايت
gigabyte | غيغابايت جيجابايت
terabyte | تيرابايت
megabit | ميغابت ميجابت ميغابيت ميجابيت
megapixel | ميغابكسل ميجابكسل ميغابيكسل ميجابيكسل
degree | درجة درجات درجتان درجتين
calorie | سعرة سعرات كالوري
knot | عقدة عقد
light-year | سنة-ضوئية
cup | كوب كوبا أكواب كوبين
tablespoon | ملعقة ملاعق ملعقتان ملعقتين
bar | بار
cubic-meter | متر-مكعب مترا-مكعبا أمتار-مكعبة
"""

# Those of them that measure a length: of a road, a height, how far something is.
LENGTHS = frozenset(
    (
        "meter",
        "kilometer",
        "centimeter",
        "millimeter",
        "nanometer",
        "mile",
        "nautical-mile",
        "foot",
        "inch",
        "yard",
    )
)

# What a second word makes of the first: `متر مربع`, `كيلومتر في الساعة` is left to the reader.
COMPOUNDS = {
    ("meter", "مربع"): "square-meter",
    ("kilometer", "مربع"): "square-kilometer",
    ("centimeter", "مربع"): "square-centimeter",
    ("mile", "مربع"): "square-mile",
    ("foot", "مربع"): "square-foot",
    ("meter", "مكعب"): "cubic-meter",
    ("foot", "مكعب"): "cubic-foot",
    ("centimeter", "مكعب"): "cubic-centimeter",
    ("mile", "بحري"): "nautical-mile",
    ("year", "ضوئية"): "light-year",
}

DURATIONS = """
second | ثانية ثوان ثواني ثانيتان ثانيتين
minute | دقيقة دقائق دقيقتان دقيقتين
hour | ساعة ساعات ساعتان ساعتين ساعتي
day | يوم يوما أيام يومان يومين يومي نهار نهارا اليوم
night | ليلة ليال ليالي ليلتان ليلتين ليلتي
week | أسبوع أسبوعا أسابيع أسبوعان أسبوعين أسبوعي
month | شهر شهرا أشهر شهور شهران شهرين شهري
quarter | فصل-دراسي
season | موسم موسما مواسم موسمان موسمين
year | سنة سنوات سنين سنتان سنتين سنتي عام عاما أعوام عامان عامين عامي ربيعا
decade | عقد عقدا عقود عقدان عقدين
century | قرن قرنا قرون قرنان قرنين
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's word means: its kind and its code (None where the word alone leaves it open)."""

    kind: UnitKind
    code: str | None


@dataclass(frozen=True, slots=True)
class _Currency:
    default: str | None
    choices: tuple[str, ...]


@cache
def _currencies() -> dict[str, _Currency]:
    table = {}
    for line in filter(None, CURRENCIES.splitlines()):
        forms, default, codes = (part.split() for part in line.split("|"))
        currency = _Currency(None if default == ["-"] else default[0], () if codes == ["-"] else tuple(codes))
        table.update({fold(form): currency for form in forms})
    return table


@cache
def _countries() -> dict[str, str]:
    entries = (entry.split() for line in COUNTRIES.splitlines() for entry in line.split("|") if entry.strip())
    return {fold(name).removeprefix("ال"): code for code, *names in entries for name in names}


@cache
def _measures() -> dict[str, Unit]:
    table = {}
    for kind, lines in (("measure", MEASURES), ("duration", DURATIONS)):
        for line in filter(None, lines.splitlines()):
            code, forms = (part.split() for part in line.split("|"))
            table.update({fold(form): Unit(kind, code[0]) for form in forms})  # type: ignore[arg-type]
    return table


def unit_of(core: str) -> Unit | None:
    """The unit that a folded word without article names, if it names one.

    >>> unit_of(fold("كيلومترا"))
    Unit(kind='measure', code='kilometer')
    """
    if core in _currencies():
        return Unit("money", None)
    return _measures().get(core)


def compound(code: str, following: str) -> str:
    """The code of a unit with the adjective behind it: `متر` and `مربع`."""
    for suffix in ("", "ا", fold("ة")):
        if suffix and not following.endswith(suffix):
            continue
        stem = following.removesuffix(suffix)
        for (unit, word), whole in COMPOUNDS.items():
            if unit == code and fold(word) in (stem, following):
                return whole
    return code


@lru_cache(maxsize=8192)
def country(core: str) -> str | None:
    """The ISO 3166 code of the country that a folded word without article names or is of."""
    table = _countries()
    if core in table:
        return table[core]
    for suffix in (fold("ة"), "ا", fold("ين"), fold("ون")):
        stem = core.removesuffix(suffix)
        # Only an adjective has these endings: `طائفة` is not of `الطائف`.
        if len(stem) < len(core) and stem.endswith("ي") and stem in table:
            return table[stem]
    return None


def currency(core: str, in_sight: Iterable[str]) -> str | None:
    """The ISO 4217 code of a currency's noun.

    Args:
        core: The folded noun (`ريال`).
        in_sight: Folded words without article, the most telling first: those behind the noun, then those
            of the sentence by distance, then those of the text. Of a noun that means one currency by itself
            (`دولار`) only the first can make another: `دولار كندي`, not `في كندا … دولار`.
    """
    entry = _currencies().get(core)
    if entry is None:
        return None
    if len(entry.choices) == 1:
        return entry.choices[0]
    by_country = {_country_of(code): code for code in entry.choices}
    if entry.default is not None:
        in_sight = islice(in_sight, 1)
    for found in _in(in_sight):
        if found in by_country:
            return by_country[found]
    return entry.default


def _in(in_sight: Iterable[str]) -> Iterator[str]:
    for core in in_sight:
        found = country(core)
        if found is not None:
            yield found


def _country_of(code: str) -> str:
    """ISO 4217 codes begin with the country's code, the euro's aside."""
    return code[:2]
