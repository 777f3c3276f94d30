"""All of the house in one file, and back: every row, every file, the record's chains."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections

from closeknit.manage import backup as keeping
from closeknit.manage.copies import sealing
from closeknit.manage.copies.bundle import unpack
from closeknit.manage.copies.sealing import MAGIC, PIECE, TAG, Reader, label_of, made_of
from closeknit.manage.opening import Sorry
from closeknit.networks import portraits
from closeknit.networks.models import Portrait
from tests.cast import Cast

from .houses import House, a_house, everything, without
from .test_serve import COMMAND

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = """
import sys, threading, django; django.setup()
from django.utils import timezone
from closeknit.accounts.models import Account
from closeknit.accounts.record import in_turn
from closeknit.networks import bin as the_bin, portraits
from closeknit.networks.models import Network, Note, Person
threads, known = int(sys.argv[1]), threading.Lock()
def write(number):
    account = Account.objects.create_user(f"{number}@example.com", name=f"Writer {number}")
    network = Network.begin(account.pk, f"Network {number}", mine=True)
    actor, count = network.actor(account.pk), 0
    while True:
        with in_turn(network.pk):
            person = Person.welcome(actor, f"Pair {number}.{count}")
            note = Note.make(actor, person=person, text=f"Pair {number}.{count}")
        portraits.hang(actor, person, person.pk.encode() * 2000)
        with known:
            print(person.pk, note.pk, flush=True)
        if count % 3 == 2:  # a photo that goes while others are copied
            portraits.take_down(actor, person)
            the_bin.empty(timezone.now() + timezone.timedelta(seconds=1))
        count += 1
for number in range(threads):
    threading.Thread(target=write, args=[number]).start()
"""
PAIRS = """
import json, django; django.setup()
from closeknit.networks.models import Note, Person, Portrait
people = set(Person.everyones.filter(name__startswith="Pair").values_list("pk", flat=True))
notes = dict(Note.everyones.filter(text__startswith="Pair").values_list("pk", "person"))
hung = dict(Portrait.everyones.exclude(person=None).values_list("file", "person"))
print(json.dumps([sorted(people), notes, hung]))
"""


@pytest.fixture(scope="module")
def first(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> House:
    """The cast's house, and two backups of it: one open, one locked."""
    folder = tmp_path_factory.mktemp("first")
    with django_db_blocker.unblock():
        house = a_house(folder)
    (house.data / "secret").write_text("the-key-that-signs-sessions\n")
    house.kept(["backup", str(folder / "open"), "--unlocked"])
    house.kept(["backup", str(folder / "locked"), "--key-file", str(folder / "key")])
    return house


@pytest.fixture
def house(first: House, tmp_path: Path) -> House:
    """One like it, for a test alone."""
    return first.twin(tmp_path / "house")


@pytest.fixture
def opened(first: House) -> Path:
    return first.data.parent / "open"


@pytest.fixture
def locked(first: House) -> Path:
    return first.data.parent / "locked"


@pytest.fixture
def key(first: House) -> Path:
    return first.data.parent / "key"


@contextmanager
def writers(house: House, threads: int, before: int) -> Iterator[list[list[str]]]:
    """Others write all the while; so many pairs are on the disk before it goes on."""
    writing = house.begin(sys.executable, "-c", WRITERS, str(threads))
    assert writing.stdout
    kept = [writing.stdout.readline().split() for _ in range(before)]
    try:
        yield kept
        assert writing.poll() is None, writing.stderr and writing.stderr.read()
    finally:
        writing.kill()
        writing.communicate()


