"""Somebody who can come in, and how they like it here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.zones import place
from closeknit.policy import Actor, Role, new_key


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class TextSize(models.TextChoices):
    """How large every page is written."""

    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")
    LARGER = "larger", _("Larger")


class Stays(models.IntegerChoices):
    """How many minutes a device stays signed in after it was last used."""

    QUARTER = 15, _("15 minutes")
    DAY = 24 * 60, _("A day")
    MONTH = 30 * 24 * 60, _("30 days")


LONGEST_WAIT = 7


class Account(AbstractBaseUser):
    """Somebody who can come in: an address, a name, and nothing about any network."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Your name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True)
    text_size = models.CharField(
        _("How large pages are written"),
        max_length=6,
        choices=TextSize,
        default=TextSize.NORMAL,
    )
    simple = models.BooleanField(_("Few large things on a page"), null=True, default=None)
    stays = models.PositiveIntegerField(
        _("How long I stay signed in"), choices=Stays, default=Stays.DAY
    )
    waiting_days = models.PositiveSmallIntegerField(
        _("How many days a new way in waits"),
        default=0,
        validators=[MaxValueValidator(LONGEST_WAIT)],
    )
    codes_by_mail = models.BooleanField(_("A code by e-mail lets me in"), default=True)
    made_up = models.BooleanField(_("Made up, for the demo scene"), default=False)
    neutral = models.BooleanField(_("Say only a neutral word on tabs and letters"), default=False)
    is_active = models.BooleanField(_("May come in"), default=True)
    rests_because = models.CharField(_("Why the account is at rest"), max_length=300, blank=True)
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

    def get_language_display(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] or self.email

    @property
    def place(self) -> str:
        """The time zone, as people say it."""
        return place(self.time_zone)

    def last_here(self) -> dt.datetime | None:
        """When they were here last: a device that stays signed in shows no new coming in."""
        seen = self.visits.aggregate(last=models.Max("seen_at"))["last"]
        return max(filter(None, (seen, self.last_login)), default=None)

    def actor(self) -> Actor:
        """Acting for oneself alone, in no network."""
        return Actor(self.pk, "", Role.STRANGER)
