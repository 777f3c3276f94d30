"""Stories with people in them: lists and single rows agree, whatever each of those in it says."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.networks.models import Person
from closeknit.networks.models.base import barred
from closeknit.policy import Actor, Channel, Level, Role, Verb, may
from closeknit.stories.models import SCOPES, Consent, Photo, Story
from tests.again import forgotten_afterwards

from .rows import Scene, scene
from .tally import tally

pytestmark = pytest.mark.django_db
Answer = Consent.Answer
YESTERDAY, TOMORROW = -1, 1
# What somebody in it said: their answer, how far, until when, and whether it is hidden for now.
SAID: dict[str, dict[str, Any]] = {
    "nobody is in it": {},
    "not asked": {"answer": Answer.NOT_ASKED},
    "asked": {"answer": Answer.ASKED},
    "yes, in the network": {"answer": Answer.YES, "scopes": ["network"]},
    "yes, for all": {"answer": Answer.YES, "scopes": SCOPES},
    "yes, but not here": {"answer": Answer.YES, "scopes": ["workshop"]},
    "yes, until yesterday": {"answer": Answer.YES, "scopes": SCOPES, "until": YESTERDAY},
    "yes, until tomorrow": {"answer": Answer.YES, "scopes": SCOPES, "until": TOMORROW},
    "no": {"answer": Answer.NO},
    "yes, and hidden": {"answer": Answer.YES, "scopes": SCOPES, "hidden": True},
    "hidden, never asked": {"answer": Answer.NOT_ASKED, "hidden": True},
}
AGREED = {"nobody is in it", "yes, in the network", "yes, for all", "yes, until tomorrow"}
TO_A_FACILITATOR = AGREED - {"yes, in the network"}
REFUSED = {"no", "yes, and hidden", "hidden, never asked"}
OTHERS = ("person", "steward", "member", "paid", "facilitator", "guest", "nobody")


def consent(made: Scene, lived: Any, person: Person | None, said: dict[str, Any]) -> None:
    """What one of those in it said, straight into the table."""
    until = said.get("until")
    today = timezone.localdate()
    Consent.everyones.create(
        network=lived.network,
        author_id=lived.author_id,
        audience=Level.PERSON,
        person=person,
        **{lived.resource: lived},
        answer=said["answer"],
        scopes=barred(said.get("scopes", ())),
        until=today + dt.timedelta(days=until) if until else None,
        hidden_at=timezone.now() if said.get("hidden") else None,
    )


def lived(made: Scene, model: Any, level: Level, author: str = "nobody", **more: Any) -> Any:
    actor = made.actors.get(author)
    row = {"author_id": actor.account if actor else None, "audience": level}
    return model.everyones.create(network=made.network, **row, **more)


def actors(made: Scene) -> list[Actor]:
    return [*made.actors.values(), Actor("", "", Role.STRANGER)]


def disagree(made: Scene, model: Any) -> list[Any]:
    """Each reader and row where the list and the decision about the row say different things."""
    rows = list(model.everyones.filter(binned_at=None))
    asked = []
    for actor in actors(made):
        for channel in Channel:
            listed = {row.pk for row in model.visible_to(actor, channel)}
            asked += [(actor, row, channel, row.pk in listed) for row in rows]
    facts = {row.pk: row.facts() for row in rows}
    return tally(asked, lambda one: may(one[0], Verb.READ, facts[one[1].pk], one[2]) == one[3])


@pytest.mark.parametrize("model", [Story, Photo], ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", ["nobody", "member", "facilitator"])
def test_lists_and_rows_agree_for_every_answer_at_every_audience(model: Any, who: str) -> None:
    made = scene()
    for level, said, author in itertools.product(Level, SAID.values(), ("nobody", "member")):
        row = lived(made, model, level, author)
        if said:
            consent(made, row, made.people[who], said)
    assert disagree(made, model) == []


answers = st.lists(st.sampled_from(sorted(SAID)), max_size=3)


# A list costs the same for one row as for twelve: few examples, with much in each.
@settings(max_examples=8, deadline=None)
@given(
    said=st.lists(
        st.tuples(st.sampled_from(list(Level)), st.sampled_from(OTHERS), answers),
        min_size=1,
        max_size=12,
    )
)
def test_they_agree_where_several_are_in_it(said: Any) -> None:
    with forgotten_afterwards():
        made = scene()
        for level, author, several in said:
            row = lived(made, Story, level, author)
            people = [made.people["member"], made.people["nobody"], made.people["steward"], None]
            for word, person in zip(several, people, strict=False):
                if SAID[word]:
                    consent(made, row, person, SAID[word])
        assert disagree(made, Story) == []


@pytest.mark.parametrize("word", SAID)
def test_what_each_answer_means_is_said_here_once_more(word: str) -> None:
    """Written by hand beside the code: who reads a story for everybody in which June is."""
    made = scene()
    row = lived(made, Story, Level.NETWORK, "steward")
    if SAID[word]:
        consent(made, row, made.people["nobody"], SAID[word])
    wanted = {"steward"}
    if word not in REFUSED:
        wanted |= {"person"}
    if word in AGREED:
        wanted |= {"member", "paid"}
    if word in TO_A_FACILITATOR:
        wanted |= {"facilitator"}
    named = ("person", "steward", "member", "paid", "facilitator", "guest", "gone", "lena")
    seen = {who for who in named if Story.visible_to(made.actors[who]).filter(pk=row.pk).exists()}
    assert seen == wanted


def test_a_childs_yes_reaches_the_network_and_never_a_facilitator() -> None:
    made = scene()
    Person.everyones.filter(pk=made.people["nobody"].pk).update(under_age=True)
    child = Person.everyones.get(pk=made.people["nobody"].pk)
    row = lived(made, Story, Level.NETWORK, "steward")
    consent(made, row, child, SAID["yes, for all"])
    for guarded in (False, True):  # only the yes of those who look after a child counts
        Consent.everyones.update(guarded=guarded)
        readers = {w for w, a in made.actors.items() if row in Story.visible_to(a)}
        assert ("member" in readers) is guarded
        assert "facilitator" not in readers
        assert disagree(made, Story) == []
