"""The chain of the record: whole after what people may do, broken by what they may not."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction

from closeknit.accounts.models import Entry, Head
from closeknit.accounts.record import forget, forget_made_up, in_turn, record, record_each
from closeknit.accounts.verify import Trouble, verify
from closeknit.policy import Actor, Role

MAYA = Actor("maya".ljust(16, "a"), "network".ljust(16, "n"), Role.PERSON)
ROSA = Actor("rosa".ljust(16, "a"), MAYA.network, Role.STEWARD)
ELSEWHERE = Actor(MAYA.account, "another".ljust(16, "n"), Role.PERSON)


def write(count: int = 12) -> None:
    """A short record of two networks and of the house."""
    for number in range(count):
        who = ROSA if number % 3 else MAYA
        record(who, "changed", "person", f"{number:016}", level="unpaid", circle=number % 4)
    record(ELSEWHERE, "began", "network", ELSEWHERE.network)
    record(Actor(MAYA.account, "", Role.STRANGER), "joined", "account")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def let_go() -> None:
    """Whoever owns the database can take the triggers away."""
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER record_is_never_changed")
        sql("DROP TRIGGER record_is_never_shortened")
    else:
        sql("DROP TRIGGER record_is_kept ON accounts_entry")


def troubles() -> list[str]:
    return [str(found) for found in verify().troubles]


@pytest.mark.django_db
class TestWhole:
    """What may happen leaves the chain as it is."""

    def test_every_entry_has_its_number_and_hangs_on_the_one_before(self) -> None:
        write()
        found = list(Entry.objects.filter(network=MAYA.network))
        assert [entry.number for entry in found] == list(range(1, 13))
        assert [entry.before for entry in found[1:]] == [entry.hash for entry in found[:-1]]
        assert verify().troubles == []
        assert verify().entries == 14
        assert set(verify().heads) == {MAYA.network, ELSEWHERE.network, ""}

    def test_an_entry_made_by_hand_hangs_on_the_chain_as_well(self) -> None:
        write()
        entry = Entry.objects.create(account_id=MAYA.account, deed="quieted", resource="account")
        assert (entry.network, entry.number) == ("", 2)
        assert troubles() == []

    def test_two_entries_that_say_the_same_have_different_seals(self) -> None:
        record_each(MAYA, "welcomed", "person", ["x" * 16, "x" * 16])
        one, other = Entry.objects.all()
        assert one.seal != other.seal

    def test_somebodys_deeds_are_forgotten_and_the_chain_holds(self) -> None:
        write()
        assert forget(MAYA.network, ROSA.account, by=MAYA) == 8
        assert troubles() == []
        assert not Entry.objects.filter(account=ROSA.account).exists()
        blank = Entry.objects.filter(network=MAYA.network, salt="")
        assert set(blank.values_list("row", "on_behalf", "account")) == {("", "", None)}
        assert set(blank.values_list("deed", flat=True)) == {"changed"}
        assert Entry.objects.get(deed="forgot").account_id == MAYA.account

    def test_deeds_on_a_row_are_forgotten_and_then_the_whole_network(self) -> None:
        write()
        assert forget(MAYA.network, rows=[f"{3:016}"]) == 1
        assert troubles() == []
        assert forget(MAYA.network) == 12
        assert forget(MAYA.network, MAYA.account) == 0
        assert troubles() == []
        assert not Entry.objects.filter(network=MAYA.network).exclude(row="").exists()
        assert Entry.objects.filter(network=ELSEWHERE.network).exclude(row="").exists()

    def test_whoever_forgets_their_own_deeds_is_not_named_by_that(self) -> None:
        write()
        forget(MAYA.network, ROSA.account, by=ROSA)
        assert Entry.objects.get(deed="forgot").account_id is None

    def test_where_nothing_was_done_nothing_is_forgotten(self) -> None:
        assert forget(MAYA.network) == 0
        assert not Entry.objects.exists()

    def test_made_up_people_leave_nothing_and_take_nothing_of_others_along(self) -> None:
        write()
        forget_made_up([ELSEWHERE.network], [MAYA.account])
        assert not Entry.objects.filter(network=ELSEWHERE.network).exists()
        assert not Entry.objects.filter(account=MAYA.account).exists()
        assert Entry.objects.filter(account=ROSA.account).count() == 8
        assert troubles() == []

    def test_a_deed_that_was_not_done_takes_no_number(self) -> None:
        write()
        with transaction.atomic():
            record(MAYA, "changed", "person")
            transaction.set_rollback(True)
        record(MAYA, "changed", "person")
        assert Entry.objects.filter(network=MAYA.network).last().number == 13
        assert troubles() == []


@pytest.mark.django_db
class TestTheDatabaseItself:
    """Even a statement past all our code is refused, unless it erases."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE accounts_entry SET deed = 'nothing'",
            "UPDATE accounts_entry SET account_id = 'somebody else'",
            "UPDATE accounts_entry SET salt = ''",
            "UPDATE accounts_entry SET number = number + 100",
            "DELETE FROM accounts_entry",
        ],
    )
    def test_an_entry_is_neither_changed_nor_taken_away(self, statement: str) -> None:
        write()
        with pytest.raises(DatabaseError, match="The record is never"), transaction.atomic():
            sql(statement)
        assert troubles() == []
        assert Entry.objects.count() == 14


