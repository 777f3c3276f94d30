"""What was said to be kept is kept, however the process ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ready

WRITER = """
import secrets
import django; django.setup()
from closeknit.accounts.models import Account
while True:
    one = Account.objects.create_user(secrets.token_hex(8) + "@example.org")
    print(one.pk, flush=True)
"""


COMMITS = 500
COUNTED = f"""
import django; django.setup()
from closeknit.accounts.models import Account
for number in range({COMMITS}):
    Account.objects.create_user(f"{{number}}@example.org")
"""


def run(code: str, folder: Path, *before: str) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("CLOSEKNIT_")}
    env |= {"CLOSEKNIT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "closeknit.settings"}
    return subprocess.Popen(
        [*before, sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True
    )


def prepared(folder: Path) -> None:
    """A house with its tables."""
    ready.bring(str(folder / "closeknit.sqlite3"))
    made = run(
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)",
        folder,
    )
    assert made.wait(120) == 0


@pytest.mark.long
def test_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """A kill cannot tell; only counting how often the disk was asked to finish can."""
    tracer = shutil.which("strace")
    assert tracer, "strace is not installed. Type: sudo apt-get install strace"
    prepared(tmp_path)
    told = tmp_path / "calls"
    wanted = [tracer, "-f", "-e", "trace=fsync,fdatasync", "-o", str(told)]
    assert run(COUNTED, tmp_path, *wanted).wait(300) == 0
    calls = [line for line in told.read_text().splitlines() if "sync(" in line]
    assert len(calls) >= COMMITS


@pytest.mark.long
def test_nothing_that_was_kept_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    prepared(tmp_path)
    kept: set[str] = set()
    for number in range(20):
        writer = run(WRITER, tmp_path)
        assert writer.stdout
        for _ in range(5 + 3 * number):
            kept.add(writer.stdout.readline().strip())
        writer.kill()
        kept.update(line.strip() for line in writer.stdout if line.endswith("\n"))
        writer.wait()
        writer.stdout.close()
    with sqlite3.connect(tmp_path / "closeknit.sqlite3") as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = {key for (key,) in there.execute("SELECT key FROM accounts_account")}
    assert len(kept) > 600
    assert kept - rows == set()
