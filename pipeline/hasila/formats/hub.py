"""Data sets of Hugging Face, by name or folder: a column of words and a column of their tags.

Tags are names (`B-ORG`) or numbers that the data set's features name. Read: `hf:NAME`, `hf:NAME:SPLIT`,
`hf:NAME:CONFIG:SPLIT`, `NAME` also a folder, or one that `save_to_disk` wrote; a .parquet file. Written: a
.parquet file, or a folder of one, that `datasets.load_dataset` reads with its features.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hasila.formats.conll import document_of_words
from hasila.formats.options import ReadOptions, WriteOptions
from hasila.formats.types import Document, Problem
from hasila.formats.words import parse_tag, tags, words
from hasila.records import without_surrogates
from hasila.sources.errors import InputError
from hasila.sources.hub import hub_rows
from hasila.sources.inputs import HUB_PREFIX, Input

_SAVED = ("state.json", "dataset_dict.json")


def read(path: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """A document a row; its text is the words with a space between them."""
    words_column, tags_column = options.columns
    with _rows(path) as rows:
        features = rows.features
        names = list(rows.column_names or features or ())
        for column in options.columns:
            if names and column not in names:
                here = ", ".join(names)
                texts = "; a data set of texts: --from text --predict" if options.text_field in names else ""
                raise InputError(
                    f"{path}: no column {column!r} (columns here: {here}); name them: --columns{texts}"
                )
        labels = _labels(features, tags_column)
        for number, row in enumerate(rows, 1):
            yield _document(row, words_column, tags_column, labels, path, number, options)


def _document(
    row: dict[str, Any],
    words_column: str,
    tags_column: str,
    labels: list[str] | None,
    path: str,
    number: int,
    options: ReadOptions,
) -> Document | Problem:
    surface, given = row.get(words_column), row.get(tags_column)
    identifier = str(row.get("id") or f"{Path(path.removeprefix(HUB_PREFIX)).name}:{number}")
    reason = ""
    if not isinstance(surface, list) or not isinstance(given, list):
        reason = f"{words_column!r} and {tags_column!r} are to be lists of words and tags"
    elif not all(isinstance(word, str) and word for word in surface):
        reason = "a word is empty or no text"
    elif len(surface) != len(given):
        reason = f"{len(surface)} words but {len(given)} tags"
    if reason or not isinstance(surface, list) or not isinstance(given, list):
        return Problem(path, number, identifier, reason)
    found = []
    for tag in given:
        name: Any = tag
        if isinstance(tag, int) and not isinstance(tag, bool):
            if labels is None:
                reason = f"tags are numbers ({tag}) and the data set doesn't name them"
            elif 0 <= tag < len(labels):
                name = labels[tag]
            else:
                reason = f"tag {tag}, but there are names for 0–{len(labels) - 1} only"
        if not reason and (not isinstance(name, str) or parse_tag(name) is None):
            reason = f"{name!r} is no tag (O, B-ORG, I-ORG …)"
        if reason:
            return Problem(path, number, identifier, reason)
        found.append([name])
    document = document_of_words(surface, found, identifier, options, source=path, line=None)
    meta = {k: v for k, v in row.items() if k not in ("id", words_column, tags_column)}
    return Document(
        document.id, document.text, document.spans, (), meta, document.tokens, document.source, number
    )


def _labels(features: Any, column: str) -> list[str] | None:
    """The names of the tags, where the column's feature has them."""
    feature = features.get(column) if features else None
    inner = getattr(feature, "feature", feature[0] if isinstance(feature, list) else None)
    names = getattr(inner, "names", None)
    return list(names) if names is not None else None


@contextmanager
def _rows(path: str) -> Iterator[Any]:
    name = path.removeprefix(HUB_PREFIX)
    folder = Path(name.split(":")[0])
    if folder.suffix == ".parquet" and folder.is_file():
        yield _from_parquet(folder)
    elif any((folder / saved).is_file() for saved in _SAVED):
        yield _from_disk(name, folder)
    else:
        with hub_rows(Input(path, name, "hub")) as rows:
            yield rows


def _from_parquet(file: Path) -> Any:
    """The file's rows; its features stand in the file's own metadata."""
    import pyarrow.parquet
    from datasets import Dataset

    try:
        return Dataset(pyarrow.parquet.read_table(file))
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: {' '.join(str(error).split())}") from error


def _from_disk(name: str, folder: Path) -> Any:
    import datasets

    try:
        loaded = datasets.load_from_disk(str(folder))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: {' '.join(str(error).split())}") from error
    split = name.partition(":")[2]
    if isinstance(loaded, datasets.DatasetDict):
        chosen = split or ("train" if "train" in loaded or len(loaded) > 1 else next(iter(loaded)))
        if chosen not in loaded:
            raise InputError(f"{name}: add a split, one of {', '.join(map(str, loaded))}")
        return loaded[chosen]
    return loaded


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> None:
    """Words and tags as Parquet. The names of all tags stand at the head, so all is read before."""
    import pyarrow
    import pyarrow.parquet
    from datasets import ClassLabel, Features, Value
    from datasets import Sequence as SequenceOf

    losses = options.losses
    rows: list[dict[str, Any]] = []
    for document in documents:
        losses.add("relations", document.place, len(document.relations))
        losses.add("attributes", document.place, sum(len(span.attributes) for span in document.spans))
        losses.add("meta fields", document.place, len(document.meta))
        ends = words(document)
        text = losses.text(document.text, document.place)
        surface = [text[start:end] for start, end in ends]
        if text != " ".join(surface):
            losses.add("texts|words are kept, not the space between them", document.place)
        rows.append(
            {
                "id": without_surrogates(document.id),
                "tokens": surface,
                "ner_tags": tags(document, ends, losses),
            }
        )
    labels = sorted({tag[2:] for row in rows for tag in row["ner_tags"] if tag != "O"})
    names = ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]
    number = {name: index for index, name in enumerate(names)}
    for row in rows:
        row["ner_tags"] = [number[tag] for tag in row["ner_tags"]]
    features = Features(
        {
            "id": Value("string"),
            "tokens": SequenceOf(Value("string")),
            "ner_tags": SequenceOf(ClassLabel(names=names)),
        }
    )
    file = path if path.suffix == ".parquet" else path / "data" / "train-00000-of-00001.parquet"
    with options.files.new(file) as stream:
        table = pyarrow.Table.from_pylist(rows, schema=features.arrow_schema)
        pyarrow.parquet.write_table(table, stream, compression="zstd")
