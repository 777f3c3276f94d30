"""Everyone has a face, and photos are shown to those who may see them and nobody else."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from closeknit.networks.faces import OF_KIND, face_for
from closeknit.networks.models import Network, Person, Portrait
from closeknit.networks.portraits import hang
from tests.cast import entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def photo(name="june.jpg", form="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, form)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def face_page(cast, who="june"):
    return reverse("person_face", args=[cast.network.pk, cast.people[who].pk])


def portraits(cast, actor):
    return {p.person_id or "": p for p in Portrait.visible_to(actor)}


def june(cast):
    return Person.visible_to(cast.maya).get(pk=cast.people["june"].pk)


def test_without_a_choice_a_person_has_initials(cast):
    face = face_for(Person(name="Tío Ben"), {})
    assert (face.kind, face.initials, face.href) == ("initials", "TB", "")


@pytest.mark.parametrize("kind", OF_KIND)
def test_pets_places_groups_things_and_the_dead_have_a_symbol(kind):
    face = face_for(Person(name="Biscuit", kind=kind), {})
    assert face.kind == "symbol"
    assert OF_KIND[kind] in face.href


def test_a_chosen_face_is_worn(cast):
    entered(cast, "rosa").post(face_page(cast), {"face": "june"})
    face = face_for(june(cast), {})
    assert (face.kind, face.href.rpartition("/")[2]) == ("drawn", "june.svg")


def test_a_face_that_is_gone_falls_back_to_initials(cast):
    assert face_for(Person(name="June", face="no-such-face"), {}).kind == "initials"


def test_a_photo_is_hung_and_shown(cast):
    rosa = entered(cast, "rosa")
    rosa.post(face_page(cast), {"photo": photo(), "part": "start"})
    face = face_for(june(cast), portraits(cast, cast.rosa))
    assert face.kind == "photo"
    answer = rosa.get(face.href)
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"
    assert answer["Content-Type"] == "image/webp"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_photo_is_shown_only_to_those_who_may_see_it(cast):
    of_june = hang(cast.maya, cast.people["june"], b"RIFF")
    of_rosa = hang(cast.maya, cast.people["rosa"], b"RIFF")
    of_maya = hang(cast.maya, cast.network, b"RIFF")
    seen = {
        name: [
            entered(cast, name).get(reverse("portrait", args=[cast.network.pk, row.pk])).status_code
            for row in (of_june, of_rosa, of_maya)
        ]
        for name in ("maya", "rosa", "kofi", "lena")
    }
    assert seen == {
        "maya": [200, 200, 200],
        "rosa": [200, 200, 200],
        "kofi": [404, 200, 200],
        "lena": [404, 404, 404],
    }


def test_through_another_network_a_photo_is_not_found(cast):
    row = hang(cast.maya, cast.people["june"], b"RIFF")
    lena = entered(cast, "lena")
    assert lena.get(reverse("portrait", args=[cast.other.pk, row.pk])).status_code == 404


def test_a_lost_file_is_not_found_and_no_error(cast):
    row = hang(cast.maya, cast.people["june"], b"RIFF")
    default_storage.delete(row.file)
    address = reverse("portrait", args=[cast.network.pk, row.pk])
    assert entered(cast, "maya").get(address).status_code == 404


@pytest.mark.parametrize("name", ["cat.gif", "june.jpg"])
def test_what_is_no_photo_is_refused_and_the_old_face_stays(cast, name):
    entered(cast, "maya").post(face_page(cast), {"face": "june"})
    sent = SimpleUploadedFile(name, b"GIF89a" + b"\0" * 40, "image/jpeg")
    answer = entered(cast, "maya").post(face_page(cast), {"photo": sent, "face": "pet-dog"})
    assert answer.status_code == 422
    assert "JPEG, PNG, WebP or HEIC" in answer.content.decode()
    assert june(cast).face == "june"


def test_choosing_a_drawn_face_takes_the_photo_down(cast):
    hang(cast.maya, cast.people["june"], b"RIFF")
    entered(cast, "maya").post(face_page(cast), {"face": "june"})
    assert face_for(june(cast), portraits(cast, cast.maya)).kind == "drawn"


def test_keeping_the_photo_keeps_it(cast):
    hang(cast.maya, cast.people["june"], b"RIFF")
    entered(cast, "maya").post(face_page(cast), {"face": "photo"})
    assert face_for(june(cast), portraits(cast, cast.maya)).kind == "photo"


def test_going_back_to_initials(cast):
    entered(cast, "maya").post(face_page(cast), {"face": "june"})
    entered(cast, "maya").post(face_page(cast), {"face": ""})
    assert face_for(june(cast), {}).kind == "initials"


def test_a_member_chooses_their_own_face_even_a_photo(cast):
    kofi = entered(cast, "kofi")
    kofi.post(face_page(cast, "kofi"), {"photo": photo()})
    kofi_now = Person.visible_to(cast.rosa).get(pk=cast.people["kofi"].pk)
    assert face_for(kofi_now, portraits(cast, cast.rosa)).kind == "photo"
    assert kofi.get(face_page(cast, "rosa")).status_code == 404


def test_the_person_in_the_middle_has_a_face_as_well(cast):
    address = reverse("network_face", args=[cast.network.pk])
    entered(cast, "maya").post(address, {"face": "maya"})
    network = Network.everyones.get(pk=cast.network.pk)
    assert face_for(network, {}).kind == "drawn"
    entered(cast, "maya").post(address, {"photo": photo(form="PNG")})
    assert face_for(network, portraits(cast, cast.kofi)).kind == "photo"
    assert entered(cast, "kofi").get(address).status_code == 404


def test_every_face_to_choose_has_words(cast):
    page = entered(cast, "maya").get(face_page(cast)).content.decode()
    assert page.count('class="face-choice"') > 60
    assert 'alt=""' not in page.partition('id="form"')[2]
