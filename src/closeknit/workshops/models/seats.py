"""A place in a series: who comes, as what, with whom, what they need; and those who wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record
from closeknit.networks.models import tokens
from closeknit.policy import Actor, Channel, Denied, Level, Role, Verb, may, must

from .base import SeriesRow
from .series import Series

A_DAY = dt.timedelta(days=1)

OWN_WORDS = ("Answer", "Telling", "GroupLine", "Tried", "Reach")
"""The rows of a place that whoever has it writes for themselves, or for the group."""


class Seat(SeriesRow):
    """Somebody's place. Facilitators read it, and whoever it is; nobody else.

    It works without an account: then by a link. `network_key` names the network they work in here,
    which their own account alone opens. What they need is written in no earlier version, and goes
    with their place.
    """

    class ComesAs(models.TextChoices):
        SELF = "self", _("for myself")
        FAMILY = "family", _("as family")
        ALLY = "ally", _("as a friend or neighbour")
        STAFF = "staff", _("as somebody who is paid to help")

    class Photos(models.TextChoices):
        ASK = "ask", _("Ask me each time")
        YES = "yes", _("I may be in pictures")
        NO = "no", _("Please no pictures of me")

    class Remind(models.TextChoices):
        NONE = "", _("No letters")
        DAY = "day", _("The day before")
        HOUR = "hour", _("An hour before")
        BOTH = "both", _("The day before, and an hour before")

    reaches: Any  # what they would give to stay in touch, to whom, and the letters to them
    nods: Any
    letters: Any
    beside: str  # the name of whoever comes together with them, where a page read it
    resource = "seat"
    own_lookup = "pk"
    kept_fields = (
        *("name", "comes_as", "language", "photos", "waiting_since", "agreed_at", "left_at"),
    )
    PRIVATE: ClassVar = {"access_needs": "", "email": "", "nonce": "", "token_hash": ""}

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="seats",
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    comes_as = models.CharField(max_length=6, choices=ComesAs, default=ComesAs.SELF)
    together_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="brings"
    )
    access_needs = models.TextField(max_length=600, blank=True)
    language = models.CharField(max_length=60, blank=True)
    photos = models.CharField(max_length=3, choices=Photos, default=Photos.ASK)
    waiting_since = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    remind = models.CharField(max_length=4, choices=Remind, default=Remind.NONE, blank=True)
    recap_letters = models.BooleanField(default=False)
    paper_name = models.CharField(max_length=120, blank=True)
    network_key = models.CharField(max_length=16, blank=True, default="")
    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "account"],
                condition=Q(left_at=None, binned_at=None),
                name="one_seat_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    def own_key(self) -> str:
        return str(self.pk)

    def in_short(self) -> str:
        return self.name

    @classmethod
    def by_key(cls, key: str) -> Self | None:
        """This place, for the house: a letter goes to whoever has it."""
        return cls.active().filter(pk=key, series__binned_at=None).first()

    @property
    def pair(self) -> str:
        """What those who come together have in common."""
        return self.together_with_id or str(self.pk)

    @property
    def waits(self) -> bool:
        return self.waiting_since is not None

    @classmethod
    def active(cls) -> models.QuerySet[Self]:
        """Those who have a place at this moment, or wait for one."""
        here = Q(left_at=None, binned_at=None)
        return cls.everyones.filter(here).select_related("series")

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """The places this account has now, the newest first."""
        here = cls.active().filter(account=account, series__binned_at=None)
        return here.select_related("series__host").order_by("-made_at")

    @classmethod
    def taken_in(cls, rows: Iterable[Series]) -> dict[str, int]:
        """How many places are taken in many series at once, for lists of them."""
        here = cls.active().filter(series__in=list(rows), waiting_since=None)
        found = here.select_related(None).order_by().values("series").annotate(many=Count("pk"))
        return {one["series"]: one["many"] for one in found}

    def actor(self) -> Actor:
        """Whoever has this place, as they act here. Until they come up, they see it alone."""
        return Actor(
            account=self.account_id or "",
            network=str(self.series_id),
            role=Role.SEAT,
            person=str(self.pk),
            opened=not self.waits,
        )

    # Signing up ------------------------------------------------------------------------------

    @classmethod
    def sign_up(
        cls,
        series: Series,
        said: Mapping[str, Any],
        account: str = "",
        besides: Mapping[str, Any] | None = None,
    ) -> Self:
        """A place for whoever asks for one, and for somebody who comes along with them.

        Where there is no room for all of them they wait, one behind the other.
        """
        if not series.published_at or series.ended_at or series.binned_at:
            raise Denied(cls.resource)
        with in_turn(str(series.pk)):
            there = cls.active().filter(series=series, account=account or None).first()
            if account and there is not None:
                return there
            wanted = 2 if besides else 1
            full = bool(series._waiting()) or series.free() < wanted
            since = timezone.now() if full else None
            own = cls._put(series, {**said, "account_id": account or None}, since)
            if besides:
                cls._put(series, {**besides, "together_with": own}, since)
        return own

    @classmethod
    def take_in(cls, actor: Actor, series: Series, **said: Any) -> Self:
        """A facilitator writes down somebody who asked for a place otherwise."""
        with in_turn(actor.network):
            since = None if series.free() and not series._waiting() else timezone.now()
            nonce = tokens.new_nonce()
            row = cls.make(actor, "signed_up", nonce=nonce, waiting_since=since, **said)
            cls.everyones.filter(pk=row.pk).update(token_hash=tokens.hashed(row.token))
        return row

    @classmethod
    def _put(cls, series: Series, said: Mapping[str, Any], since: Any) -> Self:
        row = cls(series=series, audience=Level.STEWARDS, waiting_since=since, **said)
        row.author_id = row.account_id
        row.nonce = tokens.new_nonce()
        row.token_hash = tokens.hashed(row.token)
        row.save(force_insert=True)
        record(row.actor(), "signed_up", cls.resource, str(row.pk), level=row.audience)
        return row

    # What whoever has it says ----------------------------------------------------------------

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """They come otherwise than they said: said by themselves, or by a facilitator for them."""
        self.revise(actor, version, "changed_seat", **said)

    def put_on_paper(self, actor: Actor, name: str) -> None:
        """The name that stands on their certificate, said by whoever has the place alone."""
        if actor.person != self.pk:
            raise Denied(self.resource)
        must(actor, Verb.CHANGE, self.facts())
        self._move(actor, self.version, "changed_seat", {"paper_name": name})

    def agree(self, actor: Actor) -> None:
        """Yes to what the group promises each other, said by whoever has the place alone."""
        if actor.person != self.pk:
            raise Denied(self.resource)
        must(actor, Verb.CHANGE, self.facts())
        if self.agreed_at is None:
            self._move(actor, self.version, "agreed_group", {"agreed_at": timezone.now()})

    def belongs_to(self, actor: Actor, account: str) -> None:
        """Whoever came by the link has an account: from now on they come in with that as well."""
        must(actor, Verb.CHANGE, self.facts())
        here = type(self).active().filter(series=self.series_id, account=account)
        if self.account_id is None and not here.exists():
            # Whoever else has the link would come in as this account.
            stamp = {"account_id": account, "nonce": "", "token_hash": ""}
            self._move(actor, self.version, "changed_seat", stamp)

    def leave(self, actor: Actor) -> None:
        """They do not come any more. What they need is forgotten; the next one comes up."""
        must(actor, Verb.DELETE, self.facts())
        if self.left_at is not None:
            return
        with in_turn(actor.network):
            stamp = {"left_at": timezone.now(), "waiting_since": None, **self.PRIVATE}
            self._move(actor, self.version, "left_series", stamp)
            for theirs in (self.reaches, self.nods, self.letters):
                theirs.all().delete()
            self.series.let_up(actor)

    def come_up(self, actor: Actor) -> None:
        """There is a place for them now. Series.let_up says who is next."""
        if self.waits:
            self._move(actor, self.version, "came_up", {"waiting_since": None})

    # Letters that come by themselves ---------------------------------------------------------

    @classmethod
    def wanting(cls, series: Iterable[str], wish: Q) -> list[Self]:
        """Those of these series who have a place, an address, and this wish."""
        written = Q(account__isnull=False) | ~Q(email="")
        rows = cls.active().filter(written, wish, series__in=list(series), waiting_since=None)
        return list(rows.select_related("series", "account"))

    @property
    def has_address(self) -> bool:
        """Whether a letter could reach them: to their account, or to what they wrote down."""
        return bool(self.account_id or self.email)

    @property
    def stop_token(self) -> str:
        return tokens.stop(str(self.pk))

    @classmethod
    def by_stop(cls, key: str, token: str) -> Self | None:
        """The place whose letters this address stops."""
        if not constant_time_compare(tokens.stop(key), token):
            return None
        return cls.active().filter(pk=key).first()

    @property
    def wants_letters(self) -> bool:
        return bool(self.remind or self.recap_letters)

    def stop_letters(self) -> None:
        """No reminder and no other letter comes any more. The place stays."""
        if self.wants_letters:
            stamp = {"remind": self.Remind.NONE, "recap_letters": False}
            self._move(self.actor(), self.version, "stopped_place_letters", stamp)

    def may_be_written_to(self) -> bool:
        """Whether a letter may go: there is an address, and none went out today."""
        if self.series.practice:
            return False
        lately = self.posted_at is not None and self.posted_at > timezone.now() - A_DAY
        return bool(self.email and self.nonce) and not lately

    def written_to(self) -> None:
        """A letter goes out now; not another one today."""
        type(self).everyones.filter(pk=self.pk).update(posted_at=timezone.now())

    # The link --------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """What stands in the address; empty while there is none."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    def is_lived_in(self) -> bool:
        """Whether somebody came in by it and said something: a link would open that as well."""
        get = self._meta.apps.get_model
        kinds: Any = [get("workshops", name) for name in OWN_WORDS]
        said = (kind.everyones.filter(seat=self.pk).exists() for kind in kinds)
        return self.agreed_at is not None or any(said)

    def new_link(self, actor: Actor) -> None:
        """Another link; the one before leads nowhere from now on.

        Whoever leads makes one only for a place that nobody has used: it would open what somebody
        wrote for themselves, and let another say yes in their name.
        """
        must(actor, Verb.CHANGE, self.facts())
        if actor.person != self.pk and self.is_lived_in():
            raise Denied(self.resource)
        self.nonce = tokens.new_nonce()
        stamp = {"nonce": self.nonce, "token_hash": tokens.hashed(self.token)}
        self._move(actor, self.version, "made_seat_link", stamp)

    @classmethod
    def by_link(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        row = cls.by_hash(tokens.hashed(token)) if token else None
        if row is None:
            return None
        link = Actor("", str(row.series_id), Role.LINK, purpose="place", row=str(row.pk))
        return (row, row.actor()) if may(link, Verb.READ, row.facts(), Channel.LINK) else None

    @classmethod
    def by_hash(cls, told: str) -> Self | None:
        """The place whose link this browser came by before."""
        here = cls.active().filter(token_hash=told, series__binned_at=None)
        return here.select_related("series__host").first() if told else None
