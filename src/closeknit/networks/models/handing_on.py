"""Those who look after a network: how one becomes a steward, passes it on, leaves, is followed.

The person alone names and ends stewards. Where the person does not come in, or did not for a
month, two others may, after a week in which the person can refuse. A network is never without
anybody who looks after it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Role, Verb, may_with_another, must

from .taking_part import (
    BRING_BACK,
    CHANGE,
    END,
    FOLLOW,
    OPEN,
    PASS_ON,
    REMOVE,
    STEWARD,
    TakingPart,
    as_detail,
    proposals,
)

WAIT_DAYS, UNREACHED_DAYS, OTHERS = 7, 30, 2


class LastOne(Exception):
    """Nobody would look after the network."""


class HandingOn(TakingPart):
    """The verbs of stewards, and what is done once a yes is here."""

    class Meta:
        abstract = True

    # Asking ----------------------------------------------------------------------------------

    def ask_to_steward(self, actor: Actor, **fields: Any) -> Any:
        """Ask somebody who takes part to look after the network as well. They must want to."""
        if self.role not in (Role.MEMBER, Role.FACILITATOR) or self.paid or self.ended_at:
            raise Denied(self.resource)
        detail = {"was": as_detail(self.role, self.paid, self.until)}
        return self._ask_of(actor, STEWARD, detail, **fields)

    def ask_to_end(self, actor: Actor, **fields: Any) -> Any:
        """Ask that somebody looks after the network no longer."""
        if self.role != Role.STEWARD or self.account_id == actor.account:
            raise Denied(self.resource)
        if not may_with_another(actor, Verb.DELETE, self.facts()):
            raise Denied(self.resource)
        terms = self._terms(actor)
        return proposals().put(actor, END, self, **terms, **fields)

    def pass_on(self, actor: Actor, to: Any, **fields: Any) -> Any:
        """Ask somebody to take over one's own part as a steward."""
        if self.account_id != actor.account or self.role != Role.STEWARD:
            raise Denied(self.resource)
        detail = {"from": self.pk, "was": as_detail(to.role, to.paid, to.until)}
        return to._ask_of(actor, PASS_ON, detail, **fields)

    def name_follower(self, actor: Actor, to: Any, **fields: Any) -> Any:
        """Ask somebody to look after the network once one does not any more."""
        if self.account_id != actor.account or self.role != Role.STEWARD:
            raise Denied(self.resource)
        detail = {"after": self.pk, "was": as_detail(to.role, to.paid, to.until)}
        return to._ask_of(actor, FOLLOW, detail, **fields)

    def _ask_of(self, actor: Actor, kind: str, detail: dict[str, Any], **fields: Any) -> Any:
        """Ask for a part as a steward: of whoever would have it, and of the person or two others.

        Whoever is the person says yes by asking; `how` tells that the person said so before.
        """
        if not actor.in_charge or self.account_id == actor.account or not self.open_to(kind):
            raise Denied(self.resource)
        if self.role == Role.PERSON or self.network_id != actor.network:
            raise Denied(self.resource)
        how, said = fields.pop("how", ""), fields.pop("said", "")
        terms = {"besides": [self.account_id], **self._terms(actor)}
        with in_turn(actor.network):
            if how:
                terms = {**terms, "said": said}
                return proposals().settle(actor, kind, self, how, detail=detail, **terms, **fields)
            waiting = proposals().put(actor, kind, self, detail=detail, **terms, **fields)
            if actor.role is Role.PERSON:
                waiting.say_yes(actor)
            return waiting

    def _terms(self, actor: Actor) -> dict[str, Any]:
        """Whose yes it takes: the person's, or two others' and a week where nobody can ask them."""
        person = self.network.of_the_person()
        month = timezone.now() - dt.timedelta(days=UNREACHED_DAYS)
        if person is not None and (person.account.last_here() or timezone.now()) > month:
            return {}
        others = self.network.others({actor.account, self.account_id})
        due = timezone.now() + dt.timedelta(days=WAIT_DAYS)
        return {"asked": others, "needed": OTHERS, "due_at": due} if len(others) >= OTHERS else {}

    # Leaving ---------------------------------------------------------------------------------

    def leave(self, actor: Actor) -> None:
        """One's own part ends; whoever was to follow does.

        Raises:
            LastOne: nobody would look after the network.
        """
        if self.account_id != actor.account:
            raise Denied(self.resource)
        must(actor, Verb.DELETE, self.facts())
        with in_turn(actor.network):
            follower = self._follower()
            if self.is_the_last_one() and follower is None:
                raise LastOne
            if follower is not None:
                follower._become_steward(actor)
            self._end(actor, self.Ended.LEFT)

    def is_the_last_one(self) -> bool:
        """Whether nobody else looks after the network, and the person does not come in."""
        if self.role != Role.STEWARD:
            return False
        network = type(self.network).everyones.select_for_update().get(pk=self.network_id)
        alone = network.stewards() <= {self.account_id}
        return alone and network.of_the_person() is None

    def _follower(self) -> Any:
        """Whoever agreed to follow this steward, and the person agreed to as well."""
        if self.role != Role.STEWARD:
            return None
        agreed = proposals().everyones.filter(kind=FOLLOW, answer="yes", network=self.network_id)
        for proposal in agreed.filter(binned_at=None).order_by("-decided_at"):
            if proposal.detail.get("after") == self.pk:
                found = type(self).active().filter(pk=proposal.target).first()
                if found is not None:
                    return found
        return None

    # A yes is here ---------------------------------------------------------------------------

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """Do what was asked about this part."""
        told, behalf = proposal.detail, proposal.on_behalf()
        if proposal.kind == OPEN:
            self._open(actor, behalf)
        elif proposal.kind == CHANGE:
            until = dt.datetime.fromisoformat(told["until"]) if told["until"] else None
            self._become(actor, self.version, told["role"], told["paid"], until, behalf)
        elif proposal.kind in (REMOVE, END):
            self._end(actor, self.Ended.REMOVED, behalf)
        elif proposal.kind == BRING_BACK:
            self._give_back(actor, behalf)
        elif proposal.kind == STEWARD:
            self._become_steward(actor, behalf)
        elif proposal.kind in (PASS_ON, FOLLOW):
            self._take_over(actor, proposal)
        else:
            super().carry_out(actor, proposal)

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not want it: as it was before, as far as it has not changed since."""
        told = proposal.detail
        if proposal.kind == OPEN:
            self._close(actor)
        elif proposal.kind in (CHANGE, STEWARD, PASS_ON):
            if self.ended_at is None and "was" in told:
                self._become(actor, self.version, **read_part(told["was"]))
            if proposal.kind == PASS_ON:
                self._hand_back(actor, told["from"])
        elif proposal.kind in (REMOVE, END):
            if self.may_come_back():
                self._give_back(actor)
        elif proposal.kind == BRING_BACK:
            self._end(actor, self.Ended.REMOVED)
        elif proposal.kind != FOLLOW:
            super().carry_back(actor, proposal)

    def _become_steward(self, actor: Actor, on_behalf: str = "") -> None:
        if self.role != Role.STEWARD:
            told = {"role": Role.STEWARD, "until": None, "opened_at": self.opened_at}
            told["opened_at"] = told["opened_at"] or timezone.now()
            self._move(actor, self.version, "named_steward", told, on_behalf)

    def _take_over(self, actor: Actor, proposal: Any) -> None:
        """Take over from somebody now; or, to follow, only if they are gone already."""
        before = proposal.detail.get("from") or proposal.detail.get("after")
        giver = type(self).everyones.filter(pk=before, network=self.network_id).first()
        if proposal.kind == FOLLOW and giver is not None and giver.ended_at is None:
            return
        self._become_steward(actor, proposal.on_behalf())
        if giver is not None and giver.ended_at is None:
            giver._end(actor, self.Ended.PASSED_ON, proposal.on_behalf())

    def _hand_back(self, actor: Actor, before: str) -> None:
        """Whoever had passed on their part has it again, if they do not take part otherwise."""
        giver = type(self).everyones.filter(pk=before, network=self.network_id).first()
        again = type(self).active().filter(network=self.network_id)
        if giver is None or again.filter(account=giver.account_id).exists():
            return
        giver._undo_end(actor, {})


def read_part(told: dict[str, Any]) -> dict[str, Any]:
    """A part out of what a proposal keeps."""
    until = dt.datetime.fromisoformat(told["until"]) if told["until"] else None
    return {"role": told["role"], "paid": told["paid"], "until": until}
