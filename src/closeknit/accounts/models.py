"""Accounts, and the record of what they did."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.policy import new_key

from .sentences import sentence


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who can come in: an address, a name, and nothing about any network."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Your name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    made_up = models.BooleanField(_("Made up, for the demo scene"), default=False)
    is_active = models.BooleanField(_("May come in"), default=True)
    joined_at = models.DateTimeField(_("Joined"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Accounts()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] or self.email


class Once(models.Model):
    """One form that somebody sent, so that sending it again does nothing again.

    A page carries one random token. `key` stands for that page of that account and the address it
    was sent to, `sent` for what was in it; both are digests. `answer` is where its deed led, empty
    while it is being done.
    """

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sent = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"sent once {self.key[:8]}"


class Kept(models.QuerySet["Entry"]):
    """The record only grows."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The record is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The record is never shortened.")


class Entry(models.Model):
    """One deed in the record: who did what to which row, and when. Keys only, no content."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    network = models.CharField(max_length=16, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    on_behalf = models.CharField(max_length=16, blank=True)
    deed = models.CharField(max_length=30)
    resource = models.CharField(max_length=30)
    row = models.CharField(max_length=16, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["at", "key"]
        indexes = [models.Index(fields=["network", "at"], name="record_of_a_network")]

    def __str__(self) -> str:
        return f"{self.deed} {self.resource} {self.row}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The record is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The record is never shortened.")

    def sentence(self) -> str:
        """The entry for people, in the language of whoever reads it."""
        who = self.account.get_short_name() if self.account else ""
        return sentence(who, self.deed, self.resource)