ALTER = {
    "deed": "'removed'",
    "resource": "'note'",
    "row": "'somebody'",
    "level": "'network'",
    "on_behalf": "'somebody'",
    "account_id": "'somebody'",
    "detail": "'{\"circle\": 9}'",
    "at": "'2001-01-01 00:00:00+00:00'",
    "salt": "'ab'",
    "seal": "'ab'",
    "before": "'ab'",
    "hash": "'ab'",
}


@pytest.mark.django_db
class TestBroken:
    """What nobody may do is found, and named."""

    @pytest.mark.parametrize("name", ALTER)
    def test_one_altered_entry_is_named(self, name: str) -> None:
        write()
        let_go()
        where = "WHERE network = %s AND number = 5"
        sql(f'UPDATE accounts_entry SET "{name}" = {ALTER[name]} {where}', MAYA.network)
        assert verify().troubles == [Trouble(MAYA.network, 5, "was altered")]

    def test_a_removed_entry_is_named(self) -> None:
        write()
        let_go()
        sql("DELETE FROM accounts_entry WHERE network = %s AND number = 5", MAYA.network)
        assert troubles() == [f"network {MAYA.network}: entry 5 was removed."]

    def test_a_tail_that_was_cut_off_is_told(self) -> None:
        write()
        let_go()
        sql("DELETE FROM accounts_entry WHERE network = %s AND number > 9", MAYA.network)
        assert "entry 10 and all after it were removed, up to 12" in troubles()[0]

    def test_a_whole_chain_that_is_gone_is_told(self) -> None:
        write()
        let_go()
        sql("DELETE FROM accounts_entry WHERE network = %s", MAYA.network)
        assert "entry 1 and all after it were removed, up to 12" in troubles()[0]

    def test_an_entry_that_nobody_wrote_is_named(self) -> None:
        write()
        head = Head.objects.get(chain=MAYA.network)
        forged = Entry(network=MAYA.network, account_id=ROSA.account, deed="changed")
        head.hang(forged)
        Entry.objects.bulk_create([forged])
        assert "entry 13 and all after it were added, up to 13" in troubles()[0]

    def test_two_entries_that_changed_places_are_named(self) -> None:
        write()
        let_go()
        for old, new in ((4, 400), (7, 4), (400, 7)):
            sql(
                "UPDATE accounts_entry SET number = %s WHERE network = %s AND number = %s",
                new,
                MAYA.network,
                old,
            )
        named = {found.number for found in verify().troubles}
        assert {4, 7} <= named

    def test_an_entry_rewritten_with_a_fitting_hash_is_named(self) -> None:
        write()
        let_go()
        forged = Entry.objects.get(network=MAYA.network, number=5)
        forged.deed = "removed"
        Head(chain=MAYA.network, count=4, hash=forged.before).hang(forged)
        sql(
            "UPDATE accounts_entry SET deed = %s, salt = %s, seal = %s, hash = %s WHERE key = %s",
            *(forged.deed, forged.salt, forged.seal, forged.hash, forged.key),
        )
        assert [found.number for found in verify().troubles] == [5]

    def test_an_entry_blanked_in_silence_is_named(self) -> None:
        write()
        sql(
            "UPDATE accounts_entry SET account_id = NULL, on_behalf = '', \"row\" = '',"
            " detail = '{}', salt = '' WHERE network = %s AND number = 5",
            MAYA.network,
        )
        assert [found.number for found in verify().troubles] == [5]
        assert "was blanked, and no deed says so" in troubles()[0]

    def test_a_name_put_into_a_blank_entry_is_found(self) -> None:
        write()
        forget(MAYA.network, ROSA.account)
        let_go()
        where = "WHERE network = %s AND number = 2"
        sql(f"UPDATE accounts_entry SET account_id = %s {where}", MAYA.account, MAYA.network)
        assert verify().troubles == [Trouble(MAYA.network, 2, "was altered")]

    @pytest.mark.parametrize("change", ["count = 3", "count = 99", "hash = 'ab'"])
    def test_a_head_that_was_altered_is_told(self, change: str) -> None:
        write()
        sql(f"UPDATE accounts_head SET {change} WHERE chain = %s", MAYA.network)
        assert len(troubles()) == 1

    def test_a_head_that_is_gone_is_told(self) -> None:
        write()
        sql("DELETE FROM accounts_head WHERE chain = %s", MAYA.network)
        assert "the head of the chain was removed" in troubles()[0]

    def test_a_chain_cut_together_with_its_head_is_told_by_a_head_kept_elsewhere(self) -> None:
        write()
        kept = verify().heads
        cut = Entry.objects.get(network=MAYA.network, number=9)
        let_go()
        sql("DELETE FROM accounts_entry WHERE network = %s AND number > 9", MAYA.network)
        Head.objects.filter(chain=MAYA.network).update(count=9, hash=cut.hash)
        assert verify().troubles == []
        assert "up to 12" in str(verify(kept).troubles[0])
        for _ in range(3):
            record(MAYA, "changed", "person")
        assert [found.number for found in verify(kept).troubles] == [12]


