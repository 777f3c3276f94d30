"""The rules: each takes a network and yields what it finds. Together they are the findings.

A rule never compares a person with an average, and somebody with nobody yet hears one thing only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from closeknit.core.gaps.asking import by_nearness, carrying, could_ask
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.gaps.matrix import Row, support_matrix
from closeknit.core.gaps.meeting import groups_apart, introduction
from closeknit.core.measures import key_people
from closeknit.core.network import Network


def nobody_yet(network: Network) -> Iterator[Finding]:
    """There is nobody on the map yet. The only thing said then."""
    if not network.counted:
        yield Finding("nobody_yet", "nobody_yet", step=Step("add_someone"), weight=100)


def thin_supports(network: Network) -> Iterator[Finding]:
    """A support with nobody, with only one person, or with only paid people."""
    busy = carrying(network)
    for row in support_matrix(network).rows:
        if row.state == "nobody":
            yield _support_nobody(network, row)
        elif row.state == "only_paid":
            yield _only_paid(network, row)
        elif row.state == "only_one":
            yield _only_one(network, row, row.givers[0] in busy)


def _support_nobody(network: Network, row: Row) -> Finding:
    matters = max(
        wish.weight
        for wish in network.wishes
        if (wish.kind, wish.about) == ("support", row.support)
    )
    return Finding(
        key=f"support_nobody:{row.support}",
        rule="support_nobody",
        about=row.support,
        step=_ask(network, row.support),
        weight=90 + min(matters, 5),
    )


def _ask(network: Network, support: str) -> Step:
    near = could_ask(network, support)
    return Step("ask", near[:1], support) if near else Step("meet_people", about=support)


def _only_paid(network: Network, row: Row) -> Finding:
    return Finding(
        key=f"support_only_paid:{row.support}",
        rule="support_only_paid",
        about=row.support,
        people=row.givers,
        numbers=MappingProxyType({"people": len(row.givers)}),
        step=_ask(network, row.support),
        weight=65,
    )


def _only_one(network: Network, row: Row, told_already: bool) -> Finding:
    giver = row.givers[0]
    near = could_ask(network, row.support, beside=[giver])
    beside = Step("stand_beside", (near[0], giver), row.support) if near else None
    return Finding(
        key=f"support_only_one:{row.support}",
        rule="support_only_one",
        about=row.support,
        people=row.givers,
        step=beside or Step("meet_people", about=row.support),
        weight=50 if told_already else 70,
    )


def one_carries_much(network: Network) -> Iterator[Finding]:
    """Somebody is the only one for two or more kinds of support."""
    wanted = network.wanted_supports()
    for key, only in key_people(network).items():
        if len(only) > 1:
            near = could_ask(network, only[0], beside=[key])
            gives = len(network.person(key).gives)
            yield Finding(
                key=f"carries_much:{key}",
                rule="carries_much",
                people=(key,),
                numbers=MappingProxyType({"only": len(only), "gives": gives, "of": len(wanted)}),
                step=Step("stand_beside", (near[0], key), only[0]) if near else Step("meet_people"),
                weight=75 + min(len(only), 9),
            )


def groups_not_met(network: Network) -> Iterator[Finding]:
    """Two or more groups of people who never met, and whose meeting would join the two largest."""
    groups, pair = groups_apart(network), introduction(network)
    if pair:
        yield Finding(
            key="groups_not_met",
            rule="groups_not_met",
            people=pair,
            numbers=MappingProxyType({"groups": len(groups)}),
            step=Step("introduce", pair),
            weight=60,
            groups=groups,
        )


def nobody_knows_anybody(network: Network) -> Iterator[Finding]:
    """Three or more people, and no two of them know each other."""
    people = by_nearness(network.counted)
    living = {person.key for person in people}
    if len(people) > 2 and not any(living >= set(pair) for pair in network.links):
        yield Finding(
            key="nobody_knows_anybody",
            rule="nobody_knows_anybody",
            numbers=MappingProxyType({"people": len(people)}),
            step=Step("bring_together", tuple(person.key for person in people[:2])),
            weight=62,
        )


def closest_all_family(network: Network) -> Iterator[Finding]:
    """Two or more people in the closest circle, and all of them family."""
    closest = [person for person in network.counted if person.circle == 1]
    if len(closest) > 1 and all(person.kin for person in closest):
        friends = [p for p in network.counted if p.circle == 2 and not p.kin and not p.is_paid]
        near = tuple(person.key for person in by_nearness(friends)[:1])
        yield Finding(
            key="closest_all_family",
            rule="closest_all_family",
            people=tuple(person.key for person in by_nearness(closest)),
            numbers=MappingProxyType({"people": len(closest)}),
            step=Step("invite_closer", near) if near else Step("meet_people"),
            weight=40,
        )


def empty_circles(network: Network) -> Iterator[Finding]:
    """There are people, but nobody in the closest circle, or nobody among friends."""
    said = [person for person in network.counted if person.circle is not None]
    for circle in (1, 2) if said else ():
        if all(person.circle != circle for person in said):
            outer = [p for p in said if (p.circle or 0) > circle and not p.is_paid]
            near = tuple(person.key for person in by_nearness(outer)[:1])
            yield Finding(
                key=f"circle_empty:{circle}",
                rule="circle_empty",
                numbers=MappingProxyType({"circle": circle}),
                step=Step("invite_closer", near) if near else Step("meet_people"),
                weight=46 - circle,
            )


RULES: tuple[Callable[[Network], Iterator[Finding]], ...] = (
    nobody_yet,
    thin_supports,
    one_carries_much,
    groups_not_met,
    nobody_knows_anybody,
    closest_all_family,
    empty_circles,
)
"""Every rule there is; the order says nothing, a finding's weight does."""
