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
COMMANDS = ("measures", "gaps", "introductions", "what-if", "outlook", "compare", "draw", "rota")


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
        (["what-if", str(SCENE)], "Say who is away"),
        (["what-if", str(SCENE), "--away", "Nemo"], "Nobody has the key or the name 'Nemo'"),
        (["what-if", str(SCENE), "--household", "x"], "There is no household 'x'; there is home"),
        (["compare", str(SCENE)], "AFTER"),
        (["compare", "-", "-"], "can be read once"),
        (["compare", str(SCENE), "nowhere.json"], "nowhere.json: No such file"),
        (["outlook", str(SCENE), "--years", "0"], "'0' is not a number of 1 or more"),
        (["outlook", str(SCENE), "--years", "101"], "more than 100"),
        (["outlook", str(SCENE), "--at", "30"], "at is between 0 and 20, not 30"),
        (["outlook", str(SCENE), "--scenario", "high.worker=2"], "between 0 and 1, not 2.0"),
        (["outlook", str(SCENE), "--scenario", "high.worker=x"], "'x' is not a number"),
        (["outlook", str(SCENE), "--scenario", "worker=1"], "should be like high.worker=0.5"),
        (["outlook", str(SCENE), "--table", str(SCENE)], "maya.json: "),
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


def test_what_is_left_is_told_by_name_household_and_pay(capsys):
    words = ["what-if", str(SCENE), "--away", "rosa", "--household", "HOME", "--paid"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Away: Alex, Dr Osei, Priya, Rosa and Tanya. 9 people are left." in said
    assert "* Nobody would give: looking after money." in said
    assert "Tío Ben" in said
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["people_left"] == 9
    assert found["sentences"][0].startswith("Away: Alex")


def test_a_name_is_as_good_as_a_key_unless_two_have_it(tmp_path, capsys):
    file = tmp_path / "two.json"
    people = [{"key": key, "name": name} for key, name in (("a", "Ann"), ("b", "Ann"), ("c", "Bo"))]
    file.write_text(json.dumps({"closeknit": 1, "person": {"name": "Maya"}, "people": people}))
    assert main(["what-if", str(file), "--away", "bo"]) == 0
    assert "Away: Bo. 2 people are left." in capsys.readouterr().out
    assert main(["what-if", str(file), "--away", "Ann"]) == 2
    assert "2 people are called 'Ann': say a, b." in capsys.readouterr().err


def test_two_days_are_compared_in_sentences(tmp_path, capsys):
    later = json.loads(SCENE.read_text(encoding="utf-8"))
    later["people"] = [each for each in later["people"] if each["key"] != "dee"]
    later["links"] = [pair for pair in later["links"] if "dee" not in pair]
    file = tmp_path / "later.json"
    file.write_text(json.dumps(later))
    assert main(["compare", str(SCENE), str(file)]) == 0
    assert "Dee is gone." in capsys.readouterr().out
    assert main(["compare", str(file), str(SCENE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["items"][0]["kind"] == "new"
    assert found["was"]["people"] == found["now"]["people"] - 1
    assert main(["compare", str(SCENE), str(SCENE)]) == 0
    assert capsys.readouterr().out == "Nothing changed that is compared here.\n"


def test_the_years_ahead_are_told_and_the_same_seed_says_the_same(capsys):
    words = ["outlook", str(SCENE), "--years", "5", "--futures", "200"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "200 made-up futures of fourteen people" in said
    assert "In five years, someone to talk to: " in said
    assert main(words) == 0
    assert capsys.readouterr().out == said


def test_an_assumption_and_a_life_table_can_be_changed(tmp_path, capsys):
    table = tmp_path / "mine.csv"
    table.write_text("sex,year,age,qx\nF,2024,70,0.5\n")
    words = ["outlook", str(SCENE), "--exact", "--json", "--years", "1"]
    assert main(words) == 0
    usual = json.loads(capsys.readouterr().out)
    changed = ["--scenario", "high.worker=1", "--scenario", "high.stop=1", "--table", str(table)]
    assert main([*words, *changed]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["asked"]["table"] == str(table)
    assert usual["supports"]["talk"]["by_year"][1][2] > 0
    assert found["supports"]["talk"]["by_year"][1][2] == 0


def test_a_role_without_its_holder_is_told_by_its_name(tmp_path, capsys):
    file = tmp_path / "roles.json"
    people = [{"key": key, "name": key.title()} for key in ("rosa", "kofi")]
    roles = [
        {"key": "k1", "about": "advocate", "held_by": ["rosa"]},
        {"key": "k2", "about": "convenor", "held_by": ["rosa"], "stand_ins": ["kofi"]},
    ]
    whole = {"closeknit": 1, "person": {"name": "Maya"}, "people": people, "roles": roles}
    file.write_text(json.dumps(whole))
    assert main(["what-if", str(file), "--away", "rosa"]) == 0
    said = capsys.readouterr().out
    assert "* Nobody would hold a role: advocate.\n" in said
    assert "* Would step in, convenor: Kofi.\n" in said


def test_whoever_has_waited_enough_can_stop(monkeypatch, capsys):
    def stopped(asked):
        raise KeyboardInterrupt

    monkeypatch.setattr("closeknit.cli.reading.read_json", stopped)
    assert main(["gaps", str(SCENE)]) == 130
    assert capsys.readouterr().err == ""
