"""Raw text → tokens with offsets, each looked up once in the lexicon.

Nothing but the few words that can matter to a number gets an object: the others are None in
`Tokens.words`, so a long text without numbers costs little more than the regex over it.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType

from hasila.normalize.levels import fold
from hasila.numerals import duals, lexicon
from hasila.numerals.lexicon import Roles, word_set

# Letters of the Arabic blocks; what may follow one inside a word: marks, tatweel, unseen controls.
_LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfd\ufe80-\ufefc"
)
_MARK = "\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0610-\u061a\u08ca-\u08ff\ufe70-\ufe7f"
_CONTROL = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_DIGIT = "0-9٠-٩۰-۹"
SEPARATORS = ".,،٬٫'’ر"

_TOKEN = re.compile(
    rf"(?P<word>[{_LETTER}][{_LETTER}{_MARK}{_CONTROL}]*)"
    rf"|(?P<digits>[{_DIGIT}]+(?:[{SEPARATORS}][{_DIGIT}]+)*)"
    rf"|&?\#[0-9]{{2,5}};|(?P<foreign>https?://\S+|www\.\S+|[@#][^\W\d]\w*|[^\W\d{_LETTER}][\w.+-]{{0,60}}@[\w.-]+|[^\W\d{_LETTER}]+)"
    r"|(?P<mark>[^\s" + _CONTROL + _MARK + r"]|\n)"
)
_MARKS_AT_END = re.compile(rf"[{_CONTROL}{_MARK}]+$")
_UNSEEN = re.compile(rf"[{_CONTROL}]")
_SKIPPED = re.compile(rf"[{_CONTROL}{_MARK}]*")

_NO_ROLES: Roles = MappingProxyType({})
# Words of a cold text that were seen before; emptied when full, so that memory stays bounded.
_CACHE_SIZE = 1 << 17
_MAX_WORD = 40
# Raw token → what it is; with and without the dialect's forms.
_KNOWN: dict[bool, dict[str, "Token"]] = {False: {}, True: {}}
# The numbers of the groups of `_TOKEN`.
_WORD, _DIGITS, _FOREIGN = 1, 2, 3
PADDING = 32


@dataclass(frozen=True, slots=True)
class Word:
    """A word that matters: its readings, and how much of it is proclitics.

    Attributes:
        folded: The stem, folded, without proclitics and article.
        prefix: Conjunction and preposition, folded: "", "و", "ب", "وب" …
        skip: How many raw characters the prefix takes.
        article: Whether the article stands before the stem.
        length: Raw characters without trailing marks that are no part of the word.
        roles: Role → value (see `words.tsv`); empty for a word that only matters as context.
        dual: The singular of a dual noun, else None.
        construct: Whether the dual has lost its ن before a noun or pronoun.
        suffix: Letters of a pronoun at the end, which `length` leaves out.
        raw: The word as written.
    """

    folded: str
    prefix: str
    skip: int
    article: bool
    length: int
    roles: Roles
    dual: str | None
    construct: bool
    suffix: int
    raw: str


class Token:
    """What a raw token is, wherever it stands; one object for all its occurrences.

    Attributes:
        size: Its length in characters.
        word: The word if it is one that matters to a number, else None.
        fold: The folded token if it is an Arabic word, else "".
        mark: The token if it is a punctuation mark or a line end, else "".
        run: The token if it is digits with their separators, else None.
        begins: Whether a number can begin here.
    """

    __slots__ = ("begins", "fold", "mark", "run", "size", "word")

    def __init__(self, raw: str, kind: int | None, *, dialect: bool) -> None:
        self.size = len(raw)
        self.word = classify(raw, dialect=dialect) if kind == _WORD else None
        self.fold = fold(raw) if kind == _WORD else ""
        self.mark = "" if kind in (_WORD, _DIGITS, _FOREIGN) else raw
        self.run = raw if kind == _DIGITS else None
        self.begins = self.word is not None or kind == _DIGITS


class Tokens:
    """The tokens of a text, and the questions that grammars ask about a place in it.

    A few empty tokens stand behind the last, so that a look past either end of the text (a negative index
    reads from the back) finds nothing instead of failing. No grammar looks more than `PADDING` tokens away.

    Attributes:
        text: The text.
        size: How many tokens there are.
        candidates: The tokens at which a number can begin, in order.
    """

    __slots__ = ("_starts", "_tokens", "candidates", "size", "text")

    def __init__(self, text: str, starts: list[int], tokens: list[Token], candidates: list[int]) -> None:
        self.text = text
        self.size = len(tokens)
        self.candidates = candidates
        self._starts = starts + [len(text)] * PADDING
        self._tokens = tokens + [_NOTHING] * PADDING

    def word(self, i: int) -> Word | None:
        """The word at i if it is one that matters."""
        return self._tokens[i].word

    def roles(self, i: int) -> Roles:
        """The readings of the word at i; empty where there is none."""
        word = self._tokens[i].word
        return _NO_ROLES if word is None else word.roles

    def digits(self, i: int) -> str | None:
        """The digits at i as written."""
        return self._tokens[i].run

    def mark(self, i: int) -> str:
        """The punctuation mark at i, or ""."""
        return self._tokens[i].mark

    def folded(self, i: int) -> str:
        """The whole word at i, folded with its proclitics; "" for digits, marks and the text's ends."""
        return self._tokens[i].fold

    def foreign(self, i: int) -> bool:
        """Whether the token at i is a word of another script."""
        token = self._tokens[i]
        return 0 <= i < self.size and not token.fold and not token.mark and token.run is None

    def start(self, i: int) -> int:
        """Where the token at i begins."""
        return self._starts[i]

    def end(self, i: int) -> int:
        """Where the token at i ends."""
        return self._starts[i] + self._tokens[i].size

    def raw(self, i: int) -> str:
        """The token at i as written."""
        return self.text[self.start(i) : self.end(i)]

    def glued(self, i: int) -> bool:
        """Whether tokens i and i + 1 touch."""
        return 0 <= i < self.size - 1 and self.end(i) == self._starts[i + 1]

    def stem_start(self, i: int) -> int:
        """Where the token at i begins, proclitics left out."""
        word = self._tokens[i].word
        return self._starts[i] + (0 if word is None else word.skip)

    def stem_end(self, i: int) -> int:
        """Where the token at i ends, unseen characters at its end and a pronoun left out."""
        word = self._tokens[i].word
        return self.end(i) if word is None else self._starts[i] + word.length


