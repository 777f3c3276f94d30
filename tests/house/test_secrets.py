"""What somebody may not know changes nothing they see: status, bytes and headers stay the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.exchange.models import Draft
from closeknit.networks.models import Note, Person, Row
from closeknit.plans.models import Intention
from closeknit.policy import Audience, Level
from tests.addresses import ALL, OF_A_NETWORK, address, fill
from tests.again import forgotten_afterwards
from tests.cast import Cast, assemble, entered
from tests.house.secrets import CLASSES, EVERYBODY, MANY

pytestmark = pytest.mark.django_db
Answer = tuple[int, bytes, dict[str, str]]
NOWHERE = "a" * 16


@pytest.fixture(autouse=True)
def _an_hour_ahead() -> Iterator[None]:
    """Looks are kept once an hour, and Maya reads them: no hour or day may turn between two."""
    noon = dt.datetime.now(dt.UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon):
        yield


def answered(reader: Client, where: str, said: dict[str, str] | None = None) -> Answer:
    """All that comes back, but for what is new each time: tokens against forged requests."""
    answer = reader.get(where) if said is None else reader.post(where, said)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = re.sub(rb'(csrf\w*" value=")\w+', rb"\1", body)
    return answer.status_code, body, dict(answer.headers)


def everything(cast: Cast, parts: dict[str, str], who: str) -> dict[str, Answer]:
    """Every page of the network as this one of the cast sees it."""
    reader = entered(cast, who)
    found = {name: answered(reader, address(name, parts)) for name in OF_A_NETWORK}
    for days in (1, 400):  # the map of earlier days, as the slider asks for it
        day = (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).date()
        found[f"map of {day}"] = answered(reader, f"{address('map', parts)}?on={day}")
    return found


def differing(before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


@pytest.mark.parametrize("who", EVERYBODY)
def test_fifty_secrets_of_each_class_change_nothing_for_whoever_may_not_know(who):
    cast = assemble()
    parts = fill(cast)
    entered(cast, who).get(address("map", parts))  # the map settles where people stand
    if who == "maya":  # she reads who looked: let it all be looked at before
        everything(cast, parts, who)
    before = everything(cast, parts, who)
    for keep, readers in CLASSES.values():
        if who in readers:
            kept = list(keep(cast))
            assert len(kept) >= MANY
            assert_missing(cast, who, kept)
    assert differing(before, everything(cast, parts, who)) == []


def assert_missing(cast: Cast, who: str, kept: list[Row]) -> None:
    """A secret's own addresses answer this reader as those of a row that never was."""
    reader = entered(cast, who)
    seen: set[str] = set()
    for row in kept:
        if row.resource not in seen:
            seen.add(row.resource)
            for name, parts in addresses_of(cast, row):
                nowhere = {part: NOWHERE if key == row.pk else key for part, key in parts.items()}
                there, missing = address(name, parts), address(name, nowhere)
                assert answered(reader, there) == answered(reader, missing), there
                assert answered(reader, there, {}) == answered(reader, missing, {}), there


