"""The table of places, by the folded name: read once, when first asked."""

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hasila.normalize import fold

# Words that say that what follows is a province or a district.
AREA_WORDS = frozenset(
    fold(word)
    for word in """
    محافظة ولاية إمارة مقاطعة إقليم منطقة جهة شعبية قضاء معتمدية مديرية ناحية مركز دائرة قسم لواء بلدية
    """.split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the table.

    Attributes:
        kind: `continent`, `country`, `province` (the first level below a country), `district` (the second)
            or `town`.
        geonames: Its GeoNames id.
        lat, lon: Its coordinates in degrees; of an area those of its towns' middle.
        country: Its country's code (ISO 3166-1 alpha-2), empty for a continent.
        population: Its inhabitants; of a province or district those of its towns.
    """

    kind: str
    geonames: int
    lat: float
    lon: float
    country: str
    population: int


_SPACES = dict.fromkeys(map(ord, "-_#"), " ")


def key(name: str) -> str:
    """What a name is looked up by: each word folded, one space between."""
    return " ".join(map(fold, name.translate(_SPACES).split()))


_ORDER = {"continent": 0, "country": 0, "town": 1, "province": 1, "district": 2}


@cache
def table() -> Mapping[str, tuple[Place, ...]]:
    """The places of each name: countries and continents, then towns and provinces by their inhabitants,
    then districts.

    Names are in Arabic. See `tables/README.md`.
    """
    found: dict[str, dict[Place, None]] = {}
    countries: dict[str, Place] = {}
    data = (files("hasila.entities") / "tables" / "places.tsv.xz").read_bytes()
    for line in lzma.decompress(data).decode().splitlines():
        kind, number, lat, lon, country, population, names = line.split("\t")
        place = Place(kind, int(number), float(lat), float(lon), country, int(population))
        if kind == "country":
            countries[country] = place
        for name in names.split("|"):
            found.setdefault(key(name), {})[place] = None
    for code, *variants in rows("country_names.tsv"):
        for name in variants:
            if code in countries:
                found.setdefault(key(name), {})[countries[code]] = None
    return {
        name: tuple(sorted(places, key=lambda place: (_ORDER[place.kind], -place.population)))
        for name, places in found.items()
    }


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a small table of this stage, cut at the tabs; lines that begin with `#` are remarks."""
    text = (files("hasila.entities") / "tables" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def look_up(name: str) -> tuple[Place, ...]:
    """The places of a name as it is written, its article's alef given back after ل (`لولايات المتحدة`)."""
    found = table().get(key(name), ())
    if not found and name.startswith("ل"):
        found = table().get(key("ا" + name), ())
    return found


def look_up_variants(name: str) -> tuple[Place, ...]:
    """The places of a name by spellings near to the one written: with or without the article, `ا` or `ة` at
    the end, words joined or apart, another letter for g.

    No country by its article alone, and all of them guesses: `القابون`, a quarter of Damascus, is spelled
    like `الغابون`.

    >>> [place.country for place in look_up_variants("ملبورنة")][:1]
    ['AU']
    """
    form = key(name)
    if len(form) < 4:
        return ()
    ends = [form, *_other_ends(form)]
    by_article = (end[2:] if end.startswith("ال") and len(end) > 5 else f"ال{end}" for end in ends)
    for variant in ends[1:]:
        if found := table().get(variant):
            return found
    for variant in by_article:
        if found := tuple(place for place in table().get(variant, ()) if place.kind != "country"):
            return found
    for variant in _respelled(form):
        if found := table().get(variant):
            return found
    return ()


def _respelled(form: str) -> Iterator[str]:
    """Other spellings with the same article and end."""
    if " " in form:
        yield form.replace(" ", "")
        yield form.replace(" ", " ال")
    elif form.startswith("ابو"):
        yield f"ابو {form[3:]}"
    # The g of foreign names.
    for letter, other in ("جغ", "غج", "قغ", "قك", "كق", "غق", "جق", "غك"):
        if letter in form[1:]:
            yield form[0] + form[1:].replace(letter, other)


def _other_ends(form: str) -> Iterator[str]:
    if form.endswith("ه"):
        yield form[:-1] + "ا"
        yield form[:-1]
    elif form.endswith("ا"):
        yield form[:-1] + "ه"
    else:
        yield form + "ا"
        yield form + "ه"
