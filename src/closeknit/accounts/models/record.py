"""The record of what was done, and of who looked."""

from __future__ import annotations

import datetime as dt
from secrets import token_hex
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from closeknit.accounts.chain import BEGINNING, link, seal
from closeknit.accounts.sentences import sentence
from closeknit.policy import new_key

from .account import Account


class Kept(models.QuerySet["Entry"]):
    """The record only grows, each entry hung on the one before."""

    def create(self, **kwargs: Any) -> Entry:
        entry = self.model(**kwargs)
        Head.add([entry])
        return entry

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The record is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The record is never shortened.")


class Head(models.Model):
    """Where the chain of one network ends: how many entries, and the hash of the last.

    Whoever writes an entry holds this row first, so that no two entries get one number. Entries
    without a network hang on the chain of the house, whose name is empty.
    """

    chain = models.CharField(primary_key=True, max_length=16, blank=True)
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=BEGINNING, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.count} {self.hash}"

    @classmethod
    def held(cls, chain: str) -> Self:
        """The end of this chain, kept from others until the transaction ends."""
        held = cls.objects.select_for_update()
        found = held.filter(chain=chain).first()
        if found is None:
            cls.objects.bulk_create([cls(chain=chain)], ignore_conflicts=True)
            found = held.get(chain=chain)
        return found

    @classmethod
    def add(cls, entries: list[Entry]) -> None:
        """Hang these entries, all of one network, on its chain."""
        if not entries:
            return
        with transaction.atomic():
            head = cls.held(entries[0].network)
            for entry in entries:
                head.hang(entry)
            Entry.objects.bulk_create(entries, batch_size=500)
            cls.objects.filter(chain=head.chain).update(count=head.count, hash=head.hash)

    def hang(self, entry: Entry) -> None:
        """Make this the next entry of the chain. Saving both is for the caller."""
        entry.number, entry.before = self.count + 1, self.hash
        entry.salt = token_hex(16)
        entry.seal = seal(entry.salt, *entry.sealed_part())
        entry.hash = link(*entry.open_part(), entry.seal, entry.before)
        self.count, self.hash = entry.number, entry.hash


class Entry(models.Model):
    """One deed in the record: who did what to which row, and when. Keys only, no content.

    Entries of a network hang on each other (`chain.py`): `number` is the place in the chain,
    `seal` the salted hash of what can be erased, `before` the hash of the entry before. `level`
    says who might see the row at that time. An account that is gone leaves its key here, which
    then leads nowhere.
    """

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    network = models.CharField(max_length=16, blank=True)
    number = models.PositiveBigIntegerField(editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    on_behalf = models.CharField(max_length=16, blank=True)
    deed = models.CharField(max_length=30)
    resource = models.CharField(max_length=30)
    row = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=12, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)
    seal = models.CharField(max_length=64, editable=False)
    before = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="one_place_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.resource} {self.row}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The record is never changed, and grows by record() alone.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The record is never shortened.")

    def sealed_part(self) -> tuple[str, str, str, dict[str, Any]]:
        """What erasing takes away: who, for whom, which row, details."""
        return self.account_id or "", self.on_behalf, self.row, self.detail

    def open_part(self) -> tuple[str, int, str, str, str, str, dt.datetime]:
        """What stays for good: the place in the chain, which deed, when."""
        place = self.network, self.number, self.key
        return *place, self.deed, self.resource, self.level, self.at

    def sentence(self) -> str:
        """The entry for people, in the language of whoever reads it."""
        who = Account.objects.filter(pk=self.account_id).first()
        return sentence(who.get_short_name() if who else "", self.deed, self.resource)


class Look(models.Model):
    """Somebody looked at something private, once an hour at most. Keys only.

    Not part of the chain: a look must not make anybody wait, and goes with its network. `about`
    is whom on the map it was about, `level` who might see it then.
    """

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    network = models.CharField(max_length=16)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    resource = models.CharField(max_length=30)
    row = models.CharField(max_length=16, blank=True)
    about = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=12)
    hour = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "account", "resource", "row", "hour"], name="one_look_an_hour"
            )
        ]
        indexes = [models.Index(fields=["network", "at"], name="looks_at_a_network")]

    def __str__(self) -> str:
        return f"look {self.resource} {self.row}"
