"""Many people change the same few things at once: whatever was called saved is in the history."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from closeknit.networks.models import Chapter, Person, Version
from tests.cast import Cast, assemble, entered

VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Told:
    """What the people at the keyboards were told: this word is saved, or somebody was quicker."""

    saved: list[tuple[str, str]] = field(default_factory=list)
    conflicts: int = 0
    other: list[int] = field(default_factory=list)


Edit = Callable[[Client, Cast, Person, str], int]


def through_the_door(client: Client, cast: Cast, person: Person, word: str) -> int:
    """Open the page, type another short word under the name, save."""
    where = reverse("change_person", args=[cast.network.pk, person.pk])
    page = client.get(where).content.decode()
    seen = VERSION.search(page)
    assert seen
    typed = {"name": person.name, "kind": "person", "known_as": word, "version": seen[1]}
    return client.post(where, typed).status_code


def naively(client: Client, cast: Cast, person: Person, word: str) -> int:
    """What a plain form does: read all, wait for somebody to type, save all and one word more."""
    row = Chapter.everyones.get(person=person)
    row.gives[word] = ""
    threading.Event().wait(0.002)
    row.save()
    return 302


def rush(cast: Cast, people: list[Person], threads: int, edits: int, edit: Edit) -> Told:
    """So many people at so many keyboards, each with a connection of their own."""
    for person in people:
        Chapter.make(cast.maya, person=person)
    told, together, lock = Told(), threading.Barrier(threads), threading.Lock()
    clients = [entered(cast, ("maya", "rosa")[n % 2]) for n in range(threads)]

    def one(number: int) -> None:
        chance = random.Random(number)
        together.wait()
        for turn in range(edits):
            person, word = chance.choice(people), f"w{number}x{turn}"
            answer = edit(clients[number], cast, person, word)
            with lock:
                if answer == 302:
                    told.saved.append((person.pk, word))
                elif answer == 409:
                    told.conflicts += 1
                else:
                    told.other.append(answer)
        connections.close_all()

    running = [threading.Thread(target=one, args=[number]) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return told


def in_history(person: Person) -> set[str]:
    """Every word that ever stood under this name."""
    earlier = Version.everyones.filter(row=person.pk)
    now = Person.everyones.get(pk=person.pk).known_as
    naive = {word for row in Chapter.everyones.filter(person=person) for word in row.gives}
    return {row.state.get("known_as") for row in earlier} | {now} | naive


def lost(told: Told, people: list[Person]) -> int:
    there = {person.pk: in_history(person) for person in people}
    return sum(word not in there[key] for key, word in told.saved)


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_one_page_lose_nothing():
    cast = assemble()
    june = cast.people["june"]
    told = rush(cast, [june], threads=8, edits=10, edit=through_the_door)
    assert told.other == []
    assert len(told.saved) + told.conflicts == 80
    assert len(told.saved) > 8
    assert lost(told, [june]) == 0
    assert Person.everyones.get(pk=june.pk).version == 1 + len(told.saved)


@pytest.mark.django_db(transaction=True)
def test_the_same_rush_without_versions_loses_much():
    """So that the test above can fail: what a plain form would do."""
    cast = assemble()
    june = cast.people["june"]
    told = rush(cast, [june], threads=8, edits=10, edit=naively)
    assert lost(told, [june]) > 10


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("edit", "loses"), [(through_the_door, False), (naively, True)])
def test_fifty_people_and_twenty_pages(edit, loses):
    cast = assemble()
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(20)])
    told = rush(cast, people, threads=50, edits=200, edit=edit)
    assert told.other == []
    assert len(told.saved) + told.conflicts == 10_000
    assert (lost(told, people) > 0) is loses
