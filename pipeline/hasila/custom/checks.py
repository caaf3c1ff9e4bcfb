"""What is wrong with annotated corpora, said before any training starts, each time with the fix."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hasila.custom.align import names_of
from hasila.custom.corpus import Corpus
from hasila.custom.faults import faults_of
from hasila.formats.types import Document, Problem

_FEW = 10


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
