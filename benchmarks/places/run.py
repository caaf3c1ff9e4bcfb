"""How many places of the sample corpora get the right GeoNames id: `python benchmarks/places/run.py`.

The names are those of `corpora/sample_places.jsonl`, found by a person; each text is read as the pipeline
would read it, so that what else it says of places counts. With `--model` the names are the pipeline's own,
and one that it doesn't find exactly is wrong.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).parents[2] / "corpora"
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}


@dataclass(frozen=True)
class Case:
    """A name, the ids that are right (none: no place of the table is meant), and the id that was given."""

    where: str
    text: str
    right: tuple[int, ...]
    given: int | None
    near: str

    @property
    def ok(self) -> bool:
        return self.given in self.right if self.right else self.given is None


def texts() -> dict[tuple[str, str, str], str]:
    """The texts by corpus, document and field."""
    found: dict[tuple[str, str, str], str] = {}
    for path in sorted((CORPORA / "sample").iterdir()):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            articles = [json.loads(line) for line in content.splitlines()]
        elif path.suffix == ".csv":
            articles = list(csv.DictReader(content.splitlines(keepends=True)))
        else:
            title, _, body = content.partition("\n\n")
            articles = [{"id": path.stem, "title": title, "text": body}]
        for article in articles:
            found.update({("sample", article["id"], field): article[field] for field in ("title", "text")})
    for line in (CORPORA / "quantities" / "quantities.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        found["quantities", passage["id"], "text"] = passage["text"]
    return found


def read(nlp: Any, places: Path, *, named: bool) -> Iterator[Case]:
    """Every place of the file with what the pipeline says of it; `named`: the names are the file's too."""
    from hasila.entities import bounds

    by_text: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for line in places.read_text(encoding="utf-8").splitlines():
        place = json.loads(line)
        by_text.setdefault((place["corpus"], place["document"], place["field"]), []).append(place)
    contents = texts()
    for where, gold in by_text.items():
        text = contents[where]
        doc = nlp.make_doc(text)
        if named:
            spans = [doc.char_span(one["start"], one["end"], "LOC", alignment_mode="expand") for one in gold]
            for span, one in zip(spans, gold, strict=True):
                span._.clitics = one["start"] - span.start_char
            doc.ents = spans
        doc = nlp(doc)
        given = {}
        for ent in doc.ents:
            if ent.label_ == "LOC" and ent._.place is not None:
                given[bounds(ent)] = ent._.place["geonames"]
        for one in gold:
            edges = one["start"], one["end"]
            if text[slice(*edges)] != one["text"]:
                raise ValueError(f"{places}: {where}: {one['text']!r} is not at {edges}")
            near = text[max(0, edges[0] - 30) : edges[1] + 15].replace("\n", " ")
            yield Case("/".join(where), one["text"], tuple(one["places"]), given.get(edges), near)


def main() -> None:
    import spacy

    import hasila

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=Path, default=CORPORA / "sample_places.jsonl")
    parser.add_argument("--model", action="store_true", help="let the default pipeline find the names")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    if options.model:
        nlp = hasila.load(exclude=["hasila_numerals", "hasila_links"])
    else:
        nlp = spacy.blank("ar", config=TOKENIZER)
        nlp.add_pipe("hasila_places")
    cases = list(read(nlp, options.places, named=not options.model))
    right = sum(case.ok for case in cases)
    held = [case for case in cases if case.right]
    print(f"places: {right} of {len(cases)} right ({right / len(cases):.1%})")
    print(f"  with an id in GeoNames' tables: {sum(c.ok for c in held)} of {len(held)}")
    print(f"  without: {sum(c.ok for c in cases if not c.right)} of {len(cases) - len(held)} left alone")
    given = [case for case in cases if case.given is not None]
    print(f"  of {len(given)} ids given, right: {sum(case.ok for case in given)}")
    if options.wrong:
        for case in cases:
            if not case.ok:
                print(f"{case.where}: {case.text} → {case.given}, not {case.right or None}: {case.near}")


if __name__ == "__main__":
    main()
