"""Bad data is named with file, line and remedy, before any training starts."""

import json
from pathlib import Path

import pytest
from train_rows import hasila, lines

from hasila.custom.checks import check
from hasila.custom.corpus import Corpus, documents
from hasila.custom.faults import faults_of

GOOD = {"text": "تفشت الكوليرا في تعز.", "entities": [{"span": [5, 13], "label": "DISEASE"}]}
OTHER = {"text": "سجلت إصابات بالحصبة في عدن.", "entities": [{"span": [13, 19], "label": "DISEASE"}]}


def found(tmp_path: Path, rows: list[dict], **settings) -> list[str]:
    train = Corpus(str(lines(tmp_path / "train.jsonl", rows)), **settings)
    dev = Corpus(str(lines(tmp_path / "dev.jsonl", [OTHER])))
    return [f"{Path(fault.place).name}: {fault.reason}" for fault in check(train, dev).faults]


def changed(**spans) -> dict:
    return {**GOOD, "entities": [{**GOOD["entities"][0], **spans}]}


def test_good_data_has_no_faults(tmp_path):
    assert found(tmp_path, [GOOD]) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (changed(span=[6, 13]), ["begins inside the word 'الكوليرا'", "--skip-faulty"]),
        (changed(span=[6, 14]), ["begins or ends with a space", "off by 1", "'الكوليرا' stands 1 before"]),
        (changed(span=[4, 12]), ["begins or ends with a space", "'الكوليرا' stands 1 after"]),
        (changed(span=[5, 12]), ["ends inside the word 'الكوليرا'", "--skip-faulty"]),
        (changed(span=[7, 15]), ["ends inside the word 'في'", "'الكوليرا' stands 2 before", "off by 2"]),
        (changed(span=[5, 99]), ["outside the text"]),
        (changed(span=[5, 13], label=" DISEASE"), ["spaces around the label"]),
        (changed(span=[5, 13], label=""), ["no label"]),
        (
            {**GOOD, "entities": [*GOOD["entities"], {"span": [5, 20], "label": "EVENT"}]},
            ["lies in", 'layer = "outer"'],
        ),
        (
            {**GOOD, "entities": [*GOOD["entities"], {"span": [0, 13], "label": "EVENT"}]},
            ["lies in", "one label only"],
        ),
        (
            {
                "text": "في تعز وعدن معا",
                "entities": [{"span": [3, 11], "label": "A"}, {"span": [8, 15], "label": "B"}],
            },
            ["overlaps", "keep one of them"],
        ),
        ({**GOOD, "text": "تفشت ال\ufffdوليرا في تعز."}, ["U+FFFD at character 7", "export it again"]),
        (
            {"text": "تعز".encode().decode("cp1252", "ignore") + " Ø§Ù„ÙƒÙˆÙ„", "entities": []},
            ["read as Windows-1252", "cp1252"],
        ),
    ],
)
def test_a_fault_has_its_line_and_a_remedy(tmp_path, row, said):
    faults = found(tmp_path, [OTHER, row])
    assert any(
        fault.startswith("train.jsonl:2: ") and all(one in fault for one in said) for fault in faults
    ), faults


def test_proclitics_and_the_article_before_a_name_are_no_fault():
    for text, name in [
        ("وبالكوليرا", "الكوليرا"),
        ("للحصبة", "لحصبة"),
        ("فزيكا", "زيكا"),
        ("أفالكوليرا", "الكوليرا"),
    ]:
        start = text.index(name)
        row = {"text": text, "entities": [{"span": [start, len(text)], "label": "DISEASE"}]}
        assert [len(faults_of(one)) for one in documents([document_of(row)])] == [0]


def document_of(row: dict):
    from hasila.formats.types import Document, Span

    spans = tuple(
        Span(*one["span"], one["label"], row["text"][slice(*one["span"])]) for one in row["entities"]
    )
    return Document("a", row["text"], spans)


def test_a_label_in_another_case_is_named_with_its_place(tmp_path):
    faults = found(tmp_path, [GOOD, OTHER, changed(label="Disease")])
    assert faults == [
        "train.jsonl:3: the label 'Disease' (once) differs from 'DISEASE' in case only; make them one: "
        'rename = {"Disease": "DISEASE"}'
    ]
    assert found(tmp_path, [GOOD, changed(label="Disease")], rename={"Disease": "DISEASE"}) == []


def test_a_label_that_the_model_has_in_another_case(tmp_path):
    corpus = Corpus(str(lines(tmp_path / "train.jsonl", [changed(label="loc")])))
    dev = Corpus(
        str(lines(tmp_path / "dev.jsonl", [{**OTHER, "entities": [{"span": [13, 19], "label": "loc"}]}]))
    )
    (fault,) = check(corpus, dev, ["ORG", "LOC"]).faults
    assert "'loc' (2 times) differs from 'LOC'" in fault.reason


def test_an_empty_class(tmp_path):
    (fault,) = found(tmp_path, [GOOD], labels=["DISEASE", "WEAPON"])
    assert fault == (
        "train.jsonl: no span has the label 'WEAPON', which `labels` asks for; annotate some or take it out"
    )


