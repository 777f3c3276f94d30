"""Rules about supports: what nobody gives, what rests on one, and what could go all at once."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from closeknit.core.gaps.asking import by_nearness, carrying, could_ask
from closeknit.core.gaps.contact import overdue
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.gaps.matrix import support_matrix
from closeknit.core.measures import key_people
from closeknit.core.network import TIMES, Network


def support_nobody(network: Network) -> Iterator[Finding]:
    """A support is wished for, and nobody gives it.

    Why we ask: what is wished for and said aloud can be asked for.
    Evidence: the support, and how many give it: nobody.
    Next step: ask somebody near; when nobody is near, find out where such people could be met.
    Silent when: nobody wishes for it, or one living person gives it.
    Source: the support matrix of personal network practice; the rule is our own.

    >>> from closeknit.core.network import Wish
    >>> network = Network("Maya", wishes=(Wish("w", "support", "money"),))
    >>> [found.key for found in support_nobody(network)]
    ['support_nobody:money']
    """
    matters: dict[str, int] = {}
    for wish in network.wishes:
        if wish.kind == "support":
            matters[wish.about] = max(wish.weight, matters.get(wish.about, 0))
    for row in support_matrix(network).rows:
        if row.state == "nobody":
            yield Finding(
                key=f"support_nobody:{row.support}",
                rule="support_nobody",
                about=row.support,
                numbers=MappingProxyType({"people": 0}),
                step=_ask(network, row.support),
                weight=90 + min(matters[row.support], 5),
            )


def _ask(network: Network, support: str) -> Step:
    near = could_ask(network, support)
    return Step("ask", near[:1], support) if near else Step("meet_people", about=support)


def support_only_one(network: Network) -> Iterator[Finding]:
    """One person alone gives a support, and is here unpaid.

    Why we ask: when that one is ill or away, nobody gives it.
    Evidence: who that is.
    Next step: ask somebody near to stand beside them.
    Silent when: two give it, or whoever gives it is paid (then `support_only_paid` asks). It weighs
    less when `carries_much` has told of the same person already.
    Source: Wellman & Wortley 1990 for kinds of support; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk"})),)
    >>> [found.key for found in support_only_one(Network("Maya", people))]
    ['support_only_one:talk']
    """
    busy = carrying(network)
    for row in support_matrix(network).rows:
        if row.state == "only_one":
            near = could_ask(network, row.support, beside=row.givers)
            beside = Step("stand_beside", (*near[:1], *row.givers), row.support) if near else None
            yield Finding(
                key=f"support_only_one:{row.support}",
                rule="support_only_one",
                about=row.support,
                people=row.givers,
                numbers=MappingProxyType({"people": 1}),
                step=beside or Step("meet_people", about=row.support),
                weight=50 if row.givers[0] in busy else 70,
            )


def support_only_paid(network: Network) -> Iterator[Finding]:
    """Everybody who gives a support is paid to be here.

    Why we ask: paid people can be very dear, and their job can end from one day to the next.
    Evidence: who they are.
    Next step: ask somebody near who is not paid.
    Silent when: one who gives it is not paid, was paid once, or has not said.
    Source: natural and paid support, the field's own first question.

    >>> from closeknit.core.network import Pay, Person
    >>> people = (Person("t", "Tanya", paid=Pay.PAID, gives=frozenset({"talk"})),)
    >>> [found.key for found in support_only_paid(Network("Maya", people))]
    ['support_only_paid:talk']
    """
    for row in support_matrix(network).rows:
        if row.state == "only_paid":
            yield Finding(
                key=f"support_only_paid:{row.support}",
                rule="support_only_paid",
                about=row.support,
                people=row.givers,
                numbers=MappingProxyType({"people": len(row.givers)}),
                step=_ask(network, row.support),
                weight=65,
            )


def carries_much(network: Network) -> Iterator[Finding]:
    """Somebody is the only one for two or more kinds of support.

    Why we ask: whoever carries much gets tired, and much goes with them.
    Evidence: who it is, for how many supports, of how many that are wished for or given.
    Next step: ask somebody near to stand beside them in one.
    Silent when: each is the only one for at most one.
    In the literature: sole-provider risk, a single point of failure.
    Source: Wellman & Wortley 1990 for kinds of support; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),)
    >>> [dict(found.numbers) for found in carries_much(Network("Maya", people))]
    [{'only': 2, 'gives': 2, 'of': 2}]
    """
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


def support_only_fading(network: Network) -> Iterator[Finding]:
    """Two or more give a support, and with each of them it has been longer than was wanted.

    Why we ask: on the map it looks covered, and yet it may be fading.
    Evidence: who they are.
    Next step: get in touch with the nearest of them.
    Silent when: contact with one of them is as wanted or not written down, the network has no day,
    or `support_only_one` or `support_only_paid` asks already.
    Source: Roberts & Dunbar 2011, ties fade without contact; the rule is our own.

    >>> from datetime import date
    >>> from closeknit.core.network import Person
    >>> wanted = {"contact_every": 30, "last_contact": date(2026, 1, 1)}
    >>> people = tuple(Person(key, key, gives=frozenset({"fun"}), **wanted) for key in "ds")
    >>> [found.key for found in support_only_fading(Network("Maya", people, on=date(2026, 5, 1)))]
    ['support_only_fading:fun']
    """
    for row in support_matrix(network).rows:
        givers = by_nearness(map(network.person, row.givers))
        if row.state in ("thin", "covered") and all(overdue(one, network.on) for one in givers):
            yield Finding(
                key=f"support_only_fading:{row.support}",
                rule="support_only_fading",
                about=row.support,
                people=tuple(one.key for one in givers),
                numbers=MappingProxyType({"people": len(givers)}),
                step=Step("get_in_touch", (givers[0].key,)),
                weight=58,
            )


def support_one_household(network: Network) -> Iterator[Finding]:
    """Two or more give a support, and all of them live together.

    Why we ask: what happens to one home happens to all in it, a move as well as an illness.
    Evidence: who they are.
    Next step: ask somebody near who lives elsewhere.
    Silent when: somebody who gives it lives elsewhere, or it was not said where they live.
    Source: shared shocks, as in the years ahead; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> alike = {"household": "home", "gives": frozenset({"talk"})}
    >>> people = tuple(Person(key, key, **alike) for key in "ab")
    >>> [found.key for found in support_one_household(Network("Maya", people))]
    ['support_one_household:talk']
    """
    for row in support_matrix(network).rows:
        homes = {network.person(key).household for key in row.givers}
        if row.state in ("thin", "covered") and len(homes) == 1 and "" not in homes:
            alike = [one.key for one in network.counted if one.household in homes]
            near = could_ask(network, row.support, beside=alike)
            yield Finding(
                key=f"support_one_household:{row.support}",
                rule="support_one_household",
                about=row.support,
                people=row.givers,
                numbers=MappingProxyType({"people": len(row.givers)}),
                step=Step("ask", near[:1], row.support)
                if near
                else Step("meet_people", about=row.support),
                weight=55,
            )


def paid_time(network: Network) -> Iterator[Finding]:
    """At one time (weekdays, evenings, weekends, nights) everybody who helps is paid.

    Why we ask: when a shift is not filled, nobody is there at that time.
    Evidence: the time, and who they are.
    Next step: ask somebody near whether they could sometimes be there then.
    Silent when: nobody who helps is there then; or somebody unpaid helps and has not said when they
    are there. Not said is not the same as not there.
    Source: natural and paid support, asked of the week; the rule is our own.

    >>> from closeknit.core.network import Pay, Person
    >>> there = frozenset({"nights"})
    >>> people = (Person("t", "Tanya", paid=Pay.PAID, gives=frozenset({"talk"}), there=there),)
    >>> [found.key for found in paid_time(Network("Maya", people))]
    ['paid_time:nights']
    """
    helping = [person for person in network.counted if person.gives]
    if any(not one.is_paid and not one.there for one in helping):
        return
    for time in TIMES:
        then = by_nearness(one for one in helping if time in one.there)
        if then and all(one.is_paid for one in then):
            near = could_ask(network)
            yield Finding(
                key=f"paid_time:{time}",
                rule="paid_time",
                about=time,
                people=tuple(one.key for one in then),
                numbers=MappingProxyType({"people": len(then)}),
                step=Step("ask_time", near[:1], time) if near else Step("meet_people"),
                weight=56,
            )