def tamper(chance: random.Random) -> str:
    """One thing somebody with the database could do to the record, at random."""
    network = chance.choice([MAYA.network, MAYA.network, ELSEWHERE.network])
    numbers = list(Entry.objects.filter(network=network).values_list("number", flat=True))
    at = chance.choice(numbers)
    how = chance.choice(["alter", "delete", "insert", "swap", "truncate", "blank"])
    where = "WHERE network = %s AND number"
    if how == "alter":
        name = chance.choice(sorted(ALTER))
        sql(f'UPDATE accounts_entry SET "{name}" = {ALTER[name]} {where} = %s', network, at)
    elif how == "delete":
        sql(f"DELETE FROM accounts_entry {where} = %s", network, at)
    elif how == "truncate":
        sql(f"DELETE FROM accounts_entry {where} >= %s", network, at)
    elif how == "blank":
        sql(
            "UPDATE accounts_entry SET account_id = NULL, on_behalf = '', \"row\" = '',"
            f" detail = '{{}}', salt = '' {where} = %s",
            *(network, at),
        )
    elif how == "swap":
        other = chance.choice([number for number in numbers if number != at] or [at + 50])
        for old, new in ((at, 10**6), (other, at), (10**6, other)):
            sql(f"UPDATE accounts_entry SET number = %s {where} = %s", new, network, old)
    else:
        insert(network, at, numbers[-1])
    return how


def insert(network: str, at: int, last: int) -> None:
    """Make room after an entry and put a forged one there, hung on it as it should be."""
    for number in range(last, at, -1):
        sql(
            "UPDATE accounts_entry SET number = %s WHERE network = %s AND number = %s",
            *(number + 1, network, number),
        )
    before = Entry.objects.get(network=network, number=at)
    forged = Entry(network=network, account_id=ROSA.account, deed="agreed", resource="network")
    Head(chain=network, count=at, hash=before.hash).hang(forged)
    Entry.objects.bulk_create([forged])


def found_of(tries: int, seed: int) -> dict[str, list[bool]]:
    """Tamper so many times with the same record; whether each was found, by what was done."""
    chance = random.Random(seed)
    write(20)
    forget(MAYA.network, rows=[f"{4:016}"])
    let_go()
    assert verify().troubles == []
    told: dict[str, list[bool]] = {}
    written = list(Entry.objects.values_list())
    while sum(map(len, told.values())) < tries:
        with transaction.atomic():
            how = tamper(chance)
            if list(Entry.objects.values_list()) != written:  # what changes nothing is no tampering
                told.setdefault(how, []).append(bool(verify().troubles))
            transaction.set_rollback(True)
    assert verify().troubles == []
    return told


@pytest.mark.django_db
def test_a_hundred_random_tamperings_are_all_found() -> None:
    told = found_of(100, seed=3)
    assert set(told) == {"alter", "delete", "insert", "swap", "truncate", "blank"}
    assert all(all(found) for found in told.values())
    assert sum(map(len, told.values())) == 100


@pytest.mark.long
@pytest.mark.django_db
def test_a_thousand_random_tamperings_are_all_found() -> None:
    told = found_of(1000, seed=37)
    assert {how: found.count(False) for how, found in told.items()} == dict.fromkeys(told, 0)
    assert sum(map(len, told.values())) == 1000


def at_once(jobs: list[Callable[[], None]]) -> list[BaseException]:
    """Do these beside each other; what went wrong."""
    wrong: list[BaseException] = []

    def work(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_each_get_a_number_of_their_own() -> None:
    def deeds() -> None:
        for _ in range(10):
            with in_turn(MAYA.network):
                record(MAYA, "changed", "person")
                record(MAYA, "changed", "tie")

    assert at_once([deeds] * 6) == []
    assert Head.objects.get(chain=MAYA.network).count == 120
    assert troubles() == []
