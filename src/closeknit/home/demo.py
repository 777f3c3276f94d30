"""The made-up scene: Maya and the people around her, to look around in. Nobody in it is real.

It comes in once, through the same verbs as everybody's answers, and goes in one click without
a trace. Once removed it does not come back by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Account
from closeknit.accounts.record import forget_made_up
from closeknit.networks.erasure import erase
from closeknit.networks.models import Chapter, Link, Membership, Network, Person, Wish
from closeknit.policy import Actor, Role
from closeknit.workshops.models import Host, Series

from . import asking, bookshelf, past, scenery
from .models import Step
from .scene import (
    afterwards,
    brought,
    evening,
    gatherings,
    humming,
    in_touch,
    looking_back,
    promises,
    reach,
    thoughts,
    workshop,
)
from .scene.time import make_time
from .steps import STEPS

# Who can be entered: key in the scene, what they are, paid, and one line about them.
CAST = (
    ("maya", Role.PERSON, False, _("It is her network. She sees everything but private notes.")),
    ("rosa", Role.STEWARD, False, _("Her mum, who looks after the network with her.")),
    ("kofi", Role.MEMBER, False, _("A friend who takes part. He sees who else does.")),
    ("june", Role.MEMBER, False, _("The neighbour. She takes part as well.")),
    ("tanya", Role.MEMBER, True, _("Paid to be there. She sees what is for everyone.")),
    ("alma", Role.LEAD, False, _("She leads a workshop. She sees nobody’s network.")),
)
DRAWN = {
    "alma": "face-12",
    "ben": "tio-ben",
    "osei": "dr-osei",
    "biscuit": "pet-cat",
    "pilar": "memory-flower",
}


@dataclass(frozen=True)
class Player:
    """Somebody of the cast who can be entered."""

    account: str
    name: str
    line: str
    face: str


def is_here() -> bool:
    """Whether the made-up scene is in this house."""
    return bool(Account.objects.filter(made_up=True).exists())


def cast() -> list[Player]:
    """Who can be entered, with one line and a face each."""
    there = {row.email: row for row in Account.objects.filter(made_up=True)}
    return [
        Player(there[address(key)].pk, there[address(key)].name, str(line), DRAWN.get(key, key))
        for key, _role, _paid, line in CAST
        if address(key) in there
    ]


def address(key: str) -> str:
    """An address that can never be anybody's."""
    return f"{key}@made-up.invalid"


def load() -> Network | None:
    """Bring the scene in, once. None when it is here already or was removed before."""
    if removed_before().exists() or is_here():
        return None
    scene = json.loads(files(__package__).joinpath("scene/maya.json").read_text("utf-8"))
    with transaction.atomic():
        accounts = {key: join(key, scene) for key, *_rest in CAST}
        network = Network.begin(accounts["maya"].pk, scene["person"]["name"], mine=True)
        network.made_up = True
        network.save(update_fields=["made_up"])
        maya = network.actor(accounts["maya"].pk)
        about = {"purpose": scene["person"]["purpose"], "face": scene["person"]["face"]}
        network.revise(maya, network.version, "purposed", **about)
        people = {row["key"]: settle(maya, row) for row in scene["people"]}
        knit(maya, scene, people)
        past.live(maya, people, timezone.localdate())
        for key, role, paid, _line in CAST[1:-1]:
            fields = {"person": people[key], "paid": paid, "opened_at": timezone.now()}
            Membership.welcome(maya, accounts[key].pk, role, **fields)
        here = {key: network.actor(accounts[key].pk) for key in accounts if key != "alma"}
        live(network, here, people)
        series = workshop.lead(accounts["alma"].pk, accounts["kofi"].pk)
        brought.bring_along(series, here["maya"], here["kofi"])
        recap = evening.meet(accounts["alma"].pk, accounts["kofi"].pk)
        in_touch.stay_in_touch(recap.series)
        afterwards.follow(recap)
        afterwards.look_back(accounts["alma"].pk)
        for step in STEPS:
            Step.mark(maya, step, Step.State.DONE)
    return network


def live(network: Network, here: Mapping[str, Actor], people: Mapping[str, Person]) -> None:
    """What they told each other, mean to do, ask for, meet for, and said yes to."""
    maya, rosa, kofi = here["maya"], here["rosa"], here["kofi"]
    scenery.tell(maya, rosa, people)
    humming.hum(maya, people)
    scenery.tell_stories(maya, here, people)
    thoughts.think(maya)
    scenery.ask(maya, rosa, kofi, people)
    make_time(network, here, people)
    scenery.show(maya, {"rosa": rosa, "kofi": kofi}, people)
    bookshelf.keep(maya, rosa)
    asking.ask_around(here, people)
    gatherings.meet(maya, here, people)
    promises.promise(maya, people)
    reach.write_numbers(maya, people)
    looking_back.look_back(maya, rosa)


def join(key: str, scene: Mapping[str, Any]) -> Account:
    """An account without a password: nobody enters it but by the demo's own door."""
    names = {row["key"]: row["name"] for row in scene["people"]} | {"maya": "Maya", "alma": "Alma"}
    return Account.objects.create_user(address(key), name=names[key], made_up=True)


def settle(maya: Actor, row: Mapping[str, Any]) -> Person:
    """Put one of the cast on the map, with the chapters of their tie over the years."""
    key = row["key"]
    person = Person.welcome(
        maya,
        row["name"],
        kind=row.get("kind", "person"),
        known_as=row.get("known_as", ""),
        face=DRAWN.get(key, row["face"]),
    )
    words = row.get("words", {})
    tie = {
        "relationship": row.get("relationship", ""),
        "paid": row.get("paid") or "",
        "formal": row.get("formal"),
        "household": row.get("household", ""),
        "known_since": row.get("since", ""),
        "how_met": row.get("how_met", ""),
    }
    for name in ("gives", "receives"):
        said = words.get(name, {})
        tie[name] = {support: said.get(support, "") for support in row.get(name, ())}
    for chapter in row["chapters"]:
        since, circle, why = chapter["from"], chapter["circle"], chapter.get("words", "")
        tie |= {name: chapter[name] for name in ("paid", "relationship") if name in chapter}
        Chapter.make(maya, "turned", person=person, since=since, circle=circle, why=why, **tie)
    return person


def knit(maya: Actor, scene: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    """Who knows whom, and what is wished for."""
    for one, other in scene["links"]:
        Link.know_each_other(maya, people[one].pk, people[other].pk)
    for wish in scene["wishes"]:
        names = ("kind", "about", "words", "weight", "keep_open", "circle")
        said = {name: wish[name] for name in names if name in wish}
        Wish.make(maya, "wished", whose=Wish.Whose.PERSON, **said)


def remove() -> bool:
    """One click: network, accounts, entries, sessions and files go. False if there was nothing."""
    accounts = list(Account.objects.filter(made_up=True).values_list("pk", flat=True))
    if not accounts:
        return False
    with transaction.atomic():
        networks, hosts = list(Network.made_up_ones()), list(Host.made_up_ones())
        chains = [*networks, *hosts, *Series.of_hosts(hosts)]
        forget_made_up([row.pk for row in chains], accounts)
        for host in hosts:
            host.delete()
        for network in networks:
            erase(network)
        Account.objects.filter(pk__in=accounts).delete()
    removed_before().touch(mode=0o600)
    return True


def removed_before() -> Path:
    """A mark in the data folder that the scene was removed on purpose."""
    return Path(settings.DATA) / "demo-removed"
