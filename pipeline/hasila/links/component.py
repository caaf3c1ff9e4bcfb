"""The spaCy component `hasila_links`: the quantities of a text on the Doc, by weights that can be trained."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.vocab import Vocab

from hasila.entities.edges import CLITICS
from hasila.extensions import ensure_extension
from hasila.links.doc_view import numbers_of, view_of
from hasila.links.linker import link
from hasila.links.ranking import FILES, NAMES, Ranker, read_weights, shipped, texts_of
from hasila.links.types import Quantity
from hasila.links.view import View

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from thinc.api import Optimizer

    from hasila.links.learning import Lesson


class QuantityLinker(TrainablePipe):  # type: ignore[misc]
    """Says what each number counts, of whom, where, and what happened.

    Reads the numbers from `doc._.numbers`, the names from `doc.ents` and the sentences from
    `doc.sents` (without them the text is one sentence); writes `doc._.quantities`, a list of plain
    dicts in the order of the text, one for each number (see `hasila.links.types.Quantity`).

    Rules say what is counted; weights choose event, place, group and antecedent among the candidates that the
    grammar allows. Those that ship are used until others are trained (`configs/linker.cfg`).
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str = "hasila_links",
        *,
        attribute: str = "quantities",
        numbers_attribute: str = "numbers",
        mentions_attribute: str = "mentions",
        lean: Mapping[str, float] | None = None,
        penalty: Mapping[str, float] | None = None,
        evidence_attribute: str | None = None,
        clitics_attribute: str = CLITICS,
    ) -> None:
        """Register the extension.

        Args:
            vocab: The pipeline's vocabulary.
            name: The component's name in the pipeline.
            attribute: Where the quantities are written, `doc._.<attribute>`.
            numbers_attribute: Where the numerals stage has written the numbers.
            mentions_attribute: Where `hasila_aliases` has written what nouns and pronouns mean; may be unset.
            lean: What "none" is favoured by while choices are learned: the more, the more
                links are found afterwards (see `hasila.links.learning.loss_and_slopes`).
            penalty: The L2 penalty on the weights of each choice: the more, the smaller they stay.
            evidence_attribute: Where the names' component has left what its encoder says of links
                (`hasila.links.evidence`); it is taken from there. The weights must have been learned beside
                it: of a Doc without, those that ship with the package choose. None: no encoder is asked.
            clitics_attribute: Where the names' component says how many letters stand before the name.

        Raises:
            ValueError: another package has registered the attribute's name.
        """
        self.vocab = vocab
        self.name = name
        self.attribute = attribute
        self.numbers_attribute = numbers_attribute
        self.mentions_attribute = mentions_attribute
        self.cfg: dict[str, Any] = {}
        self.lean = dict(lean or {})
        self.penalty = dict(penalty or {})
        self.evidence_attribute = evidence_attribute
        self.clitics_attribute = clitics_attribute
        # The model is what training changes; what reads texts is the ranker, made of it.
        self.model: Any = None
        self._ranker: Ranker | None = None
        self.register()

    def register(self) -> None:
        """Register `doc._.quantities`, and `doc._.link_evidence` where an encoder is asked."""
        ensure_extension(Doc, self.attribute)
        if self.evidence_attribute is not None:
            ensure_extension(Doc, self.evidence_attribute)

    def __setstate__(self, state: Any) -> None:
        # In a fresh process the attributes of a pickled pipeline are not there.
        super().__setstate__(state)
        self.register()

    @property
    def ranker(self) -> Ranker:
        """What chooses event, place, group and antecedent."""
        if self._ranker is None:
            if self.model is None:
                return shipped()
            from hasila.links.learning import to_ranker

            self._ranker = to_ranker(self.model)
        return self._ranker

    @property
    def is_trainable(self) -> bool:
        """Whether it is being trained: it has learned which features there are, or been updated."""
        return self.model is not None

    def predict(self, docs: Iterable[Doc]) -> list[list[Quantity]]:
        """The quantities of each Doc.

        Raises:
            ValueError: no component before this one has set the numbers.
        """
        return [self._link(doc) for doc in docs]

    def _link(self, doc: Doc) -> list[Quantity]:
        if not self._numbers(doc):
            return []  # A view would be made for nothing, and many a text has no number.
        view = self.view(doc)
        return link(view, self.ranker_of(view).pick)

    def ranker_of(self, view: View) -> Ranker:
        """What chooses in a text: weights that were learned beside an encoder are of no use without it."""
        return shipped() if self.evidence_attribute is not None and view.rows is None else self.ranker

    def set_annotations(self, docs: Iterable[Doc], scores: Iterable[list[Quantity]]) -> None:
        """Write `doc._.quantities`, and let go of the encoder's evidence: it is large, and has been used."""
        for doc, quantities in zip(docs, scores, strict=True):
            doc._.set(self.attribute, [quantity.to_dict() for quantity in quantities])
            if self.evidence_attribute is not None:
                doc._.set(self.evidence_attribute, None)

    def view(self, doc: Doc) -> View:
        """What the rules see of a Doc."""
        return view_of(
            doc,
            self._numbers(doc),
            mentions_attribute=self.mentions_attribute,
            evidence_attribute=self.evidence_attribute,
            clitics_attribute=self.clitics_attribute,
        )

    def _numbers(self, doc: Doc) -> list[dict[str, Any]]:
        return numbers_of(doc, self.numbers_attribute, self.name)

    def initialize(
        self,
        get_examples: "Callable[[], Iterable[Example]]",
        *,
        nlp: "Language | None" = None,  # noqa: ARG002 - spaCy's signature
        least: int = 2,
    ) -> None:
        """Forget all weights, and learn which features there are; nothing where no quantity is annotated.

        Args:
            get_examples: Gives the examples, as `hasila.links.corpus` makes them.
            nlp: The pipeline; not needed.
            least: A feature that fewer choices have is left out.
        """
        from hasila.links.learning import lessons, make_model, vocabulary

        found: list[Lesson] = []
        for example in get_examples():
            if gold := self._gold(example):
                found += lessons(self.view(example.predicted), gold)
        if found:
            self._take(make_model(vocabulary(found, least)))

    def update(
        self,
        examples: "Iterable[Example]",
        *,
        drop: float = 0.0,
        sgd: "Optimizer | None" = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch of examples whose `predicted` has numbers, names and sentences.

        Returns:
            The losses, this component's under its name: how unlikely the annotated links are, summed.
        """
        from thinc.api import set_dropout_rate

        from hasila.links.learning import lessons, loss_and_slopes, to_model

        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        examples = [example for example in examples if self._gold(example)]
        if not examples:
            return losses
        if self.model is None:
            self.model = to_model(self.ranker)
        found = [
            lesson
            for example in examples
            for lesson in lessons(self.view(example.predicted), self._gold(example))
        ]
        if not found:
            return losses
        set_dropout_rate(self.model, drop)
        self.model.attrs["penalty"] = self.penalty
        scores, backprop = self.model.begin_update(found)
        loss, slopes = loss_and_slopes(scores, found, self.lean)
        backprop([slope / len(found) for slope in slopes])
        losses[self.name] += sum(loss.values())
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def finish_update(self, sgd: "Optimizer") -> None:
        """Change the weights by what the last updates have found."""
        if self.model is not None:
            self.model.finish_update(sgd)
            self._ranker = None

    def use_params(self, params: dict[Any, Any]) -> Iterator[None]:
        """Read, and write to disk, with other weights for a while: the averages of a training.

        A generator that spaCy steps through, no context manager, as in its own components.
        """
        if self.model is None:
            yield
            return
        self._ranker = None
        with self.model.use_params(params):
            yield
        self._ranker = None

    def score(self, examples: "Iterable[Example]", **_: Any) -> dict[str, Any]:
        """Precision, recall and F1 of each link (`links_event_f` …), and `links_f`, the mean of the trained.

        Shares between 0 and 1, None where there is nothing to find; no scores where nothing is annotated.
        """
        from hasila.evaluate.quantities import score

        gold, found = [], []
        for index, example in enumerate(examples):
            gold.append({"id": index, "quantities": example.reference._.get(self.attribute) or []})
            found.append({"id": index, "quantities": example.predicted._.get(self.attribute) or []})
        if not any(one["quantities"] for one in gold):
            return {}
        links = score(gold, found).links
        scores: dict[str, Any] = {}
        for name, part in links.items():
            scores |= {
                f"links_{name}_p": part.precision,
                f"links_{name}_r": part.recall,
                f"links_{name}_f": part.f1,
            }
        return {"links_f": sum(links[name].f1 or 0.0 for name in NAMES) / len(NAMES), **scores}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's
        """Write the weights into a folder, one file a choice; nothing while they are those that ship."""
        if self.ranker is shipped():
            return
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts_of(self.ranker).items():
            (folder / name).write_text(text, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "QuantityLinker":  # noqa: ARG002
        """Read the weights of a folder; without one they are those that ship."""
        folder = Path(path)
        if folder.is_dir():
            there = [folder / name for name in FILES.values() if (folder / name).exists()]
            self._read({path.name: path.read_text(encoding="utf-8") for path in there})
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy's signature
        """The weights in one string of bytes; empty while they are those that ship."""
        return b"" if self.ranker is shipped() else json.dumps(texts_of(self.ranker)).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "QuantityLinker":  # noqa: ARG002
        """The reverse of `to_bytes`."""
        if data:
            self._read(json.loads(data))
        return self

    def _read(self, texts: Mapping[str, str]) -> None:
        self._take(None)
        # A choice that the folder knows nothing of is made by the weights of the package.
        own = {name: read_weights(texts[file]) for name, file in FILES.items() if file in texts}
        self._ranker = Ranker({**shipped().weights, **own})

    def _take(self, model: Any) -> None:
        self.model, self._ranker = model, None

    def _gold(self, example: "Example") -> dict[tuple[int, int], Mapping[str, Any]]:
        """The annotated quantities by the ends of their numbers."""
        found = example.reference._.get(self.attribute) or []
        return {(one["num"][0], one["num"][1]): one for one in found}
