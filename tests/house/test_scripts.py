"""The scripts a newcomer types."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(
    path
    for path in [*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run"]
    if path.is_file() and (path.name.startswith("_") or path.read_bytes().startswith(b"#!/bin/sh"))
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_plain_shell_understands_it(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script]).returncode == 0
    assert os.access(script, os.X_OK) != script.name.startswith("_")


def test_a_suite_that_does_not_exist_is_named_and_those_that_do() -> None:
    told = subprocess.run(["bin/test", "nonsense"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 2
    assert "no suite 'nonsense'" in told.stderr
    assert "journeys" in told.stderr


def test_the_build_server_runs_what_we_run() -> None:
    assert "bin/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_lock_files_name_no_place_and_carry_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text.replace("# via", "")
        pinned = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
