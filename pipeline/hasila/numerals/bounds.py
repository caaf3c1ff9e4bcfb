"""Bounds: what the words around a number say of it (`أكثر من`, `لا يقل عن`, `على الأقل`).

The words are in `bounds.tsv`. A phrase before the number counts before one behind it; a negation turns it
round; a number joined by و to a bounded one is bounded alike (`أكثر من 100 قتيل و200 جريح`).
"""

from dataclasses import replace

from hasila.normalize.levels import fold
from hasila.numerals.lexicon import word_set
from hasila.numerals.lexing import Tokens
from hasila.numerals.node import Node
from hasila.numerals.phrases import Phrase, beginning, ending, forms, phrases
from hasila.numerals.types import Bound

_NEGATIONS = frozenset({"لا", "لم", "لن", "ليس", "ليست", "غير", "ولا", "ولم", "ولن", "فلا"})
_RELATIVES = frozenset({"ما", "بما", "وما", "لما", "فيما", "مما"})
# Between a verb and its number may stand its subject, but nothing that begins another phrase.
_STOP = word_set(
    "في من إلى على عن مع ب ل أن إن التي الذي الذين و أو ثم لكن حيث بينما كما بعد قبل خلال منذ حتى "
    "بين هذا قد قال وقال كان كانت"
)
_PREPOSITIONS = word_set("على عن إلى")
_SKIPPED = frozenset(
    fold(word)
    for word in ("الساعة", "مبلغ", "سن", "عمر", "من", "مجموع", "إجمالي", "نسبة", "عتبة", "حاجز", "ال")
)
_UNBOUND = frozenset({"date", "score", "identifier"})
_SENTENCE_MARKS = frozenset(".،؛:؟!\n,;")
_TRANSPARENT = frozenset(("", "«", "»", '"', "(", ")"))
_GAP = 5
_NOTHING: frozenset[str] = frozenset()
_THAN = {
    fold(word): word_set(others)
    for word, others in (
        ("وأكثر", "من"),
        ("أكثر", "من"),
        ("أقل", "من"),
        ("فأقل", "من"),
        ("فأكثر", "من"),
        ("ويزيد", "على عن"),
        ("يزيد", "على عن"),
        ("يزيدون", "على عن"),
    )
}
# تقل is "carries" as well, تزيد "rises": أسعار تزيد 20 في المئة.
_CARRIES = frozenset(("تقل", "يقل", "تزيد", "يزيد"))
_MODALS = word_set("قد وقد ربما الذي التي والذي والتي")
# What makes تصل إلى an aim or a fact: كي تصل, حين تصل.
_UNTIL = word_set(
    "أن كي لكي حتى بأن وأن لأن كيلا حين عندما حيث ثم أو لم لن إن هل سوف لا كانت كان وهي وهو هي هو"
)


