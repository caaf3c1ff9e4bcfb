"""What is wrong with annotated texts, said before any training starts, each time with the fix."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hasila.custom.align import names_of
from hasila.custom.corpus import Corpus
from hasila.entities.words import clean
from hasila.formats.types import Document, Problem, Span
from hasila.formats.words import Ends, words

# Letters that may stand before a name in its word: a question, a conjunction, a preposition, the article.
_BEFORE = re.compile("أ?[وف]?[بلكس]?(?:ال|ل)?")
# UTF-8 read as Windows-1252: Arabic letters are Ø or Ù and one more sign.
_MISREAD = re.compile(r"(?:[ØÙ][^\s\w]?.?){3}")
_FEW = 10
_QUOTED = 40
_SHIFTS = (-1, 1, -2, 2)


@dataclass(slots=True)
class Findings:
    """What was seen in the corpora of a training.

    Attributes:
        faults: All that is wrong. Those that are in neither of the next two were left out with their texts.
        stops: Those of them that stop it also when texts may be left out.
        refused: Those of texts that may not be left out, since their corpus has no `skip_faulty`.
        warnings: What the user should know.
        documents: How many documents can be used, by part (`train`, `dev`).
        spans: How many spans of each label, by part.
    """

    faults: list[Problem] = field(default_factory=list)
    stops: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    documents: dict[str, int] = field(default_factory=dict)
    spans: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def stopping(self) -> list[Problem]:
        """Why nothing can be trained; empty where it can."""
        return [*self.refused, *self.stops]


def check(train: Corpus, dev: Corpus, known: Sequence[str] = ()) -> Findings:
    """Look through both corpora.

    Args:
        known: Labels that the model has already: one that differs from them in case only is a slip.

    Raises:
        InputError: a corpus can't be opened.
    """
    found = Findings()
    sound: dict[str, list[Document]] = {}
    for part, corpus in (("train", train), ("dev", dev)):
        sound[part] = []
        for one in corpus.read():
            faults = [one] if isinstance(one, Problem) else faults_of(one)
            found.faults += faults
            found.refused += [] if corpus.skip_faulty else faults
            if not faults and isinstance(one, Document):
                sound[part].append(one)
        counts = Counter(span.label for one in sound[part] for span in names_of(one))
        found.documents[part], found.spans[part] = len(sound[part]), dict(counts.most_common())
    found.stops = [one for one in found.faults if one.line is None and one.id is None]
    of_labels = list(_labels(train, dev, sound, known))
    found.faults += of_labels
    found.stops += of_labels
    found.warnings += [*train.remarks(), *dev.remarks(), *_remarks(found, sound, train)]
    if not sound["train"]:
        nothing = Problem(train.path, None, None, "no document to learn from")
        found.stops.append(nothing)
        found.faults += [] if found.faults else [nothing]
    return found


def faults_of(document: Document) -> list[Problem]:
    """What is wrong with one document."""
    reasons = [*_text_faults(document.text), *_span_faults(document), *_overlaps(names_of(document))]
    return [Problem(document.source, document.line, document.id, reason) for reason in reasons]


def _text_faults(text: str) -> Iterator[str]:
    misread = _MISREAD.search(text)
    if misread is not None:
        yield (
            f"{_quoted(text[misread.start() :])} is Arabic in UTF-8 that was read as Windows-1252; "
            "export it again as UTF-8, or mend it: text.encode('cp1252').decode('utf-8')"
        )
    if "\ufffd" in text:
        at = text.index("\ufffd")
        yield (
            f"U+FFFD at character {at}: letters were lost when the text was decoded "
            f"({_quoted(text[max(0, at - 15) :])}); export it again with the encoding it was written in"
        )


def _span_faults(document: Document) -> Iterator[str]:
    text = document.text
    ends = words(document)
    at = {place: one for one in ends for place in range(*one)} if document.spans else {}
    for span in names_of(document):
        if not span.label.strip() or span.label != span.label.strip():
            yield f"{_name(span)}: spaces around the label {span.label!r}; rename it"
        cut = cut_of(text, span.start, span.end, at)
        if cut:
            yield f"{_name(span)} {cut}{_shift(text, span, at)}"


def cut_of(text: str, start: int, end: int, at: dict[int, Ends]) -> str:
    """How a span cuts a word or space in two; empty where it doesn't."""
    if text[start].isspace() or text[end - 1].isspace():
        return "begins or ends with a space"
    first, last = at.get(start), at.get(end - 1)
    if first is not None:
        before = clean(text[first[0] : start]).strip()
        if any(map(str.isalpha, before)) and not _BEFORE.fullmatch(before):
            return f"begins inside the word {text[slice(*first)]!r}"
    if last is not None:
        behind = clean(text[end : last[1]]).strip()
        if behind[:1].isalnum():
            return f"ends inside the word {text[slice(*last)]!r}"
    return ""


