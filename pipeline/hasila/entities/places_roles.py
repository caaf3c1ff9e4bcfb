"""What the word beside a name says of the place: `محافظة`, `مدينة`, `نهر`, `شمالي`."""

from functools import lru_cache
from typing import NamedTuple

from hasila.normalize import fold


class Role(NamedTuple):
    """What a type word says.

    Attributes:
        kind: `town`, `province`, `district`, `area` (a province or any stretch of land), `island`, or
            `parts` for what belongs to the place named (`أحياء حلب`), `side` for a province or a party
            (`من جهة تركيا`), `other` for what the table doesn't hold: rivers, seas, airports, quarters.
        several: Whether the word announces more than one name (`محافظتا دير الزور والرقة`), or what a
            country has many of (`محافظات العراق`).
    """

    kind: str
    several: bool = False

    @property
    def of_country(self) -> bool:
        """Whether a country can follow that is meant itself: `مدن لبنان`, `من جهة تركيا`."""
        return self.several or self.kind == "side"


def _roles(kind: str, one: str, more: str = "") -> dict[str, Role]:
    return {
        **{fold(word): Role(kind) for word in one.split()},
        **{fold(word): Role(kind, several=True) for word in more.split()},
    }


_ROLES = {
    **_roles("town", "مدينة بلدة قرية العاصمة ضاحية", "مدينتا مدينتي مدن بلدتا بلدتي بلدات قريتا قريتي قرى"),
    **_roles(
        "province",
        "محافظة ولاية إمارة مقاطعة إقليم شعبية",
        """
        محافظتا محافظتي محافظات ولايتا ولايتي ولايات إمارتا إمارتي مقاطعتا مقاطعتي مقاطعات
        إقليما إقليمي أقاليم
        """,
    ),
    **_roles("side", "جهة"),
    **_roles("parts", "", "أحياء مخيمات"),
    **_roles("area", "منطقة قطاع", "منطقتا منطقتي مناطق"),
    **_roles(
        "district",
        "قضاء معتمدية مديرية ناحية مركز قسم",
        "قضاءا قضاءي معتمديات مديريتي مديريات",
    ),
    **_roles("island", "جزيرة", "جزيرتا جزيرتي جزر"),
    **_roles(
        "other",
        """
        نهر بحر بحيرة جبل خليج مضيق وادي صحراء قناة سد مطار مستشفى ميناء معبر جسر حي شارع ساحة ميدان طريق
        سوق مسجد جامع كنيسة ملعب ستاد استاد جامعة سجن مخيم مصفاة حقل غابة هضبة سهل عين محمية
        """,
        "جبال بحار حيي مطارا مطاري مطارات مخيمي سجني موانئ معبري",
    ),
}
_DIRECTIONS = frozenset(
    fold(word)
    for word in """
    شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي أقصى شرقى غربى ضواحي أطراف محيط مشارف أنحاء
    """.split()
)
# The land around a town belongs to the province of its name.
_COUNTRYSIDE = frozenset(fold(word) for word in "ريف أرياف بادية".split())
# Adjectives of a town's part; parts of a whole country are names of their own (`كوريا الجنوبية`).
_PARTS = frozenset(
    fold(word) for word in "الشرقية الغربية الشمالية الجنوبية الكبرى القديمة الغرب المحتلة".split()
)
CAPITAL = fold("العاصمة")
# Provinces' names, of these words only or with one of those first, mean another thing where no type word is
# beside them.
_NATURE = frozenset(fold(word) for word in "البحر النيل نهر الجبل وادي الحدود الشمالي الجنوبي".split())
_GENERIC = frozenset(
    fold(word)
    for word in """
    الشمال الجنوب الشرق الغرب الشمالية الجنوبية الوسطى المركزية العاصمة المدينة الجزيرة
    الوسط الداخلية البحيرات الوحدة الهضبة دلتا مين باي كاي غور شان كردستان النيجر الأمازون الجبل مركزي
    الشرقية الغربية فارس المرج الوادي العصابة عدل باري الساحل المنتزه الجديدة الحرية
    """.split()
)


@lru_cache(maxsize=4096)
def role_of(word: str) -> Role | None:
    """What a word says of the name after it; proclitics and the article are seen through.

    >>> role_of("وبمحافظتي"), role_of("كتاب")
    (Role(kind='province', several=True), None)
    """
    for form in _forms(word):
        role = _ROLES.get(form)
        if role is not None:
            return role
    return None


def is_direction(word: str) -> bool:
    """Whether a word says which part of a place is meant: `شمالي`."""
    return any(form in _DIRECTIONS for form in _forms(word))


def is_countryside(word: str) -> bool:
    """Whether a word means the land around a town: `ريف`."""
    return any(form in _COUNTRYSIDE for form in _forms(word))


def is_part(word: str) -> bool:
    """Whether a word behind a town's name says which part of it is meant: `الشرقية`."""
    return fold(word) in _PARTS


def is_generic(name: str) -> bool:
    """Whether a name is a province's only with its type word beside it: `الوسطى`, `البحر الأحمر`."""
    words = [fold(word) for word in name.split()]
    return words[0] in _NATURE or all(word in _GENERIC for word in words)


def _forms(word: str) -> list[str]:
    """The folded word, and what is left without the letters that can be proclitics."""
    form = fold(word)
    forms = [form]
    for letters in ("وف", "بلك"):
        if len(form) > 3 and form[0] in letters:
            form = form[1:]
            forms.append(form)
    return [*forms, *(one[2:] for one in forms if one.startswith("ال") and len(one) > 4)]