def attach(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """The nodes with their bounds."""
    result: list[Node] = []
    own: list[bool] = []
    for k, node in enumerate(nodes):
        floor = nodes[k - 1].last if k else 0
        ceiling = nodes[k + 1].first if k + 1 < len(nodes) else tokens.size
        before = _before(tokens, node, floor) if node.bound in ("exact", "vague") else None
        if before is not None:
            bound, modifier = before
            result.append(_bounded(node, bound, modifier))
            own.append(True)
            continue
        after = _after(tokens, node, ceiling) if node.bound == "exact" and node.kind not in _UNBOUND else None
        if after is not None:
            bound, modifier = after
            result.append(_bounded(node, bound, modifier))
            own.append(False)
            _carry_back(tokens, result)
            continue
        carried = _carried(tokens, result[-1], node) if result and own[-1] else None
        if carried is not None:
            result.append(replace(node, bound=carried, modifier=result[-1].modifier))
            own.append(True)
            continue
        result.append(node)
        own.append(False)
    return result


def _bounded(node: Node, bound: Bound, modifier: tuple[int, int]) -> Node:
    if node.value is None:
        # نحو عشرات: still vague, and the words are worth keeping.
        return replace(node, modifier=modifier)
    return replace(node, bound=bound, modifier=modifier)


def _before(tokens: Tokens, node: Node, floor: int) -> tuple[Bound, tuple[int, int]] | None:
    if node.kind in ("score", "identifier"):
        return None
    last = node.first - 1
    while last >= floor and (
        tokens.mark(last) in ("(", "«", '"', "“") or tokens.folded(last) in ("و", "ب", "ل", "ال")
    ):
        last -= 1
    found = _phrase_before(tokens, last, floor) or _verb_before(tokens, last, floor)
    if found is None and last - 1 >= floor and tokens.folded(last) in _SKIPPED:
        found = _phrase_before(tokens, last - 1, floor) or _verb_before(tokens, last - 1, floor)
    if found is None:
        return None
    bound, first = found
    if tokens.folded(last).endswith("حدود") and (node.kind == "date" or node.value in (48, 67)):
        # في حدود 1967: borders, not "about".
        return None
    if (
        bound in ("at_most", "exact")
        and node.kind in ("date", "time", "ordinal")
        and tokens.folded(first) in ("حتي", "لغايه")
    ):
        return None
    if node.kind in ("date", "ordinal") and bound != "about" and not _aged(tokens, node, first):
        return None
    return bound, (tokens.start(first), tokens.end(node.first - 1))


def _aged(tokens: Tokens, node: Node, first: int) -> bool:
    """An ordinal as an age: دون الخامسة, فوق سن العاشرة."""
    word = tokens.word(node.first)
    return (
        node.kind == "ordinal" and word is not None and word.folded.endswith("ه") and node.first - first <= 3
    )


def _phrase_before(tokens: Tokens, last: int, floor: int) -> tuple[Bound, int] | None:
    for phrase in ending(tokens.folded(last)):
        first = last - len(phrase.words) + 1
        if first < floor or any(
            word not in forms(tokens.folded(first + k)) for k, word in enumerate(phrase.words)
        ):
            continue
        if tokens.folded(first - 1) in _NEGATIONS and phrase.negated != phrase.bound:
            return phrase.negated, first - 1
        if phrase.words == ("تقريبا",) and 0 < floor >= first - 2 and not _parted(tokens, floor, first):
            # It belongs to the number before it.
            continue
        if phrase.words == ("حتي",) and tokens.folded(first) != "حتي":
            continue
        return phrase.bound, first
    return None


def _parted(tokens: Tokens, first: int, last: int) -> bool:
    return any(tokens.mark(k) in _SENTENCE_MARKS and tokens.mark(k) for k in range(first, last))


def _verb_before(tokens: Tokens, last: int, floor: int) -> tuple[Bound, int] | None:
    """A bounding verb before the number, its subject between; its preposition stands last."""
    preposition = tokens.folded(last) if tokens.folded(last) in _PREPOSITIONS else ""
    end = last - 1 if preposition else last
    for position in range(end, max(floor - 1, end - _GAP), -1):
        word = tokens.folded(position)
        if tokens.mark(position) not in _TRANSPARENT:
            return None
        for phrase in beginning(word):
            needed = phrase.words[1] if len(phrase.words) == 2 else ""
            # يتجاوز عمره على 30: a slip, and still understood.
            slip = position < last and not needed and preposition and phrase.words[0].endswith("جاوز")
            if needed == preposition or slip:
                return _turned(tokens, phrase, position, floor)
        if word in _STOP:
            return None
    return None


def _turned(tokens: Tokens, phrase: Phrase, position: int, floor: int) -> tuple[Bound, int] | None:
    previous = tokens.folded(position - 1)
    if phrase.words[-1] == "الي" and not _limits(tokens, position, previous):
        return None
    if phrase.words[0] in _CARRIES and len(phrase.words) == 1 and previous not in _NEGATIONS:
        # حافلة تقل 47 راكبا.
        return None
    if previous in _NEGATIONS and position - 1 >= floor:
        first = position - 1
        if tokens.folded(first - 1) in _RELATIVES and first - 1 >= floor:
            first -= 1
        return phrase.negated, first
    if previous in _RELATIVES and position - 1 >= floor:
        return phrase.bound, position - 1
    return phrase.bound, position


def _limits(tokens: Tokens, position: int, previous: str) -> bool:
    """Whether تصل إلى is a limit ("up to") and not a number reached.

    It limits in a clause about a noun without article (عقوبة تصل إلى) and behind قد and the like; in a clause
    of its own (الحصيلة تصل إلى, لتصل إلى, أن تصل القوافل إلى) it tells what was reached.
    """
    if tokens.folded(position) not in ("تصل", "يصل"):
        return False
    if previous in _MODALS or previous in _RELATIVES:
        return True
    if previous in _UNTIL or not previous or previous.startswith(("ال", "وال", "بال", "لل", "فال")):
        return False
    return not previous.endswith("ا")


def _after(tokens: Tokens, node: Node, ceiling: int) -> tuple[Bound, tuple[int, int]] | None:
    table = phrases("after")
    for position in range(node.last, min(node.last + 7, ceiling, tokens.size)):
        mark = tokens.mark(position)
        if mark in _SENTENCE_MARKS and mark:
            return None
        for phrase in table.get(tokens.folded(position), ()):
            size = len(phrase.words)
            if all(tokens.folded(position + k) == word for k, word in enumerate(phrase.words)):
                than = _THAN.get(phrase.words[-1], _NOTHING)
                if tokens.folded(position + size) in than and ceiling <= min(
                    position + size + 2, tokens.size - 1
                ):
                    # عشرون جنديا وأكثر من 30 مدنيا: the words are about the next number.
                    continue
                if position > node.last + 1 and phrase.words[0] in ("و", "واكثر", "او", "ويزيد"):
                    continue
                return phrase.bound, (tokens.start(position), tokens.end(position + size - 1))
    return None


def _linked(tokens: Tokens, left: Node, right: Node) -> bool:
    """Whether the right number is joined by و to the left one and what it counts."""
    word = tokens.word(right.first)
    joining = tokens.folded(right.first - 1) == "و" or (word is not None and word.prefix == "و")
    if (
        not joining
        or right.kind in _UNBOUND
        or right.kind in ("dual", "ordinal", "time")
        or right.value is None
    ):
        return False
    gap = right.first - left.last
    return gap <= 6 and not any(
        tokens.mark(k) and tokens.mark(k) not in ("،", ",", "%", "٪") for k in range(left.last, right.first)
    )


def _carried(tokens: Tokens, left: Node, right: Node) -> Bound | None:
    if (
        right.bound != "exact"
        or left.bound in ("exact", "vague", "between")
        or not _linked(tokens, left, right)
    ):
        return None
    return left.bound


def _carry_back(tokens: Tokens, result: list[Node]) -> None:
    """`1800 من المدنيين و700 من العسكريين على الأقل`: the words at the end are about both."""
    right = result[-1]
    if len(result) < 2 or right.bound not in ("at_least", "at_most"):
        return
    left = result[-2]
    if (
        left.bound == "exact"
        and left.value is not None
        and left.kind == right.kind
        and _linked(tokens, left, right)
    ):
        result[-2] = replace(left, bound=right.bound, modifier=right.modifier)
