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
    * `repeats` is the `index` of the first quantity in the document with the same figure: the
      same kind, unit, value and ends, and the same counted noun. Headline and lead often say it
      twice; count the rows where it is empty.
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
    first: dict[tuple[Any, ...], int] = {}
    rows = []
    for index, quantity in enumerate(record["quantities"]):
        figure = _figure(quantity)
        row = dict.fromkeys(COLUMNS) | shared | {"index": index}
        row["repeats"] = first.get(figure)
        first.setdefault(figure, index)
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
        row["counted_lemma"] = quantity["counted"]["lemma"]
        row["counted_start"], row["counted_end"] = quantity["counted"]["start"], quantity["counted"]["end"]
    row["sentence_start"], row["sentence_end"] = quantity["sentence"]
    for name in ("of", "place"):
        entity = _full_name(quantity[name], entities)
        if entity is not None:
            row[f"{name}_name"] = entity["norm"]
            if name == "place" and entity["place"] is not None:
                for key, value in entity["place"].items():
                    row[f"place_{key}"] = value


def _full_name(
    link: Mapping[str, Any] | None, entities: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """The entity a link leads to; for a short form, the one it is short for."""
    if link is None or link["entity"] is None:
        return None
    entity = entities[link["entity"]]
    full: int | None = entity["alias_of"]
    return entity if full is None else entities[full]


def _figure(quantity: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two quantities of a document the same figure."""
    ends = (quantity["value"], quantity["low"], quantity["high"])
    counted = quantity["counted"]
    noun = None if counted is None else counted["lemma"] or counted["text"]
    # A score (`2-1`) has neither value nor ends: there the words decide.
    words = quantity["text"] if ends == (None, None, None) else None
    return (quantity["kind"], quantity["unit"], *ends, words, noun)


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
