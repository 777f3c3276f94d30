"""What a few faces say of a session, and what somebody’s own map counts: both for a group alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.core.figures import LEAST, SMALL, Numbers
from closeknit.core.gaps.contact import overdue
from closeknit.core.network import Network

CLOSE = 2
"""The circles that are close: the closest and friends."""


@dataclass(frozen=True, slots=True)
class Faces:
    """How many answered, and how many chose each face as far as that may be told.

    `shown` holds one number for each group of faces in `joined`: (0,), (1,), (2,) are the three
    faces by themselves, (1, 2) the last two together. Both are empty where all is hidden.
    """

    people: int
    shown: tuple[int, ...] = ()
    joined: tuple[tuple[int, ...], ...] = ()


WAYS = (((0,), (1,), (2,)), ((0,), (1, 2)), ((0, 1), (2,)))
"""What is told, the fullest first: three faces; the first and the rest; the last and the rest."""


def faces(counts: Sequence[int]) -> Faces | None:
    """How many chose each of three faces, told only where it gives nobody away.

    Formula: the three counts where each is SMALL or more; else the first face and the others
    together, else the first two together and the last, where both are; else nothing but how many
    answered. Nought is hidden like every small count: all of one mind would tell of each.
    When there is no answer: of fewer than LEAST people, None.
    Errors: ValueError where there are not three counts, or one is below nought.

    In the literature: threshold rule with collapsed categories (Hundepool et al. 2012,
    Statistical Disclosure Control).

    >>> faces([9, 6, 5])
    Faces(people=20, shown=(9, 6, 5), joined=((0,), (1,), (2,)))
    >>> faces([9, 4, 1]).shown, faces([12, 1, 0]).shown, faces([5, 2, 2])
    ((9, 5), (), None)
    """
    if len(counts) != 3 or min(counts) < 0:
        raise ValueError("There are three faces, each chosen by nobody or more.")
    people = sum(counts)
    if people < LEAST:
        return None
    for way in WAYS:
        told = tuple(sum(counts[at] for at in together) for together in way)
        if min(told) >= SMALL:
            return Faces(people, told, way)
    return Faces(people)


def cells(counts: Sequence[int]) -> tuple[int | None, ...]:
    """How many chose each of some answers, told only where it gives nobody away.

    Formula: of LEAST people or more, each count of SMALL or more. But where those who are left over
    are fewer than SMALL, or nobody while all are of one mind, it tells of them: then none is told.
    When there is no answer: None stands for each count that is not told.
    Errors: ValueError where a count is below nought.

    In the literature: threshold rule with complementary suppression (Hundepool et al. 2012,
    Statistical Disclosure Control).

    >>> cells([8, 3, 2]), cells([6, 5, 0]), cells([9, 1, 0]), cells([12, 0, 0])
    ((8, None, None), (6, 5, None), (None, None, None), (None, None, None))
    """
    if min(counts, default=0) < 0:
        raise ValueError("Nothing is chosen by fewer than nobody.")
    told = [count for count in counts if count >= SMALL]
    rest = sum(counts) - sum(told)
    safe = rest >= SMALL or (rest == 0 and len(told) > 1)
    if sum(counts) < LEAST or not safe:
        return (None,) * len(counts)
    return tuple(count if count >= SMALL else None for count in counts)


def own_numbers(network: Network, asks: int = 0) -> Numbers:
    """The few numbers of one network that somebody may let be counted in a group.

    Formula: `unpaid` living people of the two closest circles who are not paid (whoever was paid
    once counts as unpaid); `pairs` of living people who know each other; `roles` that somebody
    said yes to; `asks` as given; `contacts` living people of whom it was said how often contact is
    wanted and when the last one was, and it is not longer ago than that.
    When there is no answer: never; an empty network has nought of each.
    Errors: ValueError where `asks` is below nought.

    In the literature: size of the unpaid intimate network, alter-alter ties, role coverage.

    >>> from closeknit.core.network import Pay, Person, link
    >>> people = (
    ...     Person("r", "Rosa", circle=1, paid=Pay.UNPAID),
    ...     Person("t", "Tanya", circle=2, paid=Pay.PAID),
    ... )
    >>> own_numbers(Network("Maya", people, frozenset({link("r", "t")})), asks=3)
    Numbers(unpaid=1, pairs=1, roles=0, asks=3, contacts=0, lonely=0, seldom=0)
    """
    living = {person.key: person for person in network.counted}
    close = [one for one in living.values() if one.circle is not None and one.circle <= CLOSE]
    wanted = [one for one in living.values() if one.contact_every and one.last_contact]
    return Numbers(
        unpaid=sum(not one.is_paid for one in close),
        pairs=sum(living.keys() >= set(pair) for pair in network.joined),
        roles=sum(bool(role.held_by) for role in network.roles),
        asks=asks,
        contacts=sum(not overdue(one, network.on) for one in wanted),
    )
