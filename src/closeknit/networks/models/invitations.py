"""Asking somebody in: one person on the map, a part in the network, and an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from closeknit.accounts.record import in_turn, record
from closeknit.core.network import Kind
from closeknit.networks import letters
from closeknit.policy import (
    TABLE,
    Actor,
    Channel,
    Denied,
    Level,
    Role,
    Verb,
    grants,
    may,
    may_propose,
    must,
)

from . import tokens
from .asked import WIDTH, Asked
from .network import Membership
from .people import AboutAPerson, Person
from .proposals import Proposal
from .taking_part import the_house, within_limits

DAYS = 7
A_DAY = dt.timedelta(days=1)
INVITE = "invite"
"""The kind of what waits before an invitation goes out."""
IN_CHARGE = (Role.STEWARD, Role.FACILITATOR)


def resource_of(role: str) -> str:
    """The row of the table that says who may give this part."""
    return "stewardship" if role in IN_CHARGE else "membership"


class Invitation(Asked):
    """Somebody on the map is asked to take part, in words of whoever asks.

    It waits until the person in the middle says yes to it; their own goes out at once. The link is
    good for seven days, for one yes and for one address. A card has no address: whoever says yes
    to it waits until the person or a steward confirms that it was meant for them.
    """

    resource = "invitation"
    kept_fields = ("role", "paid", "until")

    class Meta(AboutAPerson.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def about_key(self) -> str:
        return self.person_id or ""

    # Asking ----------------------------------------------------------------------------------

    @classmethod
    def parts(cls, actor: Actor) -> list[str]:
        """What this actor may ask somebody to be, perhaps only if others agree."""
        given = (role for role in WIDTH if grants(actor, Verb.CREATE, resource_of(role)))
        if actor.in_charge:
            return list(given)
        return [role for role in given if role not in IN_CHARGE]

    @classmethod
    def invite(cls, actor: Actor, **fields: Any) -> Self:
        """Ask somebody in. The person's own goes out at once, everybody else's waits for a yes."""
        level = TABLE[cls.resource].level
        row = cls(network_id=actor.network, author_id=actor.account, audience=level, **fields)
        asked = (may(actor, Verb.CREATE, row.facts()), may_propose(actor, Verb.CREATE, row.facts()))
        if not any(asked) or row.role not in cls.parts(actor) or not row.ends_in_time():
            raise Denied(cls.resource)
        own = actor.role is Role.PERSON
        with in_turn(actor.network):
            for name, value in row._way_out(actor).items() if own else ():
                setattr(row, name, value)
            row.save(force_insert=True)
            record(actor, "invited", cls.resource, row.pk, level=level)
            if own:
                row._hand_over(actor)
            else:
                row._wait(actor)
        return row

    @classmethod
    def too_many(cls, actor: Actor) -> bool:
        """Whether this network, or this account, asked enough people in for today."""
        today = cls.everyones.filter(made_at__gt=timezone.now() - A_DAY)
        here = today.filter(network=actor.network).count()
        own = today.filter(author=actor.account).count()
        return (
            here >= settings.INVITATIONS_OF_A_NETWORK or own >= settings.INVITATIONS_OF_AN_ACCOUNT
        )

    @classmethod
    def was_a_stranger(cls, actor: Actor, address: str) -> bool:
        """Whether somebody at this address said that they do not know who asks."""
        here = cls.everyones.filter(network=actor.network, address=address)
        return bool(address) and here.exclude(unknown_at=None).exists()

    # The yes it waits for, and going out -----------------------------------------------------

    def _wait(self, actor: Actor) -> None:
        """It waits for the person's yes. For a part in charge another steward's yes counts too,
        where the person says nothing for a week.
        """
        fields: dict[str, Any] = {}
        others = self.network.stewards() - {actor.account}
        if actor.role is Role.STEWARD and self.role in IN_CHARGE and others:
            due = timezone.now() + dt.timedelta(days=DAYS)
            fields = {"asked": others, "needed": 1, "due_at": due}
        words = self.why[:300]
        self.proposal = Proposal.put(actor, INVITE, self, words=words, **fields)
        type(self).everyones.filter(pk=self.pk).update(proposal=self.proposal)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """Yes, ask them."""
        if proposal.kind != INVITE:
            super().carry_out(actor, proposal)
        if self.state() is self.State.WAITS and self.binned_at is None:
            self._go_out(actor, proposal.on_behalf())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """It was not what the person wanted: the link ends; whoever came in by it is told apart."""
        if proposal.kind != INVITE:
            super().carry_back(actor, proposal)
        if self.state() in (*self.OPEN_STATES, self.State.CLAIMED):
            self._move(actor, self.version, "withdrew", {"withdrawn_at": timezone.now()})

    def _go_out(self, actor: Actor, on_behalf: str = "") -> None:
        """From now on there is a link; where there is an address, a letter goes."""
        with in_turn(self.network_id):
            self._move(actor, self.version, "sent_out", self._way_out(actor), on_behalf)
            self._hand_over(actor)

    def _way_out(self, actor: Actor) -> dict[str, Any]:
        """A link that leads here, for seven days from now."""
        if self.person is None:
            self.person = self._place(actor)
        now, nonce = timezone.now(), tokens.new_nonce()
        return {
            "person_id": self.person.pk,
            "agreed_at": now,
            "nonce": nonce,
            "token_hash": tokens.hashed(tokens.token(self.pk, nonce)),
            "code_hash": tokens.hashed(tokens.code(self.pk, nonce)),
            "expires_at": now + dt.timedelta(days=DAYS),
        }

    def _place(self, actor: Actor) -> Person:
        """The place on the map of somebody whom a member named."""
        same = Person.visible_to(actor).filter(name__iexact=self.name, kind=Kind.PERSON)
        free = [person for person in same if not person.is_about_a_member()]
        return free[0] if len(free) == 1 else Person.welcome(actor, self.name)

    def _end_others(self, actor: Actor) -> None:
        """Who is asked again has one link, the new one."""
        running = Q(agreed_at__isnull=False, **dict.fromkeys(self.ENDED))
        others = type(self).everyones.filter(running, network=self.network_id, person=self.person)
        for other in others.exclude(pk=self.pk):
            other._move(actor, other.version, "withdrew", {"withdrawn_at": timezone.now()})

    def _hand_over(self, actor: Actor) -> None:
        self._end_others(actor)
        if self.address:
            post_invitation.enqueue(self.pk)

    @property
    def wants_no_letters(self) -> bool:
        """Whether whoever is asked stopped letters from here: a card can still be handed over."""
        return self.person is not None and self.person.no_letters_at is not None

    @classmethod
    def post(cls, key: str) -> None:
        """Hand the letter to the mail server, once, whatever becomes of whoever is handing it."""
        row = cls.everyones.filter(pk=key).select_related("network", "person").first()
        if row is None or not row.address or not row.leads():
            return
        now = timezone.now()
        if not cls.everyones.filter(pk=key, posted_at=None).update(posted_at=now):
            return
        gone = not row.wants_no_letters and letters.ask_in(
            row.address, row.token, row.asks() if row.says_who else ""
        )
        stamp = {"sent_at" if gone else "stuck_at": timezone.now()}
        cls.everyones.filter(pk=key, posted_at=now).update(**stamp)

    def try_again(self, actor: Actor) -> None:
        """Another letter, where the first did not go out."""
        must(actor, Verb.CHANGE, self.facts())
        if self.state() != self.State.STUCK:
            raise Denied(self.resource)
        with in_turn(self.network_id):
            waiting = {"posted_at": None, "stuck_at": None}
            self._move(actor, self.version, "sent_again", waiting)
            self._hand_over(actor)

    def withdraw(self, actor: Actor) -> None:
        """Take it back: the link leads nowhere from the next look on."""
        must(actor, Verb.DELETE, self.facts())
        if self.state() not in (*self.OPEN_STATES, self.State.WAITS, self.State.CLAIMED):
            raise Denied(self.resource)
        self._withdraw(actor)

    @classmethod
    def end_all(cls, actor: Actor, person: Person) -> None:
        """Nobody is asked any more to be here as this person."""
        running = cls.everyones.filter(person=person, binned_at=None, **dict.fromkeys(cls.ENDED))
        for row in running.select_related("proposal"):
            row._withdraw(actor)

    def _withdraw(self, actor: Actor) -> None:
        with in_turn(self.network_id):
            self._move(actor, self.version, "withdrew", {"withdrawn_at": timezone.now()})
            if self.proposal is not None and self.proposal.decided_at is None:
                told = {"answer": Proposal.Answer.GONE, "decided_at": timezone.now()}
                self.proposal._move(actor, self.proposal.version, "took_back", told)

    def shrink(
        self, actor: Actor, version: int, role: str, paid: bool, until: dt.datetime | None
    ) -> Self:
        """Offer a smaller part, or a shorter one. A larger one needs a new invitation."""
        asked = type(self)(role=role, paid=paid, until=until)
        longer = self.until is not None and (until is None or until > self.until)
        if longer or not self.may_become(role, paid) or not asked.ends_in_time():
            raise Denied(self.resource)
        return super().revise(actor, version, "shrank", role=role, paid=paid, until=until)

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """Who may see it can change. What was agreed to cannot: see `shrink`."""
        if self.SAID & set(changes):
            raise Denied(self.resource)
        return super().revise(actor, version, deed, **changes)

    # Answering -------------------------------------------------------------------------------

    @classmethod
    def led_by(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        return cls._led(token_hash=tokens.hashed(token))

    @classmethod
    def led_by_code(cls, typed: str) -> Self | None:
        found = cls._led(code_hash=tokens.hashed(tokens.read(typed)))
        return found[0] if found else None

    @classmethod
    def accepted_by(cls, token: str) -> Self | None:
        """The invitation that somebody came in by, with this address."""
        used = cls.everyones.filter(token_hash=tokens.hashed(token), binned_at=None)
        return used.exclude(accepted_at=None).first()

    @classmethod
    def _led(cls, **wanted: str) -> tuple[Self, Actor] | None:
        row = cls.everyones.filter(**wanted).select_related("network", "person").first()
        if row is None:
            return None
        kept = row.network.died_at is not None
        link: dict[str, Any] = {"purpose": cls.resource, "row": row.pk, "frozen": kept}
        actor = Actor("", row.network_id, Role.LINK, **link)
        seen = may(actor, Verb.READ, row.facts(), Channel.LINK)
        return (row, actor) if seen and row.leads() else None

    def answer(self, actor: Actor, said: Asked.State) -> None:
        """Not now; let us talk first; or: I do not know this person, and that ends it."""
        must(actor, Verb.CHANGE, self.facts(), Channel.LINK)
        deeds = {
            self.State.DECLINED: ("declined", "declined_at"),
            self.State.TALK: ("asked_to_talk", "talk_at"),
            self.State.UNKNOWN: ("did_not_know", "unknown_at"),
        }
        deed, field = deeds[said]
        if self.state() != said:
            self._move(actor, self.version, deed, {field: timezone.now()})

    def accept(self, actor: Actor, account: str = "", own: Collection[str] = ()) -> bool:
        """Yes. True when it counts at once: the account has the address the invitation went to.

        A guest needs no account; everybody else with another address, or with a card, waits until
        the person or a steward confirms. Only one yes ever counts.
        """
        must(actor, Verb.CHANGE, self.facts(), Channel.LINK)
        now = timezone.now()
        with in_turn(self.network_id):
            if not self.leads(now) or (not account and self.role != Role.GUEST):
                raise Denied(self.resource)
            if account and self.address not in own:
                told = {"claimed_at": now, "claimed_by_id": account}
                self._move(actor, self.version, "came_forward", told)
                return False
            self._move(actor, self.version, "accepted", {"accepted_at": now})
            if account:
                self._let_in(account)
        return True

    def may_confirm(self, actor: Actor) -> bool:
        """The person, or a steward; for a part in charge the person alone, if they come in.

        Else another steward than the one who asked: who can print a card can take it as well.
        """
        if not may(actor, Verb.CHANGE, self.facts()):
            return False
        if actor.role is Role.PERSON or resource_of(self.role) != "stewardship":
            return True
        return actor.account != self.author_id and self.network.of_the_person() is None

    def turn_away(self, actor: Actor) -> None:
        """That was not who was meant."""
        if not self.may_confirm(actor) or self.state() != self.State.CLAIMED:
            raise Denied(self.resource)
        self._move(actor, self.version, "withdrew", {"withdrawn_at": timezone.now()})

    def confirm(self, actor: Actor) -> None:
        """That was who was meant: whoever said yes takes part now."""
        claimed = self.claimed_by_id
        if not self.may_confirm(actor) or self.state() != self.State.CLAIMED or not claimed:
            raise Denied(self.resource)
        with in_turn(self.network_id):
            if not self.stands():
                raise Denied(self.resource)
            self._move(actor, self.version, "confirmed", {"accepted_at": timezone.now()})
            self._let_in(claimed)

    def _let_in(self, account: str) -> None:
        """The part begins. It is not opened: whoever is new sees their own part alone."""
        kept = Membership.everyones.filter(network=self.network_id, account=account)
        for before in kept.filter(ended_at=None, binned_at=None):
            if before.is_about_a_member():
                raise Denied(self.resource)
            before._end(the_house(before), Membership.Ended.RAN_OUT)
        made = Membership.everyones.create(
            network_id=self.network_id,
            author_id=self.author_id,
            audience=Level.NETWORK,
            account_id=account,
            role=self.role,
            person_id=self.person_id,
            paid=self.paid,
            until=within_limits(self.role, self.paid, self.until),
        )
        record(made.actor(), "joined", "membership", made.pk, level=Level.NETWORK)


@task()
def post_invitation(key: str) -> None:
    """A letter that asks somebody in goes out."""
    Invitation.post(key)
