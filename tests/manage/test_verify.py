"""`closeknit verify`, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from closeknit.accounts.models import Entry, Head
from closeknit.accounts.record import record
from closeknit.manage.verify import verify
from closeknit.policy import Actor, Role

pytestmark = pytest.mark.django_db
MAYA = Actor("maya".ljust(16, "a"), "network".ljust(16, "n"), Role.PERSON)


@pytest.fixture(autouse=True)
def _three_deeds() -> None:
    for _ in range(3):
        record(MAYA, "changed", "person", "r" * 16)


def cut(count: int) -> None:
    """Take the last entries away, and make the head fit."""
    last = Entry.objects.get(network=MAYA.network, number=count)
    with connection.cursor() as cursor:
        triggers = "record_is_never_shortened", "record_is_kept ON accounts_entry"
        cursor.execute(f"DROP TRIGGER {triggers[connection.vendor == 'postgresql']}")
        cursor.execute(f"DELETE FROM accounts_entry WHERE number > {count}")
    Head.objects.filter(chain=MAYA.network).update(count=count, hash=last.hash)


def test_a_whole_record_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify([]) == 0
    assert capsys.readouterr().out == "3 entries in 1 chain: all as written.\n"


def test_a_broken_one_ends_with_1_and_names_the_entry(capsys: pytest.CaptureFixture[str]) -> None:
    Head.objects.filter(chain=MAYA.network).update(hash="ab")
    assert verify([]) == 1
    told = capsys.readouterr().out
    assert f"network {MAYA.network}: entry 3 was altered, or the head of the chain.\n" in told
    assert told.endswith("3 entries in 1 chain: NOT all as written, see above.\n")


def test_heads_that_were_kept_elsewhere_show_a_tail_that_was_cut_off(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert verify(["--heads"]) == 0
    kept = tmp_path / "heads"
    kept.write_text(capsys.readouterr().out)
    head = Head.objects.get(chain=MAYA.network)
    assert json.loads(kept.read_text().splitlines()[0]) == {
        "chain": head.chain,
        "count": 3,
        "hash": head.hash,
    }
    record(MAYA, "changed", "person")
    assert verify(["--against", str(kept)]) == 0
    cut(2)
    assert verify([]) == 0
    assert verify(["--against", str(kept)]) == 1
    assert "entry 3 and all after it were removed, up to 3." in capsys.readouterr().out


def test_heads_that_cannot_be_read_are_one_clear_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert verify(["--against", str(tmp_path / "nothing")]) == 2
    (tmp_path / "letter").write_text('{"Dear": "Maya"}')
    assert verify(["--against", str(tmp_path / "letter")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("nothing cannot be read: No such file or directory.")
    assert told[1].endswith("does not hold what `closeknit verify --heads` prints.")
