"""What the made-up people of the demo lived and mean to do: moments and intentions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from closeknit.networks.models import Person
from closeknit.plans.models import Intention
from closeknit.policy import Actor
from closeknit.stories.models import Moment

MOMENTS = (
    ("2016-10-04", "kofi", "The bus was full, and Kofi kept the seat beside him for me."),
    ("2018-06-21", "kofi", "Kofi rang when I had not been on the bus for a week."),
    ("2021-01-16", "ben", "Tío Ben came through the snow to mend the heating."),
    ("2023-02-09", "june", "June brought soup every evening, the week Mum was in hospital."),
    ("2024-05-02", "dee", "Dee waited with me until my voice came back, then we sang."),
    (
        "2025-03-14",
        "tanya",
        "Tanya stayed after her hours, since the bread was in the oven.",
    ),
    ("2025-09-30", "marco", "Marco keeps the table by the window for me on Tuesdays."),
)
MEANT = (
    ("dee", "Ask Dee to come to the market with me on Saturday."),
    ("lena", "Send Lena a postcard."),
)
ROSAS = (("june", "Ask June whether she would like to meet Dee."),)


def tell(maya: Actor, rosa: Actor, people: Mapping[str, Person]) -> None:
    """Moments over the years, and small things that Maya and Rosa mean to do."""
    for day, who, text in MOMENTS:
        at = dt.datetime.fromisoformat(f"{day}T18:00:00+00:00")
        Moment.make(maya, "told", text=text, person=people[who], made_at=at)
    for actor, meant in ((maya, MEANT), (rosa, ROSAS)):
        for who, words in meant:
            Intention.make(actor, "meant", words=words, person=people[who])
