"""A year of being in touch, as the made-up people lived it: told in days before today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from closeknit.networks.models import Network, Person
from closeknit.plans.models import Intention, Touch
from closeknit.policy import Actor, Level

LIKES = {
    "": "swimming, choir, cafés, buses",
    "kofi": "buses, football, maps",
    "sam": "swimming, bicycles",
    "dee": "choir, markets",
    "june": "soup, gardens",
    "ben": "fixing things, cards",
    "marco": "cafés, football",
}
# Who; how many days ago the last time was, the first, and about how many lie between; how it was.
RHYTHMS = (
    ("kofi", 21, 330, 14, "saw"),
    ("june", 3, 360, 12, "saw"),
    ("ben", 38, 350, 30, "wrote"),
    ("sam", 5, 300, 14, "together"),
    ("dee", 47, 340, 9, "together"),
    ("ines", 12, 355, 20, "called"),
    ("marco", 8, 250, 16, "saw"),
    ("lena", 96, 340, 80, "wrote"),
)
WORDS = {
    "kofi": "The new job",
    "june": "Her hip, and the hedge",
    "ben": "A photo of the mended bicycle",
    "sam": "Ten lengths, then chips",
    "dee": "The last rehearsal before the break",
    "ines": "The baby’s first tooth",
    "lena": "A postcard from the sea",
}
# What Maya means to do: with whom, how often, and in which words.
MAYAS = (
    ("kofi", 7, ""),
    ("ben", 30, "Send Tío Ben a photo"),
    ("sam", 14, "Swimming with Sam"),
    ("june", 14, ""),
)


def make_time(network: Network, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """What they like, when they were in touch, and with whom they mean to be."""
    maya, rosa, kofi = here["maya"], here["rosa"], here["kofi"]
    for who, likes in LIKES.items():
        row = people[who] if who else network
        row.revise(maya, row.version, likes=likes)
    today = timezone.localdate()
    for who, last, first, gap, how in RHYTHMS:
        for number, ago in enumerate(range(last, first, gap)):
            day = today - dt.timedelta(days=ago + (number * 5) % 3 if number else ago)
            words = WORDS.get(who, "") if not number else ""
            actor = kofi if who == "kofi" and number % 3 == 1 else maya
            Touch.log(actor, people[who], day, how, words=words)
    for who, every, words in MAYAS:
        _mean(maya, every, words, person=people[who])
    _mean(rosa, 30, "", person=people["ines"], audience=Level.STEWARDS)
    _mean(kofi, 10, "")


def _mean(actor: Actor, every: int, words: str, **more: object) -> None:
    begun = timezone.now() - dt.timedelta(days=200)
    Intention.make(actor, "meant", every=every, words=words, made_at=begun, **more)
