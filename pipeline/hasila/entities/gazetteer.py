"""The table of places, by the folded name: read once, when first asked."""

import lzma
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hasila.normalize import fold


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the table; `kind` is `town`, `country` or `continent` (which has no country code)."""

    kind: str
    geonames: int
    lat: float
    lon: float
    country: str
    population: int


def key(name: str) -> str:
    """What a name is looked up by: each word folded, one space between."""
    return " ".join(map(fold, name.replace("-", " ").split()))


@cache
def table() -> Mapping[str, tuple[Place, ...]]:
    """The places of each name, the most populous first, countries before towns.

    Names are in Arabic; 25,000 towns, 240 countries and the continents. See `tables/README.md`.
    """
    folder = files("hasila.entities") / "tables"
    found: dict[str, dict[Place, None]] = {}
    countries: dict[str, Place] = {}
    for line in lzma.decompress((folder / "places.tsv.xz").read_bytes()).decode().splitlines():
        kind, number, lat, lon, country, population, names = line.split("\t")
        place = Place(kind, int(number), float(lat), float(lon), country, int(population))
        if kind == "country":
            countries[country] = place
        for name in names.split("|"):
            found.setdefault(key(name), {})[place] = None
    for line in (folder / "country_names.tsv").read_text(encoding="utf-8").splitlines():
        code, *variants = line.split("\t")
        for name in variants:
            if code in countries:
                found.setdefault(key(name), {})[countries[code]] = None
    return {
        name: tuple(sorted(places, key=lambda place: (place.kind == "town", -place.population)))
        for name, places in found.items()
    }
