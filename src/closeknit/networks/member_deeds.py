"""The deeds on somebody's part that a page offers: for whom, what each says, and what it does.

The person does them at once. A steward asks, where it takes more than their own word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.oneself import oneself
from closeknit.policy import Actor, Role

from .audience import called
from .models import Membership, Network
from .sights import what_they_can_see


@dataclass(frozen=True)
class Deed:
    """One deed. `asks` when a steward needs the person's yes; `then` is the part after it."""

    key: str
    words: Any
    icon: str
    text: Any
    button: Any
    asking: Any
    done: Any
    fits: Callable[[Actor, Membership], bool]
    do: Callable[[Actor, Membership, dict[str, Any]], Any]
    asks: bool = True
    then: Mapping[str, Any] | None = None
    grave: bool = False

    def told(self, actor: Actor, part: Membership, network: Network, name: str) -> dict[str, str]:
        """Title, text and button, with the name in them."""
        person = oneself(network.name) if actor.role is Role.PERSON else network.name
        names = {"name": name, "focus": network.name, "undoes": person}
        button = self.button
        if self.asks and actor.role is not Role.PERSON:
            button = self.asking if network.of_the_person() else _("Go on")
        return {
            "title": str(self.words) % names,
            "text": str(self.text) % names,
            "button": str(button) % names,
        }

    def said(self, part: Membership, name: str) -> str:
        return str(self.done) % {"name": name}

    def sees(self, network: Network, part: Membership) -> list[str]:
        """What they would see afterwards, where that changes."""
        if self.then is None:
            return []
        actor = replace(part.actor(), **self.then)
        return what_they_can_see(network, actor, to_them=False)


def _here(part: Membership) -> bool:
    return part.is_about_a_member()


def _others(part: Membership) -> bool:
    return part.role not in (Role.PERSON, Role.STEWARD)


def _open(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    if actor.role is Role.PERSON:
        return part.open_up(actor)
    return part.ask(actor, "open", **_only_said(said))


def _renew(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    if actor.role is Role.PERSON:
        return part.renew(actor)
    until = part.usual_end()
    return part.ask_to_change(actor, part.role, part.paid, until, **_only_said(said))


def _steward(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    return part.ask_to_steward(actor, **_only_said(said))


def _pass_on(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    return own_part(actor).pass_on(actor, part, **_only_said(said))


def _follow(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    return own_part(actor).name_follower(actor, part, **_only_said(said))


def _out(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    return part.take_out(actor, pause=said["pause"])


def _back(actor: Actor, part: Membership, said: dict[str, Any]) -> Any:
    if actor.role is Role.PERSON:
        return part.give_back(actor)
    return part.ask(actor, "bring_back", **_only_said(said))


def _only_said(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in ("how", "said")}


def own_part(actor: Actor) -> Membership:
    """The actor's own part in this network."""
    return Membership.active_of(actor)


def _may_steward(actor: Actor, part: Membership) -> bool:
    fits = part.role in (Role.MEMBER, Role.FACILITATOR) and not part.paid
    return actor.in_charge and fits and _here(part)


def _from_steward(actor: Actor, part: Membership) -> bool:
    return actor.role is Role.STEWARD and _may_steward(actor, part)


ALL = (
    Deed(
        "open",
        _("Open more to %(name)s"),
        "door-open",
        _(
            "So far %(name)s sees their own part alone. Then they see more, and it can be "
            "closed again."
        ),
        _("Open more"),
        _("Ask %(focus)s"),
        _("%(name)s sees more from now on."),
        lambda actor, part: _here(part) and _others(part) and part.opened_at is None,
        _open,
        then={"opened": True},
    ),
    Deed(
        "close",
        _("Show %(name)s their own part alone again"),
        "lock",
        _("%(name)s still takes part, and sees their own part, as when they were new."),
        _("Close it again"),
        _("Close it again"),
        _("%(name)s sees their own part alone again."),
        lambda actor, part: (
            actor.role is Role.PERSON
            and _here(part)
            and _others(part)
            and part.opened_at is not None
        ),
        lambda actor, part, said: part.close(actor),
        asks=False,
        then={"opened": False},
    ),
    Deed(
        "renew",
        _("More time for %(name)s"),
        "hourglass",
        _(
            "The usual time begins anew today: 90 days for whoever is paid, a year for a "
            "facilitator."
        ),
        _("Give more time"),
        _("Ask %(focus)s"),
        _("%(name)s has more time."),
        lambda actor, part: _here(part) and _others(part) and part.usual_end() is not None,
        _renew,
    ),
    Deed(
        "steward",
        _("Ask %(name)s to look after the network as well"),
        "heart-handshake",
        _(
            "%(name)s is asked first, and may say no. Then they see the map, ways to reach "
            "people, and what is written there."
        ),
        _("Ask %(name)s"),
        _("Ask %(name)s and %(focus)s"),
        _("%(name)s looks after the network as well."),
        _may_steward,
        _steward,
        then={"role": Role.STEWARD, "opened": True},
    ),
    Deed(
        "follow",
        _("%(name)s looks after the network when I do not any more"),
        "sprout",
        _("Nothing changes now. When you leave, it is %(name)s’s turn. They are asked first."),
        _("Ask %(name)s"),
        _("Ask %(name)s and %(focus)s"),
        _("%(name)s will follow you one day."),
        _from_steward,
        _follow,
    ),
    Deed(
        "pass-on",
        _("Pass on my part to %(name)s"),
        "arrow-right",
        _(
            "%(name)s is asked first. Once they say yes, they look after the network, and you"
            " no longer take part."
        ),
        _("Ask %(name)s"),
        _("Ask %(name)s and %(focus)s"),
        _("%(name)s has taken over."),
        _from_steward,
        _pass_on,
        then={"role": Role.STEWARD, "opened": True},
    ),
    Deed(
        "out",
        _("Take %(name)s out of the network"),
        "user-minus",
        _(
            "From the next click on they see nothing here. The others are not told. What they"
            " wrote stays, and their turns are free for others. %(undoes)s can undo it for 30 "
            "days; in the first 72 hours everything is as it was then, but for turns that "
            "somebody else took."
        ),
        _("Take %(name)s out"),
        _("Take %(name)s out"),
        _("%(name)s no longer takes part."),
        lambda actor, part: part.ended_at is None and part.role != Role.PERSON,
        _out,
        asks=False,
        grave=True,
    ),
    Deed(
        "back",
        _("Bring %(name)s back"),
        "undo-2",
        _(
            "%(name)s takes part again. Within the first 72 hours everything is as it was, but "
            "for turns that somebody else took; later they see their own part alone at first."
        ),
        _("Bring %(name)s back"),
        _("Ask %(focus)s"),
        _("%(name)s is back."),
        lambda actor, part: part.may_come_back(timezone.now()),
        _back,
    ),
)
DEEDS = {deed.key: deed for deed in ALL}


def deeds_for(actor: Actor, part: Membership) -> list[tuple[Deed, str]]:
    """What this actor is offered about somebody else's part."""
    if not actor.in_charge or part.account_id == actor.account or part.role == Role.PERSON:
        return []
    name = called(part, part.network)
    return [(deed, str(deed.words) % {"name": name}) for deed in ALL if deed.fits(actor, part)]
