"""The component `hasila_camel_morphology`: lemma, features and clitics by CAMeL's disambiguator."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hasila.camel.analysis import Analyser
from hasila.extensions import Registers, ensure_extension

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class CamelMorphology(Registers):
    """Sets `token.lemma_`, `token.morph` and `token._.clitic_tags`; loaded at the first document.

    A word that the database doesn't know keeps what it had. Words are judged without their
    neighbours, as CAMeL's MLE disambiguator does.

    Args:
        database: A file in CAMeL's `.db` format, or a name of its catalogue (`calima-msa-r13`).
        counts: The `model.json` of CAMeL's MLE; null for the one that belongs to the database.
        vowels: Lemmas keep their vowel marks.
        attribute: The name of the `Token._` attribute of the clitics, a list of CAMeL's tags in the
            order of writing (`["wa_conj", "bi_prep", "Al_det"]`).
        quantities: The `Doc._` attribute of Hasila's quantities: their counted nouns get CAMeL's
            lemma where its database knows the word. Null leaves them alone. The component has to
            stand after `hasila_links` for it.

    Raises (when called):
        ImportError: CAMeL Tools is not installed.
        OSError: the database is not there.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_camel_morphology",
        *,
        database: str = "calima-msa-r13",
        counts: str | None = None,
        vowels: bool = False,
        attribute: str = "clitic_tags",
        quantities: str | None = None,
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.database = database
        self.counts = counts
        self.vowels = vowels
        self.attribute = attribute
        self.quantities = quantities
        self._analyser: Analyser | None = None
        self.register()

    def register(self) -> None:
        """Register `token._.clitic_tags`."""
        from spacy.tokens import Token

        ensure_extension(Token, self.attribute)

    def analyser(self) -> Analyser:
        """The disambiguator, loaded if it isn't yet."""
        if self._analyser is None:
            self._analyser = Analyser(self.database, self.counts, vowels=self.vowels)
        return self._analyser

    def make_ready(self) -> None:
        """Load the database now; `hasila.load` asks for it."""
        self.analyser()

    def __call__(self, doc: "Doc") -> "Doc":
        known: dict[int, str] = {}
        token: Any  # spaCy's stubs don't know set_morph
        for token in doc:
            found = self.analyser().analyse(token.text)
            if found is None:
                continue
            token.lemma_ = found.lemma
            if found.features:
                token.set_morph(dict(found.features))
            token._.set(self.attribute, list(found.clitics))
            if found.known:
                known[token.idx] = found.lemma
        if self.quantities is not None and doc.has_extension(self.quantities):
            found_quantities = doc._.get(self.quantities) or []
            doc._.set(self.quantities, list(with_lemmas(doc, found_quantities, known)))
        return doc

    def __getstate__(self) -> dict[str, Any]:
        # A database is some hundred megabytes; a worker loads its own.
        return {**self.__dict__, "_analyser": None}


def with_lemmas(
    doc: "Doc", quantities: Iterable[dict[str, Any]], lemmas: dict[int, str]
) -> Iterable[dict[str, Any]]:
    """The quantities with the counted noun's lemma by the first character of its token."""
    for quantity in quantities:
        counted = quantity.get("counted")
        if counted is not None:
            span = doc.char_span(counted["start"], counted["end"], alignment_mode="expand")
            if span is not None and span[0].idx in lemmas:
                quantity = {**quantity, "counted": {**counted, "lemma": lemmas[span[0].idx]}}
        yield quantity
