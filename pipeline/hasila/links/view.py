"""What a rule sees of a text: words with their clitics told apart, numbers, names, sentences.

Every rule of this stage is a function on a `View` and indices into it. A view is made from plain
offsets, so that rules can be tried and tested without spaCy.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from hasila.links.clitics import split
from hasila.links.forms import TANWIN, closed_form, verb_form
from hasila.normalize import fold
from hasila.numerals.types import NumberSpan

Counted = TypeVar("Counted")

# The pronouns that can stand at a noun's end, the longest first, and what must be left of the word.
ENCLITICS = ("كما", "هما", "هم", "هن", "ها", "كم", "نا", "ه", "ي")
PRONOUNS = ("هما", "هم", "هن", "ها", "ه")
# The conjunctions as the first of a word's proclitics.
CONJUNCTIONS = (("و",), ("ف",))


class Word(NamedTuple):
    """A token as a rule sees it (a tuple: a frozen dataclass takes three times as long to make).

    Attributes:
        start, end: Character offsets of the token.
        text: The token as written.
        norm: Its folded form, clitics and all.
        lead: The folded conjunctions and prepositions in front (`("و", "ب")` of `وبقتل`).
        stem: Offset of what follows them, the article included.
        core: The folded form from `stem` on, the article left out.
        definite: Whether the article stands in front of it.
        punct: Whether it holds no letter and no digit.
        verb: Whether it looks like a finite verb.
        nominal: Whether it can be a noun or adjective: letters, in no closed class, no verb.
    """

    start: int
    end: int
    text: str
    norm: str
    lead: tuple[str, ...]
    stem: int
    core: str
    definite: bool
    punct: bool
    verb: bool
    nominal: bool

    @property
    def noun(self) -> int:
        """Where the noun begins for a link: without an article of which only ل is written (`للحقيبة`)."""
        cut = len(self.norm) - sum(map(len, self.lead)) - len(self.core)
        return self.stem + (1 if self.definite and self.lead[-1:] == ("ل",) and cut == 1 else 0)

    @property
    def bare(self) -> str:
        """The folded word without a conjunction in front of it: `في` of `وفي`."""
        return self.norm[1:] if self.lead[:1] in CONJUNCTIONS else self.norm


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: its offsets without proclitics, its label, its index among all, its words."""

    start: int
    end: int
    label: str
    index: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class View:
    """A text, cut into words, with what the earlier stages found in it.

    Attributes:
        text: The caller's text.
        words: Its words, in order.
        numbers: Its numbers, in order of their starts, without overlaps.
        first, last: For each number, the indices of its first and last word.
        number_at: Word index → index of the number that stands there.
        names: The named entities, in order.
        name_at: Word index → index into `names`.
        sentences: For each sentence, its first word's index and the index after its last.
        bounds_of: For each number, those of its sentence.
        meant: Word index of a definite noun or a noun with a pronoun (`التنظيم`, `عناصره`) → index into
            `names` of the body that the noun or the pronoun means.
        rows: What an encoder says of each word (`evidence`); None without one.
        memo: What rules have counted once for the whole text; theirs, not the caller's.
    """

    text: str
    words: Sequence[Word]
    numbers: Sequence[NumberSpan]
    first: Sequence[int]
    last: Sequence[int]
    number_at: dict[int, int]
    names: Sequence[Name]
    name_at: dict[int, int]
    sentences: Sequence[tuple[int, int]]
    bounds_of: Sequence[tuple[int, int]]
    meant: dict[int, int] = field(default_factory=dict)
    rows: Any = None
    memo: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, count: Callable[["View"], Counted]) -> Counted:
        """What `count` gives for the text, counted the first time only; `name` tells its counts apart."""
        found: Counted | None = self.memo.get(name)
        if found is None:
            found = self.memo[name] = count(self)
        return found

    def sentence_of(self, word: int) -> int:
        """The index of the sentence that a word stands in."""
        return _sentence(self.sentences, word)

    def lead_at(self, index: int) -> tuple[str, ...]:
        """The proclitics of a word; none where a name begins with what looks like one (`بغلان`)."""
        word = self.words[index]
        position = self.name_at.get(index) if word.lead else None
        if position is None:
            return word.lead
        name = self.names[position]
        return () if name.first == index and name.start < word.stem else word.lead

    def bounds(self, number: int) -> tuple[int, int]:
        """First word and end of the sentence that a number stands in."""
        return self.bounds_of[number]


def _sentence(sentences: Sequence[tuple[int, int]], word: int) -> int:
    return max(0, bisect_left(sentences, (word + 1,)) - 1)


