"""Compile the table of demonyms: `python -m hasila.training.demonyms NATIONALITIES -o demonyms.tsv`.

The file of nationalities is `nationalities_data.json` of the package ArWikiCats (MIT): for each an Arabic
adjective and the name of its country. Those are kept whose country has a code in CLDR and whose adjective
is one word that isn't a common one besides.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hasila.entities.gazetteer import look_up
from hasila.normalize import fold

# Common words and other peoples: financial, lunar, of the Turkmens, of Bengal, of New Guinea's.
_OTHER_WORDS = frozenset(map(fold, "مالي قمري تركماني بنغالي".split()))


def rows_of(nationalities: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Country code and the words for its people, in the order of the codes."""
    found: dict[str, dict[str, None]] = {}
    for entry in nationalities.values():
        places = [place for place in look_up(entry["ar"]) if place.kind == "country"]
        adjective = entry["male"]
        if not places or " " in adjective or fold(adjective) in _OTHER_WORDS:
            continue
        words = found.setdefault(places[0].country, {})
        words[adjective] = None
        if " " not in entry["males"] and not entry["males"].startswith(adjective):
            words[entry["males"]] = None
    return sorted((country, list(words)) for country, words in found.items())


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.demonyms", description=__doc__)
    parser.add_argument("nationalities", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    nationalities = json.loads(options.nationalities.read_text(encoding="utf-8"))
    lines = ["\t".join([country, *words]) for country, words in rows_of(nationalities)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
