"""What a steward sees is the same, byte by byte, whether or not the person keeps secrets."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.networks.models import Note
from closeknit.plans.models import Intention
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import Cast, assemble, entered

pytestmark = pytest.mark.django_db


def everything(cast: Cast, parts: dict[str, str], who: str) -> dict[str, tuple[int, str]]:
    """Every page of the network as this one of the cast sees it."""
    reader = entered(cast, who)
    found = {}
    for name in OF_A_NETWORK:
        answer = reader.get(address(name, parts))
        text = "" if answer.streaming else answer.content.decode()
        found[name] = (answer.status_code, re.sub(r'csrf\w*" value="\w+"', "", text))
    return found


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


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya"])
def test_nobody_can_tell_whether_maya_keeps_secrets(who):
    cast = assemble()
    parts = fill(cast)
    everything(cast, parts, who)  # the map settles where people stand
    before = everything(cast, parts, who)
    entries = Entry.objects.count()
    keep_secrets(cast)
    assert Entry.objects.count() >= entries + 7
    assert everything(cast, parts, who) == before


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya"])
def test_the_first_steps_do_not_tell_what_maya_means_to_do(who):
    """The last question asks for something only she sees: answered or left out looks the same."""
    cast = assemble()
    parts = fill(cast)
    everything(cast, parts, who)  # the map settles where people stand
    seen = []
    for said in ({"skip": "1"}, {"words": "Tell nobody", "version": 1}):
        with transaction.atomic():
            where = reverse("first_step", args=[cast.network.pk, "intention"])
            assert entered(cast, "maya").post(where, said).status_code == 302
            seen.append(everything(cast, parts, who))
            transaction.set_rollback(True)  # the same network, as it was before she answered
    assert seen[0] == seen[1]


def test_maya_sees_that_she_answered():
    cast = assemble()
    maya, here = entered(cast, "maya"), [cast.network.pk]
    overview = reverse("first_steps", args=here)
    maya.post(reverse("first_step", args=[*here, "intention"]), {"skip": "1"})
    assert b"Left out for now" in maya.get(overview).content
    maya.post(reverse("first_step", args=[*here, "intention"]), {"words": "Call June"})
    assert b"Answered" in maya.get(overview).content
