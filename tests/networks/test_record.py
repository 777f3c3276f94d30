"""What happened: every deed and every look at something private, for those who may know of it."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
import time_machine
from django.urls import reverse

from closeknit.accounts.models import Entry, Look
from closeknit.accounts.record import forget
from closeknit.accounts.verify import verify
from closeknit.networks.models import Chapter, Contact, Link, Membership, Note, Person, Stale, Wish
from closeknit.policy import Level
from closeknit.stories.models import Moment
from tests.accounts.test_chain import at_once
from tests.addresses import ALL, OF_A_NETWORK, address, fill
from tests.cast import Cast, entered, place

pytestmark = pytest.mark.django_db
TUESDAY = dt.datetime(2026, 3, 3, 14, 10, tzinfo=dt.UTC)


def at(cast: Cast, name: str, *more: str) -> str:
    return reverse(name, args=[cast.network.pk, *more])


def told(cast: Cast, who: str, query: str = "") -> list[str]:
    """The sentences on the page, as this one of the cast reads them."""
    answer = entered(cast, who).get(at(cast, "record") + query)
    assert answer.status_code == 200
    found = re.findall(r"</svg><p>(.*?)</p><time", answer.content.decode())
    return [html.unescape(line) for line in found]


def looks(cast: Cast) -> list[tuple[str, str, str]]:
    names = {actor.account: name for name, actor in cast.actors.items()}
    rows = Look.objects.order_by("at").values_list("account", "resource", "row")
    return [(names[account], resource, row) for account, resource, row in rows]


class TestLooks:
    def test_rosa_looks_at_junes_page_and_maya_reads_it(self, cast, rosa):
        june = cast.people["june"]
        with time_machine.travel(TUESDAY, tick=False):
            assert rosa.get(at(cast, "person", june.pk)).status_code == 200
        assert looks(cast) == [("rosa", "person", june.pk)]
        assert told(cast, "maya", "?what=looks") == ["Rosa looked at June’s page."]
        page = entered(cast, "maya").get(at(cast, "record") + "?what=looks").content.decode()
        assert "Tuesday 3 March 2026" in page
        assert ">14:10</time>" in page

    def test_looking_again_within_the_hour_is_one_look(self, cast, rosa):
        where = at(cast, "person", cast.people["june"].pk)
        with time_machine.travel(TUESDAY, tick=False) as clock:
            for _ in range(3):
                rosa.get(where)
            assert Look.objects.count() == 1
            clock.shift(dt.timedelta(hours=1))
            rosa.get(where)
        assert Look.objects.count() == 2

    def test_what_maya_reads_is_written_down_nowhere(self, cast, maya):
        parts = fill(cast)
        for name in OF_A_NETWORK:
            maya.get(address(name, parts))
        assert looks(cast) == []

    def test_the_map_in_all_its_forms_is_one_look(self, cast, rosa):
        with time_machine.travel(TUESDAY, tick=False):
            for name in ("map", "map_svg", "people", "people_tree", "people_sentences"):
                assert rosa.get(at(cast, name)).status_code == 200
        assert looks(cast) == [("rosa", "tie", "")]
        assert told(cast, "maya", "?what=looks") == ["Rosa looked at the map."]

    def test_somebody_opened_on_the_map_is_who_was_looked_at(self, cast, rosa):
        june = cast.people["june"]
        rosa.get(at(cast, "map") + f"?focus={june.pk}")
        rosa.get(at(cast, "map") + "?focus=" + "x" * 40)
        assert set(looks(cast)) == {("rosa", "person", june.pk), ("rosa", "tie", "")}

    def test_a_member_sees_who_takes_part_and_that_is_no_look(self, cast, enter):
        assert enter("kofi").get(at(cast, "people")).status_code == 200
        assert looks(cast) == []

    def test_nobody_leaves_a_look_at_their_own_page_or_at_what_they_wrote(self, cast, rosa, enter):
        wish = Wish.make(cast.rosa, kind="companion", words="A friend")
        assert rosa.get(at(cast, "wish", wish.pk)).status_code == 200
        assert rosa.get(at(cast, "person", cast.people["rosa"].pk)).status_code == 200
        assert enter("kofi").get(at(cast, "person", cast.people["kofi"].pk)).status_code == 200
        assert looks(cast) == []

    def test_a_way_to_reach_somebody_is_named_as_that(self, cast, rosa):
        contact = Contact.make(cast.maya, person=cast.people["june"], how="phone", value="0123")
        rosa.get(at(cast, "change_contact", contact.pk))
        assert told(cast, "maya", "?what=looks") == ["Rosa looked at a way to reach June."]

    def test_what_is_missing_is_no_look(self, cast, rosa):
        assert rosa.get(at(cast, "person", "x" * 16)).status_code == 404
        assert rosa.get(at(cast, "wish", "x" * 16)).status_code == 404
        assert looks(cast) == []

    @pytest.mark.parametrize("name", ["bin", "gaps", "wishes", "away", "help", "first_steps"])
    def test_every_list_of_private_things_is_a_look(self, cast, rosa, name):
        assert rosa.get(at(cast, name)).status_code == 200
        assert len(looks(cast)) == 1
        assert len(told(cast, "maya", "?what=looks")) == 1

    def test_every_page_about_june_is_a_look_at_june(self, cast, rosa):
        parts = fill(cast)
        about = [name for name in OF_A_NETWORK if "person" in ALL[name].pattern.regex.groupindex]
        assert len(about) > 5
        for name in about:
            Look.objects.all().delete()
            if rosa.get(address(name, parts)).status_code == 200:
                assert looks(cast) == [("rosa", "person", parts["person"])], name


class TestThePage:
    def test_maya_reads_every_deed_newest_first_and_named(self, cast):
        Chapter.turn(cast.maya, cast.people["june"], "2026-03-03", circle=2)
        lines = told(cast, "maya")
        assert lines[0] == "You said how June is joined."
        assert "You welcomed June to the network." in lines
        assert lines[-1] == "You began the network."
        assert len(lines) == Entry.objects.filter(network=cast.network.pk).count()

    def test_what_is_in_the_bin_is_named_and_what_is_gone_for_good_is_not(self, cast):
        june = cast.people["june"]
        june.bin(cast.rosa)
        assert told(cast, "maya")[0] == "Rosa put June in the bin."
        june.delete()
        assert told(cast, "maya")[0] == "Rosa put somebody on the map in the bin."

    def test_maya_reads_nothing_of_what_rosa_keeps_to_herself(self, cast):
        before = told(cast, "maya")
        Note.make(cast.rosa, person=cast.people["june"], text="Only for me")
        moment = Wish.make(cast.rosa, audience=Level.ONLY_ME, kind="companion", words="Secret")
        moment.revise(cast.rosa, 1, words="Secreter")
        assert told(cast, "maya") == before
        assert "You added a note about June." in told(cast, "rosa")

    def test_what_was_open_and_is_private_now_is_not_told_any_more(self, cast):
        moment = Moment.make(cast.rosa, text="The bread was warm.")
        assert "Rosa added a moment." in told(cast, "maya")
        Moment.everyones.filter(pk=moment.pk).update(audience=Level.ONLY_ME)
        assert "Rosa added a moment." not in told(cast, "maya")
        assert "You added a moment." in told(cast, "rosa")

    def test_rosa_reads_who_takes_part_and_what_she_did_herself(self, cast):
        place(cast, "june", circle=2)
        Person.welcome(cast.rosa, "Dee")
        lines = told(cast, "rosa")
        assert "You welcomed Dee to the network." in lines
        assert "Maya welcomed Kofi to the network." in lines
        assert not [line for line in lines if "June" in line]

    def test_kofi_reads_his_own_deeds_and_who_looked_at_him(self, cast, rosa, enter):
        assert told(cast, "kofi") == []
        rosa.get(at(cast, "person", cast.people["kofi"].pk))
        rosa.get(at(cast, "person", cast.people["june"].pk))
        assert told(cast, "kofi") == ["Rosa looked at Kofi’s page."]
        assert told(cast, "tanya") == []

    def test_the_page_is_sorted_out_by_who_and_by_what(self, cast, rosa):
        Person.welcome(cast.rosa, "Dee")
        rosa.get(at(cast, "map"))
        member = Membership.active().get(account=cast.rosa.account)
        by_rosa = told(cast, "maya", f"?who={member.pk}")
        assert by_rosa == ["Rosa looked at the map.", "Rosa welcomed Dee to the network."]
        assert told(cast, "maya", f"?who={member.pk}&what=deeds") == by_rosa[1:]
        assert told(cast, "maya", "?what=looks") == by_rosa[:1]

    @pytest.mark.parametrize(
        "query", ["?page=x", "?page=-1", "?who=%00a", "?who=x&what=y", "?page=9999"]
    )
    def test_an_address_that_makes_no_sense_still_shows_the_page(self, cast, query):
        answer = entered(cast, "maya").get(at(cast, "record") + query)
        assert answer.status_code in (200, 404)
        assert b"What happened" in answer.content or answer.status_code == 404

    def test_many_deeds_come_in_pages_and_none_is_left_out(self, cast):
        Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(90)])
        lines = [line for n in (1, 2, 3) for line in told(cast, "maya", f"?page={n}")]
        assert len(lines) == Entry.objects.filter(network=cast.network.pk).count()
        assert len({line for line in lines if "Neighbour" in line}) == 90

    def test_somebody_who_was_forgotten_is_not_named(self, cast):
        Person.welcome(cast.rosa, "Dee")
        forget(cast.network.pk, cast.rosa.account, by=cast.maya)
        assert "Somebody who has left welcomed somebody to the network." in told(cast, "maya")
        assert "You had names taken out of the record." in told(cast, "maya")
        assert verify().troubles == []

    def test_names_people_typed_are_only_letters_on_the_page(self, cast):
        Person.welcome(cast.rosa, "<script>alert(1)</script>")
        page = entered(cast, "maya").get(at(cast, "record")).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_fifty_secrets_of_the_others_change_no_byte_of_the_page(cast, who):
    def seen() -> str:
        page = entered(cast, who).get(at(cast, "record")).content.decode()
        return re.sub(r'csrf\w*" value="\w+"', "", page)

    before = seen()
    june = cast.people["june"]
    for name in {"maya", "rosa", "kofi", "tanya"} - {who}:
        actor = cast.actors[name]
        for _ in range(17):
            note = Note.make(actor, person=june, text="Only for me")
            note.revise(actor, 1, text="Still only for me")
            note.bin(actor)
    assert Entry.objects.filter(resource="note").count() == 153
    assert seen() == before


@pytest.mark.django_db(transaction=True)
def test_many_who_do_different_things_at_once_wait_for_nobody_for_ever(cast):
    """Each takes its turn in the record before it touches a row that another may want."""
    june, maya, rosa = cast.people["june"], cast.maya, cast.rosa
    place(cast, "june", circle=2)

    def move() -> None:
        for circle in (1, 2, 3, 4):
            Chapter.turn(maya, june, "2026-03-03", circle=circle)

    def take_back() -> None:
        for circle in (3, 2, 1):
            Chapter.turn_back(rosa, june, dt.date(2026, 3, 3), circle=circle)

    def away_and_back() -> None:
        person = Person.welcome(rosa, "Dee")
        for _ in range(3):
            person.bin(rosa)
            person.take_back(rosa)

    def meet() -> None:
        for others in ([cast.people["kofi"].pk], [], [cast.people["rosa"].pk]):
            Link.knows_these(maya, june.pk, others)

    wrong = at_once([move, take_back, away_and_back, meet, move, take_back])
    assert [error for error in wrong if not isinstance(error, Stale)] == []
    assert verify().troubles == []
