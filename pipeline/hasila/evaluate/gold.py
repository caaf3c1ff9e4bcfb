"""Reading gold: texts with the names or the quantities that a person has marked in them.

JSON lines (or an array) of texts with `entities` or `quantities`, in the form of the gold corpora
(`span`, `num`, links as `[start, end]`) or of Hasila's records; or, for names, columns of words and tags.
Every offset is checked against its text. What can't be right is reported and left out, never mended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from hasila.evaluate.quantities import LINKS
from hasila.formats import conll
from hasila.formats.files import opened
from hasila.formats.json_values import identifier_of, read_values, text_of
from hasila.formats.options import ReadOptions
from hasila.formats.quantities import KINDS
from hasila.sources import BadRecord, InputError

Task = Literal["entities", "quantities"]
TASKS: tuple[Task, ...] = ("entities", "quantities")
Span = tuple[int, int, str]
Quantity = dict[str, Any]


class Misfit(ValueError):
    """An annotation that can't be right; the message says which and why."""


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its annotation.

    Attributes:
        id: Its own id, else `FILE:LINE`, as `hasila extract` names it too.
        text: The text; of columns, the words with a space between them.
        place: `FILE:LINE`.
        entities: Its names: start, end, label.
        quantities: Its quantities in the gold corpora's form (`num`, links as `[start, end]`).
        words: The ends of the words, if it was read from columns.
    """

    id: str
    text: str
    place: str
    entities: tuple[Span, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    words: tuple[tuple[int, int], ...] | None = None


def read_gold(path: str, task: Task | None = None) -> tuple[Task, list[GoldText], list[BadRecord]]:
    """What a gold file holds.

    Args:
        path: The file; it may be compressed.
        task: What to read from it; None for what it holds.

    Returns:
        The task, the texts, and what had to be left out.

    Raises:
        InputError: it can't be read, holds nothing of the task, or holds both and none is named.
    """
    if is_columns(path):
        if task == "quantities":
            raise InputError(
                f"{path}: words and tags hold no quantities; give JSON lines, or --task entities"
            )
        return _sorted_out(path, "entities", list(read_columns(path)))
    rows = list(read_values(path))
    task = task or _task_of(path, [item[1] for item in rows if not isinstance(item, BadRecord)])
    found = [item if isinstance(item, BadRecord) else _gold_text(path, *item, task) for item in rows]
    return _sorted_out(path, task, found)


def is_columns(path: str) -> bool:
    """Whether a file holds words and tags; False for JSON.

    Raises:
        InputError: it is neither, empty, or can't be opened.
    """
    with opened(path) as stream:
        start = stream.read(65_536).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise InputError(f"{path}: empty")
    if start[:1] in (b"{", b"["):
        return False
    first = start.decode("utf-8", errors="replace").partition("\n")[0]
    if first.startswith("-DOCSTART-") or conll.is_shape(first + "\n"):
        return True
    raise InputError(
        f"{path}:1: neither JSON lines (a line begins with {{) nor columns of words and tags "
        "(`بالعراق B-LOC`); hasila convert reads other formats"
    )


def read_columns(path: str) -> Iterator[GoldText | BadRecord]:
    """The sentences of a file of words and tags; a bad record for one with a line that can't be read."""
    last = None
    for item in conll.read(path, ReadOptions()):
        if not isinstance(item, BadRecord):
            spans = tuple((span.start, span.end, span.label) for span in item.spans)
            yield GoldText(item.id, item.text, item.place, spans, (), item.tokens)
        elif item.id != last:  # one fault says enough of a sentence
            yield replace(item, reason=f"{item.reason}; its sentence is left out")
            last = item.id


def _task_of(path: str, rows: list[Mapping[str, Any]]) -> Task:
    held = [task for task in TASKS if any(row.get(task) for row in rows)]
    if len(held) == 2:
        raise InputError(
            f"{path}: holds names and quantities; say which by --task entities or --task quantities"
        )
    if held:
        return held[0]
    raise InputError(f'{path}: no text of it has "entities" or "quantities": it is no gold')


