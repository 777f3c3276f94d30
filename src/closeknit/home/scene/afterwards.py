"""What follows a made-up evening; and a made-up workshop that ended long ago, with figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from closeknit.core.figures import MEASURES
from closeknit.policy import Actor
from closeknit.workshops.models import (
    Check,
    Counted,
    GroupLine,
    Homework,
    Host,
    Presence,
    Recap,
    Seat,
    Series,
    Session,
    Told,
    Tried,
)

from .evening import SAID

TASK = "Draw the people of an ordinary week, on the map or on paper."
LINE = "We drew it at the kitchen table, and my mother remembered a name."
HOW = ("yes", "bit", "not", "bit")

TITLE = "People around us, the spring group"
SESSIONS = ("Stories, and why a network matters", "My circles today", "Asking and inviting")
NAMES = (
    *("Abel", "Ida", "Noor", "Piet", "Salma", "Vera", "Yann"),
    *("Bruno", "Celia", "Dario", "Edda", "Faye", "Gus", "Hana"),
)
# How many close unpaid people, pairs, roles, asks and contacts each had before; some had nobody.
BEFORE = (
    *((0, 0, 0, 0, 0), (3, 2, 1, 1, 2), (1, 0, 0, 0, 1), (4, 5, 1, 2, 3), (2, 1, 0, 1, 1)),
    *((0, 0, 0, 0, 0), (2, 2, 0, 0, 2), (1, 0, 0, 1, 0), (3, 3, 2, 1, 2), (0, 0, 0, 0, 0)),
    *((2, 1, 1, 0, 1), (1, 1, 0, 0, 1), (0, 0, 0, 0, 0), (3, 2, 1, 2, 2)),
)
GREW = {"after": (1, 1, 1, 2, 1), "three": (1, 2, 1, 3, 1)}
FACES = ("yes", "yes", "so_so")
WISHES = ("A longer break, please", "More time in small groups", "A microphone at the back")


def follow(recap: Recap) -> None:
    """After the first evening: something to try, questions, and a line for the group."""
    session = recap.session
    lead = session.series.actor(str(session.series.author_id))
    session.change(lead, session.version, questions=SAID["questions"])
    day = timezone.localdate() + dt.timedelta(days=2)
    task = Homework.give(lead, session, words=TASK, exercise="map", due_on=day)
    seats = [seat for seat in Seat.active().filter(series=session.series) if not seat.account_id]
    for seat, how in zip(seats, HOW, strict=False):
        Tried.say(seat.actor(), task, seat, how)
    said = {"words": LINE, "signed": False, "goes": False, "named": "none"}
    GroupLine.say(seats[0].actor(), session, seats[0], task.about, TASK, **said)


def look_back(account: str) -> Series:
    """A workshop that ended more than three months ago: who came, how it was, what changed."""
    day = timezone.localdate() - dt.timedelta(days=120)
    first = timezone.make_aware(dt.datetime.combine(day, dt.time(18, 30)))
    plan = [
        {"title": title, "starts_at": first + dt.timedelta(weeks=week)}
        for week, title in enumerate(SESSIONS)
    ]
    host = Host.of(account).first()
    assert host is not None
    series = Series.begin(account, host, plan, title=TITLE, capacity=len(NAMES), made_up=True)
    lead = series.actor(account)
    series.publish(lead, series.version)
    kinds = ("self", "family", "ally")
    told = [{"name": name, "comes_as": kinds[at % 3]} for at, name in enumerate(NAMES)]
    seats = [Seat.sign_up(series, said) for said in told]
    for seat in seats:
        seat.prove("")
    for session in Session.of(series):
        _held(lead, session, seats)
    _counted(lead, seats)
    series.end(lead, series.version)
    return series


def _held(lead: Actor, session: Session, seats: Sequence[Seat]) -> None:
    """Nearly everybody came, and most said how it was."""
    over = session.ends_at
    assert over is not None
    for at, seat in enumerate(seats):
        if (at + session.number) % 7:
            Presence.say(lead, session, seat, Presence.How.HERE)
            faces = {"useful": FACES[at % 3], "safe": "yes", "heard": FACES[(at + 1) % 3]}
            wish = WISHES[at // 4] if at % 4 == 0 and at // 4 < len(WISHES) else ""
            pace = "yes" if at % 2 else "no"
            Check.answer(seat.actor(), session, seat, {**faces, "pace": pace}, wish, over)


def _counted(lead: Actor, seats: Sequence[Seat]) -> None:
    """Before, after and three months on; then the figures of each time."""
    for time in Counted.When.values:
        for at, seat in enumerate(seats):
            grew = GREW.get(time, (0,) * len(MEASURES))
            more = [step * (at % 3 != 2) for step in grew]
            numbers = [was + step for was, step in zip(BEFORE[at], more, strict=True)]
            lonely = max(3, 8 - at % 4 - sum(more[:1]))
            feelings = {"lonely": lonely, "seldom": int(at % 2 == 0)}
            Counted.say(
                seat.actor(), seat, time, dict(zip(MEASURES, numbers, strict=True)), feelings
            )
        Told.tell(lead, time)
