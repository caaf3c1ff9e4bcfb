"""`hasila show`: what its argument stands for, and what it writes."""

import errno
import io
import json
from functools import cache
from pathlib import Path

import pytest
import typer
from spacy.language import Language
from typer.testing import CliRunner

from hasila.batch.files import NewFile
from hasila.cli.show import Unreadable, read_argument, show_command
from hasila.load import DEFAULT_MODEL, load
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
        (
            "a.txt",
            b"\xc7\xe1\xe3\xcf\xed\xe4\xc9",
            "not UTF-8 .byte 0: 0xc7.; perhaps: iconv -f WINDOWS-1256",
        ),
        ("a.txt", "المدينة".encode("utf-16"), "iconv -f UTF-16"),
        ("a.txt", b"", "a.txt is empty"),
        ("a.txt", b" \n", "a.txt is empty"),
        ("a.jsonl", b"{}", "hasila extract"),
        ("a.csv.gz", b"", "hasila extract"),
        ("a.parquet", b"PAR1", "its documents: hasila extract"),
        ("a.json", b"{}", r"not one plain text; hasila extract reads \.txt, \.jsonl"),
        ("a.zip", b"PK", r"not one plain text; hasila extract reads \.txt, \.jsonl"),
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


@pytest.fixture
def one_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once for all tests here."""
    monkeypatch.setattr("hasila.cli.model.load", loaded)


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
    assert result.stderr.startswith("hasila: model 'no_such_model' can't be loaded: ")
    assert "hasila info lists the models there are" in result.stderr


@pytest.mark.usefixtures("one_load")
def test_a_pipe_gets_the_text_in_signs_and_whole_rows() -> None:
    result = CliRunner(env={"COLUMNS": None}).invoke(command(), [TEXT])
    assert result.exit_code == 0
    first, *_ = result.stdout.splitlines()
    assert first.startswith("قتل [27 #1] شخصاً وأصيب [ثلاثة #2] آخرون")
    assert "\x1b" not in result.stdout
    assert "\u200e" not in result.stdout


@pytest.mark.usefixtures("one_load")
def test_json_is_the_record_on_one_line() -> None:
    result = CliRunner().invoke(command(), ["--json", "-"], input=TEXT)
    record = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert record["id"] == "stdin"
    assert [quantity["value"] for quantity in record["quantities"]] == ["27", "3"]


@pytest.mark.usefixtures("one_load")
def test_a_page_is_written_and_named_on_stderr(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = CliRunner().invoke(command(), [TEXT, "--html", str(page)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"{page}: 2 numbers, ")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_page_never_takes_the_place_of_its_text(tmp_path: Path) -> None:
    article, link = tmp_path / "article.txt", tmp_path / "link.html"
    article.write_text(TEXT, encoding="utf-8")
    link.symlink_to(article)
    for page in (article, link):
        result = CliRunner().invoke(command(), [str(article), "--html", str(page)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"hasila: {page}: is one of the inputs; choose another name\n"
    assert article.read_text(encoding="utf-8") == TEXT


def test_a_page_without_a_folder_is_refused_before_the_model_is_loaded(tmp_path: Path) -> None:
    page = tmp_path / "none" / "page.html"
    result = CliRunner().invoke(command(), [TEXT, "--html", str(page), "--model", "no_such_model"])
    assert result.exit_code == 2
    assert result.stderr == f"hasila: {page}: there is no folder {page.parent}\n"


@pytest.mark.usefixtures("one_load")
def test_a_page_that_fails_leaves_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: NewFile) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    page = tmp_path / "page.html"
    page.write_text("an older page", encoding="utf-8")
    monkeypatch.setattr(NewFile, "finish", full)
    result = CliRunner().invoke(command(), [TEXT, "--html", str(page)])
    assert (result.exit_code, result.stderr) == (2, f"hasila: {page}: No space left on device\n")
    assert page.read_text(encoding="utf-8") == "an older page"
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.usefixtures("one_load")
def test_a_page_may_go_to_what_is_no_file() -> None:
    result = CliRunner().invoke(command(), [TEXT, "--html", "/dev/null"])
    assert result.exit_code == 0, result.output


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