def addresses_of(cast: Cast, row: Row) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address of a network that one row can stand in."""
    part = {"tie": "chapter", "finding": "dismissal"}.get(row.resource, row.resource)
    base = {"network": cast.network.pk, "part": "joined", "person": cast.people["june"].pk}
    base |= {"resource": row.resource, "key": row.pk, part: row.pk}
    for name in OF_A_NETWORK:
        wanted = set(ALL[name].pattern.regex.groupindex)
        if wanted & {part, "key"} and wanted <= set(base):
            yield name, base


@pytest.mark.parametrize("said", [{"name": "Marco", "kind": "person"}, {"names": "Marco\nDee"}])
def test_names_that_are_hidden_are_not_suggested_and_not_taken_for_known(said):
    """Adding somebody of a hidden name looks like adding anybody: no "already here"."""
    cast = assemble()
    rosa, add = entered(cast, "rosa"), address("add_people", {"network": cast.network.pk})
    seen = []
    for hidden in (False, True):
        with forgotten_afterwards():
            if hidden:
                Person.welcome(cast.maya, "Marco", audience=Level.PERSON)
                known = Person.welcome(cast.maya, "Marco")
                out = frozenset({cast.rosa.account})
                known.share(cast.maya, 1, Audience(Level.UNPAID, frozenset(), out))
            answer = rosa.post(add, said)
            assert answer.status_code == 302
            seen.append(re.sub(r"/people/\w{16}/", "/people/key/", answer.url))
    assert seen[0] == seen[1]


def test_contacts_that_are_brought_are_not_found_among_hidden_people():
    cast = assemble()
    parts = fill(cast)
    rosa = entered(cast, "rosa")
    seen = []
    for hidden in (False, True):
        with forgotten_afterwards():
            if hidden:
                Person.welcome(cast.maya, "Marco Diaz", audience=Level.PERSON)
            text = "BEGIN:VCARD\nVERSION:4.0\nFN:Marco Diaz\nEND:VCARD\n"
            rosa.post(address("bring_contacts", parts), {"text": text})
            draft = Draft.everyones.get(author=cast.rosa.account)
            page = answered(rosa, address("choose_contacts", parts | {"draft": draft.pk}))
            body = page[1].replace(draft.pk.encode(), b"draft")
            seen.append((page[0], re.sub(rb'"[a-z0-9]{16}"', b"key", body)))
    assert seen[0][0] == 200
    assert seen[0] == seen[1]


def keep_secrets(cast: Cast) -> None:
    """Maya writes down, finishes and takes away what is only for her, by her own pages."""
    maya, june = entered(cast, "maya"), cast.people["june"]
    here = [cast.network.pk]
    maya.post(reverse("add_note", args=[*here, june.pk]), {"text": "A secret about June"})
    note = Note.everyones.latest("made_at")
    maya.post(reverse("change_note", args=[*here, note.pk]), {"text": "Secreter", "version": 1})
    maya.post(reverse("intentions", args=here), {"words": "Secretly", "person": june.pk})
    made = Intention.everyones.latest("made_at")
    maya.post(reverse("finish_intention", args=[*here, made.pk]))
    maya.post(reverse("intentions", args=here), {"words": "Not any more"})
    made = Intention.everyones.latest("made_at")
    maya.post(reverse("remove_intention", args=[*here, made.pk]))
    maya.post(reverse("add_note", args=[*here, june.pk]), {"text": "Gone"})
    note = Note.everyones.latest("made_at")
    maya.post(reverse("take_away", args=[*here, "note", note.pk]))


# Rosa reads most of all. The others: long, beside the classes of secrets above for each of them.
@pytest.mark.parametrize(
    "who", ["rosa", *(pytest.param(who, marks=pytest.mark.long) for who in ("kofi", "tanya"))]
)
def test_nobody_can_tell_whether_maya_keeps_secrets(who):
    """Nor what she means to do: the last of the first steps looks the same, answered or not."""
    cast = assemble()
    parts = fill(cast)
    entered(cast, who).get(address("map", parts))  # the map settles where people stand
    before = everything(cast, parts, who)
    entries = Entry.objects.count()
    with forgotten_afterwards():
        keep_secrets(cast)
        assert Entry.objects.count() >= entries + 7
        assert differing(before, everything(cast, parts, who)) == []
    assert differing(*(after_the_last_step(cast, parts, who, said) for said in LAST_STEP)) == []


LAST_STEP = ({"skip": "1"}, {"words": "Tell nobody", "version": 1})


def after_the_last_step(
    cast: Cast, parts: dict[str, str], who: str, said: dict[str, object]
) -> dict[str, Answer]:
    """What this one sees when Maya left the last question out, or answered it for herself alone."""
    where = reverse("first_step", args=[cast.network.pk, "intention"])
    with forgotten_afterwards():
        assert entered(cast, "maya").post(where, said).status_code == 302
        return everything(cast, parts, who)


def test_maya_sees_that_she_answered():
    cast = assemble()
    maya, here = entered(cast, "maya"), [cast.network.pk]
    overview = reverse("first_steps", args=here)
    maya.post(reverse("first_step", args=[*here, "intention"]), {"skip": "1"})
    assert b"Left out for now" in maya.get(overview).content
    maya.post(reverse("first_step", args=[*here, "intention"]), {"words": "Call June"})
    assert b"Answered" in maya.get(overview).content
