"""`hasila train`: a pipeline of one's own."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hasila.cli.guard import complain, give_up

if TYPE_CHECKING:
    from hasila.custom.checks import Findings
    from hasila.custom.corpus import Corpus
    from hasila.custom.run import Run

_NAMED = 20


def train_command(
    config: Annotated[
        str,
        typer.Argument(metavar="CONFIG", help="A spaCy config, or the name of a ready one: add, replace …"),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the pipelines go.", file_okay=False)
    ] = Path("out"),
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH.TO=VALUE",
            help="Another value for a setting of the config; may be given again.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only look at the data; train nothing, write nothing.")
    ] = False,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Leave out texts with faults instead of stopping.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace pipelines that are there.")] = False,
) -> None:
    """Train a pipeline: your own labels, from annotated texts in any format of hasila convert.

    [bold]Examples[/bold]

    hasila init weapons && cd weapons && hasila train config.cfg
    hasila train add --set paths.train=train.jsonl --set paths.dev=dev.jsonl -o out
    hasila train config.cfg --set training.max_steps=200
    hasila train config.cfg --check

    [bold]Ready configs[/bold]

    add              your labels beside ours: a CNN of yours, our model untouched
    replace          your labels only: a CNN that begins with what our small model knows
    encoder_add      your labels and ours in one encoder, which keeps what it knew
    encoder_replace  your labels only, our encoder trained further
    camel_add        your labels and those of a model of names of the Hugging Face hub
    camel_replace    your labels only, an encoder of the hub fine-tuned
    rules            nothing trained: tables of names, units, words of bounds
    linker           links of numbers; see docs/linker.md

    The encoder needs torch to train: pip install 'hasila\\[train]'. A model of the hub
    needs it also when it runs: pip install 'hasila\\[camel]'.

    [bold]Good to know[/bold]

    First every text is looked at: offsets that cut words, spans that overlap,
    labels that differ in case, labels without examples, damaged encodings.
    A fault is named with file, line and remedy, and nothing is trained.
    DIR/model-best is the pipeline, its card filled from the run: read with
    hasila extract --model DIR/model-best, made a wheel by hasila package.
    Paths in a config are looked up from where you are.

    [bold]Exit codes[/bold]

    0  done
    1  done, but texts with faults were left out: each is named
    2  not done
    """
    from hasila.custom import checks
    from hasila.custom.config import BadConfig, corpora_of, find_config, known_labels, read_config
    from hasila.custom.corpus import BadCorpus
    from hasila.custom.run import BEST, train
    from hasila.sources import InputError

    if (output / BEST).exists() and not (overwrite or check):
        give_up(f"{output / BEST} exists; choose another --output, or --overwrite it")
    try:
        path = find_config(config)
        chosen = read_config(path, _overrides(settings, skip_faulty))
        corpora = corpora_of(chosen, path)
        findings = checks.Findings()
        if corpora is not None:
            findings = checks.check(*corpora, known_labels(chosen))
            _report(findings, corpora)
        if check:
            raise typer.Exit(1 if findings.faults else 0)
        run = train(
            chosen,
            output,
            corpora,
            findings,
            config_name=path.name,
            command=f"hasila {shlex.join(sys.argv[1:])}",
        )
    except (BadConfig, BadCorpus, InputError) as error:
        give_up(error)
    except ImportError as error:
        give_up(error if "pip install" in str(error) else f"{error}; pip install 'hasila[train]'")
    _tell(run)
    if findings.faults:
        raise typer.Exit(1)


def _overrides(settings: list[str] | None, skip_faulty: bool) -> dict[str, Any]:
    from hasila.custom.config import value_of

    found: dict[str, Any] = {}
    for setting in settings or ():
        name, equals, value = setting.partition("=")
        if not equals or "." not in name:
            give_up(f"--set {setting}: write section.name=value, as training.max_steps=200")
        found[name] = value_of(value)
    if skip_faulty:
        found |= {f"corpora.{part}.skip_faulty": True for part in ("train", "dev")}
    return found


def _report(findings: "Findings", corpora: "tuple[Corpus, Corpus]") -> None:
    """Say what was found; stop where there are faults that can't be left out."""
    from hasila.custom.checks import summed_up

    for warning in findings.warnings:
        complain(f"warning: {warning}")
    for fault in summed_up(findings.faults, _NAMED):
        complain(f"{fault.place}: {fault.reason}")
    if findings.stopping:
        remedy = "" if findings.stops else ", or leave their texts out: --skip-faulty"
        give_up(f"{len(findings.faults)} faults in the data; mend them{remedy}. Nothing was trained")
    for part, corpus in zip(("train", "dev"), corpora, strict=True):
        spans = ", ".join(f"{label} {count:,}" for label, count in findings.spans[part].items())
        complain(f"{part}: {corpus.path}: {findings.documents[part]:,} texts; {spans or 'no names'}")


def _tell(run: "Run") -> None:
    if run.report is not None:
        from hasila.cli.console import Console
        from hasila.evaluate.tables import render

        Console(stderr=True, highlight=False, markup=False).print(render(run.report))
    complain(f"{run.steps:,} steps in {run.seconds:,.0f} s; see {run.model}")
    typer.echo(str(run.model))
