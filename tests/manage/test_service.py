"""The files for systemd say what systemd understands, and what the command understands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from closeknit.manage import backup, check, restore, serve, upgrade

DOCS = Path(__file__).resolve().parents[2] / "docs"
UNITS = ("closeknit.service", "closeknit-backup.service", "closeknit-backup.timer")
PARSERS = {"serve": serve.parser, "backup": backup.parser}
HARD = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
    "UMask=0077",
    "StateDirectoryMode=0700",
    "User=closeknit",
}


def lines(unit: str) -> list[str]:
    return (DOCS / unit).read_text("utf-8").splitlines()


@pytest.mark.parametrize("unit", UNITS[:2])
def test_what_it_starts_is_a_command_that_is_there(unit: str) -> None:
    (start,) = (line for line in lines(unit) if line.startswith("ExecStart="))
    program, command, *words = shlex.split(start.removeprefix("ExecStart="))
    assert Path(program).name == "closeknit"
    PARSERS[command]().parse_args(words)


@pytest.mark.parametrize("unit", UNITS[:2])
def test_it_may_do_no_more_than_it_must(unit: str) -> None:
    assert set(lines(unit)) >= HARD


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    known = shutil.which("systemd-analyze")
    for unit in UNITS:
        text = "\n".join(lines(unit))
        assert re.search(r"^\[(Service|Timer)\]$", text, re.MULTILINE)
        assert all(re.match(r"[A-Z]\w+=|\[|#|$", line) for line in lines(unit))
        (tmp_path / unit).write_text(text.replace("/opt/closeknit/bin/closeknit", "/bin/true"))
    if known is None:
        return
    ran = subprocess.run(
        [known, "verify", "--man=no", *(tmp_path / unit for unit in UNITS)],
        capture_output=True,
        text=True,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )
    ours = [line for line in ran.stderr.splitlines() if "closeknit" in line]
    assert [line for line in ours if re.search("Unknown|Failed to parse|ignor", line)] == []


@pytest.mark.parametrize("command", [backup, restore, check, upgrade])
def test_every_option_is_told(command: object) -> None:
    name = str(command.__name__).rpartition(".")[2]  # type: ignore[attr-defined]
    told = (DOCS / "running.md").read_text("utf-8")
    assert f"| `closeknit {name}" in told
    rows = "\n".join(line for line in told.splitlines() if f"`closeknit {name}" in line)
    for action in command.parser()._actions:  # type: ignore[attr-defined]
        for option in action.option_strings:
            if option not in ("-h", "--help", "--data"):
                assert option in rows, option
