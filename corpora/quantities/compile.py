"""Compile the passages with inline marks (passages/*.txt) into quantities.jsonl, spans as character offsets;
and the paragraphs of each file in article/ into one record of article.jsonl.

A number is marked `{surface|fields}`; the fields are parted by `;` and their order is free:

- a kind (`money`; `count` unless said) and a bound (`more_than`; `exact` unless said);
- the value (`39324`, `2.5`, `1/2`), needed unless the surface is plain digits (`583`, `٤٣`, `2.5`);
- `low..high` or `low..` for a range or a vague number (`between` or `vague` unless another bound is said);
- the counted word: `>` the next word, `>>` the one after it, `<` the word before, `=` the number itself
  (a dual, whose value is 2), `+` the pronoun attached to it (`{نصف|1/2;+}هم`), `m` the pronoun of the
  `منهم` that follows, or `c:WORD`;
- `a:` antecedent, `o:` of, `p:` place, `e:` event, each as it stands in the text without its proclitics;
  where it stands there more than once, `#2` after it says which.

Example: `{قتيلان|=;e:سقط}` · `{50|more_than;>;a:شخصا;p:صور;e:أصيب}`.
"""

import json
import re
from pathlib import Path
from typing import Any

KINDS = {
    *("count", "money", "measure", "percent", "fraction", "multiple", "duration"),
    *("age", "date", "time", "ordinal", "score", "identifier"),
}
BOUNDS = {"exact", "more_than", "at_least", "less_than", "at_most", "about", "between", "vague"}
LINKS = {"c": "counted", "a": "antecedent", "o": "of", "p": "place", "e": "event"}
MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")
VALUE = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")
RANGE = re.compile(r"(\d[\d./]*?)?\.\.(\d[\d./]*)?")
PROCLITICS = "وفبلكس"
PRONOUNS = {"ه", "ها", "هم", "هن", "هما"}
HEADER = re.compile(r"## (\S+) \| ([a-z-]+) \| (plain|hard) \| ([a-z]+)")
HERE = Path(__file__).parent

Span = list[int]


class SourceError(ValueError):
    """A passage that cannot be compiled; the message names it and says why."""


