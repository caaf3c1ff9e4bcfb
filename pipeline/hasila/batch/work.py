"""One batch of records through the pipeline: what an engine executes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hasila.records import Attributes, from_doc, to_json, without_surrogates
from hasila.sources import BadRecord, Record
from hasila.sources.types import RAW_LIMIT

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

# Where a Doc of a DocBin says what it is: `doc.user_data["hasila_record"]`.
RECORD_KEY = "hasila_record"


@dataclass(frozen=True, slots=True)
class Result:
    """A document that was read.

    Attributes:
        record: Its record, schema version 1.
        text: Its text, to which the record's offsets refer.
        words: How many words it has, as white space divides them.
        packed: The Doc itself, in a DocBin of its own, if that was asked for.
    """

    record: dict[str, Any]
    text: str
    words: int
    packed: "DocBin | None" = None


def work(
    nlp: "Language", records: Sequence[Record], *, pack: bool = False, watched: bool = False
) -> list[Result | BadRecord]:
    """The results of some records, one for one, in their order; with `pack` also the Docs.

    The strings that spaCy met in them are freed at the end. A record on which the pipeline raises
    becomes a `BadRecord`; the others are read all the same. Half a surrogate pair, which spaCy
    can't hold, is read as U+FFFD: offsets stay.

    Raises:
        MemoryError: there is no more memory, and somebody watches over this process (`watched`).
    """
    texts = [without_surrogates(record.text) for record in records]
    attributes = Attributes.of(nlp)
    try:
        with nlp.memory_zone():
            docs = nlp.pipe(texts, batch_size=len(texts) or 1)
            return [_result(record, doc, attributes, pack) for record, doc in zip(records, docs, strict=True)]
    except Exception as error:
        # Components may be anybody's and raise anything. If memory ends, another process shall try again.
        if watched and isinstance(error, MemoryError):
            raise
        if len(records) == 1:
            return [_failed(records[0], error)]
    return [result for record in records for result in work(nlp, [record], pack=pack, watched=watched)]


def _result(record: Record, doc: "Doc", attributes: Attributes, pack: bool) -> Result:
    found = from_doc(doc, id=record.id, meta=record.meta, attributes=attributes)
    return Result(found, record.text, len(record.text.split()), _packed(record, doc) if pack else None)


def _packed(record: Record, doc: "Doc") -> "DocBin":
    """The Doc, and what record it is, as data that need not stay in its memory zone."""
    from spacy.tokens import DocBin

    # As JSON: a number of a record may be larger than a DocBin can hold.
    doc.user_data[RECORD_KEY] = {"id": without_surrogates(record.id), "meta": to_json(record.meta)}
    return DocBin(store_user_data=True, docs=[doc])


def _failed(record: Record, error: Exception) -> BadRecord:
    message = " ".join(str(error).split())[:300]
    return BadRecord(
        record.source,
        record.line,
        record.id,
        f"the pipeline failed on it: {type(error).__name__}: {message}",
        raw=record.text[:RAW_LIMIT],
        truncated=len(record.text) > RAW_LIMIT,
    )
