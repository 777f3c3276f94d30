"""The network and who takes part in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import record
from closeknit.policy import Actor, Denied, Facts, Level, Role

from .dying import InTheMiddle
from .handing_on import HandingOn
from .taking_part import UNDO_DAYS, proposals, within_limits

PARTS = (Role.PERSON, Role.STEWARD, Role.FACILITATOR, Role.MEMBER, Role.GUEST)
"""What somebody can be in a network."""


CALLS_HOLD = dt.timedelta(days=90)
"""How long the list of whom to call is good without another look."""


class Agreed(models.TextChoices):
    """How the person at the centre agreed that this network is kept here."""

    SELF = "self", _("It is my own network")
    SAID = "said", _("They said yes in words")
    SHOWED = "showed", _("They showed it in their own way")
    NOT_YET = "not_yet", _("Not asked yet")


class Network(InTheMiddle):
    """The people around one person: the tenant. `name` is that person's name."""

    resource = "network"
    kept_fields = (
        "name",
        "purpose",
        "agreed",
        "face",
        "likes",
        "named_by_links",
        "calls_checked_at",
        "calls_shown_at",
    )

    is_a_tenant = True
    network = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    agreed = models.CharField(max_length=8, choices=Agreed)
    face = models.CharField(max_length=40, blank=True)
    likes = models.CharField(max_length=200, blank=True, default="")
    named_by_links = models.BooleanField(default=False)
    made_up = models.BooleanField(default=False)
    # When somebody last said that the list of whom to call is right.
    calls_checked_at = models.DateTimeField(null=True, blank=True)
    # When the person showed that list to members; until then it is theirs and the stewards'.
    calls_shown_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"network {self.pk}"

    @property
    def tenant(self) -> str:
        return str(self.pk)

    @classmethod
    def begin(cls, account: str, name: str, *, mine: bool, agreed: str = Agreed.SELF) -> Self:
        """Open a network: for oneself (then one is the person), or for someone one loves."""
        role = Role.PERSON if mine else Role.STEWARD
        with transaction.atomic():
            made: Self = cls.everyones.create(
                author_id=account,
                audience=Level.NETWORK,
                name=name,
                agreed=Agreed.SELF if mine else agreed,
            )
            Membership.everyones.create(
                network=made,
                author_id=account,
                audience=Level.NETWORK,
                account_id=account,
                role=role,
                opened_at=timezone.now(),
            )
            record(made.actor(account), "began", "network", made.pk, level=made.audience)
        return made

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """Some of it is for the person in the middle alone to choose."""
        theirs = any(changes.get(name, now) != now for name, now in self._for_the_person_alone())
        if theirs and actor.role is not Role.PERSON:
            raise Denied(self.resource)
        return super().revise(actor, version, deed, **changes)

    def _for_the_person_alone(self) -> list[tuple[str, Any]]:
        """Whether links say their name, and whether members see whom to call."""
        return [(name, getattr(self, name)) for name in ("named_by_links", "calls_shown_at")]

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """The networks in which this account takes part now."""
        taking_part = Membership.active().filter(account=account).values("network")
        return cls.everyones.filter(pk__in=taking_part, binned_at=None).order_by("made_at")

    @classmethod
    def made_up_ones(cls) -> models.QuerySet[Self]:
        """The networks of the demo, in the bin or not."""
        return cls.everyones.filter(made_up=True)

    @property
    def calls_due_at(self) -> dt.datetime | None:
        """When whom to call should be looked at again. Who never looked is not asked to."""
        return self.calls_checked_at + CALLS_HOLD if self.calls_checked_at else None

    def of_the_person(self) -> Membership | None:
        """The part of the person in the middle, once they come in with an account of their own."""
        return Membership.active().filter(network=self.pk, role=Role.PERSON).first()

    def stewards(self) -> set[str]:
        """The accounts of those who look after the network with the person now."""
        found = Membership.active().filter(network=self.pk, role=Role.STEWARD)
        return set(found.values_list("account_id", flat=True))

    def others(self, but: set[str]) -> set[str]:
        """Who may say yes in place of the person: unpaid, not new, and not among these."""
        found = Membership.active().filter(network=self.pk, paid=False, opened_at__isnull=False)
        here = found.filter(role__in=(Role.STEWARD, Role.MEMBER))
        return set(here.values_list("account_id", flat=True)) - but

    def actor(self, account: str) -> Actor:
        """This account as it acts here; a stranger when it takes no part."""
        found = Membership.active().filter(network=self.pk, account=account).first()
        return found.actor() if found else Actor(account, "", Role.STRANGER)


