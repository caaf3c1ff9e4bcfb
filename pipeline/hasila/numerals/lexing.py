"""Raw text → tokens with offsets, each looked up once in the lexicon.

Nothing but the few words that can matter to a number gets an object: the others are None in
`Tokens.words`, so a long text without numbers costs little more than the regex over it.
"""

import re

from hasila.normalize.levels import fold
from hasila.numerals.classify import CONTROL, MARK, NO_ROLES, Word, classify
from hasila.numerals.lexicon import Roles

# Letters of the Arabic blocks.
_LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfd\ufe80-\ufefc"
)
_DIGIT = "0-9٠-٩۰-۹"
SEPARATORS = ".,،٬٫'’ر"

# A tatweel that belongs to no word is keyed for a dash: `3 ـ صفر`, `50ـ100`.
_TOKEN = re.compile(
    rf"(?P<word>[{_LETTER}][{_LETTER}{MARK}{CONTROL}]*)"
    rf"|(?P<digits>[{_DIGIT}]+(?:[{SEPARATORS}][{_DIGIT}]+)*)"
    r"|(?P<dash>\u0640+)"
    rf"|&?\#[0-9]{{2,5}};|(?P<foreign>https?://\S+|www\.\S+|[@#][^\W\d]\w*|[^\W\d{_LETTER}][\w.+-]{{0,60}}@[\w.-]+|[^\W\d{_LETTER}]+)"
    rf"|(?P<mark>[^\s{CONTROL}{MARK}]|\n)"
)

# Words of a cold text that were seen before; emptied when full, so that memory stays bounded.
_CACHE_SIZE = 1 << 17
_MAX_WORD = 40
# Raw token → what it is; with and without the dialect's forms.
_KNOWN: dict[bool, dict[str, "Token"]] = {False: {}, True: {}}
# The numbers of the groups of `_TOKEN`.
_WORD, _DIGITS, _DASHED, _FOREIGN = 1, 2, 3, 4
PADDING = 32


class Token:
    """What a raw token is, wherever it stands; one object for all its occurrences.

    Attributes:
        size: Its length in characters.
        word: The word if it is one that matters to a number, else None.
        fold: The folded token if it is an Arabic word, else "".
        mark: The token if it is a punctuation mark or a line end, else ""; a tatweel by itself is a dash.
        run: The token if it is digits with their separators, else None.
        begins: Whether a number can begin here.
    """

    __slots__ = ("begins", "fold", "mark", "run", "size", "word")

    def __init__(self, raw: str, kind: int | None, *, dialect: bool) -> None:
        self.size = len(raw)
        self.word = classify(raw, dialect=dialect) if kind == _WORD else None
        self.fold = fold(raw) if kind == _WORD else ""
        self.mark = "" if kind in (_WORD, _DIGITS, _FOREIGN) else "–" if kind == _DASHED else raw
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
        return NO_ROLES if word is None else word.roles

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


_NOTHING = Token("", _FOREIGN, dialect=False)
