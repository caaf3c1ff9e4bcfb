"""The flat table: one row a quantity, for spreadsheets, pandas and DuckDB."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hasila.records.json_text import to_json, without_surrogates

# What a reader wants to see comes first; offsets and the rest of the input record come last.
COLUMNS = (
    "id", "index", "title", "date", "source",
    "text", "kind", "value", "low", "high", "bound", "unit",
    "counted", "counted_lemma", "antecedent",
    "of", "of_name", "place", "place_name",
    "place_geonames", "place_lat", "place_lon", "place_country",
    "event", "sentence", "repeats", "duplicate_of",
    "value_number", "low_number", "high_number",
    "start", "end", "counted_start", "counted_end", "sentence_start", "sentence_end", "meta",
)  # fmt: skip

# Fields of the input record that get a column of their own, if they are there under these names.
_META_COLUMNS = ("title", "date", "source")


def flat_rows(record: Mapping[str, Any], text: str | None = None) -> list[dict[str, Any]]:
    """The rows of a document's quantities, each with all of `COLUMNS`.

    * `index` is the quantity's place in the document, from 0.
    * `value`, `low`, `high` are exact decimal strings, as in the record; `value_number` and so on
      are the nearest doubles, to sort, filter and add up. They are empty where there is no value,
      and where it is too large for a double.
    * `of_name` and `place_name` are the names without clitics and variants, a short form by its
      full name: what to group by.
    * `counted_lemma` is the lemma of what is counted: where that is left unsaid, or said by a pronoun or
      `آخرين`, of the noun it stands for.
    * `repeats` is the `index` of the first quantity in the document with the same figure: the
      same kind, unit, value and ends, and the same counted noun. Headline and lead often say it
      twice, the headline without a noun (then only a value of 10 or more is taken for the same);
      count the rows where it is empty.
    * `duplicate_of` is empty here: it needs the whole corpus (`hasila.batch.duplicates`).
    * `meta` is JSON.

    Args:
        record: As `from_doc` makes it.
        text: The document's text, for the `sentence` column, which is empty without it.
    """
    meta = record["meta"]
    shared: dict[str, Any] = {"id": without_surrogates(record["id"])}
    shared.update({name: _scalar(meta.get(name)) for name in _META_COLUMNS})
    shared["meta"] = to_json(meta)
    entities = record["entities"]
    lemmas = _lemmas(record["quantities"])
    first: dict[tuple[Any, ...], dict[str | None, int]] = {}
    rows = []
    for index, quantity in enumerate(record["quantities"]):
        row = dict.fromkeys(COLUMNS) | shared | {"index": index}
        row["counted_lemma"] = noun = lemmas[index]
        said = first.setdefault(_figure(quantity), {})
        row["repeats"] = _repeated(said, noun, quantity)
        said.setdefault(noun, index)
        _fill(row, quantity, entities)
        if text is not None:
            row["sentence"] = without_surrogates(text[row["sentence_start"] : row["sentence_end"]]).strip()
        rows.append(row)
    return rows


def _fill(row: dict[str, Any], quantity: Mapping[str, Any], entities: Sequence[Mapping[str, Any]]) -> None:
    """What the quantity itself says."""
    for name in ("text", "kind", "value", "low", "high", "bound", "unit", "start", "end"):
        row[name] = quantity[name]
    for name in ("value", "low", "high"):
        row[f"{name}_number"] = _nearest_double(quantity[name])
    for name in ("counted", "antecedent", "of", "place", "event"):
        link = quantity[name]
        row[name] = None if link is None else link["text"]
    if quantity["counted"] is not None:
        row["counted_start"], row["counted_end"] = quantity["counted"]["start"], quantity["counted"]["end"]
    row["sentence_start"], row["sentence_end"] = quantity["sentence"]
    for name in ("of", "place"):
        entity = _full_name(quantity[name], entities)
        if entity is not None:
            row[f"{name}_name"] = entity["norm"]
            # Of two Tripolis in one text the mention says which is meant, not the first of the name.
            place = entities[quantity[name]["entity"]]["place"] or entity["place"]
            if name == "place" and place is not None:
                row.update({f"place_{key}": value for key, value in place.items()})


def _full_name(
    link: Mapping[str, Any] | None, entities: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """The entity a link leads to; for a short form, the one it is short for."""
    if link is None or link["entity"] is None:
        return None
    entity = entities[link["entity"]]
    full: int | None = entity["alias_of"]
    return entity if full is None else entities[full]


def _lemmas(quantities: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The lemma of what each quantity counts, or of the noun that stands for it."""
    known = {(one["counted"]["start"], one["counted"]["lemma"]) for one in quantities if one["counted"]}
    at = dict(sorted(known, key=lambda pair: pair[0]))
    found: list[str | None] = []
    for one in quantities:
        counted, meant = one["counted"], one["antecedent"]
        if meant is not None:
            found.append(at.get(meant["start"]) or meant["text"])
        else:
            found.append(None if counted is None else counted["lemma"])
    return found


# A smaller value without a noun is as likely another count: `قتل 5 وأصيب 5`.
_TELLING = 10


def _repeated(said: Mapping[str | None, int], noun: str | None, quantity: Mapping[str, Any]) -> int | None:
    """The index of the first quantity with the same figure; `said` has those of the same value by noun."""
    if noun in said:
        return said[noun]
    value = _nearest_double(quantity["value"])
    if value is None or value < _TELLING or quantity["kind"] != "count":
        return None
    return min(said.values(), default=None) if noun is None else said.get(None)


def _figure(quantity: Mapping[str, Any]) -> tuple[Any, ...]:
    """What two quantities of a document share, besides their noun, if they are the same figure."""
    ends = (quantity["value"], quantity["low"], quantity["high"])
    # A score (`2-1`) has neither value nor ends: there the words decide.
    words = quantity["text"] if ends == (None, None, None) else None
    return (quantity["kind"], quantity["unit"], *ends, words)


def _nearest_double(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        return float(Fraction(value))
    except OverflowError:
        return None


def _scalar(value: Any) -> str | None:
    """A field of the input record as a cell."""
    if value is None or isinstance(value, str):
        return None if value is None else without_surrogates(value)
    return to_json(value)
