"""Where a run of text without spaces is cut into tokens: one compiled pattern, tried left to right.

The alternatives stand in the order in which they are tried; the last one takes any character, so
that the pieces of a chunk always join to the chunk again. None of them reads on for longer than what
it takes or a fixed bound, so that cutting is linear on any input.

What is cut, and what stays whole:

- Digits stand apart from letters: `و|166` `بـ|627` `الـ|70.000` `ال|15` `10|آلاف`. Latin names with
  digits don't (`G20`), nor designations of a word and up to three digits (`إف-16`, `كوفيد-19`, `F-16`).
- Separators inside a number stay: `1,250,000` `٧٠،٠٠٠` `3.5` `٣٫٥` and the agencies' `12ر1`.
- `/` and `-` stand apart between words and between numbers, in dates too: `يونيو|/|حزيران`
  `3000|-|5000` `12|/|5|/|2015`. A time of day is one token (`10:30`), a score is not (`2|:|1`).
- Signs stand apart: `50|%` `$|50`; runs of full stops and the like are one (`...` `؟!` `----`), as are
  four or more of the same bracket.
- A full stop stuck to a word stands apart (`الخامسة|.|من` `.|وأكدت`), that of an abbreviation does not
  (`د.` `أ.ف.ب` `بي.بي.سي` `U.S.`); the letter after digits is a unit, no abbreviation: `2010|م|.`
- Addresses, `@name`, `#وسم_طويل`, emoji, `&nbsp;` and `<br>` are one token each.
- Controls that are not seen (U+200F and the like) belong to the word or number beside them; only where
  there is none do they make a token.
"""

import re

_ARABIC = "ء-غف-يٱپچژڤکگی"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_CONTROLS = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    r"\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_UNSEEN = _CONTROLS + _MARKS

# --- Emoji, by the sequences of UTS #51: flags, key caps, and pictures with their modifiers.
_PICTURE = (
    r"[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    r"\u3030\u303d\u3297\u3299©®™‼⁉]"
)
_DRESSED = rf"{_PICTURE}\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = (
    r"[\U0001f1e6-\U0001f1ff]{2}"
    r"|[0-9#*]\ufe0f?\u20e3"
    rf"|{_DRESSED}(?:\u200d{_DRESSED})*+[\U000e0020-\U000e007f]*+"
)

# --- Addresses. The parts are bounded so that no start is tried for longer than an address is.
_IN_URL = r"[^\s<>\"«»“”،؛]"
_URL_END = r"[^\s<>\"«»“”،؛.,;:!?؟)\]}'’…]"
_TOP_DOMAIN = r"(?:com|net|org|info|gov|edu|int|mil|biz|news|[a-z]{2})(?![A-Za-z0-9])"
_HOST = rf"[A-Za-z0-9-]{{1,63}}\.(?:[A-Za-z0-9-]{{1,63}}\.){{0,4}}{_TOP_DOMAIN}"
_ADDRESS = (
    rf"(?:https?|ftp)://{_IN_URL}*{_URL_END}"
    rf"|[A-Za-z0-9._%+-]{{1,64}}@{_HOST}"
    rf"|{_HOST}(?:/{_IN_URL}*{_URL_END}|/)?"
)
_HANDLE = rf"@[A-Za-z0-9_]+|#(?=[\d_]*[^\W\d_])[\w{_UNSEEN}]+"
_MARKUP = r"&(?:[A-Za-z]{2,31}|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});|</?[A-Za-z][^\s<>]{0,200}>"

# --- Abbreviations: single letters with their full stops (أ.ف.ب, د., هـ.), not after a digit, where
# the letter is a unit and the full stop ends the sentence. Titles take و too (ود.).
_LETTER = rf"[{_ARABIC}]ـ?"
_LATIN_LETTER = (
    "(?:إيه|ايه|بي|سي|دي|إي|اي|إف|اف|جي|إتش|اتش|آي|جيه|جاي|كيه|كي|إل|ال|إم|ام|إن|ان|أو|او|كيو|آر|إس|اس|تي"
    "|يو|في|دبليو|إكس|اكس|واي|زد)"
)
_ABBREVIATION = (
    rf"(?<![\w{_UNSEEN}])(?:[وفبلك]?(?:{_LETTER}\.){{1,8}}{_LETTER}(?![\w{_UNSEEN}.])"
    rf"|[وفبلك]?(?:{_LETTER}\.){{2,8}}"
    rf"|{_LETTER}\.(?!\.)"
    rf"|{_LATIN_LETTER}(?:\.{_LATIN_LETTER}){{1,6}}(?![\w{_UNSEEN}])"
    r"|و[دمأ]\.(?!\.)"
    r"|(?:[A-Za-z]\.){2,8}|[A-Z]\.(?!\.)"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|vs|Inc|Ltd|Co|Corp)\.)"
)

# --- Numbers. A bidi mark may follow a separator.
_CONTROL = rf"[{_CONTROLS}]{{0,2}}"
_NUMBER = (
    r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])"
    rf"|\d{{1,3}}(?:[.,٬،'’]{_CONTROL}\d{{3}})+(?:[.,٫]{_CONTROL}\d+)?(?!\d)"
    rf"|\d+ر\d+(?![\w{_UNSEEN}])"
    rf"|\d+(?:[.٫]{_CONTROL}\d+)+"
    rf"|\d+[,،]{_CONTROL}\d{{1,2}}(?![.,،]?\d)"
    r"|\d+"
)

# --- Words.
_DESIGNATION = (
    rf"(?:[{_LATIN}]{{1,12}}|[{_ARABIC}]{{2,12}})-\d{{1,3}}(?![\w-]|[/:.]\d)"
    rf"|[{_LATIN}]{{1,40}}\d[{_LATIN}\d]*"
)
_WORD = (
    rf"[{_LATIN}]+(?:['’][{_LATIN}]+)+"
    rf"|[{_UNSEEN}]*[^\W\d_][^\W\d_{_UNSEEN}]*(?:[{_UNSEEN}]+[^\W\d_{_UNSEEN}]*)*"
)

# --- Signs: runs of them as one, else each alone.
_SIGN = (
    r"[.!?؟…۔]{2,}"
    r"|([-–—_=*~#+|•/\\،,:;؛])\1+"
    r"|''|``"
    r"|([()\[\]{}«»\"'“”‘’<>])\2{3,}"
    rf"|[^\w\s{_UNSEEN}]|_"
)

_PIECE = re.compile(
    rf"\s+|(?:{_EMOJI})|(?:{_ADDRESS})|(?:{_HANDLE})|(?:{_MARKUP})|(?:{_ABBREVIATION})"
    rf"|(?:{_DESIGNATION})|[{_UNSEEN}]*+(?:{_NUMBER})[{_UNSEEN}]*+|(?:{_WORD})"
    rf"|(?:{_SIGN})(?:[{_UNSEEN}]++(?=\s|\Z))?|[{_UNSEEN}]++|.",
    re.DOTALL,
)


def cut(chunk: str) -> tuple[str, ...]:
    """The tokens of a chunk of text; their join is the chunk.

    >>> cut("و166")
    ('و', '166')
    """
    return tuple(match.group() for match in _PIECE.finditer(chunk))