def lex(text: str, *, dialect: bool = False) -> Tokens:
    """Cut a text into tokens and look each up."""
    known = _KNOWN[dialect]
    starts: list[int] = []
    tokens: list[Token] = []
    candidates: list[int] = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        token = known.get(raw)
        if token is None:
            token = Token(raw, match.lastindex, dialect=dialect)
            if len(known) >= _CACHE_SIZE:
                known.clear()
            if token.size < _MAX_WORD:
                known[raw] = token
        if token.begins:
            candidates.append(len(tokens))
        starts.append(match.start())
        tokens.append(token)
    return Tokens(text, starts, tokens, candidates)


# Proclitics before a stem, longest first. "لل" is ل with the article, whose alef is not written.
_PREFIXES = (
    "",
    "ال",
    "و",
    "وال",
    "ف",
    "فال",
    "ب",
    "بال",
    "ل",
    "لل",
    "ك",
    "كال",
    "وب",
    "وبال",
    "ول",
    "ولل",
    "فب",
    "فبال",
    "فل",
    "فلل",
    "وك",
    "وكال",
)
_ONE, _THIRD = fold("واحد"), fold("ثلثة")
# A pronoun can follow these: ثلثهم, نصفها, أولهما.
_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "كم", "ه")
_WITH_PRONOUN = frozenset(
    fold(word) for word in ("نصف", "ثلث", "ثلثا", "ثلثي", "أول", "أولى", "ثاني", "ثالث", "رابع", "خامس")
)
# Fractions only of them or hers: خمسهم, ربعها; not of one's price (ثمنها) nor of what holds us (تسعنا).
_FIFTHS = frozenset(fold(word) for word in ("ربع", "خمس", "سدس", "سبع", "عشر"))
_PART_ROLES = frozenset(("fraction", "fraction_dual", "ordinal"))
_THEIRS = ("هما", "هم", "ها", "هن", "ه")
# Words that look like a clitic and a number word, and are neither.
_NOT_CLITIC = word_set("لست بست ولست فلست كست لثمن وعد")


def classify(raw: str, *, dialect: bool = False) -> Word | None:
    """Look a raw word up: a number word, a dual noun, or None."""
    folded = fold(raw)
    size = len(folded)
    if size < 2 or size > 24:
        return None
    table = lexicon.words(dialect)
    if folded in _NOT_CLITIC:
        return None
    if folded == _ONE and ("أ" in raw or "\u0654" in raw):
        # وأحد is folded like واحد, and is و with the أحد of وأحد عشر.
        return _word(raw, folded, "و", table[folded[1:]])
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            roles = table.get(folded[len(prefix) :])
            if roles is not None and not (
                bare_end(raw) == "ه" and ("several" in roles or folded.endswith(_THIRD))
            ):
                # بعده is "after him" and ثلثه its third; only with ta marbuta they are عدة and ثلاثة.
                return _word(raw, folded, prefix, roles)
    for suffix in _PRONOUNS:
        if folded.endswith(suffix):
            for prefix in _PREFIXES:
                stem = folded[len(prefix) : -len(suffix)]
                if folded.startswith(prefix) and (
                    stem in _WITH_PRONOUN or (stem in _FIFTHS and suffix in _THEIRS)
                ):
                    parts = {role: table[stem][role] for role in _PART_ROLES & table[stem].keys()}
                    return _word(raw, folded, prefix, parts, suffix=len(suffix))
    found = duals.lookup(folded, raw)
    if found is None:
        return None
    return _word(
        raw,
        folded,
        found.prefix,
        _NO_ROLES,
        dual=found.singular,
        construct=found.construct,
        suffix=found.suffix,
    )


def _word(
    raw: str,
    folded: str,
    prefix: str,
    roles: Roles,
    *,
    dual: str | None = None,
    construct: bool = False,
    suffix: int = 0,
) -> Word:
    article = prefix.endswith(("ال", "لل"))
    clitics = prefix
    if prefix.endswith("ال"):
        clitics = prefix[:-2]
    elif prefix.endswith("لل"):
        clitics = prefix[:-1]
    if suffix:
        length = raw_length(raw, len(folded) - suffix)
    else:
        length = len(raw)
        while length and _UNSEEN.match(raw[length - 1]):
            length -= 1
    stem = folded[len(prefix) : len(folded) - suffix]
    return Word(
        stem, clitics, raw_length(raw, len(clitics)), article, length, roles, dual, construct, suffix, raw
    )


def bare_end(raw: str) -> str:
    """The last letter of a raw word, marks and controls aside."""
    return _MARKS_AT_END.sub("", raw)[-1:]


def raw_length(raw: str, letters: int) -> int:
    """How many raw characters the first so many letters take, with the marks after each."""
    position = 0
    for _ in range(letters):
        skipped = _SKIPPED.match(raw, position)
        position = (skipped.end() if skipped else position) + 1
    skipped = _SKIPPED.match(raw, position)
    return skipped.end() if letters and skipped else position


_NOTHING = Token("", _FOREIGN, dialect=False)
