"""Every Python example of the README and of docs/ gives what it says; commands can be given."""

import doctest
import re
import shlex
from contextlib import suppress
from pathlib import Path

import pytest
import typer

from hasila.cli.app import app
from hasila.training.assemble import main as assemble

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_of_a_page(page: Path):
    failed, _ = doctest.testfile(
        str(page), module_relative=False, encoding="utf-8", optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert failed == 0


COMMAND = re.compile(r"^ *(?:\.venv/bin/)?hasila +([a-z]+ (?:.*\\\n)*.*)$", re.MULTILINE)
COMMANDS = [
    (page, words.replace("\\\n", " "))
    for page in PAGES
    for words in COMMAND.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    ("page", "words"), COMMANDS, ids=[f"{page.name}: {words}" for page, words in COMMANDS]
)
def test_a_command_of_a_page_is_one(page: Path, words: str):
    """Its options exist, and what is scored is a file of answers or comes by --model."""
    name, *arguments = shlex.split(words.partition(" | ")[0].partition(" > ")[0], comments=True)
    program = typer.main.get_command(app)
    with program.make_context("hasila", [name]) as above, suppress(typer.Exit):  # --help
        command = program.commands[name]
        with command.make_context(name, arguments, parent=above) as given:
            if name == "evaluate" and (system := given.params["system"]):
                assert system.suffix or system.name == "SYSTEM"


def test_the_shipped_pipeline_is_rebuilt_as_it_is(tmp_path: Path):
    """The command of models/README.md, on copies of what it names: also the weights of the links."""
    page = (ROOT / "models/README.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"^python -m hasila\.training\.assemble ((?:.*\\\n)*.*)$", page, re.MULTILINE)
    shipped = ROOT / "models/ar_news_md"
    places = {
        "configs/ar_news_md.cfg": ROOT / "configs/ar_news_md.cfg",
        "models/ar_news_md": tmp_path / "built",
        "COPIES/hasila_entities": shipped / "hasila_entities",
        "COPIES/hasila_links": shipped / "hasila_links",
    }
    assemble([str(places.get(word, word)) for word in shlex.split(words.replace("\\\n", " "))])
    for part in ("hasila_entities", "hasila_links"):
        for file in (shipped / part).iterdir():
            assert (tmp_path / "built" / part / file.name).read_bytes() == file.read_bytes()
