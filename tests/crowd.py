"""A great many people around Maya, all made up: what must stay quick however much there is.

The rows are written straight into the tables: what counts here is how many there are.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from django.utils import timezone

from closeknit.core.network import SUPPORTS
from closeknit.networks.models import (
    Chapter,
    Contact,
    Dismissal,
    Link,
    Merge,
    Network,
    Note,
    Person,
)
from closeknit.plans.models import Ask, Touch, Turn
from closeknit.policy import Level
from tests.cast import Cast

PEOPLE, TOUCHES, ASKS = 500, 1_000, 200


def crowd(cast: Cast, size: tuple[int, int, int] = (PEOPLE, TOUCHES, ASKS)) -> None:
    """Until so many people are in Maya's network; and as many times with them, and asks, more."""
    many, touches, asks = size
    said = {"network": cast.network, "author_id": cast.maya.account}
    missing = many - Person.everyones.filter(network=cast.network, binned_at=None).count()
    wide = said | {"audience": Level.NETWORK}
    people = Person.everyones.bulk_create(
        Person(name=f"Neighbour {number - number % 4 // 3}", **wide) for number in range(missing)
    )
    Chapter.everyones.bulk_create(
        Chapter(person=person, circle=1 + at % 4, gives={SUPPORTS[at % len(SUPPORTS)]: ""}, **wide)
        for at, person in enumerate(people)
    )
    Link.everyones.bulk_create(
        Link(a_id=min(one, other), b_id=max(one, other), **wide)
        for one, other in pairwise(person.pk for person in people)
    )
    make_time(people, said, touches)
    wanted(people, said, asks)
    taken_away(people, said)
    two_people(people, said)


def make_time(people: list[Person], said: dict[str, object], count: int) -> None:
    today = timezone.localdate()
    Touch.everyones.bulk_create(
        Touch(
            person=people[at % len(people)],
            day=today - dt.timedelta(days=at % 365),
            words="We had tea",
            audience=Level.STEWARDS,
            **said,
        )
        for at in range(count)
    )


def wanted(people: list[Person], said: dict[str, object], count: int) -> None:
    """Half of them every week, for a year; the first time of each is taken."""
    now, today = timezone.now(), timezone.localdate()
    asks = Ask.everyones.bulk_create(
        Ask(
            title=f"A lift {at}",
            first_on=today + dt.timedelta(days=1 + at % 30),
            at=dt.time(16),
            repeats=Ask.Repeats.WEEKLY if at % 2 else Ask.Repeats.ONCE,
            until=today + dt.timedelta(days=365),
            audience=(Level.UNPAID, Level.NETWORK)[at % 2],
            told_at=now,
            turns_seen=True,
            **said,
        )
        for at in range(count)
    )
    Turn.everyones.bulk_create(
        Turn(
            ask=ask,
            person=people[at % len(people)],
            starts_at=ask.begins,
            answer=Turn.Answer.YES,
            answered_at=now,
            audience=ask.audience,
            **said,
        )
        for at, ask in enumerate(asks)
    )


def taken_away(people: list[Person], said: dict[str, object]) -> None:
    """For each of them somebody else in the bin, of whom each second was the same person; and a
    number and a note that were taken away."""
    now = timezone.now()
    gone = {"binned_at": now, **said}
    seen = {"audience": Level.STEWARDS, **said}
    away = Person.everyones.bulk_create(
        Person(name=one.name, audience=Level.NETWORK, **gone) for one in people
    )
    Merge.everyones.bulk_create(
        Merge(kept=kept, gone=other, **seen)
        for kept, other in zip(people[::2], away[::2], strict=True)
    )
    about: dict[type[Contact | Note], dict[str, object]] = {
        Contact: {"how": "phone", "value": "0123", "audience": Level.STEWARDS},
        Note: {"text": "Likes soup.", "audience": Level.ONLY_ME},
    }
    for kind, told in about.items():
        kind.everyones.bulk_create(kind(person=one, **told, **gone) for one in people)


def two_people(people: list[Person], said: dict[str, object]) -> None:
    """Each fourth is called as the one before; half of these pairs are two, as somebody said."""
    Dismissal.everyones.bulk_create(
        Dismissal(
            finding=":".join(("two", *sorted(one.pk for one in people[at : at + 2]))),
            audience=Level.STEWARDS,
            **said,
        )
        for at in range(2, len(people) - 1, 8)
    )


def how_many(network: Network) -> tuple[int, int, int]:
    """People, times and asks there really are."""
    return tuple(  # type: ignore[return-value]
        model.everyones.filter(network=network, binned_at=None).count()
        for model in (Person, Touch, Ask)
    )
