"""Records as one page: the text right to left, names and numbers coloured, each number's links shown.

The page is a single file that asks for nothing from elsewhere, and its content security policy
lets only its own style and script run. All cutting of the text is done here, by Python's
character offsets; the script only puts classes on pieces that are already there.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape as escape_markup
from importlib.resources import files
from typing import Any

from hasila.show.marks import Record, find_marks
from hasila.show.segments import Segment, cut
from hasila.show.visible import EMBEDDING, EMBEDDINGS, UNSHOWABLE, name, picture
from hasila.show.wording import BOUND_WORDS, KIND_WORDS, LABEL_WORDS, ROLE_WORDS, summary, value_text

_SPECIAL = re.compile(f"{UNSHOWABLE.pattern}|{EMBEDDING.pattern}")
_TINTS = 8  # the classes name-0 to name-7 of page.css


def render(record: Record, text: str) -> str:
    """The page of one document.

    Args:
        record: The document's record (`hasila.records`).
        text: The text that the record was made from.

    Raises:
        ValueError: the record is of another text.
    """
    return render_page([(record, text)])


def render_page(documents: Iterable[tuple[Record, str]]) -> str:
    """One page of several documents, each a record with its text.

    Raises:
        ValueError: a record is of another text.
    """
    documents = list(documents)
    labels = Counter(
        str(entity["label"]) for record, _ in documents for entity in record.get("entities") or ()
    )
    tints = _tints(labels)
    titles = [_title(record) for record, _ in documents]
    title = titles[0] if len(titles) == 1 else "حصيلة"
    style, script = _resource("page.css"), _resource("page.js")
    policy = f"default-src 'none'; style-src {_fingerprint(style)}; script-src {_fingerprint(script)}"
    parts = [
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta name="generator" content="hasila">\n<title>{_escape(title)}</title>\n',
        f"<style>{style}</style>\n</head>\n<body>\n",
        f"<header>\n<h1>حصيلة</h1>\n{_legend(labels, tints)}",
        _contents(titles) if len(titles) > 1 else "",
        "</header>\n<main>\n",
    ]
    for number, (record, text) in enumerate(documents):
        parts.extend(_document(record, text, number, titles[number], tints))
    parts.append('</main>\n<p class="says" aria-live="polite"></p>\n')
    parts.append(f"<script>{script}</script>\n</body>\n</html>\n")
    return "".join(parts)


@cache
def _resource(filename: str) -> str:
    return files("hasila.show").joinpath(filename).read_text(encoding="utf-8")


def _fingerprint(content: str) -> str:
    """What a content security policy calls an inline style or script by."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _escape(text: str) -> str:
    """Text for markup or an attribute; a character that HTML can't hold is shown by a stand-in."""
    return escape_markup(UNSHOWABLE.sub(lambda match: picture(match[0]), text))


def _visible(text: str) -> str:
    """Text of the passage. Controls keep to a box of their own, so that they can't act on the rest."""

    def box(match: re.Match[str]) -> str:
        char = match[0]
        if char == "\r":  # a parser reads a bare one as a newline
            return "&#13;"
        label = escape_markup(name(char))
        if char in EMBEDDINGS:
            return f'<span class="control" data-name="{EMBEDDINGS[char]}" title="{label}">{char}</span>'
        return f'<span class="control" title="{label}">{picture(char)}</span>'

    return _SPECIAL.sub(box, escape_markup(text))


def _tints(labels: Iterable[str]) -> dict[str, int]:
    """A colour for each label: the four usual ones always the same, others in order of name."""
    known = list(LABEL_WORDS)
    others = sorted(label for label in labels if label not in LABEL_WORDS)
    spare = _TINTS - len(known)
    return {label: index for index, label in enumerate(known)} | {
        label: len(known) + index % spare for index, label in enumerate(others)
    }


def _title(record: Record) -> str:
    title = (record.get("meta") or {}).get("title")
    return title if isinstance(title, str) and title.strip() else str(record.get("id") or "نص")


