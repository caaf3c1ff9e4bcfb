"""What the names on a command line mean."""

import os

import pytest

from hasila.sources import InputError, find_inputs


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder of files of many kinds; the working directory stands above it."""
    files = ["b.txt", "a.jsonl", "sub/c.jsonl.gz", "sub/d.CSV", "notes.md", ".hidden.txt", ".git/e.txt"]
    for name in files:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(*names, **options):
    inputs, warnings = find_inputs(names, **options)
    return [(item.path, item.label, item.format, item.compression) for item in inputs], warnings


def test_a_folder_is_searched_through_and_sorted(corpus):
    found, warnings = named("news")
    assert found == [
        ("news/a.jsonl", "a.jsonl", "jsonl", None),
        ("news/b.txt", "b.txt", "text", None),
        ("news/sub/c.jsonl.gz", "sub/c.jsonl.gz", "jsonl", "gz"),
        ("news/sub/d.CSV", "sub/d.CSV", "csv", None),
    ]
    assert warnings == ["skipped 1 file of other kinds: news/notes.md"]


def test_a_glob_is_sorted_and_may_go_deep(corpus):
    assert [path for path, *_ in named("news/*.*")[0]] == ["news/a.jsonl", "news/b.txt"]
    assert [path for path, *_ in named("news/**/*.gz")[0]] == ["news/sub/c.jsonl.gz"]


@pytest.mark.parametrize("above", ["", "../{here}/", "{folder}/"])
def test_ids_of_a_glob_do_not_depend_on_where_a_corpus_lies(corpus, above):
    above = above.format(here=corpus.name, folder=corpus)
    assert [label for _, label, *_ in named(f"{above}news/*.*")[0]] == ["a.jsonl", "b.txt"]
    assert [label for _, label, *_ in named(f"{above}n?ws/sub/*.gz")[0]] == ["news/sub/c.jsonl.gz"]


def test_links_that_are_not_followed_are_said(corpus):
    (corpus / "archive").mkdir()
    (corpus / "archive/old.txt").write_text("قتل 3")
    (corpus / "news/2024").symlink_to(corpus / "archive")
    (corpus / "news/gone.txt").symlink_to(corpus / "nowhere.txt")
    found, warnings = named("news")
    assert len(found) == 4
    assert warnings[1:] == [
        "skipped 1 linked folder: news/2024; name what is to be read too",
        "skipped 1 broken link: news/gone.txt",
    ]
    assert [label for _, label, *_ in named("news", "news/2024")[0]][-1] == "old.txt"
    (corpus / "alone").mkdir()
    (corpus / "alone/2024").symlink_to(corpus / "archive")
    with pytest.raises(InputError, match=r"linked folders are not searched: alone/2024"):
        find_inputs(["alone"])


def test_a_file_with_the_signs_of_a_glob_is_that_file(corpus):
    (corpus / "news [1].txt").write_text("قتل 3")
    assert [path for path, *_ in named("news [1].txt")[0]] == ["news [1].txt"]


def test_names_keep_their_order(corpus):
    assert [path for path, *_ in named("news/b.txt", "-", "news/a.jsonl")[0]] == [
        "news/b.txt", "-", "news/a.jsonl"
    ]  # fmt: skip


def test_a_file_named_twice_is_read_once(corpus):
    found, warnings = named("news/b.txt", "news/*.txt")
    assert len(found) == 1
    assert warnings == ["news/b.txt: named twice, read once"]


def test_files_of_one_name_keep_ids_apart(corpus):
    (corpus / "news/sub/b.txt").write_text("قتل 3")
    assert [label for _, label, *_ in named("news/b.txt", "news/sub/b.txt")[0]] == [
        "news/b.txt", "news/sub/b.txt"
    ]  # fmt: skip


def test_the_output_is_never_an_input(corpus):
    found, warnings = named("news", exclude=[corpus / "news/a.jsonl"])
    assert [path for path, *_ in found] == ["news/b.txt", "news/sub/c.jsonl.gz", "news/sub/d.CSV"]
    assert "news/a.jsonl: left out, it is where the output goes" in warnings


def test_an_input_is_not_written_over(corpus):
    with pytest.raises(InputError, match=r"news/a\.jsonl: is an input, and output would go there"):
        find_inputs(["news/a.jsonl"], exclude=[corpus / "news/a.jsonl"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", "none.txt: no such file or folder"),
        ("none/*.txt", r"none/\*.txt: no file matches"),
        ("news/notes.md", "news/notes.md: not a kind of file that can be read"),
        ("empty", "empty: no file in this folder can be read"),
        ("hf:", "hf: names no data set"),
        ("a\0b", "not a file name"),
    ],
)
def test_a_name_that_means_nothing_is_refused(corpus, name, message):
    (corpus / "empty").mkdir()
    with pytest.raises(InputError, match=message):
        find_inputs([name])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(corpus):
    (corpus / "news/b.txt").chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        find_inputs(["news/b.txt"])
