"""The made-up scene: comes in once, says so, and goes without a trace."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.home import demo
from closeknit.networks.models import (
    Chapter,
    Invitation,
    Network,
    Person,
    Proposal,
)
from closeknit.networks.snapshot import snapshot
from closeknit.stories.models import Moment, Photo
from closeknit.stories.sound import only_samples
from closeknit.workshops.models import Offer
from tests.again import Again

pytestmark = pytest.mark.django_db
SCENE: Again[object] = Again()


def brought() -> None:
    """The scene, made once and written again for whoever only looks at it or takes it away."""
    SCENE(demo.load, 0)


@pytest.fixture(autouse=True)
def _never_removed_before():
    demo.removed_before().unlink(missing_ok=True)
    yield
    demo.removed_before().unlink(missing_ok=True)


def rows():
    """How many rows there are of each kind."""
    kinds = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._base_manager.count() for model in kinds}


def maya():
    network = Network.made_up_ones().get()
    return network, network.actor(Account.objects.get(name="Maya").pk)


def test_the_scene_comes_in_once():
    assert demo.load() is not None
    before = rows()
    assert demo.load() is None
    assert rows() == before


def test_everyone_of_the_cast_can_be_entered_and_has_one_line():
    brought()
    assert [player.name for player in demo.cast()] == [
        "Maya",
        "Rosa",
        "Kofi",
        "June",
        "Tanya",
        "Alma",
    ]
    assert all(player.line and player.face for player in demo.cast())


def test_the_scene_has_years_behind_it():
    brought()
    _network, actor = maya()
    june = Person.visible_to(actor).get(name="June")
    since = Chapter.visible_to(actor).filter(person=june).values_list("since", flat=True)
    assert sorted(since) == ["2019", "2023", "2025"]
    assert len({moment.made_at.year for moment in Moment.visible_to(actor)}) > 3


def test_the_year_before_the_scene_came_in_has_changes_with_reasons():
    brought()
    network, actor = maya()
    today = timezone.localdate()
    dee = Person.visible_to(actor).get(name="Dee").pk
    days = [today - dt.timedelta(days=ago) for ago in (365, 200, 0)]
    seen = [snapshot(network, actor, day).network.person(dee).circle for day in days]
    assert seen == [2, 3, 2]
    lately = [tie for tie in Chapter.visible_to(actor) if len(tie.since) == 10]
    assert all(tie.why for tie in lately)


def test_rosa_looks_after_it_and_tanya_is_paid():
    brought()
    network, _actor = maya()
    rosa, tanya = (network.actor(Account.objects.get(name=n).pk) for n in ("Rosa", "Tanya"))
    assert rosa.role == "steward"
    assert tanya.paid


def test_two_things_wait_for_mayas_yes_and_dee_is_asked():
    brought()
    _network, actor = maya()
    kinds = Proposal.visible_to(actor).filter(decided_at=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["change", "invite"]
    states = {row.whom: row.state() for row in Invitation.visible_to(actor)}
    assert states == {"Dee": "open", "Zoe": "waits"}
    assert not any(row.address for row in Invitation.visible_to(actor))


def test_the_scene_shows_pets_and_somebody_who_has_died():
    brought()
    network, actor = maya()
    from django.utils import timezone

    kinds = {p.kind for p in snapshot(network, actor, timezone.localdate()).network.people}
    assert {"person", "pet", "died"} <= kinds


def test_after_removal_nothing_of_it_is_left_in_any_table(client):
    before = rows()
    demo.load()
    client.force_login(Account.objects.get(name="Maya"))
    for player in demo.cast():
        client.get(reverse("first_steps", args=[Network.made_up_ones().get().pk]))
        assert player.account
    client.logout()
    client.force_login(Account.objects.get(name="Rosa"))
    assert demo.remove()
    assert rows() == before


def test_once_removed_it_does_not_come_back_by_itself():
    brought()
    demo.remove()
    assert demo.load() is None
    assert not demo.is_here()


def test_removing_takes_one_click(client):
    brought()
    client.force_login(Account.objects.get(name="Kofi"))
    reply = client.post(reverse("remove_demo"))
    assert reply.url == reverse("welcome")
    assert not demo.is_here()


def test_a_real_person_from_elsewhere_cannot_remove_it(client):
    brought()
    assert client.post(reverse("remove_demo")).status_code == 404
    assert demo.is_here()


def test_a_real_network_beside_the_scene_stays(client):
    from tests.cast import assemble

    assemble()
    before = rows()
    demo.load()
    demo.remove()
    assert rows() == before


def test_nobody_can_enter_the_scene_with_a_password():
    brought()
    assert not any(row.has_usable_password() for row in Account.objects.filter(made_up=True))


def test_the_mark_of_removal_stands_in_the_data_folder():
    assert demo.removed_before().parent == settings.DATA


def test_there_are_pictures_and_each_was_made_smaller():
    brought()
    network, actor = maya()
    kofi = network.actor(Account.objects.get(name="Kofi").pk)
    assert Photo.visible_to(actor).count() == 7
    assert Photo.visible_to(kofi).count() == 5
    assert max(photo.width for photo in Photo.visible_to(actor)) <= 960


def test_their_files_go_with_the_scene(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    demo.load()
    assert len(list(tmp_path.rglob("*.webp"))) == 22
    assert len(list(tmp_path.rglob("*.mp3"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        demo.remove()
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_maya_can_be_heard_humming_and_the_words_say_that_it_is_a_computer(client):
    brought()
    _network, actor = maya()
    moment = Moment.visible_to(actor).exclude(sound="").get()
    assert 3 <= moment.seconds <= 10
    assert "computer" in moment.text
    client.force_login(Account.objects.get(name="Maya"))
    page = client.get(reverse("stories", args=[actor.network])).content.decode()
    src = reverse("moment_file", args=[actor.network, moment.pk, "sound"])
    assert src in page
    heard = client.get(src)
    assert heard["Content-Type"] == "audio/mpeg"
    assert only_samples(b"".join(heard.streaming_content))


def test_kofis_story_has_a_picture_and_the_group_sees_both():
    brought()
    network, _actor = maya()
    kofi = network.actor(Account.objects.get(name="Kofi").pk)
    photo = Photo.visible_to(kofi).get(author=kofi.account)
    assert photo.story is not None
    assert "scarf" in photo.story.happened
    assert {row.lived.pk for row in Offer.standing("recap")} == {photo.pk, photo.story.pk}
