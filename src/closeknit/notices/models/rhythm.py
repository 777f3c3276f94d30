"""How often somebody wants to be told by letter, at which hour, and when they want quiet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.middleware import zone
from closeknit.accounts.models import Account
from closeknit.accounts.record import record
from closeknit.networks.models import Network, tokens
from closeknit.notices import clock
from closeknit.policy import new_key

USUAL_HOUR = 9
HOUR: dict[str, Any] = {"validators": [MaxValueValidator(23)], "null": True, "blank": True}
FAR = dt.timedelta(days=8)


class Rhythm(models.Model):
    """One account's choice. Whoever has none chose nothing, and gets no letter.

    `next_at` is when the next slot begins, by the clock of `zone`; empty for "no letters". The
    address that stops the letters is made of the key and `nonce`, and dies when they begin anew.
    """

    class How(models.TextChoices):
        NONE = "none", _("No letters")
        WEEKLY = "weekly", _("Once a week")
        DAILY = "daily", _("Once a day")

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythm"
    )
    how = models.CharField(max_length=6, choices=How, default=How.NONE)
    weekday = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    hour = models.PositiveSmallIntegerField(default=USUAL_HOUR, validators=[MaxValueValidator(23)])
    quiet_from = models.PositiveSmallIntegerField(**HOUR)
    quiet_to = models.PositiveSmallIntegerField(**HOUR)
    quiet_until = models.DateField(null=True, blank=True)
    reminders = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, default=tokens.new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    zone = models.CharField(max_length=64, blank=True, editable=False)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)

    def __str__(self) -> str:
        return f"rhythm {self.pk}"

    @classmethod
    def of(cls, account: Account) -> Self:
        """What this account chose, or what it begins with."""
        return cls.objects.filter(account=account).first() or cls(account=account)

    @property
    def token(self) -> str:
        """What stands in the address that stops the letters."""
        return tokens.token(self.pk, self.nonce)

    @classmethod
    def led_by(cls, token: str) -> Self | None:
        """Whose letters this address stops."""
        found = cls.objects.filter(token_hash=tokens.hashed(token))
        return found.select_related("account").first()

    def clock(self) -> dt.tzinfo:
        """The clock of whoever is told, as it is set today."""
        here: dt.tzinfo = zone(self.account.time_zone)
        return here

    @property
    def on(self) -> int | None:
        """The day of the week; None for each day."""
        return self.weekday if self.how == self.How.WEEKLY else None

    def after(self, now: dt.datetime) -> dt.datetime | None:
        """When the next slot begins; None for whoever wants no letters."""
        if self.how == self.How.NONE:
            return None
        return clock.next_slot(now, self.clock(), self.hour, self.on)

    def begun(self, now: dt.datetime) -> dt.date:
        """The day of the newest slot that has begun."""
        return clock.last_day(now, self.clock(), self.hour, self.on)

    def rests(self, now: dt.datetime) -> bool:
        """Whether they asked for quiet: until the day they named."""
        today = now.astimezone(self.clock()).date()
        return self.quiet_until is not None and today < self.quiet_until

    def is_quiet(self, at: dt.datetime) -> bool:
        """Whether this moment lies in their quiet hours."""
        return clock.is_quiet(at, self.clock(), self.quiet_from, self.quiet_to)

    @classmethod
    def choose(cls, account: Account, networks: Iterable[Network] = (), **fields: Any) -> Self:
        """Keep what they chose; `networks` are those that letters may speak of by name."""
        with transaction.atomic():
            Account.objects.select_for_update().filter(pk=account.pk).first()
            row = cls.of(account)
            begins = row.how == cls.How.NONE and fields.get("how", row.how) != cls.How.NONE
            for name, value in fields.items():
                setattr(row, name, value)
            if begins:
                row.nonce = tokens.new_nonce()
            row.token_hash = tokens.hashed(row.token)
            row.look_ahead(timezone.now())
            row.save()
            row._name(networks)
            record(account.actor(), "chose_rhythm", "account", account.pk)
        return row

    def _name(self, networks: Iterable[Network]) -> None:
        kept = [network.pk for network in networks]
        self.named.exclude(network__in=kept).delete()
        rows = [Named(rhythm=self, network_id=key) for key in kept]
        Named.objects.bulk_create(rows, ignore_conflicts=True)

    def stop(self) -> bool:
        """No more letters, from this moment on. False when there were none."""
        wanted = type(self).objects.filter(pk=self.pk).exclude(how=self.How.NONE)
        with transaction.atomic():
            stopped = bool(wanted.update(how=self.How.NONE, reminders=False, next_at=None))
            if stopped:
                record(self.account.actor(), "stopped_letters", "account", self.account_id)
        return stopped

    def look_ahead(self, now: dt.datetime) -> None:
        """Reckon anew when the next slot begins. Saving it is for the caller."""
        self.zone, self.next_at = self.account.time_zone, self.after(now)

    @classmethod
    def to_be_looked_at(cls, now: dt.datetime) -> models.QuerySet[Self]:
        """Whose slot has begun; whose clock changed; and whose next slot a jump of ours set far."""
        moved = ~Q(zone=F("account__time_zone")) | Q(next_at__gt=now + FAR)
        found = cls.objects.filter(Q(next_at__lte=now) | moved).exclude(how=cls.How.NONE)
        return found.select_related("account").order_by("next_at", "key")


class Named(models.Model):
    """A network that letters to somebody may speak of by name: they said so themselves."""

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="named")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rhythm", "network"], name="named_once")]

    def __str__(self) -> str:
        return f"named {self.pk}"
