"""A first evening of a made-up workshop: who came, what was told, and the recap that followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from closeknit.policy import Actor
from closeknit.workshops import frame
from closeknit.workshops.models import (
    Activity,
    Answer,
    Going,
    Host,
    Opening,
    Presence,
    Recap,
    Seat,
    Series,
    Session,
    Takeaway,
    Telling,
)
from closeknit.workshops.recap import drafted

TITLE = "Building and keeping our networks"
BLOCKS: tuple[Mapping[str, Any], ...] = (
    {"kind": "prompt", "title": "Hello", "minutes": 10, "prompt": "Who came with you tonight?"},
    {
        "kind": "round",
        "title": "Stories of people who turned up",
        "minutes": 35,
        "prompt": "When did somebody help you, and what did it change?",
    },
    {"kind": "break", "title": "Tea", "minutes": 15},
    {"kind": "photo", "title": "Behind the smiles", "minutes": 20, "prompt": "What do you see?"},
    {
        "kind": "question",
        "title": "Why unpaid friends matter",
        "minutes": 20,
        "prompt": "What can nobody be paid for?",
    },
    {"kind": "prompt", "title": "It takes intention", "minutes": 15},
    {"kind": "closing", "title": "A song to end with", "minutes": 5},
)
FIRST = "Stories, and why networks matter"
# Who came, as what; what they told, whether it goes and how they are named there.
CAME = (
    ("Ana Duarte", "family"),
    ("Joe Whitlock", "family"),
    ("Lin Sato", "self"),
    ("Sal Okafor", "ally"),
    ("Bea Lindqvist", "family"),
)
TOLD = (
    (
        "Ana Duarte",
        "The week our son was born I had the flu, and Mrs Petrov from downstairs, a neighbour we "
        "hardly knew, minded the baby every afternoon. She is still the first one I call.",
        True,
        "none",
    ),
    (
        "Joe Whitlock",
        "I ran out of petrol in the big storm. My dad, my own father, drove out with a can of "
        "petrol, and made a joke of it. I still tell it.",
        True,
        "first",
    ),
    ("Lin Sato", "My brother has not spoken to us since the day of the diagnosis.", False, "none"),
)
WROTE = (
    ("Sal Okafor", "somebody who stays because they want to", True),
    ("Bea Lindqvist", "being looked for when I do not come", True),
    ("Lin Sato", "my sister, who rings without a reason", False),
)
SAID = {
    "title": "It started with someone turning up",
    "key_words": "A network does not happen by itself. Someone has to mean it.",
    "thought": "People need people. Everybody in the room knew it before we started.",
    "coming": "trust\ninclusion\nmapping the people around us",
    "questions": (
        "Who turned up for you, and what made it matter?\n"
        "What do people who are not paid to be there give that others cannot?"
    ),
}
ABOUT = {
    "Stories of people who turned up": (
        "None of this was big. It was somebody who turned up, and it is remembered for years."
    ),
    "Behind the smiles": (
        "We looked at photos of three networks. First we saw people who celebrate; then we saw who "
        "planned it, who drives, and who sits in on decisions."
    ),
    "Why unpaid friends matter": (
        "Paid support comes with a plan and an end date. A friend who is not paid is there because "
        "they care, and can stay for life."
    ),
    "It takes intention": (
        "Waiting for friends to come along did not work for any of us. Somebody has to ask, and "
        "ask again."
    ),
}


def meet(account: str, kofi: str) -> Recap:
    """A second series at the host of whoever leads it, a few days after its first evening."""
    host = Host.of(account).get()
    first, *later = frame.written()
    first = {**first, "title": FIRST, "blocks": BLOCKS}
    plan = [{**told, "starts_at": _evening(week)} for week, told in enumerate((first, *later))]
    series = Series.begin(
        account,
        host,
        plan,
        title=TITLE,
        words=str(frame.WORDS),
        for_whom=str(frame.FOR_WHOM),
        agreement=str(frame.AGREEMENT),
        language="English",
        place="The library in Mill Lane, ground floor",
        zone=settings.TIME_ZONE,
        made_up=True,
    )
    lead = series.actor(account)
    series.publish(lead, series.version)
    session = Session.of(series)[0]
    session.series = series
    seats = {name: Seat.sign_up(series, {"name": name, "comes_as": how}) for name, how in CAME}
    seats["Kofi"] = Seat.sign_up(series, {"name": "Kofi", "comes_as": "ally"}, account=kofi)
    for seat in seats.values():
        seat.agree(seat.actor())
        Presence.say(lead, session, seat, Presence.How.HERE)
    hold(lead, session, seats)
    row = Recap.draft(lead, session, drafted(lead, session))
    row.publish(lead, row.version, True, [])
    return row


def _evening(week: int) -> dt.datetime:
    """So many weeks after the first evening, five days ago at half past six."""
    zone = ZoneInfo(settings.TIME_ZONE)
    day = timezone.localdate(timezone=zone) + dt.timedelta(weeks=week, days=-5)
    return dt.datetime.combine(day, dt.time(18, 30), zone)


def hold(lead: Actor, session: Session, seats: Mapping[str, Seat]) -> None:
    """What was opened, told, written and said."""
    plan = {row.title: row for row in Activity.of(session)}
    opened = [title for title in plan if title not in ("Tea", "A song to end with")]
    for title in opened:
        opening = Opening.begin(lead, plan[title])
        for name, words, goes, named in TOLD if opening.activity.kind == "round" else ():
            seat = seats[name]
            Telling.say(seat.actor(), opening, seat, words=words, goes=goes, named=named)
    question = Opening.begin(lead, plan["Why unpaid friends matter"])
    for name, words, goes in WROTE:
        place = seats[name]
        answer = Answer.say(place.actor(), question, place, words, signed=False)
        Going.say(place.actor(), answer, goes, "none")
    question.show(lead)
    question.close(lead)
    about = {str(plan[title].pk): words for title, words in ABOUT.items()}
    Takeaway.write(lead, session, 0, **SAID, about=about)