@lru_cache(maxsize=65_536)
def analyse(text: str) -> tuple[str, tuple[str, ...], int, str, bool, bool, bool, bool]:
    """What is known of a word by its letters: what `Word` has behind its text, `stem` without its start."""
    norm = fold(text)
    letters = norm.isalpha()
    if not letters and not any(map(str.isalnum, norm)):
        return norm, (), 0, norm, False, True, False, False
    lead, definite, core = split(norm)
    stem = _letters(text, len(lead))
    if definite and text[stem : stem + 1] in _HAMZAS:
        definite, core = False, f"ال{core}"  # `ألقاب`, `إلغاء`: folding makes them begin as the article does
    verb = not definite and text[-1:] not in TANWIN and verb_form(core)
    nominal = letters and (definite or not (verb or closed_form(norm, core)))
    return norm, lead, stem, core, definite, False, verb, nominal


# An alef that is written with these is never the article's.
_HAMZAS = ("أ", "إ", "آ")


def _letters(text: str, count: int) -> int:
    """How many characters of `text` hold its first `count` letters, with the marks that follow them."""
    if count == 0:
        return 0
    seen = 0
    for position, character in enumerate(text):
        if character.isalpha() and character != "ـ":
            if seen == count:
                return position
            seen += 1
    return len(text)


def make_word(text: str, start: int) -> Word:
    """The word that stands at `start`."""
    norm, lead, stem, core, definite, punct, verb, nominal = analyse(text)
    return _new(
        Word, (start, start + len(text), text, norm, lead, start + stem, core, definite, punct, verb, nominal)
    )


# Is `فقد`, "lost", or ف and قد, which stands in front of a verb in the perfect.
_LOST, _ALREADY = "فقد", "قد"


def _tell_already(words: list[Word], number_at: dict[int, int], name_at: dict[int, int]) -> None:
    """Take the ف off each `فقد` that is no verb: of `فقد لقي 8 حتفهم`, not of `فقد 8 من البحارة`."""
    for index, word in enumerate(words):
        if word.norm == _LOST and _is_already(words, index, number_at, name_at):
            words[index] = word._replace(
                lead=(_LOST[0],),
                stem=word.start + _letters(word.text, 1),
                core=_ALREADY,
                verb=False,
                nominal=False,
            )


def _is_already(words: list[Word], index: int, number_at: dict[int, int], name_at: dict[int, int]) -> bool:
    """Whether a verb follows, or a word that can be one while the clause begins with `فقد`."""
    after = index + 1
    if after == len(words) or after in number_at or after in name_at:
        return False
    if words[after].verb:
        return True
    opens = index == 0 or words[index - 1].punct
    return opens and words[after].nominal and not words[after].definite


# `Word(…)` would step through a function of Python's for each word of a text.
_new: Callable[[type[Word], tuple[Any, ...]], Word] = tuple.__new__


def make_view(
    text: str,
    tokens: Iterable[tuple[int, int]],
    numbers: Iterable[NumberSpan],
    names: Iterable[tuple[int, int, str]] = (),
    sentences: Iterable[int] = (),
    mentions: Iterable[tuple[int, int]] = (),
    rows: Any = None,
) -> View:
    """Put a view together.

    Args:
        text: The caller's text.
        tokens: Offsets of its tokens, in order; white space may be left out.
        numbers: What the numerals stage found.
        names: Start, end and label of each named entity, in the order of `doc.ents`.
        sentences: Where its sentences begin; without any, the whole text is one.
        mentions: For each noun or pronoun that means a name, its start and the name's place in `names`.
        rows: What an encoder says of each token, an array with one row a token; None without one.
    """
    tokens = list(tokens)
    words = [make_word(piece, start) for start, end in tokens if not (piece := text[start:end]).isspace()]
    if rows is not None and len(words) < len(tokens):
        rows = rows[[not text[start:end].isspace() for start, end in tokens]]
    starts = [word.start for word in words]

    def first_word(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    def last_word(offset: int) -> int:
        return max(0, bisect_left(starts, offset) - 1)

    kept: list[NumberSpan] = []
    for number in sorted(numbers, key=lambda n: (n.start, -n.end)):
        if words and (not kept or number.start >= kept[-1].end):
            kept.append(number)
    first = [first_word(number.start) for number in kept]
    last = [max(first_word(number.start), last_word(number.end)) for number in kept]
    number_at = {word: i for i in range(len(kept)) for word in range(first[i], last[i] + 1)}
    entities = [
        Name(start, end, label, index, first_word(start), max(first_word(start), last_word(end)))
        for index, (start, end, label) in enumerate(names)
        if words
    ]
    name_at = {word: i for i, name in enumerate(entities) for word in range(name.first, name.last + 1)}
    _tell_already(words, number_at, name_at)
    cuts = [bisect_left(starts, start) for start in sentences] if words else []
    if not cuts or cuts[0] != 0:
        cuts.insert(0, 0)
    ends = [*cuts[1:], len(words)]
    spans = [(a, b) for a, b in zip(cuts, ends, strict=True) if a < b] or [(0, len(words))]
    meant = {first_word(start): index for start, index in mentions if index < len(entities)}
    bounds = [spans[_sentence(spans, word)] for word in first]
    return View(text, words, kept, first, last, number_at, entities, name_at, spans, bounds, meant, rows)