def backup_under_load(house: House, folder: Path, key: Path, threads: int, before: int) -> None:
    locked = ["--key-file", str(key)]
    with writers(house, threads, before) as kept:
        house.kept(["backup", str(folder / "busy"), *locked])
    at_last = house.told()
    house.kept(["backup", str(folder / "calm"), *locked])
    files = house.files()
    shutil.rmtree(house.data)

    calm = house.beside("calm-house")
    calm.kept(["restore", str(folder / "calm"), *locked])
    assert without(calm.told()) == without(at_last)
    named = json.loads(calm.runs(PAIRS))[2]
    assert calm.files() == {name: files[name] for name in files if name in named}
    assert "all as written" in calm.kept(["verify"])

    busy = house.beside("busy-house")
    busy.kept(["restore", str(folder / "busy"), *locked])
    people, notes, hung = json.loads(busy.runs(PAIRS))
    assert {person for person, _note in kept} <= set(people), "what was kept before is there"
    assert {note for _person, note in kept} <= set(notes)
    assert sorted(notes.values()) == people, "both rows of each pair are there, or neither"
    assert set(busy.files()) == set(hung), "each file that a row names, and no other"
    for name, person in hung.items():
        assert busy.files()[name] in (person.encode() * 2000, b"June as she is" * 900)
    assert "all as written" in busy.kept(["verify"])


def test_what_is_written_meanwhile_is_all_there_or_not_at_all(house, tmp_path, key) -> None:
    backup_under_load(house, tmp_path, key, threads=2, before=6)


@pytest.mark.long
def test_many_who_write_for_long(house, tmp_path, key) -> None:
    backup_under_load(house, tmp_path, key, threads=6, before=400)


def manifest_of(file: Path, folder: Path, key: Path | None = None) -> dict:
    with file.open("rb") as source:
        return unpack(Reader(source, file, key), folder)


def test_it_tells_everything_it_holds_and_no_secret(first, opened, tmp_path) -> None:
    told = manifest_of(opened, tmp_path / "out")
    assert opened.stat().st_mode & 0o077 == 0
    assert len(told["heads"]) == 2
    assert all(head["count"] and len(head["hash"]) == 64 for head in told["heads"])
    assert told["rows"]["networks_network"] == 2
    assert len(told["held"]) == 2
    assert any(name.startswith("networks.0001") for name in told["migrations"])
    assert b"the-key-that-signs" not in opened.read_bytes()
    assert not list(first.data.glob("backing-up-*"))
    assert not list(opened.parent.glob(".*"))


def test_nothing_is_written_over_unasked(house, opened) -> None:
    before = opened.read_bytes()
    code, _, said = house.does("backup", str(opened), "--unlocked")
    assert (code, said) == (2, f"{opened} is there already. Take another name, or say --replace.\n")
    assert opened.read_bytes() == before


