"""Dual nouns: `قتيلان`, `جنديين`, `محافظتي`, told from plurals and names that look alike.

`lookup` is about the word alone: its ending and the noun before it, which `dual_nouns.tsv` has to know.
Feminine duals (`سيارتان`, `غارتين`) need no row, since hardly anything else ends so. `counts` is about the
surroundings: a construct needs what it is annexed to, and an adjective beside a dual noun counts nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hasila.normalize.levels import fold
from hasila.numerals.lexicon import read_table, word_set

if TYPE_CHECKING:
    from hasila.numerals.lexing import Tokens

_PREFIXES = ("", "ال", "و", "وال", "ب", "بال", "لل", "ل", "فال", "كال", "وب", "ولل", "ول", "وبال")
_SUFFIXES = ("هما", "هم", "ها", "هن")
# Nouns that come in pairs, for which a lone ه is a pronoun (جانبيه) and not a ta marbuta (جانبية).
_PAIRED = word_set("جانب طرف يد عين قدم ساق كتف ذراع أذن خد والد شقيق طفل جثمان ضلع جناح ابن زوج فخذ كف")


@dataclass(frozen=True, slots=True)
class Dual:
    """A word that can be a dual.

    Attributes:
        prefix: Its proclitics and article, folded.
        singular: The noun's singular, as the table spells it.
        construct: Whether it has lost its ن, because a noun or a pronoun follows.
        suffix: Letters of the pronoun at its end, which are no part of the number.
    """

    prefix: str
    singular: str
    construct: bool
    suffix: int


@cache
def nouns() -> Mapping[str, tuple[str, str]]:
    """Folded singular → (class, singular as spelled)."""
    return {fold(noun): (kind, noun) for noun, kind in read_table("dual_nouns.tsv")}


def lookup(folded: str, raw: str) -> Dual | None:
    """Whether a word has the shape of a dual, by its folded form."""
    if len(folded) < 4:
        return None
    last = folded[-1]
    if last == "ن":
        return _full(folded) if folded[-2] in "اي" else None
    if nouns().get(folded, ("", ""))[0] == "x":
        return None
    if last in "اي":
        found = _construct(folded, folded, "", 0)
        if found is not None:
            return found
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) > len(suffix) + 3 and folded[-len(suffix) - 1] in "اي":
            return _construct(folded[: -len(suffix)], folded, "pronoun", len(suffix))
    if (
        last == "ه"
        and folded[-2] in "اي"
        and raw.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652").endswith("ه")
    ):
        found = _construct(folded[:-1], folded, "pronoun", 1)
        return found if found is not None and fold(found.singular) in _PAIRED else None
    return None


def _full(folded: str) -> Dual | None:
    table = nouns()
    nominative = folded[-2] == "ا"
    for prefix in _PREFIXES:
        if not folded.startswith(prefix):
            continue
        stem = folded[len(prefix) :]
        if table.get(stem, ("", ""))[0] == "x" or (prefix in ("ل", "ول") and stem.startswith("ل")):
            return None
        kind, singular = table.get(stem[:-2], ("", ""))
        if kind in ("b", "n" if nominative else "o"):
            return Dual(prefix, singular, False, 0)
    for prefix in _PREFIXES:
        if not folded.startswith(prefix):
            continue
        stem = folded[len(prefix) :]
        if stem[-3:-2] == "ت" and len(stem) >= 5:
            kind, singular = table.get(stem[:-3] + "ه", ("", ""))
            if kind == "f":
                return Dual(prefix, singular, False, 0)
            if kind == "a":
                return None
    return _open_feminine(folded)


def _open_feminine(folded: str) -> Dual | None:
    """A feminine that the table doesn't have: any stem of three letters or more, but no adjective in ية."""
    if folded[-3] != "ت" or folded[-4] in "يس":
        return None
    for prefix in ("بال", "وال", "لل", "ال", "و", "ب", "ل", ""):
        stem = folded[len(prefix) : -3]
        if folded.startswith(prefix) and len(stem) >= 3:
            if prefix in ("و", "ب", "ل") and len(stem) < 4:
                continue
            return Dual(prefix, stem + "ة", False, 0)
    return None


