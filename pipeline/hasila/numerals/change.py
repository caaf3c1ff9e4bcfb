"""Words of change before a number: `ارتفع`, `بانخفاض`, `وتحولت`."""

import re
from typing import Literal

from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens

Change = Literal["rise", "fall", "other", ""]

# Before these all words are about a range: زيادة تتراوح من 5 إلى 10.
_RANGE = re.compile("[وف]?[لس]?(?:ال)?[يتنم]?تراوح")
_STEMS: dict[Change, frozenset[str]] = {
    "rise": word_set("ارتفع رتفع ارتفاع زاد زياد رفع نما نمو قفز صعد صعود تضاعف ازداد زداد"),
    "fall": word_set("انخفض نخفض انخفاض تراجع خفض تخفيض تقلص تقليص هبط هبوط تدن انكمش"),
    "other": word_set("انتقل تحول تحسن تغير تحويل مدد تمديد"),
}
# The stems with what may stand before them: وارتفعت, ليرتفع, الزيادة; رتفع is that of يرتفع.
_CHANGE = re.compile(
    "[وف]?[لبس]?(?:ال|ي|ت|ن|ا)?(?:"
    + "|".join(f"(?P<{name}>{'|'.join(sorted(stems))})" for name, stems in _STEMS.items())
    + ")"
)


def change_before(tokens: Tokens, i: int, *, within: int = 9) -> Change:
    """What the nearest word of change says in the few words before token i, "" where there is none."""
    for k in range(i - 1, max(-1, i - 1 - within), -1):
        if tokens.mark(k) in (".", "،", "؛", "\n") or _RANGE.match(tokens.folded(k)):
            return ""
        found = _CHANGE.match(tokens.folded(k))
        if found is not None:
            return next(name for name in _STEMS if found[name])
    return ""
