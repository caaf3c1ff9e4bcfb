"""The spaCy component `hasila_links`: the quantities of a text on the Doc."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from hasila.entities import bounds
from hasila.extensions import ensure_extension
from hasila.links.linker import link
from hasila.links.view import View, make_view
from hasila.numerals.types import NumberSpan


class QuantityLinker:
    """Says what each number counts, of whom, where, and what happened.

    Reads the numbers from `doc._.numbers`, the names from `doc.ents` and the sentences from
    `doc.sents` (without them the text is one sentence); writes `doc._.quantities`, a list of plain
    dicts in the order of the text, one for each number (see `hasila.links.types.Quantity`).
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str = "hasila_links",
        *,
        attribute: str = "quantities",
        numbers_attribute: str = "numbers",
    ) -> None:
        """Register the extension.

        Args:
            vocab: The pipeline's vocabulary.
            name: The component's name in the pipeline.
            attribute: Where the quantities are written, `doc._.<attribute>`.
            numbers_attribute: Where the numerals stage has written the numbers.

        Raises:
            ValueError: another package has registered the attribute's name.
        """
        self.vocab = vocab
        self.name = name
        self.attribute = attribute
        self.numbers_attribute = numbers_attribute
        ensure_extension(Doc, attribute)

    def __call__(self, doc: Doc) -> Doc:
        """Link the numbers of one Doc.

        Raises:
            ValueError: no component before this one has set the numbers.
        """
        doc._.set(self.attribute, [quantity.to_dict() for quantity in link(self.view(doc))])
        return doc

    def view(self, doc: Doc) -> View:
        """What the rules see of a Doc."""
        numbers = doc._.get(self.numbers_attribute) if doc.has_extension(self.numbers_attribute) else None
        if numbers is None:
            raise ValueError(
                f"doc._.{self.numbers_attribute} is not set: put hasila_numerals before {self.name}, "
                f"or name its attribute in `numbers_attribute`."
            )
        sentences = (
            [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
            if doc.has_annotation("SENT_START")
            else []
        )
        return make_view(
            doc.text,
            [(token.idx, token.idx + len(token)) for token in doc],
            [NumberSpan.from_dict(number) for number in numbers],
            [(*bounds(entity), entity.label_) for entity in doc.ents],
            sentences,
        )