def _construct(form: str, folded: str, pronoun: str, suffix: int) -> Dual | None:
    table = nouns()
    for prefix in ("", "و", "ب", "ل", "وب", "ول"):
        if not folded.startswith(prefix):
            continue
        stem = form[len(prefix) :]
        kind, singular = table.get(stem[:-1], ("", ""))
        if kind == "n" and not pronoun and singular in _AGENTS and stem.endswith("ا"):
            return Dual(prefix, singular, True, 0)
        if kind == "b" and not (pronoun and _no_pronoun(singular, stem)):
            return Dual(prefix, singular, True, suffix)
        if stem[-2:-1] == "ت":
            kind, singular = table.get(stem[:-2] + "ه", ("", ""))
            if kind == "f":
                return Dual(prefix, singular, True, suffix)
    return None


# Nouns with a sound plural that take no object: سائقا المركبتين, but متهما الطرفين "accusing both".
_AGENTS = frozenset("سائق لاعب عامل موظف مواطن مسؤول".split())
# Persons and things that people speak of as their own: زميلي "my colleague".
_MINE = frozenset(
    "زميل صديق شقيق والد جد عم خال ابن أخ أستاذ حبيب فريق بلد بيت منزل "
    "كتاب عمل حزب رأي وطن شعب حساب هاتف منصب".split()
)


def _no_pronoun(singular: str, stem: str) -> bool:
    # ولديها is "and she has"; and only what comes in pairs is common enough in the nominative (قدماه) to be
    # told from a verb (أسماها "he called it").
    return singular == "ولد" or (stem.endswith("ا") and fold(singular) not in _PAIRED)


# What can't follow a construct: a noun or name must.
_NO_NOUN = word_set(
    "في من على إلى عن مع أن إن التي الذي الذين كان كانت هذا هذه ذلك تلك هو هي لا لم لن قد أو أم ثم "
    "حتى منذ قبل بعد خلال عند لدى بين كما حيث إذا لكن بل غير كل أي ما أنه أنها الماضي الماضية المقبل "
    "المقبلة الحالي أمس اليوم غدا الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت ليس عليه عليها "
    "إليه به بها له لها واحد واحدة آخر أخرى جديد جديدة كبير كبيرة"
)
# كان مديرا العام الماضي: when, not of what.
_WHEN = word_set("العام السنة الشهر الأسبوع الليلة الموسم المساء الصباح")
_PREPOSITIONS = word_set(
    "في من على إلى عن مع بين لدى عند خلال ضد أن إن لكن كل بعد قبل منذ حول داخل خارج نحو سوى أمام "
    "وفق مابين عبر ضمن أول إحدى أحد كلا كلتا"
)
_KUNYA = word_set("أبو أبي أبا ذو ذي ذات أم")
# Feminine nouns that people speak of as their own: رحلتي "my journey".
_OWN = frozenset(
    (
        "تجربة رحلة مسيرة زيارة قصة زوجة ابنة أسرة عائلة رواية قصيدة لوحة صورة فكرة "
        "رسالة مشكلة لغة كلمة حملة طريقة محاولة شخصية مهمة وظيفة فرصة قضية حالة أغنية "
        "مسرحية خطوة نظرة قناة صفحة غرفة سيارة طفلة شقيقة "
    ).split()
)
# مدينتي الجميلة is "my beautiful city", but مدينتي القدس ورام الله are two.
_HOME = frozenset(("مدينة", "قرية", "بلدة"))
_TOWNS = word_set("مدينة بلدة قرية بمدينة ببلدة")
_BRACKETS = ("«", "»", '"', "“", "”", "(", ")", "'")
_OPENING = ("«", '"', "“", "(", "'")
_COMPOUNDS = word_set(
    "أمن شرطة دين أعمال إطفاء إسعاف وزراء أركان دولة بلدية حكومة خارجية دفاع داخلية مخابرات مجلس جيش "
    "حزب جزاء ترجيح ركن خرطوش حريق صيد بلاستيك كرة جمهورية فريق منتخب"
)


