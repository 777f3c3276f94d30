"""What an invitation holds, and how it stands today."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import Kind
from closeknit.policy import Role

from . import tokens
from .network import Membership
from .people import AboutAPerson, Person
from .proposals import YES, Proposal
from .taking_part import FACILITATOR_DAYS

PATIENCE = dt.timedelta(minutes=10)
WIDTH = {Role.GUEST: 0, Role.MEMBER: 2, Role.FACILITATOR: 3, Role.STEWARD: 4}
"""How much a part opens; whoever is paid stands one below. After sending it only shrinks."""


class Asked(AboutAPerson):
    """Everything that was said when somebody was asked in, and the dates of what became of it."""

    class State(models.TextChoices):
        WAITS = "waits", _("Waits for a yes before it goes out")
        REFUSED = "refused", _("It was not wanted, and did not go out")
        ON_ITS_WAY = "on_its_way", _("The letter is on its way")
        STUCK = "stuck", _("The letter did not go out")
        OPEN = "open", _("No answer yet")
        TALK = "talk", _("Would like to talk first")
        DECLINED = "declined", _("Not now")
        UNKNOWN = "unknown", _("Does not know who asks")
        CLAIMED = "claimed", _("Said yes, and waits to be confirmed")
        ACCEPTED = "accepted", _("Said yes")
        WITHDRAWN = "withdrawn", _("Taken back")
        EXPIRED = "expired", _("The seven days are over")

    OPEN_STATES: ClassVar = (State.ON_ITS_WAY, State.STUCK, State.OPEN, State.TALK, State.DECLINED)
    SAID: ClassVar = frozenset(
        ("person", "name", "role", "paid", "until", "address", "why", "together", "meaning")
    )
    ENDED: ClassVar = ("unknown_at", "accepted_at", "withdrawn_at")

    person = models.ForeignKey(  # type: ignore[assignment]  # empty until somebody puts them there
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12)
    paid = models.BooleanField(default=False)
    until = models.DateTimeField(null=True, blank=True)
    address = models.EmailField(blank=True)
    why = models.TextField(max_length=600)
    together = models.TextField(max_length=300, blank=True)
    meaning = models.TextField(max_length=800, blank=True)
    says_who = models.BooleanField(default=False)
    says_whose = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    stuck_at = models.DateTimeField(null=True, blank=True)
    talk_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    unknown_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(AboutAPerson.Meta):
        abstract = True

    @property
    def whom(self) -> str:
        """The name of whoever is asked."""
        return self.person.name if self.person else self.name

    @property
    def token(self) -> str:
        return tokens.token(self.pk, self.nonce)

    @property
    def code(self) -> str:
        return tokens.in_groups(tokens.code(self.pk, self.nonce))

    def ends_in_time(self) -> bool:
        """A facilitator and whoever is paid come for a time, a facilitator at most for a year."""
        if self.role != Role.FACILITATOR and not self.paid:
            return True
        latest = timezone.now() + dt.timedelta(days=FACILITATOR_DAYS)
        return self.until is not None and self.until <= latest

    def may_become(self, role: str, paid: bool) -> bool:
        """Whether this is no larger part than the one that was offered."""
        offered, now = (WIDTH[Role(r)] - p for r, p in ((self.role, self.paid), (role, paid)))
        return now <= offered and (paid or not self.paid or role == Role.GUEST)

    def state(self, now: dt.datetime | None = None) -> State:
        now = now or timezone.now()
        ended = (
            (self.withdrawn_at, self.State.WITHDRAWN),
            (self.unknown_at, self.State.UNKNOWN),
            (self.accepted_at, self.State.ACCEPTED),
        )
        for at, state in ended:
            if at:
                return state
        if self.expires_at is None:
            return self._before_a_yes()
        if self.claimed_at:
            return self.State.CLAIMED
        if self.expires_at <= now:
            return self.State.EXPIRED
        return self._answered() or self._on_its_way(now)

    def _before_a_yes(self) -> State:
        """It waits; or whoever asked does not ask any more; or somebody said no."""
        asked = self.proposal
        if asked is not None and asked.binned_at:
            return self.State.WITHDRAWN
        no = asked is not None and asked.answer not in ("", YES)
        return self.State.REFUSED if no else self.State.WAITS

    def _answered(self) -> State | None:
        """The last answer that is not an end."""
        said = [(self.talk_at, self.State.TALK), (self.declined_at, self.State.DECLINED)]
        given = [(at, state) for at, state in said if at]
        return max(given)[1] if given else None

    def _on_its_way(self, now: dt.datetime) -> State:
        if not self.address or self.sent_at:
            return self.State.OPEN
        lost = self.posted_at is not None and self.posted_at + PATIENCE < now
        return self.State.STUCK if self.stuck_at or lost else self.State.ON_ITS_WAY

    def leads(self, now: dt.datetime | None = None) -> bool:
        """Whether the link still leads anywhere: asked at every use, never kept."""
        now = now or timezone.now()
        return self.state(now) in self.OPEN_STATES and self.stands(now)

    def stands(self, now: dt.datetime | None = None) -> bool:
        """Whoever asks still takes part, and whoever is asked is on the map and does not yet."""
        now = now or timezone.now()
        if self.person is None or self.person.binned_at or self.network.binned_at:
            return False
        if self.person.kind != Kind.PERSON or self.network.died_at:
            return False
        if self.binned_at or (self.until is not None and self.until <= now):
            return False
        here = Membership.active(now).filter(network=self.network_id)
        return self.asker(here) is not None and not here.filter(person=self.person_id).exists()

    def asker(self, here: models.QuerySet[Membership] | None = None) -> Membership | None:
        """The part of whoever asks, if they still have one."""
        active = Membership.active().filter(network=self.network_id) if here is None else here
        return active.filter(account=self.author_id).select_related("account", "person").first()

    def asks(self) -> str:
        """The name of whoever asks."""
        asker = self.asker()
        if asker is None:
            return ""
        if asker.role == Role.PERSON:
            return str(self.network.name)
        return asker.person.name if asker.person else asker.account.name
