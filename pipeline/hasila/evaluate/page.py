"""A report as one HTML page: chart, scores, confusion, mistakes in their context. Asks for nothing else."""

from collections.abc import Iterable, Iterator
from html import escape

from hasila.evaluate import chart
from hasila.evaluate.mistakes import ENTITY_CLASSES, QUANTITY_CLASSES, Mistake
from hasila.evaluate.report import Other, Report, is_share
from hasila.evaluate.tables import NONE, chance, names_in, rate, sides
from hasila.show.visible import for_terminal

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
body { color: #222; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem } svg { max-width: 100%; height: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #ddd }
th:first-child { text-align: left }
td.right { background: #e3f0e3 } td.wrong { background: #fbe6d9 } .scroll { overflow-x: auto }
.mistake { border-left: 3px solid #e0a030; padding: .2rem .8rem; margin: .8rem 0 }
.place { color: #666; font-size: .8rem }
.mistake p { margin: .2rem 0 } mark { background: #ffe28a; padding: 0 .15em }
"""


def render(report: Report) -> str:
    """The page."""
    title = f"{report.system} on {report.gold}"
    left_out = f"; {report.left_out} left out" if report.left_out else ""
    body = [f"<h1>{_text(title)}</h1><p>{report.texts:,} texts{left_out}</p>", chart.draw(report)]
    body.append("<h2>Scores</h2>" + _scores(report))
    if report.kinds:
        rows = ((kind, one.right, one.gold, rate(one.recall, one.gold)) for kind, one in report.kinds.items())
        body.append("<h2>Whole record right, by the gold's kind</h2>")
        body.append(_table(("kind", "right", "of", "share %"), rows))
    if report.other is not None:
        body.append(_comparison(report, report.other))
    what = "Labels" if report.task == "entities" else "Kinds"
    body.append(f"<h2>{what}: of the gold down, of the system across</h2>{_confusion(report)}")
    meaning = ENTITY_CLASSES if report.task == "entities" else QUANTITY_CLASSES
    body.append("<h2>Mistakes</h2>")
    body.append(
        _table(("class", "times", ""), ((kind, n, meaning[kind]) for kind, n in report.mistakes.items()))
    )
    for kind, shown in report.shown.items():
        body.append(f"<h2>{_text(kind)}: {len(shown)} of {report.mistakes[kind]}</h2>")
        body += map(_mistake, shown)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _text(value: object) -> str:
    return escape(for_terminal(str(value)))


def _table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f"<th>{_text(heading)}</th>" for heading in headings)
    lines = []
    for first, *others in rows:
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in others)
        lines.append(f"<tr><th>{_text(first)}</th>{cells}</tr>")
    return f'<div class="scroll"><table><tr>{head}</tr>{"".join(lines)}</table></div>'


def _scores(report: Report) -> str:
    def rows() -> Iterator[tuple[object, ...]]:
        for name, one in report.measures.items():
            if is_share(name):
                yield name, one.right, one.gold, "", "", "", rate(one.recall, one.gold)
            else:
                rates = rate(one.precision, one.found), rate(one.recall, one.gold)
                yield name, one.right, one.gold, one.found, *rates, rate(one.f, one.gold + one.found)

    return _table(("", "right", "gold", "found", "P", "R", "F1 or share, %"), rows())


def _comparison(report: Report, other: Other) -> str:
    def rows() -> Iterator[tuple[object, ...]]:
        for name, one in other.differences.items():
            scores = (report.scores[name], other.scores[name])
            rates = (rate(score.f, score.gold + score.found) for score in scores)
            yield name, *rates, f"{one.points:+.1f}", f"{one.low:+.1f} to {one.high:+.1f}", chance(one.p)

    heading = f"<h2>Compared with {_text(other.name)}</h2>"
    note = f"<p>Paired bootstrap over texts, {other.samples:,} draws, seed {other.seed}.</p>"
    return heading + _table(("", "first", "second", "difference", "95% interval", "p"), rows()) + note


def _confusion(report: Report) -> str:
    labels = names_in(report.confusion)
    head = "".join(f"<th>{_text(label or NONE)}</th>" for label in labels)
    lines = []
    for ours in labels:
        cells = []
        for theirs in labels:
            number = report.confusion[ours, theirs]
            colour = "" if not number else ' class="right"' if ours == theirs else ' class="wrong"'
            cells.append(f"<td{colour}>{number or ''}</td>")
        lines.append(f"<tr><th>{_text(ours or NONE)}</th>{''.join(cells)}</tr>")
    return f'<div class="scroll"><table><tr><th></th>{head}</tr>{"".join(lines)}</table></div>'


def _mistake(one: Mistake) -> str:
    gold, system = map(_text, sides(one))
    return (
        f'<div class="mistake"><p class="place">{_text(one.place)} ({_text(one.id)})</p>'
        f'<p dir="rtl" lang="ar">{_text(one.before)}<mark>{_text(one.marked)}</mark>{_text(one.after)}</p>'
        f"<p>gold: <bdi>{gold}</bdi> · system: <bdi>{system}</bdi></p></div>"
    )
