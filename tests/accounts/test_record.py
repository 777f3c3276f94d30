"""The record only grows."""

from __future__ import annotations

import pytest
from django.db import transaction

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.record import record
from closeknit.policy import Actor, Role

pytestmark = pytest.mark.django_db


def somebody() -> Actor:
    account = Account.objects.create_user("rosa@example.org", name="Rosa")
    return Actor(account.pk, "n" * 16, Role.STEWARD)


def test_a_deed_leaves_who_what_and_when() -> None:
    rosa = somebody()
    entry = record(rosa, "moved", "tie", "t" * 16, on_behalf="m" * 16, circle=2)
    kept = Entry.objects.get()
    assert (kept.account_id, kept.network, kept.deed) == (rosa.account, rosa.network, "moved")
    assert (kept.resource, kept.row, kept.on_behalf) == ("tie", "t" * 16, "m" * 16)
    assert kept.detail == {"circle": 2}
    assert kept.at == entry.at


def test_no_entry_is_changed_or_taken_away() -> None:
    entry = record(somebody(), "moved", "tie")
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(deed="nothing"),
    ):
        with pytest.raises(TypeError, match="never"):
            attempt()
    assert Entry.objects.get().deed == "moved"


def test_a_deed_that_fails_leaves_no_entry() -> None:
    rosa = somebody()

    def fail() -> None:
        with transaction.atomic():
            record(rosa, "moved", "tie")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert not Entry.objects.exists()


def test_an_account_that_goes_leaves_its_entries_without_a_name() -> None:
    rosa = somebody()
    record(rosa, "moved", "tie")
    Account.objects.get().delete()
    assert Entry.objects.get().sentence().startswith("Somebody who has left")


@pytest.mark.parametrize("deed", ["began", "welcomed", "never heard of"])
def test_every_entry_reads_as_a_sentence(deed: str) -> None:
    entry = record(somebody(), deed, "person")
    sentence = entry.sentence()
    assert sentence.startswith("Rosa ")
    assert sentence.endswith(".")
