"""A place in a series: who comes, as what, with whom, what they need; and those who wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record
from closeknit.networks.models import tokens
from closeknit.policy import Actor, Denied, Level, Verb, must

from .base import SeriesRow
from .reached import Reached, addresses_of
from .series import Series


class Taken(Exception):
    """Somebody at this address has a place already."""


class Full(Exception):
    """So many wait already that waiting would be no help."""


LEAST_WAIT = 20
"""So many may wait for a place at least; more than that where there is room for more."""


class Seat(Reached):
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

    name = models.CharField(max_length=120)
    comes_as = models.CharField(max_length=6, choices=ComesAs, default=ComesAs.SELF)
    together_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="brings"
    )
    access_needs = models.TextField(max_length=600, blank=True)
    language = models.CharField(max_length=60, blank=True)
    photos = models.CharField(max_length=3, choices=Photos, default=Photos.ASK)
    left_at = models.DateTimeField(null=True, blank=True)
    paper_name = models.CharField(max_length=120, blank=True)
    network_key = models.CharField(max_length=16, blank=True, default="")

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

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """The places this account has now, the newest first."""
        here = cls.active().filter(account=account, series__binned_at=None)
        return here.select_related("series__host").order_by("-made_at")

    @classmethod
    def taken_in(cls, rows: Iterable[Series]) -> dict[str, int]:
        """How many places are taken in many series at once, for lists of them."""
        return cls._counted(rows, Q())

    @classmethod
    def told_in(cls, rows: Iterable[Series]) -> dict[str, int]:
        """The same as everybody may read it: without places that wait for an answer to a letter.

        An address that has a place gets no second one. If a new one counted at once, whoever writes
        down somebody’s address would see by the count whether they had a place before.
        """
        unread = Q(author=None, account=None, proved_at=None)
        alone = unread & ~Q(email="") & Q(together_with=None)
        first: dict[str, Any] = {"together_with__author": None, "together_with__account": None}
        first |= {"together_with__proved_at": None, "together_with__isnull": False}
        pair = unread & Q(**first) & ~Q(together_with__email="")
        return cls._counted(rows, ~(alone | pair))

    @classmethod
    def _counted(cls, rows: Iterable[Series], which: Q) -> dict[str, int]:
        here = cls.active().filter(which, series__in=list(rows), waiting_since=None)
        found = here.select_related(None).order_by().values("series").annotate(many=Count("pk"))
        return {one["series"]: one["many"] for one in found}

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

        Where there is no room for all of them they wait, one behind the other. An address has one
        place in a series: whoever writes it down again gets that one, and may not come in by it.

        Raises:
            Full: very many wait already.
        """
        if not series.published_at or series.ended_at or series.binned_at:
            raise Denied(cls.resource)
        with in_turn(str(series.pk)):
            there = cls._there(series, account, said.get("email", ""))
            if there is not None and account:
                return there
            wanted = 2 if besides else 1
            waits = cls.active().filter(series=series).exclude(waiting_since=None).count()
            if waits >= max(LEAST_WAIT, series.capacity):
                raise Full  # with a place or without: an address is told the same
            if there is not None:
                return there
            full = bool(waits) or series.free() < wanted
            since = timezone.now() if full else None
            own = cls._put(series, {**said, "account_id": account or None}, since)
            if besides:
                cls._put(series, {**besides, "together_with": own}, since)
        return own

    @classmethod
    def take_in(cls, actor: Actor, series: Series, **said: Any) -> Self:
        """A facilitator writes down somebody who asked for a place otherwise.

        Raises:
            Taken: somebody at this address has a place by a link.
        """
        with in_turn(actor.network):
            if cls._by_links(series, said.get("email", "")).exists():
                raise Taken
            since = None if series.free() and not series._waiting() else timezone.now()
            nonce = tokens.new_nonce()
            row = cls.make(actor, "signed_up", nonce=nonce, waiting_since=since, **said)
            cls.everyones.filter(pk=row.pk).update(token_hash=tokens.hashed(row.token))
        return row

    @classmethod
    def _by_links(cls, series: Series, address: str) -> models.QuerySet[Self]:
        """The places without an account for which this address was written down."""
        here = cls.active().filter(series=series, account=None)
        return here.filter(email__iexact=address) if address else here.none()

    @classmethod
    def _there(cls, series: Series, account: str, address: str) -> Self | None:
        """The place that this account, or somebody at this address, has already.

        A place by a link goes over to the account that is known to be at its address.
        """
        if not account:
            theirs = EmailAddress.objects.filter(email__iexact=address, verified=True)
            of_accounts = cls.active().filter(series=series, account__in=theirs.values("user"))
            found = of_accounts.first() if address else None
            return found or cls._by_links(series, address).first()
        own = cls.active().filter(series=series, account=account).first()
        for one in addresses_of(account) if own is None else ():
            held = cls._by_links(series, one).first()
            if held is not None:
                held.belongs_to(held.actor(), account)
                return held
        return own

    @classmethod
    def _put(cls, series: Series, said: Mapping[str, Any], since: Any) -> Self:
        row = cls(series=series, audience=Level.STEWARDS, waiting_since=since, **said)
        row.author_id = row.account_id
        if row.account_id is None:  # an account comes in as itself: no link, and no letter with it
            row.nonce = tokens.new_nonce()
            row.token_hash = tokens.hashed(row.token)
        elif row.email.lower() in addresses_of(row.account_id):
            row.proved_at = timezone.now()
        row.save(force_insert=True)
        record(row.actor(), "signed_up", cls.resource, str(row.pk), level=row.audience)
        return row

    # What whoever has it says ----------------------------------------------------------------

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """They come otherwise than they said: said by themselves, or by a facilitator for them."""
        if said.get("email", self.email).lower() != self.email.lower():
            said["proved_at"] = None  # of another address nobody knows whose it is
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
            stamp: dict[str, Any] = {"account_id": account, "nonce": "", "token_hash": ""}
            if self.proved_at is None and self.email.lower() in addresses_of(account):
                stamp["proved_at"] = timezone.now()
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