def test_a_label_that_only_dev_has(tmp_path):
    (fault,) = found(tmp_path, [changed(label="CROP")])
    assert fault.startswith("dev.jsonl:1: no label of dev (DISEASE) is in train")
    train = Corpus(str(lines(tmp_path / "train.jsonl", [changed(label="CROP"), GOOD])))
    more = [OTHER, {**GOOD, "entities": [{"span": [17, 20], "label": "PLACE"}]}]
    findings = check(train, Corpus(str(lines(tmp_path / "dev.jsonl", more))))
    assert findings.faults == []
    said = " | ".join(findings.warnings)
    assert "in dev but never in train, so they can only be missed: PLACE 1" in said
    assert "learned: CROP" in said


def test_nothing_annotated_and_nothing_to_measure_with(tmp_path):
    train = Corpus(str(lines(tmp_path / "train.jsonl", [{**GOOD, "entities": []}])))
    dev = Corpus(str(lines(tmp_path / "dev.jsonl", [])), format="jsonl")
    reasons = " | ".join(fault.reason for fault in check(train, dev).faults)
    assert "not one span" in reasons
    assert 'part = "dev"' in reasons


def test_another_encoding_on_a_line_of_its_own(tmp_path):
    good = json.dumps(GOOD, ensure_ascii=False).encode()
    (tmp_path / "train.jsonl").write_bytes(good + b"\n" + good.decode().encode("cp1256") + b"\n")
    dev = Corpus(str(lines(tmp_path / "dev.jsonl", [OTHER])))
    (fault,) = check(Corpus(str(tmp_path / "train.jsonl")), dev).faults
    assert fault.line == 2
    assert "iconv -f WINDOWS-1256" in fault.reason


def test_what_is_only_suspicious_is_a_warning(tmp_path):
    train = Corpus(str(lines(tmp_path / "train.jsonl", [GOOD, OTHER, {**GOOD, "entities": []}])))
    dev = Corpus(str(lines(tmp_path / "dev.jsonl", [OTHER])))
    findings = check(train, dev)
    assert findings.faults == []
    said = " | ".join(findings.warnings)
    assert "DISEASE 2; a few hundred" in said
    assert "1 texts of dev are in train too" in said
    assert "twice with different spans" in said


def test_the_command_stops_before_training(tmp_path, small_config):
    lines(tmp_path / "train.jsonl", [OTHER, changed(span=[6, 14])])
    lines(tmp_path / "dev.jsonl", [OTHER])
    done = hasila("train", small_config, cwd=tmp_path)
    assert done.returncode == 2
    assert "train.jsonl:2: span 6–14 DISEASE" in done.stderr
    assert "1 faults in the data; mend them, or leave their texts out: --skip-faulty" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_corpus_may_leave_out_its_own_faulty_texts(tmp_path, small_config):
    lines(tmp_path / "train.jsonl", [GOOD, changed(span=[6, 14])])
    lines(tmp_path / "dev.jsonl", [OTHER])
    check_only = ["train", small_config, "--check", "--set", "corpora.train.skip_faulty=true"]
    done = hasila(*check_only, cwd=tmp_path)
    assert done.returncode == 1
    assert "train.jsonl:2: span 6–14 DISEASE" in done.stderr
    assert "train: train.jsonl: 1 texts" in done.stderr
    # It speaks for itself alone.
    lines(tmp_path / "dev.jsonl", [OTHER, changed(span=[6, 14])])
    done = hasila(*check_only, cwd=tmp_path)
    assert done.returncode == 2
    assert "2 faults in the data; mend them, or leave their texts out: --skip-faulty" in done.stderr


def test_faults_of_labels_stop_it_also_where_texts_may_be_left_out(tmp_path, small_config):
    lines(tmp_path / "train.jsonl", [OTHER, GOOD])
    lines(tmp_path / "dev.jsonl", [changed(label="CROP")])
    done = hasila("train", small_config, "--skip-faulty", cwd=tmp_path)
    assert done.returncode == 2
    assert "no label of dev (CROP) is in train" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("1 faults in the data; mend them. Nothing was trained")
    lines(tmp_path / "train.jsonl", [changed(span=[6, 14])])
    lines(tmp_path / "dev.jsonl", [OTHER])
    done = hasila("train", small_config, "--skip-faulty", cwd=tmp_path)
    assert done.returncode == 2
    assert "train.jsonl:1: span 6–14 DISEASE" in done.stderr


def test_a_text_without_annotation_is_none_without_names(tmp_path):
    (fault,) = found(tmp_path, [GOOD, {"text": OTHER["text"]}], format="jsonl")
    assert fault.startswith('train.jsonl:2: nobody has annotated it: none of "entities", "quantities"')


def test_what_readers_remark_is_said_before_training(tmp_path):
    (tmp_path / "a.conll").write_text("وزير B-OCC\nمصر I-OCC B-GPE\n", encoding="utf-8")
    findings = check(Corpus(str(tmp_path / "a.conll"), layer="outer"), Corpus(str(tmp_path / "a.conll")))
    assert any("a.conll: a span of another layer than outer" in one for one in findings.warnings)
