"""The command line: it thinks about a file, and says what is wrong in a sentence."""

import io
import json
import subprocess
import sys

import pytest

from closeknit.cli import main
from tests.core.scene import SCENE

EGOS = "egoID\n1\n2\n"
ALTERS = "egoID;alterID\n1;a\n1;b\n2;c\n"
AATIES = "egoID;Source;Target;weight\n1;a;b;0,5\n"
COMMANDS = ("measures", "gaps", "introductions", "draw")


@pytest.fixture
def study(tmp_path):
    for name, text in (("egos", EGOS), ("alters", ALTERS), ("aaties", AATIES)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def test_gaps_of_the_scene_are_told_in_sentences(capsys):
    assert main(["gaps", str(SCENE)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Maya: 14 people\n* Rosa carries a lot.")
    assert "An empty chair: A friend my own age." in said


def test_who_could_meet_is_told_with_the_gain(capsys):
    assert main(["introductions", str(SCENE), "--count", "1"]) == 0
    said = capsys.readouterr().out
    assert said == (
        "Maya: 14 people\n* June and Dee\n"
        "  16 pairs of people could then reach each other, not only through Maya.\n"
    )
    assert main(["introductions", str(SCENE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["introductions"]
    assert [(one["title"], one["gain"]) for one in found] == [
        ("June and Dee", 16),
        ("Kofi and Sam", 20),
    ]


def test_measures_come_each_with_their_meaning(capsys):
    assert main(["measures", str(SCENE)]) == 0
    said = capsys.readouterr().out
    assert "density: 0.099\n    How many of Maya's people know each other" in said
    assert "isolates: Dr Osei, Priya" in said


def test_both_answer_in_json(capsys):
    assert main(["measures", str(SCENE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unpaid_count"] == 10
    assert main(["gaps", str(SCENE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["findings"][0]["title"] == "Rosa carries a lot."
    assert len(found["empty_chairs"]) == 2


def test_a_study_is_read_from_its_folder_its_files_or_by_name(study, capsys):
    files = [str(study / f"{name}.csv") for name in ("egos", "alters", "aaties")]
    flags = [word for name in files for word in (f"--{name.split('/')[-1][:-4]}", name)]
    answers = set()
    for words in ([str(study)], files, flags):
        assert main(["measures", *words]) == 0
        answers.add(capsys.readouterr().out)
    (said,) = answers
    header, first, second = said.splitlines()
    assert header.startswith("network\tsize\t")
    assert first.startswith("1\t2\t")
    assert second.startswith("2\t1\t")


def test_what_was_left_out_goes_to_standard_error(study, capsys):
    (study / "aaties.csv").write_text(AATIES + "1;a;a;1\n")
    assert main(["measures", str(study)]) == 0
    assert "aaties, row 3" in capsys.readouterr().err


def test_windows_text_is_read_and_told(tmp_path, capsys):
    for name, text in (("egos", EGOS), ("alters", "egoID;alterID;name\n1;a;Inés\n")):
        (tmp_path / f"{name}.csv").write_bytes(text.encode("cp1252"))
    (tmp_path / "aaties.csv").write_text("egoID;Source;Target\n")
    assert main(["measures", str(tmp_path), "--json"]) == 0
    assert "not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "required"),
        (["dance"], "invalid choice"),
        (["gaps"], "Say which file"),
        (["introductions", "maya.json", "--count", "-1"], "--count"),
        (["introductions", "maya.json", "--count", "many"], "is not a number of 0 or more"),
        (["gaps", "nowhere.json"], "nowhere.json: No such file"),
        (["gaps", "--egos", "egos.csv"], "Say all three"),
    ],
)
def test_bad_words_are_answered_with_a_sentence(words, says, capsys):
    assert main(words) == 2
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize("text", ["", "[]", "{", '{"closeknit": 1}', "\x00\x01"])
def test_a_broken_file_is_named_and_told(text, tmp_path, capsys):
    file = tmp_path / "broken.json"
    file.write_text(text)
    assert main(["measures", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"closeknit: {file}: ")


def test_a_folder_without_the_three_files_is_told(tmp_path, capsys):
    assert main(["measures", str(tmp_path)]) == 2
    assert "no file named like 'egos'" in capsys.readouterr().err


def test_asking_for_help_is_no_error(capsys):
    assert main(["--help"]) == 0
    assert "closeknit serve" in capsys.readouterr().out


def test_the_map_is_drawn_into_a_file(tmp_path):
    picture = tmp_path / "map.svg"
    assert main(["draw", str(SCENE), "-o", str(picture)]) == 0
    drawn = picture.read_text(encoding="utf-8")
    assert "Tío Ben" in drawn
    assert "A friend my own age" in drawn


def test_one_network_of_a_study_is_drawn_by_its_id(study, capsys):
    assert main(["draw", str(study)]) == 2
    assert "Say which of 2 networks" in capsys.readouterr().err
    assert main(["draw", str(study), "--network", "2"]) == 0
    assert capsys.readouterr().out.lstrip().startswith("<")


def test_a_network_comes_from_standard_input(monkeypatch, capsys):
    whole = io.TextIOWrapper(io.BytesIO(SCENE.read_bytes()))
    monkeypatch.setattr("sys.stdin", whole)
    assert main(["gaps", "-"]) == 0
    assert capsys.readouterr().out.startswith("Maya: 14 people")


def test_a_broken_standard_input_is_named(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert main(["gaps", "-"]) == 2
    assert capsys.readouterr().err.startswith("closeknit: standard input: ")


def test_wrong_words_are_told_in_one_line(capsys):
    assert main(["gaps", "--colour", "x"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("closeknit: ")
    assert told.count("\n") == 1


def test_whoever_stops_reading_hears_no_complaint():
    code = (
        f"import sys; from closeknit.cli import main; sys.exit(main(['measures', {str(SCENE)!r}]))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_helps_with_an_example(name, capsys):
    assert main([name, "--help"]) == 0
    assert f"example:\n  closeknit {name} " in capsys.readouterr().out
