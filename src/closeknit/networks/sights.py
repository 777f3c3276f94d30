"""What somebody who takes part can see, in a few plain sentences: asked of the policy, never typed.

Shown before anybody says yes to an invitation, and to whoever decides how much to open to whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.policy import TABLE, Actor, Facts, Level, Role, Verb, may

from .models import Network

SOMEBODY = "somebody else"
"""Stands for the key of a person or account that is not the reader."""
OPENED = (Level.CHOSEN, Level.UNPAID, Level.NETWORK)
"""Audiences that somebody may choose for a thing, beyond the usual one."""


class How(Enum):
    """How somebody comes to see one kind of thing."""

    USUAL = auto()
    LATER = auto()
    CHOSEN = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Sight:
    """One kind of thing there is to see, in words, and the rows that stand for it.

    `member` says that the rows are about somebody who takes part.
    """

    words: Any
    resources: tuple[str, ...]
    member: bool = False

    def seen_by(self, actor: Actor, levels: tuple[Level, ...] = ()) -> bool:
        """Whether this actor reads such rows of others, at their usual audience or at one of these.

        Every kind of row that the words speak of counts.
        """
        return all(
            any(self._reads(actor, resource, at) for at in levels or (TABLE[resource].level,))
            for resource in self.resources
        )

    def _reads(self, actor: Actor, resource: str, level: Level) -> bool:
        chosen = actor.names if level is Level.CHOSEN else frozenset()
        row = Facts(resource, actor.network, SOMEBODY, level, SOMEBODY, self.member, let_in=chosen)
        return may(actor, Verb.READ, row)

    def how(self, actor: Actor) -> How:
        """How this actor comes to see it."""
        opened = replace(actor, opened=True)
        if self.seen_by(actor):
            return How.USUAL
        if self.seen_by(opened):
            return How.LATER
        return How.CHOSEN if self.seen_by(opened, OPENED) else How.NEVER


OWN = ((_("name"), "person"), (_("face"), "portrait"), (_("how to be reached"), "contact"))
"""What is kept about the reader themselves."""

EVERYBODY = Sight(_("names of everybody else on the map"), ("person",))
TAKING_PART = Sight(
    _("names and faces of those who take part"), ("person", "portrait"), member=True
)
SIGHTS = (
    Sight(_("who looks after the network and who takes part"), ("membership", "stewardship")),
    TAKING_PART,
    EVERYBODY,
    Sight(_("how to reach others"), ("contact",)),
    Sight(_("how close people are and what they do for each other"), ("tie",)),
    Sight(_("who knows whom"), ("link",)),
    Sight(_("what is wished for and what is missing"), ("wish", "finding")),
    Sight(_("stories and moments"), ("moment",)),
    Sight(_("what others mean to do"), ("intention",)),
    Sight(_("private notes of others"), ("note",)),
)
CALLS = Sight(_("whom to call if something happens, with numbers"), ("emergency",))
"""Only where the person shows members that list."""


def as_if(network: Network, role: Role, *, paid: bool = False, opened: bool = True) -> Actor:
    """Somebody who does not take part yet, as they would be with this part."""
    return Actor("nobody yet", network.pk, role, "their place", paid=paid, opened=opened)


def what_they_can_see(network: Network, who: Actor | Role, *, to_them: bool = True) -> list[str]:
    """What this part of the network lets somebody see, each kind of thing once.

    Said to the reader themselves ("your own entry"), or about them to somebody else.
    """
    actor = as_if(network, who) if isinstance(who, Role) else replace(who, network=network.pk)
    found = _by_how(actor)
    if network.calls_shown_at and CALLS.how(actor) in (How.USUAL, How.LATER):
        found[CALLS.how(actor)].append(str(CALLS.words))
    told = [*_own(actor, to_them)]
    told += [f"{words[:1].upper()}{words[1:]}." for words in found[How.USUAL]]
    for how, said in _said(to_them).items():
        if found[how]:
            told.append(said % {"things": ", ".join(found[how])})
    return told


def _by_how(actor: Actor) -> dict[How, list[str]]:
    """Every kind of thing, by how this actor comes to see it; nothing is said twice."""
    found: dict[How, list[str]] = {how: [] for how in How}
    everybody = EVERYBODY.how(actor)
    for sight in SIGHTS:
        if sight is not TAKING_PART or everybody is not sight.how(actor):
            found[sight.how(actor)].append(str(sight.words))
    return found


def _own(actor: Actor, to_them: bool) -> Iterator[str]:
    """The reader's own entry, when they have a place on the map."""
    parts = [str(words) for words, resource in OWN if _reads_own(actor, resource)]
    if parts:
        said = __("Your own entry: %(parts)s.") if to_them else __("Their own entry: %(parts)s.")
        yield said % {"parts": ", ".join(parts)}


def _reads_own(actor: Actor, resource: str) -> bool:
    own = Facts(resource, actor.network, SOMEBODY, TABLE[resource].level, actor.person)
    return bool(actor.person) and may(actor, Verb.READ, own)


def _said(to_them: bool) -> dict[How, str]:
    chosen = (
        __("Only what somebody opens to you: %(things)s.")
        if to_them
        else __("Only what somebody opens to them: %(things)s.")
    )
    return {
        How.LATER: __("Not yet, but once it is opened: %(things)s."),
        How.CHOSEN: chosen,
        How.NEVER: __("Not: %(things)s."),
    }
