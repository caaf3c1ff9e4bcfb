"""`hasila show`: what its argument stands for, and what it writes."""

import io
import json
from functools import cache
from pathlib import Path

import pytest
import typer
from spacy.language import Language
from typer.testing import CliRunner

import hasila
from hasila.cli.show import Unreadable, read_argument, show_command
from hasila.load import DEFAULT_MODEL, find_model, load
from show.annotated import REPORT

TEXT = "قتل 27 شخصاً وأصيب ثلاثة آخرون في صفاقس."


def test_a_text_is_itself() -> None:
    assert read_argument(TEXT) == ("text", TEXT)
    assert read_argument(REPORT * 50) == ("text", REPORT * 50)  # longer than any path


@pytest.mark.parametrize(
    "text", ["5", "و/أو", "بلغت 3.5", "أ.ف.ب", "انظر https://example.org/a.html", "قال: a.txt"]
)
def test_what_only_resembles_a_path_is_text(text: str) -> None:
    assert read_argument(text) == ("text", text)


def test_a_file_that_exists_is_read_line_ends_and_all(tmp_path: Path) -> None:
    file = tmp_path / "خبر"
    file.write_bytes("\ufeffسطر\r\nسطر\n".encode())
    assert read_argument(str(file)) == ("خبر", "سطر\r\nسطر\n")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="ascii"))
    assert read_argument("-") == ("stdin", TEXT)


@pytest.mark.parametrize(
    "path", ["article.txt", "news/article.md", "my article.txt", "a.TXT", "corpus.jsonl"]
)
def test_what_looks_like_a_path_but_is_not_there(path: str) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read_argument(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"\xc7\xe1\xe3\xcf\xed\xe4\xc9", "not UTF-8 .byte 0.; perhaps: iconv -f WINDOWS-1256"),
        ("a.txt", "المدينة".encode("utf-16"), "iconv -f UTF-16"),
        ("a.txt", b"", "a.txt is empty"),
        ("a.txt", b" \n", "a.txt is empty"),
        ("a.jsonl", b"{}", "hasila extract"),
        ("a.csv.gz", b"", "hasila extract"),
        ("a.parquet", b"PAR1", "hasila extract"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        read_argument(str(file))


def test_a_folder_and_an_empty_argument(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"is a folder; .* hasila extract"):
        read_argument(str(tmp_path))
    with pytest.raises(Unreadable, match="the text is empty"):
        read_argument("")


def test_an_argument_that_is_not_utf8() -> None:
    with pytest.raises(Unreadable, match="the text is not UTF-8"):
        read_argument(b"\xc7\xe1".decode("utf-8", "surrogateescape"))


# ── The command itself ──


def command() -> typer.Typer:
    app = typer.Typer()
    app.command()(show_command)
    return app


needs_model = pytest.mark.skipif(
    not Path(find_model(DEFAULT_MODEL), "config.cfg").is_file(), reason="the default pipeline isn't built yet"
)


@pytest.fixture
def one_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once for all tests here."""
    monkeypatch.setattr(hasila, "load", loaded)


@cache
def loaded(name: str = DEFAULT_MODEL) -> Language:
    return load(name)


def test_an_unreadable_text_is_one_line_on_stderr_and_exit_2() -> None:
    result = CliRunner().invoke(command(), ["missing.txt"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "hasila: missing.txt: no such file\n"


def test_a_model_that_is_not_there() -> None:
    result = CliRunner().invoke(command(), [TEXT, "--model", "no_such_model"])
    assert result.exit_code == 2
    assert "no pipeline 'no_such_model'" in result.stderr


@needs_model
@pytest.mark.usefixtures("one_load")
def test_a_pipe_gets_the_text_in_signs_and_whole_rows() -> None:
    result = CliRunner(env={"COLUMNS": None}).invoke(command(), [TEXT])
    assert result.exit_code == 0
    first, *_ = result.stdout.splitlines()
    assert first.startswith("قتل [27 #1] شخصاً وأصيب [ثلاثة #2] آخرون")
    assert "\x1b" not in result.stdout
    assert "\u200e" not in result.stdout


@needs_model
@pytest.mark.usefixtures("one_load")
def test_json_is_the_record_on_one_line() -> None:
    result = CliRunner().invoke(command(), ["--json", "-"], input=TEXT)
    record = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert record["id"] == "stdin"
    assert [quantity["value"] for quantity in record["quantities"]] == ["27", "3"]


@needs_model
@pytest.mark.usefixtures("one_load")
def test_a_page_is_written_and_named_on_stderr(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = CliRunner().invoke(command(), [TEXT, "--html", str(page)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"{page}: 2 numbers, ")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@needs_model
@pytest.mark.usefixtures("one_load")
def test_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(command(), [TEXT, "--html", str(tmp_path / "none" / "page.html")])
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


@needs_model
@pytest.mark.usefixtures("one_load")
@pytest.mark.parametrize(
    "text",
    [
        "\u064e\u064f\u0650",
        "😀👨\u200d👩\u200d👧",
        "\u202e\u2067\u202e 5 \u2069",
        "<p>5&nbsp;كتب</p>",
        "أ\0ب 5",
    ],
)
def test_strange_texts(tmp_path: Path, text: str) -> None:
    file = tmp_path / "strange.txt"
    file.write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    for options in ([], ["--json"], ["--html", str(page)]):
        result = CliRunner().invoke(command(), [str(file), *options])
        assert result.exit_code == 0, result.output
