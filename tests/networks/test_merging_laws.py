"""Whatever was said of two entries: together nobody sees more, apart all is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from closeknit.networks.models import Chapter, Contact, Link, Merge, Note, Person, Row
from closeknit.networks.models.base import barred
from closeknit.plans.models import Decision, Touch, Voice
from closeknit.policy import Actor
from closeknit.stories.models import Consent, Story
from tests.cast import Cast, assemble
from tests.policy.test_agree import forgotten_afterwards

pytestmark = pytest.mark.django_db
COUNTED = {"version", "changed_at"}
"""What only ever goes up."""
WHO = st.sampled_from(["maya", "rosa"])
SIDE = st.sampled_from([0, 1])
LEVEL = st.sampled_from(["only_me", "person", "stewards", "unpaid", "network"])
ANSWER = st.sampled_from(["yes", "no", "asked", "not_asked"])
thing = st.one_of(
    st.tuples(st.just("contact"), SIDE, WHO, st.sampled_from(["555 0100", "5550100", "555 0199"])),
    st.tuples(st.just("chapter"), SIDE, WHO, st.sampled_from(["", "2019", "2021"])),
    st.tuples(st.just("note"), SIDE, WHO, st.just("Likes soup.")),
    st.tuples(st.just("link"), SIDE, WHO, st.sampled_from(["kofi", "tanya"])),
    st.tuples(st.just("touch"), SIDE, WHO, st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("voice"), SIDE, WHO, st.sampled_from(["supported", "disagreed"])),
    st.tuples(st.just("consent"), SIDE, WHO, ANSWER),
    st.tuples(st.just("left_out"), SIDE, st.sampled_from(["kofi", "rosa"]), st.just("")),
)


def say(cast: Cast, people: list[Person], one: tuple[str, int, str, str], level: str) -> None:
    kind, side, who, words = one
    actor, person = cast.actors[who], people[side]
    at: dict[str, Any] = {"person": person}
    if kind == "contact":
        shown(Contact.make(actor, how="phone", value=words, **at), level)
    elif kind == "chapter":
        told = {"circle": len(words) or 1, "gives": {"fun": words}}
        shown(Chapter.make(actor, since=words, **told, **at), level)
    elif kind == "note":
        Note.make(actor, person=person, text=words)
    elif kind == "link":
        Link.know_each_other(actor, person.pk, cast.people[words].pk)
    elif kind == "touch":
        Touch.log(actor, person, cast.network.made_at.date(), source="turn", source_key=words)
    elif kind == "voice":
        Voice.hear(actor, Decision.everyones.get(), person, words)
    elif kind == "consent":
        row = Consent.put_in(cast.maya, Story.everyones.get(), person)
        scopes = barred(["network"]) if words == "yes" else ""
        Consent.everyones.filter(pk=row.pk).update(answer=words, scopes=scopes)
    else:
        Person.everyones.filter(pk=person.pk).update(kept_out=barred([actor.account]))


def shown(row: Row, level: str) -> None:
    type(row).everyones.filter(pk=row.pk).update(audience=level)


def kinds() -> list[type[Row]]:
    return [m for m in apps.get_models() if issubclass(m, Row) and m is not Merge]


def standing() -> dict[str, Any]:
    """Every row of every kind, but for how often it was changed."""
    return {
        row["key"]: {name: told for name, told in row.items() if name not in COUNTED}
        for model in kinds()
        for row in model.everyones.values()
    }


def sights(cast: Cast) -> dict[str, set[str]]:
    """What each of those with an account finds, of those who take part as nobody joined here."""
    who: list[Actor] = [cast.kofi, cast.tanya, cast.rosa]
    return {
        actor.account: {
            row.pk for model in kinds() if not model.is_a_tenant for row in model.visible_to(actor)
        }
        for actor in who
    }


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(said=st.lists(st.tuples(thing, LEVEL), max_size=8), level=LEVEL)
def test_together_nobody_sees_more_and_apart_all_is_as_it_was(said, level):
    with forgotten_afterwards():
        cast = assemble()
        people = [cast.people["june"], Person.welcome(cast.maya, "June O.", likes="cards")]
        Story.begin(cast.maya, happened="We sang.")
        Decision.make(cast.maya, asked="Where to live?")
        Person.everyones.filter(pk=people[1].pk).update(audience=level)
        for one, audience in said:
            say(cast, people, one, audience)
        for person in people:
            person.refresh_from_db()
        before, seen = standing(), sights(cast)
        merge = Merge.together(cast.maya, *people, {})
        for account, now in sights(cast).items():
            assert now <= seen[account]
        merge.undo(cast.maya)
        assert standing() == before
        assert sights(cast) == seen
