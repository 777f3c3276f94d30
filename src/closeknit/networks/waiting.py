"""What waits for a yes: everything that somebody is asked here, from every room, in plain words.

`WAITS` is the list of those who know what waits; a room adds its own. Most of it is a `Proposal`,
and `KINDS` says of each kind what is asked and what a yes would do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.sentences import A_THING, NOUNS
from closeknit.networks.oneself import oneself
from closeknit.policy import Actor, Role, Verb, may

from .audience import called
from .choices import asked_to_share
from .inviting import to_be_seen
from .members import Shown, day, how_it_ended, lately_ended, listed
from .models import Invitation, Membership, Network, Person, Proposal, Row, Saying
from .models.dying import DAYS
from .parts import part_of


@dataclass(frozen=True)
class Wait:
    """One thing that waits: what it is, what a yes would do, who asked, and where one answers.

    Without a `yes_url` there is nothing to answer here, but a page (`url`) where one does; `row`
    is then the key of what it is about, `at` when that became so.
    `said_url` is where a steward writes down what the person said; `back_url` takes one's own
    question back.
    """

    text: str
    url: str = ""
    who: str = ""
    since: dt.datetime | None = None
    yes_url: str = ""
    no_url: str = ""
    later_url: str = ""
    said_url: str = ""
    said_no_url: str = ""
    back_url: str = ""
    then: str = ""
    words: str = ""
    due_at: dt.datetime | None = None
    asked: str = ""
    put_off: bool = False
    row: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Names:
    """How everybody is called, for whoever reads."""

    actor: Actor
    network: Network
    parts: Mapping[str, Membership]

    @classmethod
    def of(cls, actor: Actor, network: Network | None = None) -> Names:
        here = Membership.known_to(actor)
        network = network or Network.of(actor.account).get(pk=actor.network)
        return cls(actor, network, {part.account_id: part for part in here})

    def account(self, key: str | None) -> str:
        """The name behind an account; whoever is gone is somebody."""
        part = self.parts.get(key or "")
        return called(part, self.network) if part else _("Somebody")

    def row(self, row: Row | None) -> str:
        """Whom a row is about, if the reader may know of it."""
        if row is None or not may(self.actor, Verb.READ, row.facts()):
            return _("somebody")
        if isinstance(row, Membership):
            part = self.parts.get(row.account_id, row)
            return called(part, self.network)
        return getattr(row, "name", "") or str(NOUNS.get(row.resource, A_THING))

    def is_me(self, row: Row | None) -> bool:
        return isinstance(row, Membership) and row.account_id == self.actor.account


Told = tuple[str, str]
"""What is asked, and what a yes would do."""


def _open(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    return (
        _("Open more of the network to %(name)s") % name,
        _("%(name)s would see more than their own part.") % name,
    )


def _change(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    told = asked.detail
    until = told.get("until")
    role = _part_words(told.get("role", ""), bool(told.get("paid")))
    then = _("From then on: %(role)s.") % {"role": role}
    if until:
        last = day(dt.datetime.fromisoformat(until))
        then = _("From then on: %(role)s, until %(day)s.") % {"role": role, "day": last}
    return _("Change the part of %(name)s") % name, then


def _part_words(role: str, paid: bool) -> str:
    words = {
        Role.MEMBER: _("paid to be here") if paid else _("takes part"),
        Role.FACILITATOR: _("helps the network to meet"),
        Role.GUEST: _("a guest"),
    }
    return str(words.get(role, _("another part")))  # type: ignore[call-overload]


def _remove(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    return (
        _("Take %(name)s out of the network") % name,
        _("%(name)s would no longer see anything here. It can be undone for 30 days.") % name,
    )


def _end(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    return (
        _("%(name)s would look after the network no longer") % name,
        _("%(name)s would no longer see anything here. It can be undone for 30 days.") % name,
    )


def _steward(asked: Proposal, row: Any, names: Names) -> Told:
    focus = {"focus": names.network.name}
    if names.is_me(row):
        return (
            _("Look after the network of %(focus)s together with others") % focus,
            _("You would see the map and what is written there, and help to keep it in order."),
        )
    name = {"name": names.row(row)}
    return (
        _("Ask %(name)s to look after the network as well") % name,
        _("%(name)s would see the map, ways to reach people, and what is written there.") % name,
    )


def _pass_on(asked: Proposal, row: Any, names: Names) -> Told:
    who = {"who": names.account(asked.author_id), "focus": names.network.name}
    if names.is_me(row):
        return (
            _("Take over from %(who)s, who looks after the network of %(focus)s") % who,
            _("You would see the map and what is written there. %(who)s would leave.") % who,
        )
    told = {"name": names.row(row), **who}
    return (
        _("%(name)s would take over from %(who)s and look after the network") % told,
        _("%(who)s would leave, and %(name)s would see what %(who)s saw.") % told,
    )


def _follow(asked: Proposal, row: Any, names: Names) -> Told:
    who = {"who": names.account(asked.author_id), "name": names.row(row)}
    if names.is_me(row):
        return (
            _("Look after the network once %(who)s does not any more") % who,
            _("Nothing changes now. When %(who)s leaves, it would be your turn.") % who,
        )
    return (
        _("%(name)s would follow %(who)s one day") % who,
        _("Nothing changes now. When %(who)s leaves, %(name)s looks after the network.") % who,
    )


def _bring_back(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    return (
        _("Bring %(name)s back into the network") % name,
        _("%(name)s would take part again.") % name,
    )


ASKED_AS = {
    "member": gettext_lazy("%(name)s would be asked to take part."),
    "paid": gettext_lazy("%(name)s would be asked in as somebody who is paid."),
    "guest": gettext_lazy("%(name)s would be asked in as a guest."),
    "facilitator": gettext_lazy("%(name)s would be asked to help everybody to meet."),
    "steward": gettext_lazy("%(name)s would be asked to look after the network."),
}


def _invite(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": getattr(row, "whom", "") or names.row(row)}
    then = ""
    if isinstance(row, Invitation):
        then = str(ASKED_AS[part_of(row.role, row.paid)]) % name
    return _("Invite %(name)s") % name, then


def _share(asked: Proposal, row: Any, names: Names) -> Told:
    here = [part for part in names.parts.values() if part.ended_at is None]
    return asked_to_share(asked, row, names.network, names.actor, here)


def _died(asked: Proposal, row: Any, names: Names) -> Told:
    name = {"name": names.row(row)}
    if isinstance(row, Network):
        then = _("The network would be kept as it was, for reading. For 30 days it can be undone.")
    else:
        then = _("They would stay on the map, as somebody who has died and still belongs.")
    return _("%(name)s has died") % name, then


KINDS: dict[str, Callable[[Proposal, Any, Names], Told]] = {
    "open": _open,
    "change": _change,
    "remove": _remove,
    "end": _end,
    "steward": _steward,
    "pass_on": _pass_on,
    "follow": _follow,
    "bring_back": _bring_back,
    "invite": _invite,
    "share": _share,
    "died": _died,
}
"""What each kind of proposal asks, and what a yes would do. Other rooms add theirs."""


def told(asked: Proposal, row: Row | None, names: Names) -> Told:
    """The words for a proposal, whatever its kind."""
    words = KINDS.get(asked.kind)
    if words is not None:
        return words(asked, row, names)
    noun = NOUNS.get(asked.target_resource, A_THING)
    return _("Something is asked about %(what)s") % {"what": noun}, ""


def wait(asked: Proposal, row: Row | None, names: Names) -> Wait:
    """A proposal as it stands on the page, for whoever reads."""
    actor = names.actor
    text, then = told(asked, row, names)
    mine = asked.author_id == actor.account
    answers = asked.counts(actor) and not asked.said(actor)
    stewards = actor.role is Role.STEWARD and not _person_here(names)
    of_the_person = asked.kind == "died" and asked.target == asked.network_id
    speaks = stewards and asked.wants_the_person() and not of_the_person
    says_yes = answers and not (of_the_person and actor.role is Role.PERSON)

    def url(name: str, *args: str) -> str:
        return reverse(name, args=[actor.network, asked.pk, *args])

    return Wait(
        text=text,
        then=then,
        who=oneself(names.account(asked.author_id)) if mine else names.account(asked.author_id),
        since=asked.made_at,
        words=asked.words,
        due_at=asked.due_at,
        yes_url=url("answer_proposal", "yes") if says_yes else "",
        no_url=url("answer_proposal", "no") if answers else "",
        later_url=url("answer_proposal", "later") if answers else "",
        said_url=url("said", "yes") if speaks else "",
        said_no_url=url("said", "no") if speaks else "",
        back_url=url("take_back_proposal") if mine else "",
        asked=listed(_whose_yes(asked, names)),
        put_off=asked.put_off(actor),
    )


def _person_here(names: Names) -> bool:
    return any(part.role == Role.PERSON and part.ended_at is None for part in names.parts.values())


def _whose_yes(asked: Proposal, names: Names) -> list[str]:
    """Whose yes is still missing, by name."""
    said = {one["by"] for one in asked.answers if one["said"] != "later"}
    others = sorted(names.account(key) for key in asked.asks_all() - said)
    person = [names.network.name] if asked.wants_the_person() else []
    return [*person, *others]


def proposals(actor: Actor, names: Names) -> list[Wait]:
    """Every open question that this actor may answer, asked, or bring the person's word about."""
    open_ones = list(Proposal.open_ones(actor))
    rows = Proposal.rows_of(open_ones)
    return [wait(asked, rows.get(asked.target), names) for asked in open_ones]


