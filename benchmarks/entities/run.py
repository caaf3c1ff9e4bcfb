"""Names: words a CPU-second of Hasila's models and of what people use today, in one run.

    python benchmarks/entities/run.py [--text FILE] [--models ar_news_md ar_news_sm] [--write]

Needs the environment of `make test-torch` (torch, transformers, CAMeL Tools); a system whose packages are
missing is reported as skipped. Each system runs in a process of its own, once with one thread and
once with two. `--write` puts the table into README.md beside this file.
"""

import argparse
import datetime
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import texts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# How many words after the measured ones BERT's pieces are learnt from.
FOR_PIECES = 400_000
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
# (name in the table, system, packages, words read)
PEERS = (
    ("BERT-base, batched and sorted", "bert", ("torch", "transformers"), 1.0),
    ("BERT-base as CAMeL Tools runs it (padded to 256)", "camel", ("camel_tools",), 0.4),
    ("Stanza's shape: character LMs, BiLSTM, CRF", "char_lm", ("torch",), 1.0),
)


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--text", type=Path, default=texts.SAMPLE, help="as `hasila extract` reads it")
    options.add_argument("--words", type=int, default=20_000, help="words read by Hasila's models")
    options.add_argument("--peer-words", type=int, default=2_000, help="words read by the peers")
    options.add_argument("--repeats", type=int, default=3, help="readings of which the quickest counts")
    options.add_argument("--models", nargs="+", default=["ar_news_md", "ar_news_sm"])
    options.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    options.add_argument(
        "--python", type=Path, default=ROOT / ".venv/bin/python", help="reads with Hasila; one without torch"
    )
    options.add_argument("--write", action="store_true", help="put the table into README.md")
    arguments = options.parse_args()
    measured, after = texts.read_texts(arguments.text, arguments.words, FOR_PIECES)
    table = measure(texts.sentences_of(measured), after, arguments)
    print(table)
    if arguments.write:
        page = HERE / "README.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def measure(sentences: list[texts.Sentence], after: list[str], arguments: argparse.Namespace) -> str:
    """The table, as Markdown. BERT's pieces are learnt from `after`, or from the sentences without it."""
    rows: list[tuple[str, int, dict[str, float]]] = []
    skipped: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        pieces = Path(folder, "pieces.json")
        pieces.write_text(
            json.dumps(_pieces(after or [" ".join(one.words) for one in sentences])), encoding="utf-8"
        )
        todo = []
        for name, system, packages, share in PEERS:
            missing = [package for package in packages if importlib.util.find_spec(package) is None]
            if missing:
                skipped.append(f"{name}: {missing[0]} is not installed")
            else:
                some = texts.first(sentences, int(arguments.peer_words * share))
                todo.append((name, system, "", some))
        for model in arguments.models:
            todo.append((f"Hasila {model}, names only", "stage", model, sentences))
            todo.append((f"Hasila {model}, whole pipeline", "pipeline", model, sentences))
        for name, system, model, some in todo:
            file = Path(folder, f"{system}.json")
            texts.save(file, some)
            for threads in arguments.threads:
                # spaCy imports torch wherever it is installed; its memory is not Hasila's.
                python = arguments.python if model and arguments.python.is_file() else Path(sys.executable)
                asked = [system, model, threads, arguments.repeats, file, pieces]
                found = _child([str(python), str(HERE / "measure.py"), *map(str, asked)], threads)
                if isinstance(found, str):
                    skipped.append(f"{name}: {found}")
                    break
                rows.append((name, threads, found))
                print(f"{name}, {threads} threads: {found}", file=sys.stderr)
    return _table(rows, skipped, sentences)


def _pieces(of: list[str]) -> list[str]:
    from peers.bert_base import vocabulary

    return vocabulary(of)


def _child(command: list[str], threads: int) -> dict[str, float] | str:
    """What a process of its own measured, or why it could not."""
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, **limits, "TOKENIZERS_PARALLELISM": "false"},
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
    return json.loads(done.stdout.splitlines()[-1])


def _table(
    rows: list[tuple[str, int, dict[str, float]]], skipped: list[str], sentences: list[texts.Sentence]
) -> str:
    best = {threads: found["words"] / found["cpu"] for name, threads, found in rows if name == PEERS[0][0]}
    words = sum(one.counted for one in sentences)
    lines = [
        f"Of {datetime.date.today()}, {words:,} words in {len(sentences):,} sentences. {_machine()}.",
        "",
        "| system | threads | words | pieces/word | CPU-seconds | words/CPU-second | BERT-base = 1 | MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, threads, found in rows:
        speed = found["words"] / found["cpu"]
        times = f"{speed / best[threads]:.1f}" if threads in best else "–"
        cut = f"{found['pieces']:.2f}" if found["pieces"] else "–"
        lines.append(
            f"| {name} | {threads} | {found['words']:,.0f} | {cut} | {found['cpu']:.1f} | {speed:,.0f} "
            f"| {times} | {found['megabytes']:,.0f} |"
        )
    return "\n".join([*lines, *(["", *(f"Skipped: {one}." for one in skipped)] if skipped else [])])


def _machine() -> str:
    """The processor, the cores and how busy they were."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = found[0].partition(":")[2].strip() if found else model
    busy = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{busy}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
