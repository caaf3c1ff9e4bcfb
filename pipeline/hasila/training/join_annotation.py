"""Putting annotation that holds no text together with the articles that it was made on.

`python -m hasila.training.join_annotation corpora/links/annotation*.jsonl.xz --raw ARTICLES… -o DIR` writes
`DIR/passages.jsonl`: passages in the form of the gold corpora (`id`, `source`, `text`, `quantities`).
ARTICLES are JSON lines with `id` and `text` (also .gz, .xz, .zst). A passage's id is the beginning of its
text's SHA-1, so an article that differs from the one that was read is found out, and its passages are left
out.
"""

import argparse
import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hasila.sources import Fields, Record, Source, find_inputs

log = logging.getLogger("hasila.training")


def join(annotation: Iterable[dict[str, Any]], articles: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The passages whose text is as it was when it was annotated, in the order of the articles."""
    wanted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in annotation:
        wanted[one["source"]].append(one)
    for article in articles:
        for one in wanted.pop(article.id, ()):
            text = article.text[one["start"] : one["end"]]
            if (
                hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:10]
                == one["id"]
            ):
                yield {
                    "id": one["id"],
                    "source": one["source"],
                    "text": text,
                    "quantities": one["quantities"],
                }
            else:
                log.warning("%s: the text is not the one that was annotated", article.id)
    if wanted:
        log.warning("%d articles are not there", len(wanted))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m hasila.training.join_annotation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("annotation", nargs="+", type=Path)
    parser.add_argument("--raw", nargs="+", required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    annotation = (json.loads(line) for path in options.annotation for line in _lines(path))
    articles = (
        one
        for raw in options.raw
        for one in Source(find_inputs([raw])[0], Fields())
        if isinstance(one, Record)
    )
    count = 0
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "passages.jsonl").open("w", encoding="utf-8") as out:
        for passage in join(annotation, articles):
            out.write(json.dumps(passage, ensure_ascii=False) + "\n")
            count += 1
    log.info("%d passages", count)


def _lines(path: Path) -> Iterator[str]:
    import lzma

    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


if __name__ == "__main__":
    main()
