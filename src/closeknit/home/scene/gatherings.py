"""Where the made-up people of the demo meet: lunch on Sunday, the last time, and a day to find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from closeknit.networks.models import Person
from closeknit.plans.models import Action, Gathering, Guest, Item, Minutes, Poll, Question, Reply
from closeknit.policy import Actor

SUNDAY, NOON = 6, dt.time(12, 30)
ASKED = ("rosa", "ines", "ben", "kofi", "june", "dee", "sam", "tanya")
LUNCH = {
    "title": "Sunday lunch",
    "place": "At Rosa’s",
    "food": "Lentil stew, bread that I baked, and June’s plum cake",
    "host": "Rosa",
    "about": "My flat. The lease ends in June, and I would like to know what you think.",
    "bring": "A chair, if you have a folding one",
    "invitation": "Come and eat with us on Sunday. I made the bread. Nobody has to say anything "
    "clever, and Mum says the door opens at twelve.",
    "rhythm": Gathering.Rhythm.TWO_WEEKS,
    "with_stewards": True,
}
QUESTIONS = ("What should I do about my flat?", "Who could come with me when I look at others?")
ANSWERS = {
    "june": ("yes", "I bring the cake.", "Keep it if you can. I would miss our hedge."),
    "kofi": ("yes", "With pleasure.", "Somewhere on the 14. Then we still share the bus."),
    "ines": ("yes", "", ""),
    "ben": ("yes", "I can fetch Sam.", ""),
    "rosa": ("yes", "", ""),
    "sam": ("yes", "", ""),
}
AGENDA = (
    ("Food, and everybody arrives", 30, "rosa"),
    ("Round of new and good", 20, ""),
    ("About my flat", 40, "kofi"),
    ("Who does what", 15, "ines"),
    ("The next date, and thank-yous", 10, ""),
)
BEFORE = {
    "title": "Sunday lunch",
    "place": "At Rosa’s",
    "food": "Paella, from two pans",
    "host": "Rosa",
    "about": "Swimming on Thursdays, and who could drive.",
    "invitation": "Come hungry. Tío Ben brings the big pan.",
    "rhythm": Gathering.Rhythm.TWO_WEEKS,
    "with_stewards": True,
}
CAME = ("rosa", "ben", "kofi", "june", "sam")
NOTES = (
    "Eight chairs, five of us and me. The big pan was enough.\n\n"
    "New and good: Sam passed his test. June’s knee is better. I sang on Thursday.\n\n"
    "Swimming: Sam drives when he works early, Kofi comes along by bus on the other weeks. "
    "Nobody minds if I say no on a day."
)
DONE = (
    ("Ask at the pool about the quiet hour", "sam", 6, True),
    ("Write down the times of the 14 for Kofi", "kofi", 10, True),
    ("Find a folding table", "ben", 20, False),
)
THANKS = (
    ("", "Thank you for coming, and for staying for the dishes."),
    ("sam", "For driving, and for the music in the car."),
)
GAMES = {
    "title": "An evening of games",
    "place": "At our kitchen table",
    "food": "Whatever there is",
    "invitation": "I have a new game, and nobody to lose against.",
}


def meet(maya: Actor, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """All of it, through the same verbs as everybody’s."""
    last_time(maya, people)
    on_sunday(maya, here, people)
    some_evening(maya, here, people)


def at(days: int, clock: dt.time = NOON) -> dt.datetime:
    """That many days after the coming Sunday, on the clock of the house."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = timezone.localdate(timezone=zone)
    sunday = today + dt.timedelta(days=(SUNDAY - today.weekday()) % 7 or 7)
    return dt.datetime.combine(sunday + dt.timedelta(days=days), clock, zone)


def planned(maya: Actor, people: Mapping[str, Person], days: int, **said: object) -> Gathering:
    """A gathering with everybody asked who usually is."""
    starts = at(days)
    row = Gathering.plan(maya, starts_at=starts, ends_at=starts + dt.timedelta(hours=2), **said)
    Guest.invite_each(maya, row, [people[name] for name in ASKED])
    for title, minutes, leader in AGENDA:
        who = people[leader] if leader else None
        Item.add(maya, row, title=title, minutes=minutes, leader=who)
    return row


def last_time(maya: Actor, people: Mapping[str, Person]) -> None:
    """Two weeks before: who came, notes they agreed on, who does what, thanks."""
    row = planned(maya, people, -14, **BEFORE)
    row.tell(maya)
    for name in ASKED:
        guest_of(row, people[name]).was_there(maya, name in CAME)
    notes = Minutes.begin(maya, row, NOTES)
    notes.agree(maya, notes.version)
    for words, who, days, done in DONE:
        day = at(-14).date() + dt.timedelta(days=days)
        one = Action.put(maya, row, "took_on", words=words, person=people[who], by_when=day)
        if done:
            one.finish(maya)
    for who, words in THANKS:
        row.thank(maya, words, people[who] if who else None)
    row.close(maya, row.version)


def on_sunday(maya: Actor, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """Lunch in a few days: six come, two have not answered, and some wrote to the questions."""
    row = planned(maya, people, 0, **LUNCH)
    Question.put_on_list(maya, row, list(QUESTIONS))
    row.tell(maya)
    asked = Question.of(row)[0]
    for name, (answer, words, reply) in ANSWERS.items():
        one = guest_of(row, people[name])
        if name in here:
            one.say(here[name], one.version, answer, words)
        else:
            one.was_told(maya, one.version, answer, words)
        if reply:
            Reply.write(here[name], one, asked, reply)


def some_evening(maya: Actor, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """A day is looked for: Kofi has said which suit him."""
    row = Gathering.plan(maya, **GAMES)
    Guest.invite_each(maya, row, [people[name] for name in ("kofi", "dee", "pat", "june")])
    days = [at(5, dt.time(19)), at(6, dt.time(19)), at(12, dt.time(19))]
    poll = Poll.ask(maya, row, [f"{day:%Y-%m-%dT%H:%M}" for day in days])
    row.tell(maya)
    said = dict(zip(poll.choices, ("yes", "no", "if_need_be"), strict=True))
    one = guest_of(row, people["kofi"])
    one.say(here["kofi"], one.version, one.answer, dates=said)


def guest_of(row: Gathering, person: Person) -> Guest:
    return next(one for one in Guest.of([row.pk]) if one.person_id == person.pk)
