"""Who leads a series: one or several, each from a day on, and how one of them hands over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.record import in_turn, record
from closeknit.networks.models import tokens
from closeknit.policy import Actor, Denied, Level, Role, Verb, must

from .base import SeriesRow
from .seats import Seat
from .series import Series


class LastLead(Exception):
    """Nobody would lead the series."""


class Lead(SeriesRow):
    """Somebody leads a series, from when they said yes until it ends.

    Before their yes there is a link and no account. `takes_over` is whose part ends with that yes.
    """

    link: str  # the address of their question, where a page shows it
    resource = "series"
    kept_fields = ("name", "taken_at", "ended_at")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="leads",
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    takes_over = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    among_peers = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "account"],
                condition=Q(ended_at=None, binned_at=None),
                name="one_lead_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"lead {self.pk}"

    @classmethod
    def active(cls) -> models.QuerySet[Self]:
        """Those who lead a series at this moment."""
        here = Q(ended_at=None, binned_at=None, taken_at__isnull=False)
        return cls.everyones.filter(here).select_related("series", "account")

    @classmethod
    def of(cls, series: Series) -> list[Self]:
        """Who leads this series, and who is asked to; the first one first."""
        here = Q(series=series, ended_at=None, binned_at=None)
        return list(cls.everyones.filter(here).select_related("account"))

    @classmethod
    def names_in(cls, rows: Iterable[Series]) -> list[str]:
        """Who leads one of these series now, each name once, whoever was first in front."""
        here = cls.active().filter(series__in=list(rows))
        return list(dict.fromkeys(one.called() for one in here))

    @classmethod
    def first_of(cls, series: Series, account: str) -> Actor:
        """Whoever begins a series leads it."""
        cls.everyones.create(
            series=series,
            author_id=account,
            account_id=account,
            audience=Level.WORKSHOP,
            taken_at=timezone.now(),
        )
        return Actor(account, str(series.pk), Role.LEAD)

    def called(self) -> str:
        """Their name: of their account, or as somebody wrote it who asked them."""
        return self.account.get_full_name() if self.account else self.name

    # Asking somebody to lead as well ---------------------------------------------------------

    @classmethod
    def ask(
        cls, actor: Actor, series: Series, name: str, email: str, hand_over: bool = False
    ) -> Self:
        """Ask somebody to lead it too, or instead; they say yes by a link."""
        must(actor, Verb.CHANGE, series.facts())
        own = cls.active().get(series=series, account=actor.account)
        row = cls(
            series=series,
            author_id=actor.account,
            audience=Level.WORKSHOP,
            name=name,
            email=email,
            takes_over=own if hand_over else None,
            nonce=tokens.new_nonce(),
        )
        row.token_hash = tokens.hashed(row.token)
        with in_turn(actor.network):
            row.save(force_insert=True)
            record(actor, "asked_lead", cls.resource, str(series.pk), level=row.audience)
        return row

    @classmethod
    def ask_peer(cls, actor: Actor, series: Series, seat: Seat) -> Self:
        """Ask one of those who come to lead on, as a group of their own; by the same link."""
        if seat.series_id != series.pk or seat.left_at or seat.waits:
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row = cls.ask(actor, series, seat.name, seat.address, hand_over=True)
            row.among_peers = True
            row.save(update_fields=["among_peers"])
        return row

    @property
    def token(self) -> str:
        """What stands in the address; empty while there is none."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    @classmethod
    def by_link(cls, token: str) -> Self | None:
        """Where this address leads, as long as nobody said yes to it."""
        waits = Q(taken_at=None, ended_at=None, binned_at=None, series__binned_at=None)
        asked = cls.everyones.filter(waits, token_hash=tokens.hashed(token))
        return asked.select_related("series", "takes_over", "author").first()

    @classmethod
    def by_key(cls, key: str) -> Self | None:
        """Whoever is asked, for the house: a letter goes to them."""
        return cls.everyones.filter(pk=key, taken_at=None, ended_at=None, binned_at=None).first()

    def accept(self, account: str) -> Actor:
        """Yes: from now on this account leads the series, and the part it takes over ends."""
        actor = Actor(account, str(self.series_id), Role.LEAD)
        with in_turn(actor.network):
            here = type(self).active().filter(series=self.series_id, account=account)
            stamp: dict[str, Any] = {"nonce": "", "token_hash": ""}
            if here.exists():  # they lead it already: the link is used up
                stamp["ended_at"] = timezone.now()
            else:
                stamp |= {"account_id": account, "taken_at": timezone.now()}
            self._move(actor, self.version, "leads_now", stamp)
            before = self.takes_over
            if before is not None and before.ended_at is None and before.account_id != account:
                before._move(actor, before.version, "handed_over", {"ended_at": timezone.now()})
            if self.among_peers:
                self._go_on_as_peers(actor)
        return actor

    def _go_on_as_peers(self, actor: Actor) -> None:
        """From now on one of them leads, and nobody else does.

        What people need, and what was kept for later, was for those who led it until now: it is
        forgotten. Nobody new finds the page.
        """
        now = timezone.now()
        over = {"ended_at": now, "nonce": "", "token_hash": ""}
        for one in type(self).of(self.series):  # those who were only asked by now as well
            if one.account_id != actor.account:
                one._move(actor, one.version, "handed_over", over)
        Seat.everyones.filter(series=self.series_id).update(access_needs="")
        parked: Any = self._meta.apps.get_model("workshops", "Parked")
        parked.everyones.filter(series=self.series_id).delete()
        series = Series.everyones.get(pk=self.series_id)
        stamp = {"ended_at": None, "published_at": None, "peers_since": now}
        series._move(actor, series.version, "took_over_as_peer", stamp)

    def take_away(self, actor: Actor) -> None:
        """They lead it no longer, or are not asked any more; one's own part ends the same way.

        Raises:
            LastLead: nobody else leads it; somebody has to be asked first.
        """
        must(actor, Verb.CHANGE, self.series.facts())
        with in_turn(actor.network):
            others = type(self).active().filter(series=self.series_id).exclude(pk=self.pk)
            if self.taken_at is not None and not others.exists():
                raise LastLead
            if self.ended_at is not None:
                raise Denied(self.resource)
            stamp = {"ended_at": timezone.now(), "nonce": "", "token_hash": ""}
            self._move(actor, self.version, "leads_no_more", stamp)
            if self.taken_at is not None:  # they have seen the links of those who are asked
                for one in type(self).of(self.series):
                    if one.taken_at is None:
                        one._move(actor, one.version, "leads_no_more", stamp)
