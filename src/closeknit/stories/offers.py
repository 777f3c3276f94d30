"""What a told story shows of who gives what: offered to the map, never assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.networks.models import Chapter, Network, Person, Support
from closeknit.networks.words import support_name
from closeknit.policy import Actor, Verb, grants

from .models import Story


def offers(network: Network, actor: Actor, story: Story) -> list[tuple[str, str]]:
    """Pairs of person and support that the map does not say yet, for whoever may change ties."""
    if "" not in grants(actor, Verb.CHANGE, "tie") or not story.supports:
        return []
    people = [one for one in story.people() if one is not None and one.kind != Kind.DIED]
    ties = Chapter.holding(Chapter.visible_to(actor), timezone.localdate())
    own = {row.pk: row for row in Support.visible_to(actor)}
    return [
        (f"{person.pk}:{support}", _in_words(network, actor, story, person, support, own))
        for person in people
        for support in story.supports
        if support not in given(story, ties.get(person.pk))
    ]


def given(story: Story, tie: Chapter | None) -> Mapping[str, str]:
    """What the map says already, in the direction of this story."""
    if tie is None:
        return {}
    said: Mapping[str, str] = tie.receives if story.way == Story.Way.GIVEN else tie.gives
    return said


def _in_words(
    network: Network,
    actor: Actor,
    story: Story,
    person: Person,
    support: str,
    own: Mapping[str, Support],
) -> str:
    mine = actor.role == "person"
    if story.way == Story.Way.GIVEN:
        words = {"name": person.name, "what": support_name(support, own, person.name)}
        return _("%(what)s, for %(name)s") % words
    name = "" if mine else network.name
    words = {"name": person.name, "what": support_name(support, own, name)}
    return _("%(what)s, from %(name)s") % words


@transaction.atomic
def put_on_map(actor: Actor, story: Story, ticked: Iterable[str]) -> None:
    """From today on the map says so. Only pairs that were offered and ticked."""
    today = timezone.localdate()
    people = {one.pk: one for one in story.people() if one is not None}
    side = "receives" if story.way == Story.Way.GIVEN else "gives"
    for key, supports in _by_person(ticked).items():
        if key not in people:
            continue
        before = given(story, Chapter.current(actor, people[key], today))
        said: Any = {**dict.fromkeys(supports, ""), **before}
        Chapter.turn(actor, people[key], today, **{side: said})


def _by_person(ticked: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in ticked:
        person, _colon, support = pair.partition(":")
        found.setdefault(person, []).append(support)
    return found
