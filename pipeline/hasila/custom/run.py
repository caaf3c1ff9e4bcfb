"""A training from beginning to end: spaCy's own loop, then the scores as `hasila evaluate` counts them."""

import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasila.custom.align import names_of
from hasila.custom.checks import Findings
from hasila.custom.config import BadConfig, sources_of
from hasila.custom.corpus import BadCorpus, Corpus, documents
from hasila.custom.faults import faults_of
from hasila.custom.schedule import measure_the_last_step
from hasila.evaluate.answers import covered
from hasila.evaluate.gold import GoldText
from hasila.evaluate.labels import Labels
from hasila.formats.types import Document
from hasila.load import load

if TYPE_CHECKING:
    from spacy.language import Language

    from hasila.evaluate.report import Report

BEST, LAST, LOG = "model-best", "model-last", "progress.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """What a training made.

    Attributes:
        model: The folder of the best pipeline.
        report: Its scores on dev; None where the corpora are not of ours.
        seconds: How long it took.
        cpu_seconds: Processor time, of all threads together.
        steps: How many updates there were.
    """

    model: Path
    report: "Report | None"
    seconds: float
    cpu_seconds: float
    steps: int


def train(
    config: Any,
    out: Path,
    corpora: tuple[Corpus, Corpus] | None,
    findings: Findings,
    *,
    config_name: str = "",
    command: str = "",
) -> Run:
    """Train what a config says, and write `out/model-best` with its scores and its card.

    Raises:
        BadConfig: spaCy can't make a pipeline of the config.
        BadCorpus: a text can't be used.
    """
    from thinc.api import ConfigValidationError

    began, began_cpu = time.monotonic(), time.process_time()
    out.mkdir(parents=True, exist_ok=True)
    try:
        if "training" in config:
            _learn(config, out)
        else:
            _assemble(config, out / BEST)
    except (ConfigValidationError, ValueError, OSError) as error:
        if isinstance(error, BadCorpus):
            raise
        raise BadConfig(f"{config_name}: {' '.join(str(error).split())}") from error
    finish(out / BEST)
    report = None if corpora is None else measure(load(out / BEST), corpora[1], out.name)
    steps = _steps(out / LOG)
    run = Run(out / BEST, report, time.monotonic() - began, time.process_time() - began_cpu, steps)
    _remember(run, corpora, findings, config, config_name, command)
    return run


def _learn(config: Any, out: Path) -> None:
    """spaCy's own loop."""
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as loop

    measure_the_last_step(config)
    training = config["training"]
    logger = training.get("logger", {}).get("@loggers", "spacy.ConsoleLogger.v1")
    if logger.startswith(("spacy.ConsoleLogger", "hasila.Progress")):
        training["logger"] = {"@loggers": "hasila.Progress.v1", "log": str(out / LOG)}
    loop(init_nlp(config), out, stdout=StringIO(), stderr=sys.stderr or StringIO())


def _assemble(config: Any, folder: Path) -> None:
    """A pipeline that learns nothing: its tables are read, and it is written."""
    from spacy.util import load_model_from_config

    nlp = load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder)


def finish(folder: Path) -> None:
    """Turn components that were made for training into those that run."""
    from hasila.custom import trainers

    if trainers.is_trainer(folder):
        trainers.export(folder)


def measure(nlp: "Language", dev: Corpus, name: str) -> "Report":
    """A pipeline's scores on a corpus: exact ends without proclitics, the labels that the corpus has."""
    from hasila.evaluate.answers import from_pipeline
    from hasila.evaluate.report import make

    gold = [gold_text(one, number) for number, one in enumerate(sound(dev), 1)]
    labels = Labels(frozenset(label for text in gold for _, _, label in text.entities), {})
    answers = from_pipeline(nlp, gold, "entities")
    return make("entities", gold, answers, gold_name=Path(dev.path).name, system_name=name, labels=labels)


def sound(corpus: Corpus) -> list[Document]:
    """The documents without faults."""
    return [one for one in documents(corpus.read()) if not faults_of(one)]


def gold_text(document: Document, number: int) -> GoldText:
    """A document as gold; of columns, its words."""
    spans = tuple((span.start, span.end, span.label) for span in names_of(document))
    text = GoldText(str(number), document.text, document.place, spans, (), document.tokens)
    # Against words an answer takes all of each word that it touches; so does a name that was trimmed.
    return replace(text, entities=covered(spans, text))


def _steps(log: Path) -> int:
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    return int(json.loads(lines[-1])["step"]) if lines else 0


def _remember(
    run: Run,
    corpora: tuple[Corpus, Corpus] | None,
    findings: Findings,
    config: Any,
    config_name: str,
    command: str,
) -> None:
    """Write what the card needs into the pipeline's meta.json, and the card."""
    from hasila.custom.card import filled, readme

    path = run.model / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    plain = config.interpolate()
    meta["sources"] = [*sources_of(config), *(meta.get("sources") or ())]
    meta = filled(
        meta,
        plain.get("package") or {},
        {
            "config": config_name,
            "command": command,
            "seconds": round(run.seconds),
            "cpu_seconds": round(run.cpu_seconds),
            "steps": run.steps,
            "corpora": _corpora(corpora, findings),
            "scores": run.report.to_dict()["scores"] if run.report else {},
            "megabytes": round(_size(run.model) / 1e6, 1),
        },
    )
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (run.model / "README.md").write_text(readme(meta), encoding="utf-8")


def _corpora(corpora: Sequence[Corpus] | None, findings: Findings) -> dict[str, Any]:
    if corpora is None:
        return {}
    return {
        part: {
            "file": Path(corpus.path).name,
            "documents": findings.documents[part],
            "spans": findings.spans[part],
        }
        for part, corpus in zip(("train", "dev"), corpora, strict=True)
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
