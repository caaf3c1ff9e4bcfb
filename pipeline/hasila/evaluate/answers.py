"""What a system says of the gold texts: read from its file, or had from a pipeline now."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hasila.evaluate.gold import (
    GoldText,
    Misfit,
    Quantity,
    Span,
    Task,
    entities_of,
    is_columns,
    quantities_of,
    read_columns,
)
from hasila.formats.json_values import identifier_of, read_values
from hasila.sources import BadRecord, InputError, Record

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Answers:
    """A system's answers, one for each gold text, in their order.

    Attributes:
        entities: The names of each text, if these are asked for.
        quantities: Its quantities, likewise.
        remarks: What the user should know of them.
        failed: Texts that the pipeline could not read; it has found nothing in them.
    """

    entities: list[tuple[Span, ...]] = field(default_factory=list)
    quantities: list[tuple[Quantity, ...]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    failed: int = 0

    def _add(self, row: dict[str, Any], text: GoldText, task: Task) -> None:
        if task == "entities":
            self.entities.append(covered(tuple(entities_of(row, text.text)), text))
        else:
            self.quantities.append(tuple(quantities_of(row, text.text, gold=False)))


def covered(spans: tuple[Span, ...], text: GoldText) -> tuple[Span, ...]:
    """Spans as wide as the words they touch, where the gold is of words; else as they are."""
    if text.words is None:
        return spans
    starts, ends = ([word[edge] for word in text.words] for edge in (0, 1))
    widened = []
    for start, end, label in spans:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if first <= last:
            widened.append((starts[first], ends[last], label))
    return tuple(widened)


def from_file(path: str, gold: Sequence[GoldText], task: Task, *, missing_is_empty: bool = False) -> Answers:
    """The answers in a file: records as `hasila extract` writes them, or words and tags.

    Records are matched with texts by `id`. For gold in columns, whose sentences have none of their own,
    they may also stand in its order.

    Args:
        missing_is_empty: Take a text without a record for one in which nothing was found.

    Raises:
        InputError: it can't be read, is of other texts, or a text has no record.
    """
    if is_columns(path):
        return _from_columns(path, gold)
    rows: dict[str, tuple[int, dict[str, Any]]] = {}
    for item in read_values(path):
        if isinstance(item, BadRecord):
            raise InputError(f"{item.place}: {item.reason}")
        line, row = item
        name = identifier_of(row, path, line)
        if name in rows:
            raise InputError(f"{path}:{line}: the id {name!r} has a record already, line {rows[name][0]}")
        rows[name] = item
    if not any(text.id in rows for text in gold):
        rows = _in_order(path, gold, rows)
    answers = Answers()
    missing = []
    for text in gold:
        if text.id not in rows:
            missing.append(text)
            answers._add({}, text, task)
            continue
        line, row = rows[text.id]
        if not isinstance(row.get(task), list):
            raise InputError(f'{path}:{line}: no list "{task}" (an empty one says that nothing was found)')
        try:
            answers._add(row, text, task)
        except Misfit as error:
            raise InputError(
                f"{path}:{line}: {error}; was this record made of another text than {text.place}?"
            ) from error
    if missing:
        first = f"first {missing[0].id!r} ({missing[0].place})"
        lack = f"{path}: no record for {len(missing)} of {len(gold)} texts, {first}"
        if not missing_is_empty:
            raise InputError(
                f'{lack}; a record with an empty list "{task}" says that nothing was found, '
                "and --missing-is-empty takes no record for that"
            )
        answers.remarks.append(f"{lack}; taken for nothing found")
    if (others := len(rows) + len(missing) - len(gold)) > 0:
        answers.remarks.append(f"{path}: {others} records are of no gold text and don't count")
    return answers


def _in_order(
    path: str, gold: Sequence[GoldText], rows: dict[str, tuple[int, dict[str, Any]]]
) -> dict[str, tuple[int, dict[str, Any]]]:
    """The rows under the gold's ids, if they can be told by their order."""
    if gold[0].words is not None and len(rows) == len(gold):
        return {text.id: row for text, row in zip(gold, rows.values(), strict=True)}
    first = next(iter(rows), None)
    have = "holds no record" if first is None else f"its first is {first!r}, the gold's first {gold[0].id!r}"
    count = f" and {len(rows)} records are not {len(gold)} sentences" if gold[0].words is not None else ""
    raise InputError(f"{path}: no id of the gold is in it ({have}){count}; records are matched by id")


def _from_columns(path: str, gold: Sequence[GoldText]) -> Answers:
    if any(text.words is None for text in gold):
        raise InputError(
            f"{path}: words and tags can only be scored against words and tags; hasila convert helps"
        )
    sentences: list[GoldText] = []
    for one in read_columns(path):
        if isinstance(one, BadRecord):
            raise InputError(f"{one.place}: {one.reason}")
        sentences.append(one)
    for text, sentence in zip(gold, sentences, strict=False):
        if text.text != sentence.text:
            word = next(
                (a for a, b in zip(sentence.text.split(" "), text.text.split(" "), strict=False) if a != b),
                "",
            )
            raise InputError(
                f"{sentence.place}: other words than in the gold at {text.place}"
                + (f", from {word!r}" if word else "")
            )
    if len(sentences) != len(gold):
        raise InputError(f"{path}: {len(sentences)} sentences, the gold has {len(gold)}")
    return Answers(entities=[sentence.entities for sentence in sentences])


def from_pipeline(
    nlp: "Language",
    gold: Sequence[GoldText],
    task: Task,
    *,
    batch_size: int = 32,
    progress: Callable[[int], None] | None = None,
) -> Answers:
    """What a pipeline finds in the gold texts, by the same way as `hasila extract`.

    Args:
        progress: Called with the number of texts read after each batch.
    """
    from hasila.batch.windows import batches
    from hasila.batch.work import Result, work

    records = [Record(text.id, text.text, source=text.place) for text in gold]
    rows: dict[int, dict[str, Any]] = {}
    answers = Answers()
    failed = 0
    for indices in batches(records, batch_size):
        for index, result in zip(indices, work(nlp, [records[i] for i in indices]), strict=True):
            if isinstance(result, Result):
                rows[index] = result.record
            else:
                rows[index], failed = {}, failed + 1
                answers.remarks.append(f"{gold[index].place}: {result.reason}; taken for nothing found")
        if progress is not None:
            progress(len(rows))
    for index, text in enumerate(gold):
        answers._add(_clean(rows[index], text), text, task)
    return Answers(answers.entities, answers.quantities, answers.remarks, failed)


def _clean(row: dict[str, Any], text: GoldText) -> dict[str, Any]:
    """The record without empty names, which anybody's component may give."""
    names = [one for one in row.get("entities") or () if 0 <= one["start"] < one["end"] <= len(text.text)]
    return {**row, "entities": names}


def count(answers: Answers, task: Task) -> int:
    """How many names or quantities there are in all."""
    return sum(map(len, answers.entities if task == "entities" else answers.quantities))