def invited(actor: Actor) -> list[Wait]:
    """Answers to invitations that somebody should look at: a yes to confirm, a wrong address."""
    if not actor.in_charge:
        return []
    said = {
        Invitation.State.CLAIMED: _(
            "Somebody said yes to the invitation for %(name)s. Was it them?"
        ),
        Invitation.State.UNKNOWN: _("The address of %(name)s may be wrong."),
        Invitation.State.STUCK: _("The letter to %(name)s did not go out."),
        Invitation.State.TALK: _("%(name)s would like to talk before saying yes."),
    }
    return [
        Wait(
            text=said[Invitation.State(one.state)] % {"name": one.whom},
            url=reverse("invitation", args=[actor.network, one.row.pk]),
            row=one.row.pk,
            at=one.row.changed_at,
        )
        for one in to_be_seen(actor)
    ]


def died_lately(actor: Actor) -> list[Wait]:
    """Who has died, as somebody else wrote down: the person looks, and may take it back."""
    if actor.role is not Role.PERSON:
        return []
    since = timezone.now() - dt.timedelta(days=DAYS)
    told = Person.visible_to(actor).filter(kind="died", died_at__gt=since)
    return [
        Wait(
            text=_("Somebody wrote down that %(name)s has died.") % {"name": person.name},
            url=reverse("has_died", args=[actor.network, person.pk]),
            row=person.pk,
            at=person.died_at,
        )
        for person in told.exclude(died_by=actor.account)
    ]