def _legend(labels: Mapping[str, int], tints: Mapping[str, int]) -> str:
    items = ['<li class="number">عدد</li>']
    for label in sorted(labels, key=lambda label: (tints[label], label)):
        words = LABEL_WORDS.get(label, label)
        code = f" <bdi>{_escape(label)}</bdi>" if label in LABEL_WORDS else ""
        items.append(f'<li class="name-{tints[label]}">{_escape(words)}{code}</li>')
    return f'<ul class="legend" aria-label="مفتاح الألوان">{"".join(items)}</ul>\n'


def _contents(titles: Iterable[str]) -> str:
    items = (f'<li><a href="#doc-{n}"><bdi>{_escape(title)}</bdi></a></li>' for n, title in enumerate(titles))
    return f'<nav aria-label="النصوص"><ol class="contents">{"".join(items)}</ol></nav>\n'


def _document(record: Record, text: str, number: int, title: str, tints: Mapping[str, int]) -> Iterator[str]:
    entities, quantities = record.get("entities") or (), record.get("quantities") or ()
    yield f'<section class="document" id="doc-{number}" aria-labelledby="title-{number}">\n'
    yield f'<h2 id="title-{number}"><bdi>{_escape(title)}</bdi></h2>\n{_meta(record)}'
    yield '<div class="sides">\n<div class="text">'
    yield from _passage(cut(text, find_marks(record, text)), record, f"d{number}", tints)
    yield '</div>\n<aside class="side" aria-label="الأعداد والأسماء">\n'
    yield from _table(quantities, f"d{number}")
    yield _names(entities, tints)
    yield "</aside>\n</div>\n</section>\n"


def _meta(record: Record) -> str:
    """The input's other fields, where they are short enough to stand in a line."""
    fields = (record.get("meta") or {}).items()
    shown = [
        f"<bdi>{_escape(str(key))}: {_escape(str(value))}</bdi>"
        for key, value in fields
        if key != "title" and isinstance(value, str | int | float) and len(str(value)) <= 120
    ]
    return f'<p class="meta">{" · ".join(shown)}</p>\n' if shown else ""


def _passage(
    segments: Iterable[Segment], record: Record, document: str, tints: Mapping[str, int]
) -> Iterator[str]:
    entities, quantities = record.get("entities") or (), record.get("quantities") or ()
    begun: set[int] = set()
    for segment in segments:
        shown = _visible(segment.text)
        if not segment.marks:
            yield shown
            continue
        names = [mark for mark in segment.marks if mark.role == "entity"]
        numbers = [mark for mark in segment.marks if mark.role == "number"]
        links = " ".join(f"{m.role}:{document}-{m.index}" for m in segment.marks if m.role != "entity")
        classes = [f"name-{tints[names[-1].label]}"] if names else []
        attributes = f' data-links="{links}"' if links else ""
        if names:
            attributes += f' title="{_escape(_about(entities[names[-1].index], entities))}"'
        tag = "span"
        if numbers:
            classes.append("number")
            # The innermost number that begins here is the link; others that do keep an anchor.
            beginning = [mark.index for mark in numbers if mark.index not in begun]
            begun.update(beginning)
            for index in beginning[:-1]:
                yield f'<span id="number-{document}-{index}"></span>'
            if beginning:
                tag = "a"
                key = f"{document}-{beginning[-1]}"
                label = _escape(summary(quantities[beginning[-1]]))
                attributes += f' id="number-{key}" href="#row-{key}" aria-label="{label}"'
        if classes:
            attributes += f' class="{" ".join(classes)}"'
        yield f"<{tag}{attributes}>{shown}</{tag}>"
    for index in range(len(quantities)):
        if index not in begun:  # a number without a character: its row still has a place to point at
            yield f'<span id="number-{document}-{index}"></span>'


def _about(entity: Mapping[str, Any], entities: Sequence[Mapping[str, Any]]) -> str:
    """What is known of a name, in one line."""
    label = str(entity["label"])
    known = [LABEL_WORDS.get(label, label)]
    if (meant := _meant(entity, entities)) is not entity:
        known.append(f"= {meant['text']}")
    if place := entity.get("place"):
        country = f" {place['country']}" if place["country"] else ""  # a continent has none
        known.append(f"GeoNames {place['geonames']} ({place['lat']}, {place['lon']}){country}")
    return " · ".join(known)


