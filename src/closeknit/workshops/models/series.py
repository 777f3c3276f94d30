"""A series of workshops: the tenant. Who invites, what it is, when and where, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from closeknit.accounts.record import forget_made_up, in_turn, record
from closeknit.networks.models import OfATenant
from closeknit.policy import Actor, Denied, Level, Role, Verb, must

from .base import SeriesVersion
from .hosts import Host

CAPACITY = 12


def here() -> str:
    """The time zone of the house."""
    return str(settings.TIME_ZONE)


class Series(OfATenant):
    """Several sessions with the same people. Everybody reads its page once it is published."""

    resource = "series"
    tenant_lookup = "pk"
    versions = SeriesVersion
    is_a_tenant = True
    kept_fields = (
        *("title", "words", "for_whom", "language", "zone", "place", "link", "contact"),
        *("capacity", "agreement", "published_at", "ended_at", "peers_since"),
    )

    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(max_length=120)
    words = models.TextField(max_length=3000, blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=64, default=here)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(default=CAPACITY)
    agreement = models.TextField(max_length=3000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_up = models.BooleanField(default=False)
    practice = models.BooleanField(default=False)
    peers_since = models.DateTimeField(null=True, blank=True)

    class Meta(OfATenant.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"series {self.pk}"

    def in_short(self) -> str:
        return self.title

    # Finding it ------------------------------------------------------------------------------

    @classmethod
    def led_by(cls, account: str) -> models.QuerySet[Self]:
        """Those this account leads now, the newest first."""
        leads: Any = cls._meta.apps.get_model("workshops", "Lead")
        theirs = leads.active().filter(account=account).values("series")
        return cls.everyones.filter(pk__in=theirs, binned_at=None).select_related("host")

    @classmethod
    def needing(cls, account: str) -> models.QuerySet[Self]:
        """Those that go on, and that nobody would lead without this account."""
        leads: Any = cls._meta.apps.get_model("workshops", "Lead")
        others = leads.active().exclude(account=account).values("series")
        here = cls.led_by(account).filter(ended_at=None, practice=False)
        return here.exclude(pk__in=others)

    @classmethod
    def published(cls) -> models.QuerySet[Self]:
        """Those whose page everybody reads."""
        open_now = Q(binned_at=None, ended_at=None, published_at__isnull=False)
        return cls.everyones.filter(open_now).select_related("host")

    @classmethod
    def shown_by(cls, host: Host) -> models.QuerySet[Self]:
        """Those of this host that everybody was told of, also those that are over."""
        told = Q(host=host, binned_at=None, published_at__isnull=False, practice=False)
        return cls.everyones.filter(told).select_related("host")

    @classmethod
    def of_hosts(cls, hosts: list[Host]) -> models.QuerySet[Self]:
        """Every series of these hosts, for the house: they go together."""
        return cls.everyones.filter(host__in=hosts)

    @classmethod
    def by_key(cls, key: str, account: str = "") -> Self | None:
        """The one with this key, for its door, which asks who wants to come in.

        With an account it knows whether that leads it (`led`), in the same question.
        """
        here = cls.everyones.filter(pk=key, binned_at=None)
        if account:
            lead: Any = cls._meta.apps.get_model("workshops", "Lead")
            leads = lead.active().filter(series=OuterRef("pk"), account=account)
            here = here.annotate(led=Exists(leads))
        return here.select_related("host").first()

    def entered(self, account: str, leads: bool | None = None) -> tuple[Actor, Any]:
        """This account as it acts here, and its place: a facilitator, a place, or a stranger.

        `leads` where that was asked a moment ago.
        """
        seat = self.seats.filter(account=account).first()
        if leads is None:
            lead: Any = self._meta.apps.get_model("workshops", "Lead")
            leads = lead.active().filter(series=self, account=account).exists()
        if leads:
            return Actor(account, str(self.pk), Role.LEAD), seat
        return (seat.actor() if seat else Actor(account, "", Role.STRANGER)), seat

    def actor(self, account: str) -> Actor:
        """This account as it acts here; a stranger when it takes no part."""
        return self.entered(account)[0]

    # Beginning, changing, ending -------------------------------------------------------------

    @classmethod
    def begin(cls, account: str, host: Host, sessions: Any = (), **said: Any) -> Self:
        """Whoever begins a series leads it. `sessions` come with their blocks, as a template."""
        session: Any = cls._meta.apps.get_model("workshops", "Session")
        lead: Any = cls._meta.apps.get_model("workshops", "Lead")
        made = cls(host=host, author_id=account, audience=Level.WORKSHOP, **said)
        with in_turn(str(made.pk)):
            made.save(force_insert=True)
            actor = lead.first_of(made, account)
            record(actor, "began_series", cls.resource, str(made.pk), level=made.audience)
            for number, told in enumerate(sessions, start=1):
                session.write_out(actor, made, number, told)
        return made

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """Say it anew. More places than before let those up who wait."""
        with in_turn(actor.network):
            self.revise(actor, version, "changed_series", **said)
            self.let_up(actor)

    def publish(self, actor: Actor, version: int) -> None:
        """From now on everybody reads its page and may sign up."""
        must(actor, Verb.SHARE, self.facts())
        if self.practice:  # made up: nobody else comes
            raise Denied(self.resource)
        self.revise(actor, version, "published_series", published_at=timezone.now())

    def unpublish(self, actor: Actor, version: int) -> None:
        """Only those who take part find it. Whoever has a place keeps it."""
        must(actor, Verb.SHARE, self.facts())
        self.revise(actor, version, "unpublished_series", published_at=None)

    def end(self, actor: Actor, version: int) -> None:
        """It is over. What people wrote in their own networks stays theirs."""
        self.revise(actor, version, "ended_series", ended_at=timezone.now())

    def go_on(self, actor: Actor, version: int) -> None:
        """It was not over after all."""
        self.revise(actor, version, "reopened_series", ended_at=None)

    def throw_away(self, actor: Actor) -> None:
        """A practice session goes for good, with everything that was said in it, at once."""
        must(actor, Verb.DELETE, self.facts())
        if not self.practice:
            raise Denied(self.resource)
        with in_turn(actor.network):
            forget_made_up([str(self.pk), str(self.host_id)], [])
            activity = self._meta.apps.get_model("workshops", "Activity")
            let_go_of(activity.everyones.filter(series__host=self.host_id))
            self.host.delete()

    # Places ----------------------------------------------------------------------------------

    @property
    def seats(self) -> Any:
        return self._meta.apps.get_model("workshops", "Seat").active().filter(series=self)

    def free(self) -> int:
        """How many places are left, while nobody waits."""
        taken: int = self.seats.filter(waiting_since=None).count()
        return max(0, self.capacity - taken)

    def let_up(self, actor: Actor) -> None:
        """Whoever waits longest gets the place that is free; a pair when there are two."""
        free = self.free()
        for together in self._waiting():
            if len(together) > free:
                return  # nobody is passed over: the first in the line comes first
            for seat in together:
                seat.come_up(actor)
            free -= len(together)

    def _waiting(self) -> list[list[Any]]:
        """Those who wait, the first one first, each with whoever comes together with them."""
        found: dict[str, list[Any]] = {}
        waiting = self.seats.exclude(waiting_since=None).order_by("waiting_since", "made_at", "key")
        for seat in waiting:
            found.setdefault(seat.pair, []).append(seat)
        return list(found.values())

    # On the clock ----------------------------------------------------------------------------

    def local(self, at: dt.datetime) -> dt.datetime:
        """A moment on the clock of where it takes place."""
        return at.astimezone(ZoneInfo(self.zone))

    def copy_of(self) -> Mapping[str, Any]:
        """What a copy begins with: the words, never the people."""
        names = ("title", "words", "for_whom", "language", "zone", "place", "link", "contact")
        return {name: getattr(self, name) for name in (*names, "capacity", "agreement")}


def let_go_of(blocks: models.QuerySet[Any]) -> None:
    """The pictures of these blocks leave the disk, once it is written that they are gone."""
    for name in filter(None, list(blocks.values_list("file", flat=True))):
        transaction.on_commit(partial(default_storage.delete, name))
