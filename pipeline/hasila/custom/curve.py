"""Learning curves: what more examples are worth, by training with fewer; or how a run went."""

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hasila.custom.checks import Findings, check, summed_up
from hasila.custom.config import BadConfig, corpora_of, read_config
from hasila.custom.corpus import BadCorpus
from hasila.custom.run import sound, train
from hasila.evaluate.counts import ALL

SHARES = (0.1, 0.25, 0.5, 1.0)
_FEWEST = 5
_NAMED = 10


def of_run(log: Path) -> dict[int, dict[str, float]]:
    """F1 over steps, from the `progress.jsonl` of a run.

    Raises:
        BadConfig: it is no such file.
    """
    curve: dict[int, dict[str, float]] = {}
    try:
        for line in log.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            scores = {label: 100 * one["f"] for label, one in (row["ents_per_type"] or {}).items()}
            curve[int(row["step"])] = {ALL: 100 * (row["ents_f"] or 0.0), **scores}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadConfig(f"{log}: no progress.jsonl of hasila train: {error}") from error
    return curve


def by_training(
    config: Path,
    texts: Path,
    gold: Path,
    *,
    shares: Sequence[float] = SHARES,
    settings: dict[str, object] | None = None,
    tell: Callable[[str], None] | None = None,
) -> dict[int, dict[str, float]]:
    """F1 on `gold` over the number of training texts, fewer always being a part of more.

    Args:
        config: What is trained each time.
        texts: The training texts.
        gold: What is measured with (and what the best step is chosen by).
        shares: Which shares of the texts.
        settings: Other settings of the config.
        tell: Called with lines for the user: what was left out, and before each training with how many texts.

    Raises:
        BadConfig: the config can't be used.
        BadCorpus: the texts can't be used as they are.
    """
    base = {"paths.train": str(texts), "paths.dev": str(gold), **(settings or {})}
    corpora = corpora_of(read_config(config, base), config)
    if corpora is None:
        raise BadConfig(f"{config}: its corpora are not read by hasila.Corpus.v1")
    findings = check(*corpora)
    if findings.stopping:
        raise BadCorpus(f"{findings.stopping[0].place}: {findings.stopping[0].reason}")
    if tell is not None:
        for fault in summed_up(findings.faults, _NAMED):
            tell(f"left out: {fault.place}: {fault.reason}")
    total = len(sound(corpora[0]))
    curve: dict[int, dict[str, float]] = {}
    for size in sorted({max(min(_FEWEST, total), round(total * share)) for share in shares}):
        if tell is not None:
            tell(f"training with {size} texts")
        chosen = read_config(config, {**base, "corpora.train.limit": size})
        with tempfile.TemporaryDirectory() as folder:
            found = corpora_of(chosen, config)
            counts = Findings(documents={"train": size, "dev": 0}, spans={"train": {}, "dev": {}})
            run = train(chosen, Path(folder), found, counts, config_name=config.name)
        scores = run.report.scores if run.report is not None else {}
        curve[size] = {label: one.f for label, one in scores.items()}
    return curve