def _sorted_out(
    path: str, task: Task, items: list[GoldText | BadRecord]
) -> tuple[Task, list[GoldText], list[BadRecord]]:
    texts: dict[str, GoldText] = {}
    bad: list[BadRecord] = []
    for item in items:
        if isinstance(item, BadRecord):
            bad.append(item)
        elif item.id in texts:
            source, _, line = item.place.rpartition(":")
            reason = f"the id {item.id!r} is taken by {texts[item.id].place}; give each text its own"
            bad.append(BadRecord(source, int(line), item.id, reason))
        else:
            texts[item.id] = item
    if not texts:
        first = f"; the first: {bad[0].place}: {bad[0].reason}" if bad else ""
        raise InputError(f"{path}: no text in it can be used{first}")
    return task, list(texts.values()), bad


def _gold_text(path: str, line: int, row: dict[str, Any], task: Task) -> GoldText | BadRecord:
    text = text_of(row, "text", path, line)
    identifier = identifier_of(row, path, line)
    if isinstance(text, BadRecord):
        hint = "; a record of hasila extract holds no text and can only be SYSTEM" if "schema" in row else ""
        return replace(text, id=identifier, reason=text.reason + hint)
    if not isinstance(row.get(task), list):
        return BadRecord(path, line, identifier, f'no list "{task}" (an empty one says that there are none)')
    base = GoldText(identifier, text, f"{path}:{line}")
    try:
        if task == "entities":
            return replace(base, entities=tuple(entities_of(row, text)))
        return replace(base, quantities=tuple(quantities_of(row, text, gold=True)))
    except Misfit as error:
        return BadRecord(path, line, identifier, str(error))


def entities_of(row: Mapping[str, Any], text: str) -> Iterator[Span]:
    """The names of a row.

    Raises:
        Misfit: one of them can't stand in the text.
    """
    for index, one in enumerate(row.get("entities") or ()):
        start, end = _ends(one, "span", f"entity {index}", text)
        label = one.get("label")
        if not isinstance(label, str) or not label:
            raise Misfit(f"entity {index} has no label")
        yield start, end, label


def quantities_of(row: Mapping[str, Any], text: str, *, gold: bool) -> Iterator[Quantity]:
    """The quantities of a row, in the gold corpora's form.

    Args:
        gold: Whether every one must have a kind; a system may leave it out, and is wrong in it then.

    Raises:
        Misfit: one of them can't stand in the text.
    """
    for index, one in enumerate(row.get("quantities") or ()):
        name = f"quantity {index}"
        start, end = _ends(one, "num", name, text)
        kind = one.get("kind")
        if gold and kind not in KINDS:
            raise Misfit(f"{name} has the kind {kind!r}; kinds are {', '.join(KINDS)}")
        links = {
            link: None if one.get(link) is None else list(_ends(one[link], "span", f"{link} of {name}", text))
            for link in LINKS
        }
        values = {field: one.get(field) for field in ("value", "low", "high")}
        yield {
            "num": [start, end],
            "kind": kind or "",
            **values,
            "bound": one.get("bound") or "exact",
            **links,
        }


def _ends(one: Any, pair: str, name: str, text: str) -> tuple[int, int]:
    """Start and end of a span in any of its forms, checked."""
    surface = None
    if isinstance(one, Mapping):
        surface = one.get("text")
        one = one[pair] if pair in one else [one.get("start"), one.get("end")]
    if not isinstance(one, list | tuple) or len(one) != 2 or not all(type(end) is int for end in one):
        raise Misfit(f"{name} has no start and end, as numbers")
    start, end = one
    if not 0 <= start < end <= len(text):
        raise Misfit(f"{name} is [{start}, {end}], the text has {len(text)} characters")
    if isinstance(surface, str) and text[start:end] != surface and "\ufffd" not in surface:
        raise Misfit(f"{name} is {surface!r}, but at [{start}, {end}] the text has {text[start:end]!r}")
    return start, end
