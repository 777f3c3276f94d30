"""Rules about roles and wishes: who holds much, who stands in, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from closeknit.core.gaps.asking import by_nearness, could_ask
from closeknit.core.gaps.chairs import met_by
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.network import Network, Role

MANY_ROLES = 3
"""From so many roles on, we ask whether it is a lot for one."""


def holders(network: Network, role: Role) -> tuple[str, ...]:
    """The living people who said yes to a role, the nearest first.

    >>> from closeknit.core.network import Person
    >>> role = Role("r1", "advocate", held_by=frozenset({"r", "gone"}))
    >>> holders(Network("Maya", (Person("r", "Rosa"),), roles=(role,)), role)
    ('r',)
    """
    found = [person for person in network.counted if person.key in role.held_by]
    return tuple(person.key for person in by_nearness(found))


def _held(network: Network) -> dict[str, list[Role]]:
    """Each living person's roles."""
    found: dict[str, list[Role]] = {}
    for role in network.roles:
        for key in holders(network, role):
            found.setdefault(key, []).append(role)
    return found


def _could_take(network: Network, beside: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Who could be asked to take on a role: near, not carrying much, not holding many roles."""
    held = _held(network)
    full = [key for key, roles in held.items() if len(roles) >= MANY_ROLES]
    return could_ask(network, beside=(*beside, *full))[:1]


def holds_many_roles(network: Network) -> Iterator[Finding]:
    """One person said yes to three or more roles.

    Why we ask: a yes is easily said and long to keep; shared, it holds better.
    Evidence: who it is, and how many roles.
    Next step: ask somebody near to stand in, first for a role where nobody does.
    Silent when: nobody holds three.
    Source: role sharing in circles of support; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> roles = tuple(Role(key, "advocate", held_by=frozenset({"r"})) for key in "abc")
    >>> network = Network("Maya", (Person("r", "Rosa"),), roles=roles)
    >>> [dict(found.numbers) for found in holds_many_roles(network)]
    [{'roles': 3}]
    """
    for key, roles in sorted(_held(network).items()):
        if len(roles) >= MANY_ROLES:
            first = min(roles, key=lambda role: (bool(_stand_ins(network, role)), role.key))
            near = _could_take(network, (key, *first.stand_ins))
            yield Finding(
                key=f"holds_many_roles:{key}",
                rule="holds_many_roles",
                people=(key,),
                numbers=MappingProxyType({"roles": len(roles)}),
                step=Step("stand_in", (*near, key), first.about) if near else Step("meet_people"),
                weight=61,
            )


def _stand_ins(network: Network, role: Role) -> list[str]:
    living = {person.key for person in network.counted}
    return sorted((role.stand_ins & living) - role.held_by)


def role_nobody(network: Network) -> Iterator[Finding]:
    """A role waits for somebody who says yes.

    Why we ask: somebody thought that this matters, and so far nobody does it.
    Evidence: the role, and how many hold it: nobody.
    Next step: ask somebody near.
    Silent when: one living person holds it, or the wish for it was met.
    Source: roles in networks of support; the rule is our own.

    >>> roles = (Role("r1", "advocate"),)
    >>> [found.key for found in role_nobody(Network("Maya", roles=roles))]
    ['role_nobody:advocate']
    """
    held = {role.about for role in network.roles if holders(network, role)}
    waiting = {role.about: 0 for role in network.roles if role.about not in held}
    for wish in network.wishes:
        if wish.kind == "role" and not met_by(network, wish):
            about = wish.about or wish.key
            waiting[about] = max(waiting.get(about, 0), wish.weight)
    for about, matters in sorted(waiting.items()):
        near = _could_take(network)
        yield Finding(
            key=f"role_nobody:{about}",
            rule="role_nobody",
            about=about,
            numbers=MappingProxyType({"people": 0}),
            step=Step("take_role", near, about) if near else Step("meet_people"),
            weight=66 + min(matters, 3),
        )


def _told_of(network: Network) -> Iterator[Role]:
    """Roles of which others may learn that they are held: a finding has a name that others read."""
    return (role for role in network.roles if role.about != "confidant")


def role_no_stand_in(network: Network) -> Iterator[Finding]:
    """One person alone holds a role, and nobody would step in.

    Why we ask: everybody is away some day; whoever steps in then should know it before.
    Evidence: the role, and who holds it.
    Next step: ask somebody near to stand in.
    Silent when: two hold it, or a living person stands in; when nobody holds it `role_nobody` asks;
    and for a confidant, of whom only two people know: nobody can step in there.
    Source: succession in circles of support; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> roles = (Role("r1", "advocate", held_by=frozenset({"r"})),)
    >>> network = Network("Maya", (Person("r", "Rosa"),), roles=roles)
    >>> [found.key for found in role_no_stand_in(network)]
    ['role_no_stand_in:r1']
    """
    for role in _told_of(network):
        alone = holders(network, role)
        if len(alone) == 1 and not _stand_ins(network, role):
            near = _could_take(network, alone)
            yield Finding(
                key=f"role_no_stand_in:{role.key}",
                rule="role_no_stand_in",
                about=role.about,
                people=alone,
                numbers=MappingProxyType({"people": 1}),
                step=Step("stand_in", (*near, *alone), role.about) if near else Step("meet_people"),
                weight=53,
            )


def role_review_due(network: Network) -> Iterator[Finding]:
    """The day to look at a role again has gone by.

    Why we ask: a yes may be taken back, and nobody should have to bring it up alone.
    Evidence: the role, who holds it, and how many days ago the day was.
    Next step: look at it together.
    Silent when: no day was set, it is today or still to come, nobody holds the role, the network
    has no day, or it is a confidant, of whom only two people know.
    Source: review dates in supported decision making; the rule is our own.

    >>> from datetime import date
    >>> from closeknit.core.network import Person
    >>> role = Role("r1", "advocate", held_by=frozenset({"r"}), review=date(2026, 5, 1))
    >>> network = Network("Maya", (Person("r", "Rosa"),), roles=(role,), on=date(2026, 5, 8))
    >>> [dict(found.numbers) for found in role_review_due(network)]
    [{'days': 7}]
    """
    for role in _told_of(network):
        held = holders(network, role)
        if held and role.review and network.on and role.review < network.on:
            yield Finding(
                key=f"role_review_due:{role.key}",
                rule="role_review_due",
                about=role.about,
                people=held,
                numbers=MappingProxyType({"days": (network.on - role.review).days}),
                step=Step("look_again", held[:1], role.about),
                weight=49,
            )


def companion_nobody(network: Network) -> Iterator[Finding]:
    """Somebody to be with is wished for, and nobody has taken the chair.

    Why we ask: company is as much a need as help.
    Evidence: the wish, and how many meet it: nobody.
    Next step: find out where new people could be met.
    Silent when: somebody living was said to have taken the chair. A chair kept open for one more
    stays on the map, and is no finding.
    Source: the empty chair of circles exercises; Falvey et al. 1997.

    >>> from closeknit.core.network import Wish
    >>> wishes = (Wish("w", "companion", words="A friend my own age"),)
    >>> [found.key for found in companion_nobody(Network("Maya", wishes=wishes))]
    ['companion_nobody:w']
    """
    for wish in network.wishes:
        if wish.kind == "companion" and not met_by(network, wish):
            yield Finding(
                key=f"companion_nobody:{wish.key}",
                rule="companion_nobody",
                about=wish.key,
                numbers=MappingProxyType({"people": 0}),
                step=Step("meet_people"),
                weight=56 + max(0, min(wish.weight, 3)),
            )
