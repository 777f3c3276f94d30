"""Where somebody is signed in, codes on paper, and changes of how they come in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.browsers import words
from closeknit.policy import new_key

from .account import Account


class Visit(AbstractBaseSession):
    """What one browser carries from page to page; an account’s while somebody is signed in.

    Of the browser only its kind is kept, and no address.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,  # a browser may bring a session of an account that has just gone
        related_name="visits",
    )
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"visit {self.mark}"

    @property
    def mark(self) -> str:
        """Names the visit on a page without giving away the key that opens it."""
        return salted_hmac("closeknit.visit", self.session_key).hexdigest()[:16]

    @property
    def carried(self) -> dict[str, Any]:
        store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return dict(store().decode(self.session_data))

    @property
    def browser(self) -> str:
        """The kind of browser in plain words."""
        return words(self.carried.get("browser", ""))

    @classmethod
    def of(cls, account: Account) -> list[Visit]:
        """Where somebody is signed in now, last used first."""
        right = account.get_session_auth_hash()
        here = cls.objects.filter(account=account, expire_date__gt=timezone.now())
        return [
            visit
            for visit in here
            if constant_time_compare(visit.carried.get(HASH_SESSION_KEY, ""), right)
        ]


class PaperCode(models.Model):
    """One code of a printed page, good once. Only a hash is kept, made with the house’s key."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="paper_codes"
    )
    hashed = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.pk}"

    @classmethod
    def left(cls, account: Account) -> int:
        """How many codes of the page are still good."""
        return cls.objects.filter(account=account, used_at=None).count()


class Recovery(models.Model):
    """One change of how somebody comes in, from the day it was asked for until it ends."""

    class Kind(models.TextChoices):
        PASSWORD = "password", _("a new password")
        ADDRESS = "address", _("another e-mail address")
        DAYS = "days", _("a shorter wait")
        CODES = "codes", _("codes by e-mail")

    class Ended(models.TextChoices):
        DONE = "done", _("it took effect")
        REFUSED = "refused", _("somebody stopped it")
        REPLACED = "replaced", _("it was asked for once more")
        TAKEN = "taken", _("the address belongs to another account by now")

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recoveries"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=254, blank=True)  # a hash, an address, a number; then empty
    hashed = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=8, choices=Ended, blank=True)

    class Meta:
        ordering = ["due_at", "key"]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.account_id}"

    @classmethod
    def waiting_for(cls, account: Account) -> models.QuerySet[Recovery]:
        return cls.objects.filter(account=account, ended_at=None)

    def end(self, how: str) -> bool:
        """Close it, once; what was wanted is not kept."""
        still_open = Recovery.objects.filter(pk=self.pk, ended_at=None)
        now = timezone.now()
        return bool(still_open.update(ended_at=now, ended_how=how, value=""))