class Membership(HandingOn):
    """One account taking part in one network, from a day until it ends.

    Until somebody opened more to them (`opened_at`), a new member sees their own part alone. A
    removal stops everything at once and is final after `final_at`; until then it can be undone.
    """

    class Ended(models.TextChoices):
        LEFT = "left", _("Left")
        REMOVED = "removed", _("Was taken out")
        PASSED_ON = "passed_on", _("Passed it on")
        PAUSED = "paused", _("Access is stopped for now")
        RAN_OUT = "ran_out", _("The time was over")
        DIED = "died", _("Has died")

    resource = "membership"
    own_lookup = "account_id"
    about_lookup = "person"
    kept_fields: ClassVar[tuple[str, ...]] = ("role", "paid", "until", "opened_at", "ended_at")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=[(role, role) for role in PARTS])
    person = models.ForeignKey(
        "networks.Person", on_delete=models.SET_NULL, null=True, related_name="memberships"
    )
    paid = models.BooleanField(default=False)
    until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, blank=True, choices=Ended)
    ended_by = models.CharField(max_length=16, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "account"],
                condition=Q(ended_at=None, binned_at=None),
                name="one_membership_a_network",
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(role="person", ended_at=None, binned_at=None),
                name="one_person_a_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.network_id}"

    @classmethod
    def active(cls, now: dt.datetime | None = None) -> models.QuerySet[Self]:
        """Those that hold at this moment; an end date is the first moment that is too late."""
        in_time = Q(until=None) | Q(until__gt=now or timezone.now())
        here = cls.everyones.filter(in_time, ended_at=None, binned_at=None)
        return here.select_related("network")  # an actor knows whether it is kept as it was

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """Every part this account has now, with its network; oldest network first."""
        here = cls.active().filter(account=account, network__binned_at=None)
        return here.select_related("network", "person").order_by("network__made_at", "network")

    @classmethod
    def active_of(cls, actor: Actor) -> Self:
        """The actor's own part in the network they act in."""
        found: Self = cls.active().get(network=actor.network, account=actor.account)
        return found

    @classmethod
    def known_to(cls, actor: Actor) -> models.QuerySet[Self]:
        """Who takes part or did, and whoever asked this actor for a yes: for their names.

        Those who take part come last, so that a name by account is the name they have now.
        """
        asking = proposals().open_ones(actor).values("author")
        here = Q(pk__in=cls.visible_to(actor).values("pk")) | Q(account__in=asking)
        found = cls.everyones.filter(here, network=actor.network, binned_at=None)
        rows = found.select_related("person", "account")
        return rows.order_by(models.F("ended_at").desc(nulls_last=True))

    @classmethod
    def lately_ended(cls, actor: Actor, now: dt.datetime | None = None) -> models.QuerySet[Self]:
        """Those whose part ended by somebody else or by its date, as long as it can be undone."""
        since = (now or timezone.now()) - dt.timedelta(days=UNDO_DAYS)
        ways = (cls.Ended.REMOVED, cls.Ended.RAN_OUT, cls.Ended.PAUSED)
        found = cls.visible_to(actor).filter(ended_at__gt=since, ended_how__in=ways)
        here = cls.everyones.filter(network=actor.network, ended_at=None, binned_at=None)
        return found.exclude(account__in=here.values("account")).order_by("-ended_at")

    @classmethod
    def welcome(cls, actor: Actor, account: str, role: Role, **fields: Any) -> Self:
        """This account takes part from now on. It sees its own part alone until it is opened.

        The person alone lets somebody in. Others invite, and that waits for the person's yes.
        """
        if actor.role is not Role.PERSON:
            raise Denied(cls.resource)
        until = within_limits(role, fields.get("paid", False), fields.get("until"))
        fields["until"] = until
        return cls.make(actor, "welcomed", account_id=account, role=role, **fields)

    def actor(self) -> Actor:
        return Actor(
            account=self.account_id,
            network=self.network_id,
            role=Role(self.role),
            person=self.person_id or "",
            paid=self.paid,
            opened=self.opened_at is not None,
            frozen=self.network.died_at is not None,
        )

    def facts(self, member: bool | None = None) -> Facts:
        """Who is in charge, who looks after the network, who takes part: each has its own row."""
        kind = {Role.PERSON: "charge", Role.STEWARD: "stewardship", Role.FACILITATOR: "stewardship"}
        return replace(super().facts(member), resource=kind.get(Role(self.role), self.resource))

    def own_key(self) -> str:
        return str(self.account_id)

    def about_key(self) -> str:
        return self.person_id or ""

    def is_about_a_member(self) -> bool:
        in_time = self.until is None or self.until > timezone.now()
        return self.ended_at is None and in_time
