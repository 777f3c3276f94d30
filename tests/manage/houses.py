"""Houses in folders of their own, with the cast in them, looked after by the real command."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connection

from tests import ready

from .test_serve import COMMAND

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-key-of-nothing-but-the-tests"

FILLED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from closeknit.networks import portraits
from tests.cast import made
network, other, actors, people = made()
portraits.hang(actors["maya"], people["june"], b"June as she is" * 900)
"""
TOLD = """
import django, hashlib, json; django.setup()
from django.apps import apps
from closeknit.accounts.models import Entry
from closeknit.accounts.verify import verify
told = {}
for model in apps.get_models():
    rows = model._base_manager.order_by("pk")
    if model is Entry:
        rows = rows.exclude(deed="restored")
    rows = [repr(row) for row in rows.values_list()]
    told[model._meta.label] = [len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()]
print(json.dumps(told))
"""
LET_GO = {"accounts.Visit", "accounts.Head", "django_tasks_db.DBTaskResult"}


@dataclass(frozen=True)
class House:
    """A data folder and, on PostgreSQL, a database."""

    data: Path
    database: str = ""

    @property
    def env(self) -> dict[str, str]:
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("CLOSEKNIT_", "DJANGO_"))}
        ours = {"CLOSEKNIT_DATA": str(self.data), "CLOSEKNIT_DATABASE": self.database}
        here = {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "closeknit.settings"}
        return {**plain, **ours, **here, "TMPDIR": str(self.data.parent)}

    def begin(self, *program: str, out: Any = None, **more: str) -> subprocess.Popen[str]:
        """Something that runs in this house; what it says goes to `out`, or is kept to be read."""
        return subprocess.Popen(
            list(program),
            env={**self.env, **more},
            stdout=out or subprocess.PIPE,
            stderr=out or subprocess.PIPE,
            text=True,
        )

    def runs(self, code: str) -> str:
        """What a piece of Python says inside this house."""
        ran = self.begin(sys.executable, "-c", code)
        out, trouble = ran.communicate()
        assert ran.returncode == 0, trouble
        return out

    def does(self, *words: str, **more: str) -> tuple[int, str, str]:
        """A command as somebody types it: its code, what it says, what it complains about."""
        ran = self.begin(*COMMAND, *words, **more)
        out, trouble = ran.communicate()
        return ran.returncode, out, trouble

    def kept(self, words: list[str]) -> str:
        code, out, trouble = self.does(*words)
        assert (code, trouble) == (0, ""), out + trouble
        return out

    def told(self) -> Any:
        """A checksum of each kind of row."""
        return json.loads(self.runs(TOLD))

    def beside(self, name: str) -> House:
        """Another, empty house of the same kind."""
        data = self.data.parent / name
        return replace(self, data=data, database=new_database() if self.database else "")

    def twin(self, data: Path) -> House:
        """One like it, elsewhere."""
        shutil.copytree(self.data, data)
        like = self.database.partition("?")[0].rpartition("/")[2]
        return House(data, new_database(like) if like else "")

    def files(self) -> dict[str, bytes]:
        root = self.data / "files"
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in _in(root)}


def _in(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def everything(folder: Path) -> dict[str, bytes]:
    """All that lies in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _in(folder)}


def without(told: Any, *kinds: str) -> Any:
    return {name: rows for name, rows in told.items() if name not in {*LET_GO, *kinds}}


def new_database(like: str = "") -> str:
    """A database of the server that the tests run on: empty, or like another one."""
    address = os.environ["CLOSEKNIT_TEST_DATABASE"]
    name = f"house_{secrets.token_hex(4)}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
    before, _, after = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{after}"


def a_house(folder: Path) -> House:
    """One with the cast in it, on the database that the tests run on."""
    data = folder / "house"
    data.mkdir(mode=0o700)
    house = House(data)
    if connection.vendor == "sqlite":
        ready.bring(str(data / "closeknit.sqlite3"))
    else:
        house = replace(house, database=new_database())
    house.runs(FILLED)
    (folder / "key").write_text(KEY)
    return house
