"""Pictures, as new pixels without anything the camera wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from closeknit.accounts.record import in_turn, record
from closeknit.design.days import date_of
from closeknit.design.quoting import quoted
from closeknit.networks.models import Membership, Network, Proposal, check_partial_date
from closeknit.networks.models.base import barred
from closeknit.policy import TABLE, Actor, Denied, Level, Role, Verb, may_propose

from .lived import Lived

PICTURE = "picture"
"""The kind of a proposal that waits to bring a picture."""


class Photo(Lived):
    """One picture in three sizes: `file` for a whole screen, `middle` a page, `small` for many.

    `alt` is what somebody who does not see it is told, `caption` one sentence, `occasion` when it
    was taken (June's birthday), `behind` what stood behind it: who planned, who did what.
    """

    resource = "photo"
    lived_as = "photo"
    kept_fields = ("alt", "caption", "on", "occasion", "behind", "hard", "story_id")
    agreed_to = ("caption", "behind")
    file_fields = ("file", "middle", "small")
    FOLDER: ClassVar[str] = "photos"
    SIDES: ClassVar[dict[str, int]] = {"file": 2048, "middle": 960, "small": 320}

    file = models.CharField(max_length=60)
    middle = models.CharField(max_length=60)
    small = models.CharField(max_length=60)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    on = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    occasion = models.CharField(max_length=120, blank=True)
    behind = models.TextField(blank=True, max_length=8000)
    hard = models.BooleanField(default=False)
    story = models.ForeignKey(
        "stories.Story", on_delete=models.SET_NULL, null=True, blank=True, related_name="photos"
    )

    class Meta(Lived.Meta):
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["network", "binned_at"])]

    def __str__(self) -> str:
        return f"photo {self.pk}"

    @classmethod
    def propose(cls, actor: Actor, **said: Any) -> Self:
        """Somebody paid brings a picture: the person looks at it first, and says yes or no.

        Until then nobody else finds it; where the person does not come in, the stewards do, who
        ask them.
        """
        network = Network.everyones.get(pk=actor.network)
        first: dict[str, Any] = {"audience": Level.PERSON}
        if network.of_the_person() is None:
            here = Membership.active().filter(network=network, role=Role.STEWARD)
            keys = barred(here.values_list("account_id", flat=True))
            first = {"audience": Level.CHOSEN, "let_in": keys}
        row = cls(network_id=actor.network, author_id=actor.account, **first, **said)
        usual = replace(row.facts(), level=TABLE[cls.resource].level)
        if not may_propose(actor, Verb.CREATE, usual):
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row.save(force_insert=True)
            record(actor, "offered_picture", cls.resource, row.pk, level=row.audience)
            Proposal.put(actor, PICTURE, row)
        return row

    def waits(self) -> bool:
        """Whether somebody paid brought it and the person has not said yes yet."""
        first = self.audience in (Level.PERSON, Level.CHOSEN)
        asked = Proposal.everyones.filter(kind=PICTURE, target=self.pk, binned_at=None)
        return first and asked.filter(decided_at=None).exists()

    def open_to(self, kind: str) -> bool:
        return kind != PICTURE or self.audience in (Level.PERSON, Level.CHOSEN)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """The person said yes to a picture: from now on it is one like the others."""
        if proposal.kind != PICTURE:
            super().carry_out(actor, proposal)
            return
        usual = {"audience": TABLE[self.resource].level, "let_in": ""}
        self._move(actor, self.version, "opened_to_more", usual, proposal.on_behalf())

    def turned_down(self, actor: Actor, proposal: Any) -> None:
        """The person said no to a picture: it goes into the bin of whoever brought it."""
        if proposal.kind == PICTURE and self.binned_at is None:
            self._move(actor, self.version, "removed", {"binned_at": timezone.now()})

    def take_back(self, actor: Actor, deed: str = "brought_back") -> None:
        """Out of the bin. A picture that the person said no to is asked about once more."""
        super().take_back(actor, deed)
        declined = Proposal.everyones.filter(kind=PICTURE, target=self.pk, answer="no")
        if actor.account == self.author_id and self.open_to(PICTURE) and declined.exists():
            Proposal.put(actor, PICTURE, self)

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person never said that yes."""
        if proposal.kind != PICTURE:
            super().carry_back(actor, proposal)
            return
        self._move(actor, self.version, "narrowed", {"audience": Level.PERSON})

    def sized(self, most: int) -> tuple[int, int]:
        """Width and height where it is shown at most this long.

        >>> Photo(width=2016, height=1512).sized(320)
        (320, 240)
        """
        longest = max(self.width, self.height, 1)
        part = min(1.0, most / longest)
        return max(1, round(self.width * part)), max(1, round(self.height * part))

    @property
    def small_sides(self) -> tuple[int, int]:
        return self.sized(self.SIDES["small"])

    @property
    def middle_sides(self) -> tuple[int, int]:
        return self.sized(self.SIDES["middle"])

    @property
    def mark(self) -> int:
        """How large the number over somebody is, in dots of the picture."""
        return max(self.width, self.height) // 32

    @property
    def when(self) -> str:
        """When it was taken, as one says it.

        >>> Photo(on="2024-06").when
        'June 2024'
        """
        try:
            day = dt.date.fromisoformat(f"{self.on}-01-01"[:10])
        except ValueError:
            return self.on
        shape = {4: "Y", 7: "F Y"}.get(len(self.on), "")
        return date_format(day, shape) if shape else date_of(day)

    def in_short(self) -> str:
        said = self.caption or self.alt or self.occasion
        return quoted(Truncator(said).words(8)) if said else super().in_short()
