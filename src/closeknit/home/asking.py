"""What the made-up people of the demo ask each other for, and who takes which turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from closeknit.networks.models import Person
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Actor

NO_IS_FINE = "If it does not suit you, a no is fine. Nothing changes between us."


def ask_around(here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """A lift every week, somebody at home for a day, bills that stay between few, one asked in
    turn, and one that is over."""
    maya, rosa = here["maya"], here["rosa"]
    lift = asked(
        maya,
        title="A lift to swimming",
        why="The bus does not run when the lesson ends.",
        letter=f"Dear all,\n\nwould you drive me to swimming? It is ten minutes.\n\n{NO_IS_FINE}",
        place="From our door to the pool in Elm Street",
        first_on=next_day(3, weeks=0),
        at=dt.time(16),
        repeats="weekly",
        turns_seen=True,
    )
    times = lift.slots(timezone.now())
    Turn.take(here["june"], lift, people["june"], times[0])
    Turn.take(here["kofi"], lift, people["kofi"], times[2])
    boiler = asked(
        rosa,
        title="Someone at home for the boiler repair",
        first_on=next_day(1, weeks=1),
        at=dt.time(10),
        minutes=120,
        place="At ours",
    )
    Turn.take(rosa, boiler, people["marco"], boiler.slots(timezone.now())[0])
    bills(maya, people)
    in_turn(maya, people)
    over = asked(maya, title="Someone to hear my new song", first_on=next_day(6, weeks=0))
    over.close(maya, over.version, "Dee came, and brought her sister.")


def asked(actor: Actor, **said: object) -> Ask:
    ask = Ask.begin(actor, zone=timezone.get_current_timezone_name(), **said)
    ask.tell(actor, ask.version)
    return ask


def bills(maya: Actor, people: Mapping[str, Person]) -> None:
    """About money: Maya and one other, and nobody else."""
    ask = asked(
        maya,
        title="Look through my bills with me",
        why="Two of us see more than one.",
        about="money",
        besides=people["ines"],
        first_on=next_day(5, weeks=1),
        repeats="monthly",
    )
    Turn.take(maya, ask, people["ines"], ask.slots(timezone.now())[0])


def in_turn(maya: Actor, people: Mapping[str, Person]) -> None:
    """Asked of one person after another: a no, which is fine, and then a yes."""
    letter = f"I would like to go to the library once and get a card.\n\n{NO_IS_FINE}"
    ask = asked(
        maya, title="Come to the library with me", how="one_by_one", letter=letter, about="fun"
    )
    for order, (key, answer, words) in enumerate(
        (("dee", "no", "Not this month, I sing every evening."), ("lena", "yes", "With pleasure!")),
        start=1,
    ):
        turn = Turn.call(maya, ask, people[key], order=order)
        turn.asked_now(maya, link=False)
        turn.say(maya, turn.version, answer, words=words)


def next_day(weekday: int, weeks: int) -> dt.date:
    """The next such day of the week (Monday is 0) after tomorrow, so many weeks on."""
    soon = timezone.localdate() + dt.timedelta(days=2)
    return soon + dt.timedelta(days=(weekday - soon.weekday()) % 7, weeks=weeks)
