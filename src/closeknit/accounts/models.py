"""Accounts, and the record of what they did."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.policy import new_key


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
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
    language = models.CharField(max_length=10, blank=True)
    made_up = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    objects = Accounts()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        return self.name or self.email


class Entry(models.Model):
    """One deed in the record: who did what to which row, and when. Keys only, no content."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    network = models.CharField(max_length=16, db_index=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    deed = models.CharField(max_length=20)
    resource = models.CharField(max_length=20)
    row = models.CharField(max_length=16)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["at", "key"]

    def __str__(self) -> str:
        return f"{self.deed} {self.resource} {self.row}"
