"""`closeknit rota`: a file of turns and helpers in, a fair rota out."""

import json
import subprocess
import sys

import pytest

from closeknit.cli import main

DECEMBER = {
    "closeknit_rota": 1,
    "turns": [
        {"key": "cook", "day": "2026-12-03", "part": "evening", "words": "Cook together"},
        {"key": "swim", "day": "2026-12-05", "need": 2, "words": "Swimming"},
        {"key": "walk", "day": "2026-12-08"},
    ],
    "helpers": [
        {"key": "rosa", "name": "Rosa", "likes": ["thursday"]},
        {"key": "kofi", "name": "Kofi", "free": ["weekends"], "before": 2},
        {"key": "june", "name": "June", "away": ["2026-12-05"]},
    ],
}


@pytest.fixture
def december(tmp_path):
    file = tmp_path / "december.json"
    file.write_text(json.dumps(DECEMBER))
    return file


@pytest.fixture
def made(december, tmp_path, capsys):
    assert main(["rota", str(december), "--json", "--why"]) == 0
    file = tmp_path / "made.json"
    file.write_text(capsys.readouterr().out)
    return file


def test_turns_are_shared_out_with_reasons(december, capsys):
    assert main(["rota", str(december), "--why"]) == 0
    said = capsys.readouterr().out
    assert "Sat 2026-12-05          Swimming       Kofi, Rosa\n" in said
    assert "    Kofi: Nobody else is free that day.\n" in said
    assert said.endswith("Proven: no rota is better.\n")


def test_the_answer_in_json_is_a_rota_again(made, capsys):
    found = json.loads(made.read_text())
    assert found["proven"] is True
    assert ["swim", "kofi"] in found["takes"]
    assert {"turn", "helper", "reasons", "words"} == set(found["why"][0])
    assert main(["rota", str(made), "--mend", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["takes"] == found["takes"]


def test_who_drops_out_leaves_the_others_where_they_are(made, capsys):
    before = json.loads(made.read_text())["takes"]
    assert main(["rota", str(made), "--away", "Kofi", "--json", "--why"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["takes"] == [pair for pair in before if pair[1] != "kofi"]
    assert found["unfilled"] == {"swim": 1}
    assert found["why"][-1]["helper"] is None


def test_a_turn_is_swapped_with_whoever_can(made, capsys):
    holds = dict(json.loads(made.read_text())["takes"])
    turn, other = ("cook", "walk") if holds["cook"] == "june" else ("walk", "cook")
    assert main(["rota", str(made), "--swaps", turn, "June", "--json"]) == 0
    swaps = json.loads(capsys.readouterr().out)["swaps"]
    assert all(swap["takes"] == other and swap["helper"] == "rosa" for swap in swaps)
    assert main(["rota", str(made), "--swaps", "swim", "Kofi"]) == 0
    assert "There is no swap" in capsys.readouterr().out


def test_nothing_but_the_answer_is_printed(december):
    code = "import sys; from closeknit.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", code, "rota", str(december), "--json"]
    told = subprocess.run(words, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["closeknit_rota"] == 1


def test_no_helpers_and_no_turns_is_an_answer(tmp_path, capsys):
    file = tmp_path / "empty.json"
    file.write_text('{"closeknit_rota": 1, "turns": [], "helpers": []}')
    assert main(["rota", str(file)]) == 0
    assert "nobody helps yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--mend"], "There is no rota in it yet"),
        (["--swaps", "cook", "Rosa"], "There is no rota in it yet"),
        (["--seconds", "soon"], "'soon' is not a time in seconds"),
        (["--mend", "--away", "rosa"], "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(words, says, december, capsys):
    assert main(["rota", str(december), *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith("closeknit: ")
    assert says in told
    assert told.count("\n") == 1


def test_unknown_helpers_and_turns_are_named(made, capsys):
    assert main(["rota", str(made), "--away", "Nemo"]) == 2
    assert "No helper has the key or the name 'Nemo'" in capsys.readouterr().err
    assert main(["rota", str(made), "--swaps", "dance", "Rosa"]) == 2
    assert "'dance'" in capsys.readouterr().err


def test_a_file_that_is_no_rota_is_named(tmp_path, capsys):
    file = tmp_path / "broken.json"
    file.write_text("{}")
    assert main(["rota", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"closeknit: {file}: This is not a rota")
