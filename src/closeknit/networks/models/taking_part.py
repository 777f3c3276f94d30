"""What may be done with somebody's part in a network: opened, changed, ended, given back.

The person in the middle does each of these at once, to anybody but themselves. Others ask for it
(see `handing_on` for those who look after the network), or do it within limits that hold for
everybody alike, whoever it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Role, Verb, may, may_propose, may_with_another, must

from .base import Row

PAID_DAYS, FACILITATOR_DAYS = 90, 365
UNDO_HOURS, UNDO_DAYS = 72, 30
REMOVALS, REMOVALS_DAYS = 2, 7
"""So many may be taken out by stewards in so many days before a second one must agree."""
OUT = ("removed", "died")
"""The ways out that somebody in charge says, and that count as removals."""
GOES = ("left", "removed", "passed_on")
"""The ways out after which nobody can count on them here: what they had taken on is free again."""
COMES_BACK = ("removed", "paused", "ran_out")
"""The ways a part ended after which somebody can be brought back."""
OPEN, CHANGE, REMOVE, BRING_BACK = "open", "change", "remove", "bring_back"
STEWARD, END, PASS_ON, FOLLOW = "steward", "end", "pass_on", "follow"
"""The kinds of what may wait for a yes here."""


@dataclass(frozen=True)
class Parting:
    """What becomes of what an upper room holds in somebody’s name: as their part ends, and as that
    is undone. Each is given who does it, and the part, which ended at `ended_at`."""

    ends: Callable[[Actor, Any], None]
    undone: Callable[[Actor, Any], None]


PARTINGS: list[Parting] = []
"""Upper rooms put theirs here as the house starts."""


class TakingPart(Row):
    """The verbs on a membership, except those of stewards among each other."""

    account_id: Any
    person_id: Any
    role: Any
    paid: Any
    until: Any
    opened_at: Any
    ended_at: Any
    ended_how: Any
    ended_by: Any
    final_at: Any
    network_id: Any
    Ended: Any
    active: ClassVar[Any]
    leave: ClassVar[Any]
    ask_to_end: ClassVar[Any]
    is_the_last_one: ClassVar[Any]

    class Meta:
        abstract = True

    # Opening, and other parts ----------------------------------------------------------------

    def open_up(self, actor: Actor) -> None:
        """From now on this member sees what the network's audiences let them see.

        The person alone opens; a steward asks for it, and it waits for the person's yes.
        """
        must(actor, Verb.SHARE, self.facts())
        self._open(actor)

    def close(self, actor: Actor) -> None:
        """They see their own part alone again."""
        must(actor, Verb.SHARE, self.facts())
        self._close(actor)

    def change_part(
        self, actor: Actor, version: int, role: str, paid: bool, until: dt.datetime | None
    ) -> None:
        """Another part, or another end: the person decides. Nobody is made steward this way."""
        must(actor, Verb.SHARE, self.facts())
        if role in (Role.PERSON, Role.STEWARD):
            raise Denied(self.resource)
        self._become(actor, version, role, paid, until)

    def renew(self, actor: Actor) -> None:
        """The usual time from now on again, for whoever has an end date."""
        must(actor, Verb.SHARE, self.facts())
        self._become(actor, self.version, self.role, self.paid, self.usual_end())

    def ask(self, actor: Actor, kind: str, **fields: Any) -> Any:
        """Ask for something about this part; whoever may not do it at all may not ask either.

        `how` is given where the person has said yes already: then it is done at once.
        """
        facts = self.facts()
        ways = (may, may_propose, may_with_another)
        if not any(allows(actor, Verb.CHANGE, facts) for allows in ways):
            raise Denied(self.resource)
        how = fields.pop("how", "")
        if not how:
            fields.pop("said", None)
            return proposals().put(actor, kind, self, **fields)
        return proposals().settle(actor, kind, self, how, **fields)

    def ask_to_change(
        self, actor: Actor, role: str, paid: bool, until: dt.datetime | None, **fields: Any
    ) -> Any:
        """A steward asks for another part or another end; it waits for the person's yes."""
        if Role.STEWARD in (role, self.role) or role == Role.PERSON:
            raise Denied(self.resource)
        detail = {
            **as_detail(role, paid, until),
            "was": as_detail(self.role, self.paid, self.until),
        }
        return self.ask(actor, CHANGE, detail=detail, **fields)

    def usual_end(self, now: dt.datetime | None = None) -> dt.datetime | None:
        """When this part ends by itself if nobody says otherwise."""
        return usual_end(self.role, self.paid, now)

    # Ending ----------------------------------------------------------------------------------

    def end(self, actor: Actor) -> Any:
        """This account takes no part any more, from its next request on: it left, or was let go."""
        if self.account_id == actor.account:
            return self.leave(actor)
        return self.take_out(actor)

    def bin(self, actor: Actor, deed: str = "let_go") -> None:
        """Taking out is the only way a part goes, so that every way is the same way."""
        self.take_out(actor)

    def take_back(self, actor: Actor, deed: str = "brought_back") -> None:
        self.give_back(actor)

    def take_out(self, actor: Actor, pause: bool = False) -> Any:
        """Their access stops at once, and the person may undo it. Returns what waits instead.

        Stewards take out two in a week; then, and for a facilitator, a second one agrees first.
        Meanwhile somebody's access may be paused: it comes back by itself when nobody agrees.
        """
        facts = self.facts()
        if self.account_id == actor.account:
            raise Denied(self.resource)
        if not any(allows(actor, Verb.DELETE, facts) for allows in (may, may_with_another)):
            raise Denied(self.resource)
        with in_turn(actor.network):
            type(self.network).everyones.select_for_update().get(pk=self.network_id)
            if not self.takes_another(actor):
                return self._end(actor, self.Ended.REMOVED)
            if self.role == Role.STEWARD:
                return self.ask_to_end(actor)
            others = self.network.stewards() - {actor.account}
            waiting = proposals().put(actor, REMOVE, self, asked=others, needed=min(1, len(others)))
            if pause:
                self._pause(actor)
            return waiting

    def takes_another(self, actor: Actor) -> bool:
        """Whether a second one must agree before this actor takes them out.

        It does for whoever has a part in looking after the network, and for everybody once
        stewards took out two in a week.
        """
        if not may(actor, Verb.DELETE, self.facts()):
            return True
        if actor.role is Role.PERSON:
            return False
        person = self.network.of_the_person()
        since = timezone.now() - dt.timedelta(days=REMOVALS_DAYS)
        lately = type(self).everyones.filter(
            network=self.network_id, ended_how__in=OUT, ended_at__gt=since
        )
        lately = lately.exclude(ended_by=person.account_id) if person else lately
        return lately.count() >= REMOVALS

    def give_back(self, actor: Actor) -> None:
        """The person undoes that somebody was taken out, or that their time ran out.

        Within 72 hours everything is as it was; later what was opened stays closed at first.
        """
        must(actor, Verb.SHARE, self.facts())
        self._give_back(actor)

    def may_come_back(self, now: dt.datetime | None = None) -> bool:
        """Whether this can be undone still: for thirty days, unless they came back otherwise."""
        if self.ended_at is None or self.ended_how not in COMES_BACK:
            return False
        since = (now or timezone.now()) - dt.timedelta(days=UNDO_DAYS)
        again = type(self).everyones.filter(
            network=self.network_id, account=self.account_id, ended_at=None, binned_at=None
        )
        return self.ended_at > since and not again.exists()

    def is_final(self, now: dt.datetime | None = None) -> bool:
        """Whether the first 72 hours are over, in which undoing it leaves everything as it was."""
        return self.final_at is not None and (now or timezone.now()) >= self.final_at

    def open_to(self, kind: str) -> bool:
        """Whether there is still something to do of this kind."""
        if kind == BRING_BACK:
            return self.may_come_back()
        ends = kind in (REMOVE, END)
        if ends and self.is_the_last_one():
            return False
        return self.ended_at is None or (ends and self.ended_how == self.Ended.PAUSED)

    # Done once the policy, or the yes that it waited for, agreed --------------------------------

    def _open(self, actor: Actor, on_behalf: str = "") -> None:
        if self.opened_at is None:
            self._move(actor, self.version, "opened", {"opened_at": timezone.now()}, on_behalf)

    def _close(self, actor: Actor) -> None:
        if self.opened_at is not None:
            self._move(actor, self.version, "closed", {"opened_at": None})

    def _become(
        self,
        actor: Actor,
        version: int,
        role: str,
        paid: bool,
        until: dt.datetime | None,
        on_behalf: str = "",
    ) -> None:
        """Another part; one that must end does, and none ends later than it may."""
        told = {"role": role, "paid": paid, "until": within_limits(role, paid, until)}
        changes = {name: said for name, said in told.items() if getattr(self, name) != said}
        if changes or version != self.version:
            self._move(actor, version, "changed_part", changes, on_behalf)

    def _end(self, actor: Actor, how: str, on_behalf: str = "") -> None:
        if self.ended_at is not None and self.ended_how != self.Ended.PAUSED:
            return
        now = timezone.now()
        told: dict[str, Any] = {"ended_at": now, "ended_how": how, "ended_by": actor.account}
        if how in (self.Ended.REMOVED, self.Ended.PAUSED):
            told["final_at"] = now + dt.timedelta(hours=UNDO_HOURS)
        with in_turn(actor.network):
            self._move(actor, self.version, DEEDS[how], told, on_behalf)
            if how in GOES:
                for parting in PARTINGS:
                    parting.ends(actor, self)

    def _pause(self, actor: Actor) -> None:
        """Once a month for one and the same: pausing is no way around a second opinion."""
        month = timezone.now() - dt.timedelta(days=UNDO_DAYS)
        if self.ended_at is None and (self.final_at is None or self.final_at < month):
            self._end(actor, self.Ended.PAUSED)

    def _give_back(self, actor: Actor, on_behalf: str = "") -> None:
        if not self.may_come_back():
            raise Denied(self.resource)
        told: dict[str, Any] = {}
        if self.is_final() or self.ended_how == self.Ended.RAN_OUT:
            told["opened_at"] = None
        if self.until is not None and self.until <= timezone.now():
            told["until"] = self.usual_end()
        self._undo_end(actor, told, on_behalf)

    def _undo_end(self, actor: Actor, told: dict[str, Any], on_behalf: str = "") -> None:
        """They take part again; within the time in which all is as it was, so is what they had."""
        told = {"ended_at": None, "ended_how": "", "ended_by": "", **told}
        with in_turn(actor.network):
            if self.ended_how in GOES and not self.is_final():
                for parting in PARTINGS:
                    parting.undone(actor, self)
            self._move(actor, self.version, "gave_back", told, on_behalf)

    def _live_again(self, actor: Actor) -> None:
        """It was a mistake that they have died: as it was, unless they came back otherwise."""
        again = type(self).active().filter(network=self.network_id, account=self.account_id)
        if not again.exists():
            self._undo_end(actor, {})

    # Over by itself --------------------------------------------------------------------------

    @classmethod
    def run_out(cls, now: dt.datetime | None = None) -> int:
        """Parts whose time is over are ended, and paused ones come back, each with an entry.

        The end date counts at every use, whether this has run or not.
        """
        now = now or timezone.now()
        over = list(cls.everyones.filter(until__lte=now, ended_at=None, binned_at=None))
        paused = list(cls.everyones.filter(ended_how=cls.Ended.PAUSED, final_at__lte=now))
        for part in over:
            part._end(the_house(part), cls.Ended.RAN_OUT)
        for part in paused:
            if part.may_come_back(now):
                part._undo_end(the_house(part), {})
        return len(over) + len(paused)


