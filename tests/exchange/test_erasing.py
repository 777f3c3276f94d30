"""Erasing for good: who may, what it takes, and that nothing is left on the disk."""

import json
import secrets
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.exchange.parcel import PARCEL
from closeknit.networks.erasure import erase, files_of, write_over
from closeknit.networks.models import (
    Contact,
    Network,
    Note,
    Person,
    Portrait,
    Row,
    Support,
    Version,
    Wish,
)
from closeknit.plans.models import Intention
from closeknit.stories.models import Moment
from tests.cast import assemble, entered, place, sure

from .archives import furnish

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(cast):
    return reverse("erase_network", args=[cast.network.pk])


def test_maya_writes_the_name_and_everything_is_gone(cast, maya, where):
    answer = maya.post(where, {"name": " MAYA "}, follow=True)
    assert "The network is erased. Nothing of it is left here." in answer.content.decode()
    assert not Network.everyones.filter(name="Maya").exists()
    assert maya.get(where).status_code == 404


@pytest.mark.parametrize("name", ["", "May", "Maya Reyes", "yes"])
def test_another_name_erases_nothing(cast, maya, where, name):
    answer = maya.post(where, {"name": name})
    assert answer.status_code == 422
    assert Network.everyones.filter(name="Maya").exists()


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya", "lena"])
def test_nobody_else_finds_this_page(cast, enter, where, who):
    assert enter(who).get(where).status_code == 404
    assert enter(who).post(where, {"name": "Maya"}).status_code == 404
    assert Network.everyones.filter(name="Maya").exists()


def test_the_page_says_plainly_what_goes_and_offers_to_take_it_out_first(cast, maya, where):
    page = maya.get(where).content.decode()
    assert "Nobody can undo this." in page
    assert "That concerns: Rosa, Kofi, Tanya." in page
    assert reverse("take_out", args=[cast.network.pk]) in page


@pytest.mark.parametrize("name", ["erase_network", "take_out"])
def test_whoever_has_a_password_is_asked_for_it_once_more(cast, maya, name):
    account = cast.account("maya")
    account.set_password("correct horse battery")
    account.save()
    maya.force_login(account)
    page = reverse(name, args=[cast.network.pk])
    asking = reverse("account_reauthenticate")
    answer = maya.get(page)
    assert (answer.status_code, answer.url) == (302, f"{asking}?{urlencode({'next': page})}")
    assert maya.post(page, {"name": "Maya"}).url.startswith(asking)
    assert Network.everyones.filter(name="Maya").exists()
    answer = maya.post(f"{answer.url}", {"password": "correct horse battery"})
    assert answer.url == page
    assert maya.get(page).status_code == 200
    session = maya.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = time.time() - 3600
    session.save()
    assert maya.get(page).status_code == 302


def test_no_kind_of_row_is_left(cast, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    furnish(cast)
    erase(cast.network)
    for piece in PARCEL:
        if issubclass(piece.of, Row) and piece.of is not Network:
            assert not piece.of.everyones.exclude(network=cast.other).exists(), piece.model
    assert not Version.everyones.exists()


def test_the_record_keeps_keys_and_no_name(cast, maya, where):
    key = cast.network.pk
    maya.post(where, {"name": "Maya"})
    entries = Entry.objects.filter(network=key)
    assert entries.filter(deed="erased").exists()
    told = json.dumps(list(entries.values("deed", "resource", "row", "detail", "on_behalf")))
    for name in ("June", "Rosa", "Kofi", "Tanya"):
        assert name not in told


def test_files_of_every_room_are_found(cast, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    furnish(cast)
    assert len([name for name in files_of(cast.network) if name]) == 7


def test_a_row_that_names_a_file_says_where_it_comes_back():
    for piece in PARCEL:
        if issubclass(piece.of, Row) and piece.of.file_fields and piece.part:
            assert piece.folder, piece.model


def plant(cast):
    """Twenty words that stand nowhere else, each in another place."""
    words = [f"canary{secrets.token_hex(8)}" for _one in range(20)]
    left = iter(words)
    maya, june = cast.maya, cast.people["june"]
    june.revise(maya, 1, known_as=next(left))
    june.revise(maya, 2, known_as=next(left), name=next(left))
    tie = place(cast, "june", circle=2, how_met=next(left), gives={"talk": next(left)})
    tie.revise(maya, 1, why=next(left))
    Note.make(maya, person=june, text=next(left) * 100)
    note = Note.make(cast.rosa, person=june, text=next(left))
    note.bin(cast.rosa)
    Contact.make(maya, person=june, how="address", value=next(left))
    Wish.make(maya, kind="companion", words=next(left))
    Support.make(maya, name=next(left)[:60], hint=next(left))
    moment = Moment.make(maya, "told", text=next(left) * 60)
    moment.revise(maya, 1, text=next(left))
    Intention.make(cast.kofi, words=next(left))
    cast.network.revise(maya, 1, "purposed", purpose=next(left))
    Person.welcome_many(maya, [{"name": next(left)} for _one in range(2)])
    for _one in range(2):
        content = ContentFile(b"RIFF" + next(left).encode() * 50)
        name = default_storage.save(f"portraits/aa/{secrets.token_hex(4)}.webp", content)
        Portrait.make(maya, file=name)
    return words


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["erase", "leave"])
def test_nothing_is_left_on_the_disk(tmp_path, settings, how):
    """Every byte of the database, of what was not yet written into it, and of the files."""
    settings.MEDIA_ROOT = tmp_path
    cast = assemble()
    words = plant(cast)
    if connection.vendor == "sqlite":
        assert len(left(words, tmp_path)) >= 18, "the canaries were never there"
    if how == "erase":
        sure(entered(cast, "maya")).post(
            reverse("erase_network", args=[cast.network.pk]), {"name": cast.network.name}
        )
        assert left(words, tmp_path) == []
    else:
        kept = [word for word in words if word not in rosas(words)]
        entered(cast, "rosa").post(reverse("leave", args=[cast.network.pk]), {"words": "remove"})
        assert left(rosas(words), tmp_path) == []
        assert len(left(kept, tmp_path)) > 10


def rosas(words):
    return [words[7]]


def left(words, folder):
    """Those of these words that stand anywhere on the disk."""
    data = b""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        paths = [Path(name + ending) for ending in ("", "-wal", "-shm", "-journal")]
        data += b"".join(path.read_bytes() for path in paths if path.exists())
    data += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    rows = "" if connection.vendor == "sqlite" else rows_as_text()
    return [word for word in words if word.encode() in data or word in rows]


def rows_as_text():
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.django_db(transaction=True)
def test_the_database_is_only_written_anew_between_deeds():
    assert write_over()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1
            assert cursor.execute("PRAGMA temp_store").fetchone()[0] == 2


def test_everything_that_is_somebodys_can_be_erased():
    """Each model that is a row of a network goes when the network goes."""
    for model in apps.get_models():
        if issubclass(model, Row) and model is not Network:
            field = model._meta.get_field("network")
            assert field.remote_field.on_delete.__name__ == "CASCADE", model