def _shift(text: str, span: Span, at: dict[int, Ends]) -> str:
    """The fix: where the span would fit."""
    for shift in _SHIFTS:
        start, end = span.start + shift, span.end + shift
        if start >= 0 and end <= len(text) and not cut_of(text, start, end, at) and _is_edge(start, end, at):
            by = f"{abs(shift)} {'before' if shift < 0 else 'after'}"
            return (
                f"; {text[start:end]!r} stands {by} it: are the offsets off by {abs(shift)}, or counted in "
                "other units (offsets = utf16, graphemes)?"
            )
    return "; correct the ends to those of the name, or leave the document out with --skip-faulty"


def _is_edge(start: int, end: int, at: dict[int, Ends]) -> bool:
    """Whether a span begins and ends with a word."""
    first, last = at.get(start), at.get(end - 1)
    return first is not None and last is not None and first[0] == start and last[1] == end


def _overlaps(names: Sequence[Span]) -> Iterator[str]:
    before: Span | None = None
    for span in sorted(names, key=lambda one: (one.start, -one.end)):
        if before is not None and span.start < before.end:
            how = "lies in" if span.end <= before.end else "overlaps"
            fix = 'choose a layer: layer = "outer" or "inner"' if how == "lies in" else "keep one of them"
            yield f"{_name(span)} {how} {_name(before)}; a word can have one label only: {fix}"
        if before is None or span.end > before.end:
            before = span


def _labels(
    train: Corpus, dev: Corpus, sound: dict[str, list[Document]], known: Sequence[str]
) -> Iterator[Problem]:
    first: dict[str, tuple[Document, str]] = {}
    counts: Counter[str] = Counter()
    parts: dict[str, set[str]] = {}
    for part, found in sound.items():
        for document in found:
            for span in names_of(document):
                counts[span.label] += 1
                first.setdefault(span.label, (document, part))
                parts.setdefault(span.label, set()).add(part)
    by_case: dict[str, list[str]] = {label.casefold(): [label] for label in known}
    for label in sorted(counts, key=lambda one: (-counts[one], one)):
        alike = by_case.setdefault(label.casefold(), [])
        if alike and label not in alike:
            document, _ = first[label]
            times = f"{counts[label]} times" if counts[label] > 1 else "once"
            yield Problem(
                document.source,
                document.line,
                document.id,
                f"the label {label!r} ({times}) differs from {alike[0]!r} in case only; make them one: "
                f'rename = {{"{label}": "{alike[0]}"}}',
            )
        alike.append(label)
    for label in train.labels:
        if "train" not in parts.get(label, ()):
            yield Problem(
                train.path,
                None,
                None,
                f"no span has the label {label!r}, which `labels` asks for; annotate some or take it out",
            )
    of_dev = sorted(label for label, one in parts.items() if "dev" in one)
    if of_dev and not any("train" in parts[label] for label in of_dev):
        document, _ = first[of_dev[0]]
        yield Problem(
            document.source,
            document.line,
            document.id,
            f"no label of dev ({', '.join(of_dev)}) is in train: nothing could be measured; rename them",
        )
    if sound["train"] and not any("train" in one for one in parts.values()):
        yield Problem(train.path, None, None, "not one span in any text: nothing to learn")
    if not sound["dev"]:
        yield Problem(
            dev.path, None, None, 'no document to measure with; part = "dev" holds some of the train file out'
        )


def _remarks(found: Findings, sound: dict[str, list[Document]], train: Corpus) -> Iterator[str]:
    spans = found.spans
    few = [f"{label} {count}" for label, count in spans["train"].items() if count < _FEW]
    if few:
        yield f"{train.path}: few examples to learn from: {', '.join(few)}; a few hundred is what it takes"
    unseen = [label for label in spans["train"] if label not in spans["dev"]]
    if unseen and sound["dev"]:
        yield f"never in dev, so nobody will know how well they are learned: {', '.join(unseen)}"
    unlearned = [f"{label} {count}" for label, count in spans["dev"].items() if label not in spans["train"]]
    if unlearned and spans["train"]:
        yield f"in dev but never in train, so they can only be missed: {', '.join(unlearned)}"
    texts = {one.text: one for one in sound["train"]}
    shared = [one for one in sound["dev"] if one.text in texts]
    if shared:
        other = texts[shared[0].text]
        yield (
            f"{len(shared)} texts of dev are in train too (first {shared[0].place}, {other.place}): scores "
            "will be too good"
        )
    twice = [one for one in sound["train"] if texts[one.text] is not one]
    different = [one for one in twice if _said(one) != _said(texts[one.text])]
    if different:
        other = texts[different[0].text]
        yield (
            f"{len(different)} texts of train stand there twice with different spans (first "
            f"{different[0].place}, {other.place})"
        )


def _said(document: Document) -> set[tuple[int, int, str]]:
    return {(span.start, span.end, span.label) for span in names_of(document)}


def summed_up(faults: Sequence[Problem], most: int) -> list[Problem]:
    """The first faults, at most `most`, and how many more there are."""
    shown = list(faults[:most])
    if len(faults) > most:
        shown.append(replace(shown[-1], reason=f"and {len(faults) - most} more faults"))
    return shown


def _name(span: Span) -> str:
    return f"span {span.start}–{span.end} {span.label} {_quoted(span.text)}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")
