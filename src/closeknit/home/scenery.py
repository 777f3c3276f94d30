"""What the made-up people of the demo lived, mean to do, and ask each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from closeknit.networks.forms.inviting import no_duty
from closeknit.networks.models import Invitation, Membership, Person
from closeknit.plans.models import Intention
from closeknit.policy import Actor, Role
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
DEE = ("You waited until my voice came back, and then we sang.", "The market, on a Saturday.")
ZOE = ("Zoe", "She asks after Maya every time we take the bus.", "The back seat, all three of us.")


def tell(maya: Actor, rosa: Actor, people: Mapping[str, Person]) -> None:
    """Moments over the years, and small things that Maya and Rosa mean to do."""
    for day, who, text in MOMENTS:
        at = dt.datetime.fromisoformat(f"{day}T18:00:00+00:00")
        Moment.make(maya, "told", text=text, person=people[who], made_at=at)
    for actor, meant in ((maya, MEANT), (rosa, ROSAS)):
        for who, words in meant:
            Intention.make(actor, "meant", words=words, person=people[who])


def ask(maya: Actor, rosa: Actor, kofi: Actor, people: Mapping[str, Person]) -> None:
    """A card that Maya made for Dee, and two things that wait for Maya's yes.

    No letter goes anywhere: nobody here has an address that exists.
    """
    said = {"role": Role.MEMBER, "meaning": no_duty(mine=True)}
    dees = {"person": people["dee"], "says_whose": True}
    Invitation.invite(maya, why=DEE[0], together=DEE[1], **dees, **said)
    said["meaning"] = no_duty(mine=False)
    Invitation.invite(kofi, name=ZOE[0], why=ZOE[1], together=ZOE[2], **said)
    tanya = Membership.visible_to(rosa).get(person=people["tanya"])
    until = timezone.now() + dt.timedelta(days=180)
    tanya.ask_to_change(rosa, tanya.role, tanya.paid, until)
