"""What the made-up people said yes to, and what was decided: told in days before today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from closeknit.networks.models import Person
from closeknit.plans.models import Authority, Decision, Role, Voice
from closeknit.policy import Actor

# Who, which role, what it means, how many days ago the yes was, and in how many days it is looked
# at again.
HELD = (
    ("rosa", "advocate", "Comes along to the doctor’s, and asks what I asked before.", 300, 65),
    ("june", "practical_helper", "The key, the plants, and soup when I am ill.", 410, -12),
)
PAPER = {
    "kind": "supporter",
    "about": "Health",
    "paper": "An agreement we wrote together, signed at the kitchen table",
    "seen_by": "Inés and Dr Osei",
}
WHY = "It says that Rosa helps me decide. It does not say that she decides."
DECISION = {
    "asked": "Shall I move to the flat in Elm Road?",
    "how": "With pictures of both flats, two visits, and a week in between.",
    "words": "I want the one with the tree. The bus stops in front, and Kofi knows the driver.",
    "outcome": "Yes, in spring. Tío Ben mends the door, June keeps a key.",
}
VOICES = (
    ("rosa", "supported", "She asked the questions herself."),
    ("ines", "disagreed", "It is far from us. I will come by bus, then."),
)


def promise(maya: Actor, people: Mapping[str, Person]) -> None:
    """Roles that are held, asked, given back and due; a paper, and a decision about moving."""
    today = timezone.localdate()

    def ago(days: int) -> dt.date:
        return today - dt.timedelta(days=days)

    rows = {}
    for who, kind, words, since, look in HELD:
        said = {"words": words, "yes_on": ago(since), "review_on": ago(-look)}
        rows[kind] = Role.ask(maya, ago(since + 4), kind=kind, person=people[who], **said)
    second = {"stand_in_of": rows["advocate"], "yes_on": ago(280)}
    Role.ask(maya, ago(284), kind="advocate", person=people["ben"], **second)
    words = "Remembers the birthdays, and brings the candles."
    Role.ask(maya, ago(6), kind="celebration_keeper", person=people["kofi"], words=words)
    back = Role.ask(maya, ago(500), kind="convenor", person=people["dee"], yes_on=ago(490))
    back.say(maya, back.version, "back", ago(90))
    paper = Authority.make(maya, person=people["rosa"], starts_on=ago(200), **PAPER)
    paper.contest(maya, paper.version, WHY)
    asked: dict[str, Any] = {**DECISION, "decided_on": ago(40), "review_on": ago(-140)}
    decision = Decision.make(maya, **asked)
    for who, stance, said_so in VOICES:
        Voice.hear(maya, decision, people[who], stance, words=said_so)