def compile_text(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and its quantities in the annotation's format.

    Raises SourceError where a mark names an unknown field or a span that is not in the text or not unique.
    """
    parts: list[str] = []
    marks: list[tuple[Span, str]] = []
    length = last = 0
    for match in MARK.finditer(source):
        before, surface = source[last : match.start()], match[1]
        start = length + len(before)
        parts += [before, surface]
        length = start + len(surface)
        marks.append(([start, length], match[2]))
        last = match.end()
    text = "".join([*parts, source[last:]])
    if re.search(r"[{}|]", text):
        raise SourceError(f"a mark is not closed: {text[:60]}")
    return text, [_quantity(text, span, fields) for span, fields in marks]


def _quantity(text: str, num: Span, fields: str) -> dict[str, Any]:
    """One marked number; `fields` is what stands after the bar."""
    surface = text[num[0] : num[1]]
    kind = bound = value = low = high = None
    links: dict[str, Span | None] = dict.fromkeys(LINKS.values())
    for field in filter(None, map(str.strip, fields.split(";"))):
        if field in KINDS:
            kind = field
        elif field in BOUNDS:
            bound = field
        elif VALUE.fullmatch(field):
            value = field
        elif match := RANGE.fullmatch(field):
            low, high = match[1], match[2]
        elif field in {"=", "+", "m", ">", ">>", "<"}:
            links["counted"] = _neighbour(text, num, field)
            value = "2" if field == "=" and value is None else value
        elif field[:1] in LINKS and field[1:2] == ":":
            links[LINKS[field[0]]] = _find(text, field[2:])
        else:
            raise SourceError(f"{surface}: what is {field!r}?")
    if bound is None:
        bound = "exact" if low is None and high is None else "vague" if high is None else "between"
    if value is None and re.fullmatch(r"\d+(?:\.\d\d?)?", surface):
        value = "".join(str(int(digit)) if digit.isdecimal() else digit for digit in surface)
    if value is None and bound not in {"between", "vague"} and kind != "score":
        raise SourceError(f"{surface}: no value")
    return {
        "num": num,
        "kind": kind or "count",
        "value": value,
        "low": low,
        "high": high,
        "bound": bound,
    } | links


def _neighbour(text: str, num: Span, where: str) -> Span:
    """The counted word that a sign points to; the signs are told at the head of this file."""
    if where == "=":
        return num
    words = [list(match.span()) for match in re.finditer(r"[^\W_]+(?:[\u064b-\u0652\u0670]+[^\W_]*)*", text)]
    if where == "<":
        return [word for word in words if word[1] <= num[0]][-1]
    if where == "+":
        return [num[1], min(end for _, end in words if end > num[1])]
    after = [word for word in words if word[0] >= num[1]]
    if where == "m":
        return [after[0][0] + len("من"), after[0][1]]
    return after[len(where) - 1]


def _find(text: str, wanted: str) -> Span:
    """Where `wanted` stands as a word: a proclitic may stand before it and a pronoun after it."""
    wanted, _, which = wanted.partition("#")
    found = [match.start() for match in re.finditer(re.escape(wanted), text)]
    found = [start for start in found if _is_word(text, start, start + len(wanted))]
    if not found:
        raise SourceError(f"not in the text: {wanted!r} in {text[:60]}")
    if len(found) > 1 and not which:
        raise SourceError(f"{len(found)} times in the text: {wanted!r} in {text[:60]}")
    if which and int(which) > len(found):
        raise SourceError(f"only {len(found)} times in the text: {wanted!r} in {text[:60]}")
    start = found[int(which or 1) - 1]
    return [start, start + len(wanted)]


def _is_word(text: str, start: int, end: int) -> bool:
    """Do the letters around [start, end) leave it a word, once proclitics and pronouns are taken away?"""
    before = re.search(r"[^\W_]*$", text[:start])
    after = re.match(r"[^\W_]*", text[end:])
    head, tail = before[0] if before else "", after[0] if after else ""
    is_pronoun = text[start:end] in PRONOUNS and not tail
    return is_pronoun or (not head.strip(PROCLITICS) and (not tail or tail in PRONOUNS))


def read_passages(path: Path) -> list[dict[str, Any]]:
    """The passages of one source file: `## id | construction | plain or hard | topic`, then the text."""
    passages = []
    for block in re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8")):
        if not block.startswith("## "):
            continue
        head, _, source = block.partition("\n")
        match = HEADER.fullmatch(head.strip())
        if match is None:
            raise SourceError(f"{path.name}: {head}")
        try:
            text, quantities = compile_text(source.strip())
        except SourceError as error:
            raise SourceError(f"{path.name}, {match[1]}: {error}") from error
        passages.append(
            {
                "id": match[1],
                "source": "written for this project",
                "construction": match[2],
                "hard": match[3] == "hard",
                "topic": match[4],
                "text": text,
                "quantities": quantities,
            }
        )
    return passages


def read_article(path: Path) -> dict[str, Any]:
    """An article whose paragraphs are the passages of one source file, as one text with all quantities."""
    text, quantities = "", []
    for passage in read_passages(path):
        text += "\n\n" if text else ""
        for quantity in passage["quantities"]:
            for field in ("num", *LINKS.values()):
                if quantity[field] is not None:
                    quantity[field] = [end + len(text) for end in quantity[field]]
            quantities.append(quantity)
        text += passage["text"]
    return {"id": path.stem, "source": "written for this project", "text": text, "quantities": quantities}


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Read passages/*.txt and article/*.txt in order and write the compiled files beside this script."""
    passages = [
        passage for path in sorted((HERE / "passages").glob("*.txt")) for passage in read_passages(path)
    ]
    _write(HERE / "quantities.jsonl", passages)
    _write(HERE / "article.jsonl", [read_article(path) for path in sorted((HERE / "article").glob("*.txt"))])


if __name__ == "__main__":
    main()