DEEDS = {
    "left": "left",
    "removed": "let_go",
    "passed_on": "passed_on",
    "paused": "paused",
    "ran_out": "ran_out",
    "died": "ended_with_them",
}
"""What the record says of each way a part ends."""


def usual_end(role: str, paid: bool, now: dt.datetime | None = None) -> dt.datetime | None:
    """Three months for whoever is paid, a year for a facilitator, no end for everybody else."""
    days = FACILITATOR_DAYS if role == Role.FACILITATOR else PAID_DAYS if paid else 0
    ends = role not in (Role.PERSON, Role.STEWARD) and days
    return (now or timezone.now()) + dt.timedelta(days=days) if ends else None


def within_limits(role: str, paid: bool, until: dt.datetime | None) -> dt.datetime | None:
    """The end that counts: never none where there must be one, never later than a year."""
    usual = usual_end(role, paid)
    if usual is None:
        return None if role == Role.STEWARD else until
    latest = timezone.now() + dt.timedelta(days=FACILITATOR_DAYS)
    return min(until, latest) if until else usual


def as_detail(role: str, paid: bool, until: dt.datetime | None) -> dict[str, Any]:
    """A part as a proposal keeps it."""
    return {"role": str(role), "paid": paid, "until": until.isoformat() if until else None}


def the_house(row: Row) -> Actor:
    """Nobody: what happens by itself when its time has come."""
    return Actor("", row.tenant, Role.STRANGER)


def proposals() -> Any:
    """What waits for a yes. It stands on networks, so here it is looked up."""
    return apps.get_model("networks", "Proposal")
