"""What the made-up people of the demo lived, mean to do, and ask each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from closeknit.networks.forms.inviting import no_duty
from closeknit.networks.models import Invitation, Membership, Person
from closeknit.plans.models import Intention
from closeknit.policy import Actor, Audience, Level, Role
from closeknit.stories.models import Consent, Moment, Photo, Story
from closeknit.stories.painting import hang, paint

from .drawings import draw

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
STORIES = (
    {
        "day": "2023-02-18",
        "in_it": (("june", "yes"),),
        "happened": "June brought soup every evening, the week Mum was in hospital. "
        "She did not ring first. At six there was a knock, and a pot wrapped in a tea towel.\n\n"
        "On the Thursday I cried, and she sat down and ate with me.",
        "on": "2023-02",
        "place": "at our kitchen table",
        "size": "small",
        "supports": ["practical", "talk"],
        "mattered": "She didn’t try to fix anything.",
        "felt": "Safe. I knew when it was six.",
        "changed": "Before, she was the neighbour with the hedge. "
        "Now I have her key, and she has mine.",
        "pass_on": "Bring something warm, and stay for ten minutes.",
        "audience": Level.NETWORK,
    },
    {
        "day": "2024-05-04",
        "in_it": (("dee", "ask"), ("kofi", "yes")),
        "happened": "My voice went away before the concert. Dee waited with me in the corridor "
        "until it came back, and Kofi kept two seats.",
        "on": "2024-05-02",
        "place": "St Anne’s hall",
        "size": "big",
        "supports": ["fun"],
        "felt": "Proud.",
        "audience": Level.NETWORK,
    },
)
KOFIS = {
    "day": "2025-11-09",
    "in_it": (("kofi", "yes"), ("ben", "no")),
    "happened": "Tío Ben and I fixed my bicycle in the yard. He said nothing for an hour, "
    "and it was a good hour.",
    "on": "2025-11-08",
    "audience": Level.STEWARDS,
}
DEE = ("You waited until my voice came back, and then we sang.", "The market, on a Saturday.")
ZOE = ("Zoe", "She asks after Maya every time we take the bus.", "The back seat, all three of us.")

MEANT_FOR_ALL = Audience(Level.NETWORK)
# What is drawn, and what is told of it; who is in it, and where; whether all who take part see it.
PICTURES: tuple[tuple[str, dict[str, str], dict[str, tuple[int, int]], bool], ...] = (
    (
        "snow",
        {
            "on": "2021-01-16",
            "occasion": "The winter of the heating",
            "caption": "Tío Ben came through the snow.",
            "alt": "A drawing of a red house at night in deep snow, with a light in the window "
            "and a tool box before it.",
        },
        {},
        False,
    ),
    (
        "kitchen",
        {
            "on": "2023-02-09",
            "occasion": "The week of the soup",
            "caption": "June’s soup, every evening that week.",
            "alt": "A drawing of two bowls of soup on a kitchen table, with a loaf of bread "
            "between them. It is night outside.",
            "behind": "June cooked for two. Kofi carried the pot up the stairs. Mum rang from "
            "the hospital at seven, and the phone stood on the table between us.",
        },
        {},
        True,
    ),
    (
        "cake",
        {
            "on": "2024-06-08",
            "occasion": "June’s birthday",
            "caption": "Five candles, since seventy did not fit.",
            "alt": "A drawing of a birthday cake with five candles, under a line of flags.",
            "behind": "Rosa baked. Kofi hung the flags. I asked everybody, by name, and they came.",
        },
        {},
        True,
    ),
    (
        "choir",
        {
            "on": "2024-05-02",
            "occasion": "The choir",
            "caption": "My voice came back.",
            "alt": "A drawing of four people who sing, each with a book of notes.",
            "behind": "Dee waited with me. Sam drove. Nobody counted the wrong notes.",
        },
        {"dee": (40, 42)},
        False,
    ),
    (
        "bus",
        {
            "on": "2025-04",
            "caption": "The seat beside me is Kofi’s.",
            "alt": "A drawing of a red bus with two people who smile out of its windows.",
            "behind": "Kofi takes the later train on Thursdays, so that we ride together.",
        },
        {"kofi": (23, 40), "": (50, 40)},
        True,
    ),
    (
        "window_table",
        {
            "on": "2025-09-30",
            "caption": "The table by the window, on a Tuesday.",
        },
        {},
        True,
    ),
)


def tell(maya: Actor, rosa: Actor, people: Mapping[str, Person]) -> None:
    """Moments over the years, and small things that Maya and Rosa mean to do."""
    for day, who, text in MOMENTS:
        at = dt.datetime.fromisoformat(f"{day}T18:00:00+00:00")
        Moment.make(maya, "told", text=text, person=people[who], made_at=at)
    for actor, meant in ((maya, MEANT), (rosa, ROSAS)):
        for who, words in meant:
            Intention.make(actor, "meant", words=words, person=people[who])


def tell_stories(maya: Actor, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """Stories with people in them: one that all said yes to, one that waits, one with a no."""
    for story in STORIES:
        tell_story(maya, story, people, here)
    tell_story(maya, a_year_ago(timezone.localdate()), people, here)
    tell_story(here["kofi"], KOFIS, people, here)


def a_year_ago(today: dt.date) -> dict[str, Any]:
    """One that comes back on the day somebody looks around."""
    day = today - dt.timedelta(days=365)
    return {
        "day": (day + dt.timedelta(days=2)).isoformat(),
        "in_it": (("sam", "yes"),),
        "happened": "No bus came, because of the snow. Sam turned up with a sledge, "
        "and we got to the bakery in time.",
        "on": day.isoformat(),
        "size": "small",
        "felt": "Like a queen.",
        "audience": Level.NETWORK,
    }


def tell_story(
    actor: Actor, story: Mapping[str, Any], people: Mapping[str, Person], here: Mapping[str, Actor]
) -> None:
    """One of them, told as anybody tells one; each answers by their link, or as themselves."""
    said = {name: story[name] for name in story if name not in ("day", "in_it", "audience")}
    at = dt.datetime.fromisoformat(f"{story['day']}T18:00:00+00:00")
    row = Story.begin(actor, made_at=at, told_at=None, **said)
    for who, _answer in story["in_it"]:
        Consent.put_in(actor, row, people[who])
    row.tell(actor, row.version, Audience(story["audience"]), at=at)
    for who, answer in story["in_it"]:
        one = next(one for one in row.others_in_it() if one.person_id == people[who].pk)
        if one.answer == Consent.Answer.NOT_ASKED:
            one.ask(actor)
            answered(one, answer, here.get(who))


def answered(one: Consent, answer: str, actor: Actor | None) -> None:
    """A yes in the network, or a no, from somebody made up."""
    if answer == "ask":
        return
    if actor is None:
        found = Consent.led_by(one.token)
        assert found is not None
        one, actor = found
    one.say(actor, one.version, answer, ["network"] if answer == "yes" else [])


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


def show(maya: Actor, takes_part: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """Drawn pictures. Whoever takes part and is in one has said yes to being shown."""
    for name, told, in_it, for_all in PICTURES:
        drawn = draw(name)
        photo = hang(maya, paint(drawn, len(drawn.getvalue())), **told)
        for who, (across, down) in in_it.items():
            whom = people[who] if who else None
            consent = Consent.put_in(maya, photo, whom, across=across, down=down)
            if who in takes_part:
                consent.say(takes_part[who], consent.version, Consent.Answer.YES, ["network"])
        if for_all:
            Photo.visible_to(maya).get(pk=photo.pk).share(maya, photo.version, MEANT_FOR_ALL)