WAITS: list[Callable[[Actor], Sequence[Wait]]] = [invited, died_lately]
"""More that waits, from other rooms: each is asked for what waits for this actor."""
SHOWN_ALONE: list[Callable[[Actor], Sequence[Wait]]] = []
"""The same for the page alone: what is told of as news in another way."""


@dataclass(frozen=True)
class Page:
    """All of it, in the order of the page."""

    mine: Sequence[Wait]
    theirs: Sequence[Wait]
    asked: Sequence[Wait]

    @property
    def is_empty(self) -> bool:
        return not (self.mine or self.theirs or self.asked)


def page(actor: Actor, names: Names) -> Page:
    """What waits for me; what the person says decides; what I asked and others decide."""
    sources = (*WAITS, *SHOWN_ALONE)
    found = [*proposals(actor, names), *(one for source in sources for one in source(actor))]
    mine = sorted((one for one in found if one.no_url or one.url), key=lambda one: one.put_off)
    theirs = [one for one in found if one.said_url and one not in mine]
    rest = [one for one in found if one not in mine and one not in theirs and one.back_url]
    return Page(mine, theirs, rest)


def sayings(actor: Actor, names: Names) -> list[tuple[Saying, str, str]]:
    """What was written down as said by the person: each with what it was about, and by whom."""
    rows = list(Saying.visible_to(actor).select_related("proposal"))
    about = Proposal.rows_of([row.proposal for row in rows if row.proposal])
    found = []
    for row in rows:
        asked = row.proposal
        text = told(asked, about.get(asked.target), names)[0] if asked else ""
        found.append((row, text, names.account(row.author_id)))
    return found


@dataclass(frozen=True)
class Undo:
    """Somebody who was taken out lately, and where that is undone."""

    one: Shown
    words: str
    url: str


def undoable(actor: Actor, names: Names) -> list[Undo]:
    """Whose part ended by others or by its date. The person undoes it, a steward asks for that."""
    if not actor.in_charge:
        return []
    now = timezone.now()
    return [
        Undo(
            one,
            how_it_ended(one.part, names.account, now),
            reverse("member_deed", args=[actor.network, one.part.pk, "back"]),
        )
        for one in lately_ended(actor, names.network)
    ]
