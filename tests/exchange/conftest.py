"""Somebody of the cast at the door of the exchange."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from closeknit.exchange.models import Draft
from tests.cast import sure

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Dee Park
TEL;TYPE=CELL:+1 416 555 0100
EMAIL:dee@example.org
BDAY:1990-04-09
ADR:;;4 Elm Street;Toronto;;;
NOTE:Owes me ten dollars
CATEGORIES:Choir
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:June
TEL:none
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:City Clinic
ORG:City Clinic
END:VCARD
"""


@pytest.fixture
def maya(maya):
    """Maya, who said a moment ago that it is her."""
    return sure(maya)


@pytest.fixture
def rosa(rosa):
    return sure(rosa)


@pytest.fixture
def enter(enter):
    """The same for everybody."""
    return lambda who: sure(enter(who))


@pytest.fixture
def at(cast):
    """`at("choose_contacts", draft)`: an address in Maya's network."""

    def address(name, *more):
        return reverse(name, args=[cast.network.pk, *(getattr(one, "pk", one) for one in more)])

    return address


@pytest.fixture
def brought(cast, rosa, at):
    """`brought(text)`: Rosa brings this and is asked who belongs."""

    def bring(text=CARDS, name="contacts.vcf", client=rosa):
        data = text if isinstance(text, bytes) else text.encode()
        answer = client.post(at("bring_contacts"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 302, answer.content.decode()
        return Draft.everyones.latest("made_at")

    return bring


@pytest.fixture
def tick(rosa, at):
    """`tick(draft, "Dee Park")`: Rosa ticks them and goes on."""

    def ticked(draft, *names, client=rosa):
        keys = dict(draft.contacts.values_list("name", "pk"))
        said = {"shown": list(keys.values()), "ticked": [keys[n] for n in names], "go": "on"}
        return client.post(at("choose_contacts", draft), said)

    return ticked