def counts(tokens: "Tokens", i: int) -> bool:
    """Whether the word at i, which has the shape of a dual, is one where it stands."""
    word = tokens.word(i)
    if word is None or word.dual is None:
        return False
    if _beside_a_dual(tokens, i, word.construct):
        return False
    following = tokens.word(i + 1)
    if following is not None and following.roles.get("unit") == 2 and not following.prefix:
        # شخصان اثنان: the word for two says it.
        return False
    if _counted_before(tokens, i):
        return False
    before = tokens.folded(i - 1)
    if not word.construct:
        # مدينة القريتين and أبو منارتين are names; والدين is "and the religion", يدين "he condemns".
        named = (word.article and before in _TOWNS) or before in _KUNYA
        alone = not word.article and not word.prefix
        doubtful = (alone and word.folded == "والدين") or (
            alone and word.folded == "يدين" and before not in _PREPOSITIONS
        )
        return not named and not doubtful
    if word.suffix:
        # بين يديه is "before him".
        return not (word.folded == "يدي" and before == "بين")
    after = tokens.folded(i + 1)
    if not after and tokens.mark(i + 1) in _OPENING:
        after = tokens.folded(i + 2)
    if not after or after in _NO_NOUN:
        return False
    feminine = word.dual.endswith("ة")
    if word.folded.endswith("ا"):
        k = i - 1
        while tokens.mark(k) in _BRACKETS:
            k -= 1
        if "\u064b" in word.raw or tokens.digits(k) is not None or tokens.roles(k):
            # 27 عاما, (27) عاما.
            return False
        if after in _WHEN:
            return False
        return after in _COMPOUNDS or feminine or after.startswith("ال")
    return _annexed(tokens, i, after, feminine=feminine)


def _counted_before(tokens: "Tokens", i: int) -> bool:
    """Whether a number stands right before ين: تسعة قاصرين, 9 قاصرين is a plural; تين is a dual anyway."""
    ending = tokens.folded(i)[-3:]
    if ending[-2:] != "ين" or ending[0] == "ت":
        return False
    return tokens.digits(i - 1) is not None or tokens.roles(i - 1).get("unit", 0) >= 3


def _annexed(tokens: "Tokens", i: int, after: str, *, feminine: bool) -> bool:
    """Whether ي is the dual of a construct: two names follow, or no adjective in ي could stand here."""
    if after.startswith("و"):
        return False
    before = tokens.folded(i - 1)
    word = tokens.word(i)
    paired = _paired(tokens, i + 2)
    articled = after.startswith("ال") or after in _COMPOUNDS
    if feminine:
        if word is not None and word.dual in _HOME and not paired:
            return False
        if word is not None and word.dual in _OWN and (not paired or after.endswith("ه")):
            # تجربتي الطويلة is "my long experience".
            return False
        return paired or (articled and not after.endswith(("يه", "يله")))
    if word is not None and word.dual in _MINE:
        return articled and paired and not before.startswith("ال")
    free = before in _PREPOSITIONS or _prefixed(tokens, i)
    return (free and (paired or articled)) or (articled and paired and not before.startswith("ال"))


def _prefixed(tokens: "Tokens", i: int) -> bool:
    word = tokens.word(i)
    return word is not None and word.prefix != ""


def _paired(tokens: "Tokens", i: int) -> bool:
    """Whether a word joined by و comes within a few words: the second of two names."""
    for k in range(i, min(i + 6, tokens.size)):
        if tokens.folded(k).startswith("و"):
            return True
        if tokens.mark(k) and tokens.mark(k) not in _BRACKETS:
            return False
    return False


def _beside_a_dual(tokens: "Tokens", i: int, construct: bool) -> bool:
    """Whether an agreeing dual stands right before: then this one is its adjective."""
    before = tokens.word(i - 1)
    word = tokens.word(i)
    if before is None or before.construct or construct or word is None:
        return False
    if before.dual is None:
        # اثنان آخران: the number has been said.
        return before.roles.get("unit") == 2 and word.dual == "آخر"
    return not word.prefix and word.article == before.article and word.folded[-2:] == before.folded[-2:]
