"""`closeknit upgrade`: a backup first, then the steps, then a look; and a way back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from .houses import House, a_house

pytestmark = pytest.mark.django_db(transaction=True)
AN_OLDER_ONE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", "notices", "zero", verbosity=0)
"""
FROM_THE_FUTURE = """
import django; django.setup()
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.create(app="networks", name="9999_later")
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_house(tmp_path)


def test_an_older_house_is_kept_and_then_brought_up(house: House, tmp_path: Path) -> None:
    house.runs(AN_OLDER_ONE)
    code, said, trouble = house.does("upgrade")
    assert code in (0, 1), said + trouble
    found = re.search(r"Kept first: (\S+)", said)
    assert found
    assert Path(found[1]).parent == house.data / "copies"
    assert Path(found[1]).stat().st_mode & 0o077 == 0
    assert "steps taken. To go back" in said
    assert re.search(r"^ok +tables", said, re.MULTILINE)
    assert (house.data / "static").is_dir()
    again = house.does("upgrade")[1]
    assert "Kept first" not in again, "nothing was to be done"
    back = house.beside("back")
    back.kept(["restore", found[1]])
    assert len(back.told()["networks.Network"]) == 2


def test_a_newer_house_is_left_alone(house: House) -> None:
    house.runs(FROM_THE_FUTURE)
    for words in (["upgrade"], ["serve", "--no-browser", "--port", "59992"]):
        code, _, said = house.does(*words)
        assert code == 2
        assert "newer than this program: it has networks.9999_later" in said
    assert not (house.data / "copies").exists()


def test_one_that_stops_on_its_way_says_how_to_go_back(house: House) -> None:
    if connection.vendor != "sqlite":
        return
    with closing(sqlite3.connect(house.data / "closeknit.sqlite3")) as there:
        there.execute("DELETE FROM django_migrations WHERE app = 'notices'")  # tables are there
        there.commit()
    code, said, trouble = house.does("upgrade")
    assert code == 2
    kept = re.search(r"Kept first: (\S+)", said)
    assert kept
    assert f"closeknit restore {kept[1]} --data {house.data} --yes" in trouble


def test_where_there_is_no_house_there_is_nothing_to_upgrade(tmp_path: Path) -> None:
    empty = House(tmp_path / "empty")
    code, _, said = empty.does("upgrade", CLOSEKNIT_DATABASE="")
    assert code == 2
    assert said == f"There is no house in {empty.data}. Open it once: closeknit serve\n"