def _table(quantities: Iterable[Mapping[str, Any]], document: str) -> Iterator[str]:
    rows = list(quantities)
    if not rows:
        yield '<p class="none">لا أعداد في هذا النص.</p>\n'
        return
    yield '<table aria-label="الأعداد وما تعدّه">\n<thead><tr><th scope="col" class="number-head">العدد</th>'
    yield f'<th scope="col">القيمة</th><th scope="col" class="counted">{ROLE_WORDS["counted"]}</th>'
    for role in ("of", "place", "event"):
        yield f'<th scope="col" class="{role}">{ROLE_WORDS[role]}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for index, quantity in enumerate(rows):
        key = f"{document}-{index}"
        yield f'<tr id="row-{key}" data-links="row:{key}"><td>'
        yield f'<a href="#number-{key}"><bdi>{_escape(quantity["text"])}</bdi></a></td>'
        yield f"<td>{_amount(quantity)}</td><td>{_counted(quantity)}</td>"
        for role in ("of", "place", "event"):
            yield f"<td>{_words(quantity.get(role))}</td>"
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _amount(quantity: Mapping[str, Any]) -> str:
    kind, bound = quantity["kind"], quantity.get("bound")
    bound_words = BOUND_WORDS.get(bound or "", "")
    title = f' title="{bound_words}"' if bound_words else ""
    unit = f" <bdi>{_escape(str(quantity['unit']))}</bdi>" if quantity.get("unit") else ""
    kind_words = f'<span title="{_escape(kind)}">{_escape(KIND_WORDS.get(kind, kind))}</span>'
    return (
        f'<bdi class="amount" dir="ltr"{title}>{_escape(value_text(quantity))}</bdi>'
        f'<span class="kind">{kind_words}{unit}</span>'
    )


def _counted(quantity: Mapping[str, Any]) -> str:
    counted, antecedent = quantity.get("counted"), quantity.get("antecedent")
    cell = _words(counted)
    if counted and counted.get("lemma") and counted["lemma"] != counted["text"]:
        cell += f'<bdi class="lemma">{_escape(counted["lemma"])}</bdi>'
    if antecedent:
        cell += f'<span class="stands-for">{ROLE_WORDS["antecedent"]}: {_words(antecedent)}</span>'
    return cell


def _words(span: Mapping[str, Any] | None) -> str:
    return f"<bdi>{_escape(span['text'])}</bdi>" if span else ""


def _names(entities: Sequence[Mapping[str, Any]], tints: Mapping[str, int]) -> str:
    """The names of a document, each once as it is first written, behind a line that opens."""
    mentions: dict[tuple[str, str], list[str]] = {}
    for entity in entities:
        meant = _meant(entity, entities)
        key = (str(meant.get("norm") or meant["text"]), str(meant["label"]))
        mentions.setdefault(key, []).append(str(entity["text"]))
    if not mentions:
        return ""
    items = "".join(
        f'<li><bdi>{_escape(words[0])}</bdi> <span class="tag name-{tints[label]}">'
        f"{_escape(LABEL_WORDS.get(label, label))}</span>{_others(words)}</li>"
        for (_, label), words in sorted(mentions.items(), key=lambda item: -len(item[1]))
    )
    return f'<details class="names"><summary>الأسماء ({len(mentions)})</summary><ul>{items}</ul></details>\n'


def _meant(entity: Mapping[str, Any], entities: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The entity that this one is another name of, or itself."""
    alias_of = entity.get("alias_of")
    return entities[alias_of] if isinstance(alias_of, int) and alias_of < len(entities) else entity


def _others(words: list[str]) -> str:
    """How often a name stands in the text, and as what else."""
    others = " ".join(f"= <bdi>{_escape(word)}</bdi>" for word in dict.fromkeys(words) if word != words[0])
    times = f" ×{len(words)}" if len(words) > 1 else ""
    return f"{times} {others}".rstrip()
