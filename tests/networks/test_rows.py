"""Rows of a network: written once, changed with care, taken away and brought back."""

import datetime as dt

import pytest
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import Membership, Note, Person, Stale, Version, base
from closeknit.policy import Denied, Role
from tests.cast import account
from tests.matrix.rows import KINDS

pytestmark = pytest.mark.django_db


def test_whoever_comes_second_learns_what_the_first_one_wrote(cast):
    june = Person.visible_to(cast.maya).get(name="June")
    seen_by_rosa = Person.visible_to(cast.rosa).get(pk=june.pk)
    june.revise(cast.maya, 1, name="June Okoye")
    with pytest.raises(Stale) as stale:
        seen_by_rosa.revise(cast.rosa, 1, name="Junie")
    assert stale.value.row.name == "June Okoye"
    assert Person.visible_to(cast.maya).get(pk=june.pk).name == "June Okoye"


def test_an_earlier_text_is_kept_with_who_changed_it(cast):
    june = cast.people["june"]
    june.revise(cast.rosa, 1, name="June O.")
    kept = Version.everyones.get(row=june.pk)
    assert (kept.state["name"], kept.version, kept.author_id) == ("June", 1, cast.rosa.account)
    assert Version.before(june, cast.maya, 1)["known_as"] == "neighbour"


def test_saying_the_same_again_changes_nothing(cast):
    june = cast.people["june"]
    june.revise(cast.maya, 1, name="June")
    assert june.version == 1
    assert not Version.everyones.filter(row=june.pk).exists()


def test_somebody_taken_off_the_map_can_be_brought_back(cast):
    june = cast.people["june"]
    june.bin(cast.maya)
    assert not Person.visible_to(cast.maya).filter(pk=june.pk).exists()
    june.take_back(cast.maya)
    assert Person.visible_to(cast.maya).get(pk=june.pk).name == "June"


def test_every_deed_leaves_an_entry(cast):
    june = cast.people["june"]
    june.revise(cast.rosa, 1, name="June O.")
    june.bin(cast.maya)
    deeds = Entry.objects.filter(row=june.pk).values_list("deed", "account")
    assert list(deeds) == [
        ("welcomed", cast.maya.account),
        ("changed", cast.rosa.account),
        ("removed", cast.maya.account),
    ]


def test_a_member_changes_nothing_and_nothing_is_written(cast):
    before = Entry.objects.count()
    with pytest.raises(Denied):
        cast.people["june"].revise(cast.kofi, 1, name="Someone else")
    with pytest.raises(Denied):
        cast.people["june"].bin(cast.kofi)
    with pytest.raises(Denied):
        Person.welcome(cast.kofi, "A friend of mine")
    assert Entry.objects.count() == before


def test_a_stranger_finds_nothing(cast):
    assert not Person.visible_to(cast.lena).filter(network=cast.network).exists()
    with pytest.raises(Denied):
        cast.people["june"].revise(cast.lena, 1, name="Mine")


def test_members_see_who_takes_part_and_nobody_else(cast):
    names = Person.visible_to(cast.kofi).values_list("name", flat=True)
    assert sorted(names) == ["Kofi", "Rosa", "Tanya"]


def test_a_paid_member_sees_herself_and_what_is_for_everyone(cast):
    names = Person.visible_to(cast.tanya).values_list("name", flat=True)
    assert list(names) == ["Tanya"]


def test_a_private_note_is_its_authors_alone(cast):
    Note.make(cast.rosa, person=cast.people["june"], text="Her key is under the pot.")
    assert not Note.visible_to(cast.maya).exists()
    assert Note.visible_to(cast.rosa).count() == 1


def test_many_people_come_in_one_go(cast):
    made = Person.welcome_many(cast.maya, [{"name": "Dee"}, {"name": "Pat"}])
    assert [person.name for person in made] == ["Dee", "Pat"]
    assert Entry.objects.filter(deed="welcomed", row__in=[p.pk for p in made]).count() == 2


def test_whoever_has_left_is_a_stranger_at_once(cast):
    kofi = Membership.active().get(account=cast.kofi.account)
    kofi.end(cast.maya)
    assert cast.network.actor(cast.kofi.account).role == "stranger"


def test_neither_a_paid_member_nor_a_stranger_ends_somebody_elses_part(cast):
    kofi = Membership.active().get(account=cast.kofi.account)
    for who in (cast.tanya, cast.lena):
        with pytest.raises(Denied):
            kofi.end(who)
    assert cast.network.actor(cast.kofi.account).role == "member"


@pytest.mark.parametrize(
    ("whose", "who"),
    [("maya", "rosa"), ("maya", "kofi"), ("maya", "tanya"), ("rosa", "kofi"), ("rosa", "tanya")],
)
def test_nobody_ends_the_part_of_the_person_and_no_member_that_of_a_steward(cast, whose, who):
    part = Membership.active().get(network=cast.network, account=cast.account(whose))
    with pytest.raises(Denied):
        part.end(cast.actors[who])


def test_somebody_who_is_new_sees_their_own_part_until_it_is_opened(cast):
    ines = account("ines")
    place = Person.welcome(cast.maya, "Inés")
    part = Membership.welcome(cast.maya, ines.pk, Role.MEMBER, person=place)
    actor = cast.network.actor(ines.pk)
    assert [row.pk for row in Person.visible_to(actor)] == [place.pk]
    part.open_up(cast.maya)
    assert Person.visible_to(cast.network.actor(ines.pk)).count() > 1


def test_an_end_date_is_the_first_moment_that_is_too_late(cast):
    part = Membership.active().get(account=cast.tanya.account)
    end = timezone.now()
    part.revise(cast.maya, part.version, "changed", until=end)
    here = {"account": cast.tanya.account}
    assert Membership.active(end - dt.timedelta(seconds=1)).filter(**here).exists()
    assert not Membership.active(end).filter(**here).exists()


def test_the_question_who_may_read_is_put_once_and_answered_anew(cast, monkeypatch):
    """What a kind of row asks of itself alone is kept for this actor; no answer is."""
    june, asked = cast.people["june"], []
    build = Note._as_read_by.__func__

    def seen(cls, actor, channel):
        asked.append(actor)
        return build(cls, actor, channel)

    monkeypatch.setattr(Note, "_as_read_by", classmethod(seen))
    base._as_read_before.cache_clear()
    assert list(Note.visible_to(cast.maya)) == []
    note = Note.make(cast.maya, person=june, text="Likes soup.")
    assert list(Note.visible_to(cast.maya)) == [note]
    assert list(Note.visible_to(cast.rosa)) == []
    note.bin(cast.maya)
    assert list(Note.visible_to(cast.maya)) == []
    assert asked == [cast.maya, cast.rosa]


def test_a_question_that_hangs_on_a_date_or_on_a_yes_is_put_anew():
    anew = {model.__name__ for model in KINDS if model.asks_for_more_than_itself()}
    assert anew == {"Person", "Portrait", "Moment", "Story", "Photo"}