LINE = b'"version": "'
WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "cut": ("locked", lambda b: b[: len(b) // 2]),
    "without its last byte": ("locked", lambda b: b[:-1]),
    "cut between two pieces": ("locked", lambda b: b[: b.index(b"}\n") + 2 + PIECE + TAG]),
    "changed": ("locked", lambda b: b[:-900] + bytes([b[-900] ^ 1]) + b[-899:]),
    "changed in its first line": ("locked", lambda b: b.replace(LINE, LINE + b"9", 1)),
    "longer": ("locked", lambda b: b + b"more"),
    "open and cut": ("open", lambda b: b[: len(b) // 2]),
    "open and changed": ("open", lambda b: b[:90_000] + bytes([b[90_000] ^ 1]) + b[90_001:]),
    "open, without its list": ("open", lambda b: b[: b.rindex(b"manifest.json")]),
    "something else": ("open", lambda b: b"Dear Maya"),
    "without a line": ("open", lambda b: MAGIC + b"{\n"),
    "empty": ("open", lambda b: b""),
}


@pytest.mark.parametrize("way", WAYS)
def test_damage_of_any_kind_is_found(way: str, first, key, tmp_path) -> None:
    name, spoil = WAYS[way]
    whole = (first.data.parent / name).read_bytes()
    bad = tmp_path / "bad"
    bad.write_bytes(spoil(whole))
    assert bad.read_bytes() != whole
    with pytest.raises(Sorry, match=r"bad is (damaged|not a backup)"):
        manifest_of(bad, tmp_path / "out", key)


def test_every_byte_of_a_locked_one_counts(locked, key, tmp_path, monkeypatch) -> None:
    """One bit turned anywhere, in a thousandth of all places, and near both ends."""
    whole = locked.read_bytes()
    places = [*range(0, 400, 7), *range(len(whole) - 60, len(whole), 7)]
    words = made_of(key.read_bytes(), label_of(locked).locked)
    monkeypatch.setattr(sealing, "made_of", lambda *_: words)  # the slow part, once
    bad = tmp_path / "bad"
    for number, place in enumerate(places):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Sorry):
            manifest_of(bad, tmp_path / f"out-{number}", key)


def test_whatever_cannot_be_restored_leaves_the_folder_as_it_was(
    first, locked, key, tmp_path
) -> None:
    other, bad, fresh = tmp_path / "other-key", tmp_path / "bad", first.beside("fresh")
    other.write_text("another-key-than-that-one")
    bad.write_bytes(locked.read_bytes()[:-1])
    for file, words, why in (
        (bad, ["--key-file", str(key)], "was cut off"),
        (locked, ["--key-file", str(other)], "does not open"),
        (locked, [], "name its key with --key-file"),
    ):
        code, _, said = fresh.does("restore", str(file), *words)
        assert (code, len(said.splitlines())) == (2, 1)
        assert why in said
        assert everything(fresh.data) == {}


def test_a_house_that_is_there_is_not_touched_unasked(house, opened) -> None:
    before = everything(house.data)
    code, _, said = house.does("restore", str(opened))
    assert code == 2
    assert "is not empty" in said
    assert everything(house.data) == before


def test_when_asked_what_was_there_is_put_away(house, opened) -> None:
    before = house.told()
    code, said, trouble = house.does("restore", str(opened), "--yes")
    if connection.vendor == "postgresql":
        assert (code, "not empty" in trouble) == (2, True)
        assert house.told() == before
        return
    assert code == 0, trouble
    (away,) = house.data.glob("before-*")
    assert str(away) in said
    names = {path.relative_to(away).as_posix() for path in away.rglob("*.webp")}
    assert len(names) == 1
    assert (away / "closeknit.sqlite3").exists()
    assert (house.data / "secret").read_text() == "the-key-that-signs-sessions\n"


# Erased meanwhile ---------------------------------------------------------------------------------


@pytest.fixture
def hung(cast: Cast, settings: Any, tmp_path: Path) -> Portrait:
    """A photo of June in a data folder of this test alone."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return portraits.hang(cast.maya, cast.people["june"], b"June" * 99)


def test_what_is_erased_in_that_very_moment_is_in_no_backup(hung, tmp_path, monkeypatch) -> None:
    """The row is in the copy of the database already, its file is gone before it is held on to."""
    hold, times = keeping.held, []

    def erase() -> None:
        Portrait.everyones.filter(pk=hung.pk).delete()
        default_storage.delete(hung.file)
        connections.close_all()

    def slow(stage: Path, data: Path, names: set[str]) -> set[str]:
        times.append(names)
        if len(times) == 1:
            erasing = threading.Thread(target=erase)
            erasing.start()
            erasing.join()
        return hold(stage, data, names)

    monkeypatch.setattr(keeping, "held", slow)
    told = keeping.keep(tmp_path, tmp_path / "kept", None, replace=False)
    assert times == [{hung.file}, set()]
    assert (told["missing"], told["files"]) == ([], 0)


def test_a_file_that_was_gone_before_is_named_and_the_rest_is_kept(hung, tmp_path, capsys) -> None:
    default_storage.delete(hung.file)
    told = keeping.keep(tmp_path, tmp_path / "kept", None, replace=False)
    assert keeping.told(told) == 1
    assert f"A row names the file {hung.file}, and there is none." in capsys.readouterr().out
    assert manifest_of(tmp_path / "kept", tmp_path / "out")["missing"] == [hung.file]


KILLS = 8

# Killed -------------------------------------------------------------------------------------------


def killed_at(house: House, sign: str, seconds: float, *words: str) -> None:
    """Started, and killed so long after something of this name lies in its folder or beside it."""
    running = house.begin(*COMMAND, *words)
    until = time.monotonic() + 120
    while not [*house.data.glob(sign), *house.data.parent.glob(sign)] and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    running.communicate()


@pytest.mark.long
def test_whoever_is_killed_leaves_nothing_half_made_that_looks_whole(house, tmp_path) -> None:
    house.runs(
        "import os, django; django.setup()\n"
        "from closeknit.networks import portraits\n"
        "from closeknit.networks.models import Network\n"
        "one = Network.everyones.order_by('made_at')[0]\n"
        "actor = one.actor(one.author_id)\n"
        "for _ in range(30): portraits.hang(actor, one, os.urandom(2_000_000))\n"
    )
    whole = tmp_path / "whole"
    house.kept(["backup", str(whole), "--unlocked"])
    for number in range(KILLS):
        file = tmp_path / f"{number}.closeknit"
        sign = "backing-up-*" if number % 2 else f".{number}*.partial"
        killed_at(house, sign, number / 20, "backup", str(file), "--unlocked")
        if file.exists():
            manifest_of(file, tmp_path / f"out-{number}")
        shutil.rmtree(next(house.data.glob("backing-up-*"), tmp_path / "none"), ignore_errors=True)
    for number in range(KILLS):
        fresh = house.beside(f"fresh-{number}")
        sign = "restoring" if number % 2 else "restoring.partial"
        killed_at(fresh, sign, number / 20, "restore", str(whole))
        there, half = fresh.data / "closeknit.sqlite3", fresh.data / "restoring"
        if half.exists():
            assert "cut off" in fresh.does("check")[2]
        if there.exists():
            assert (fresh.data / "resting").exists()
        again = fresh.beside(f"fresh-{number}") if fresh.database else fresh
        again.kept(["restore", str(whole), "--yes"])
        assert without(again.told()) == without(house.told())


def test_a_restore_that_was_cut_off_opens_no_house_and_is_begun_again(first, opened) -> None:
    fresh = first.beside("cut-off")
    (fresh.data / "restoring").mkdir(parents=True)
    (fresh.data / "restoring" / "closeknit.sqlite3").write_text("half")
    for words in (["serve", "--no-browser", "--port", "59991"], ["check"], ["upgrade"]):
        code, _, said = fresh.does(*words)
        assert code == 2, words
        assert "a restore was cut off there" in said, words
    fresh.kept(["restore", str(opened)])
    assert without(fresh.told()) == without(first.told())


# Going --------------------------------------------------------------------------------------------


def test_older_ones_of_this_house_go(house, tmp_path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    house.kept(["backup", str(folder), "--unlocked"])
    (new,) = folder.iterdir()
    old, elsewhere, letter = (folder / f"{name}.closeknit" for name in ("old", "other", "letter"))
    data = new.read_bytes()
    year = data.index(b'"made_at": "') + 12
    old.write_bytes(data[:year] + b"2020" + data[year + 4 :])
    elsewhere.write_bytes(
        old.read_bytes().replace(b"http://localhost:8000", b"http://elsewhere:800")
    )
    letter.write_text("Dear Maya")
    assert str(old) in house.kept(["backup", str(folder), "--unlocked", "--keep", "35"])
    assert {path.name for path in folder.iterdir()} >= {"other.closeknit", "letter.closeknit"}
    assert new.exists()
    assert not old.exists()
    assert house.does("backup", str(folder), "--unlocked", "--keep", "36")[0] == 2


def test_two_in_one_second_are_two_files(tmp_path) -> None:
    now = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
    first = keeping.place(tmp_path, now)
    first.touch()
    second = keeping.place(tmp_path, now)
    assert (first.name, second.name) == (
        "closeknit-2026-03-04T050607Z.closeknit",
        "closeknit-2026-03-04T050607Z-2.closeknit",
    )


def test_without_a_key_somebody_has_to_say_that_it_is_open(house, tmp_path) -> None:
    with pytest.raises(SystemExit):
        keeping.backup([str(tmp_path / "file")])
    (tmp_path / "short").write_text("abc")
    code, _, said = house.does("backup", str(tmp_path / "f"), "--key-file", str(tmp_path / "short"))
    assert (code, "too short" in said) == (2, True)
    assert not (tmp_path / "f").exists()


def test_the_copy_is_a_whole_database(opened, tmp_path) -> None:
    manifest_of(opened, tmp_path / "out")
    if connection.vendor == "postgresql":
        assert (tmp_path / "out" / "database.dump").read_bytes().startswith(b"PGDMP")
        return
    with closing(sqlite3.connect(tmp_path / "out" / "database.sqlite3")) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert there.execute("PRAGMA journal_mode").fetchone() == ("delete",)
