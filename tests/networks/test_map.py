"""The map: who is on it, who may look, and what happens when somebody is moved."""

import html
import re

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Chapter, Person, Place, Wish
from tests.cast import assemble, introduce, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = assemble()
    with time_machine.travel("2025-03-01", tick=False):
        place(cast, "rosa", circle=1, relationship="parent", paid="unpaid")
        place(cast, "june", circle=2, relationship="neighbour", paid="unpaid")
        place(cast, "kofi", circle=2, relationship="friend", paid="unpaid")
        place(cast, "tanya", circle=4, relationship="support_worker", paid="paid")
    introduce(cast, "rosa", "june")
    return cast


def address(cast, name, *people):
    return reverse(name, args=[cast.network.pk, *(cast.people[one].pk for one in people)])


def look(client, cast, query="", **headers):
    return client.get(address(cast, "map") + query, headers=headers)


def words(page):
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def move(client, cast, name, **how):
    return client.post(address(cast, "move_person", name), how, follow=True)


def test_maya_reads_who_is_around_her(maya, cast):
    Wish.make(cast.maya, kind="companion", words="A friend my own age", circle=2)
    said = words(look(maya, cast))
    assert "The people around you" in said
    assert "4 people: 3 who are here because they care, 1 who is paid to be." in said
    assert "One chair is waiting." in said
    assert "A friend my own age" in said


def test_a_steward_reads_mayas_name(client, cast):
    client.force_login(cast.account("rosa"))
    assert "The people around Maya" in words(look(client, cast))


@pytest.mark.parametrize(
    "name", ["{", "}{", "{0}", "{name:>99999999999}", "{{7}}{% debug %}", "%s %(x)s"]
)
def test_a_name_of_braces_is_only_a_name(client, cast, name):
    cast.network.revise(cast.maya, cast.network.version, name=name)
    june = cast.people["june"]
    june.revise(cast.maya, june.version, name=name, known_as=name)
    client.force_login(cast.account("rosa"))
    for page in ("map", "map_svg", "gaps", "people_sentences"):
        answer = client.get(reverse(page, args=[cast.network.pk]))
        assert answer.status_code == 200
        assert name in html.unescape(answer.content.decode())


def test_everyone_is_drawn_as_a_link_that_says_who_they_are(maya, cast):
    page = look(maya, cast).content.decode()
    june = re.search(r'<a [^>]*aria-label="(June[^"]*)"[^>]*>', page)
    assert june.group(1) == "June, neighbour, Friends, not paid, knows Rosa"
    assert f"?focus={cast.people['june'].pk}" in june.group(0)


def test_without_anybody_the_page_is_kind(client, cast):
    client.force_login(cast.account("lena"))
    page = words(client.get(reverse("map", args=[cast.other.pk])))
    assert "Nobody is here yet. That is a fine place to begin." in page
    assert "0 people" not in page


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
@pytest.mark.parametrize("name", ["map", "map_svg"])
def test_the_map_is_not_for_members_or_strangers(client, cast, who, name):
    client.force_login(cast.account(who))
    assert client.get(address(cast, name)).status_code == 404


def test_whoever_is_signed_out_is_asked_to_come_in(client, cast):
    assert look(client, cast).status_code == 302


def test_the_panel_opens_one_person_without_javascript(maya, cast):
    page = look(maya, cast, f"?focus={cast.people['june'].pk}")
    said = words(page)
    assert "Move closer" in said
    assert "Open the page of June" in said
    assert 'class="person unpaid kind-person chosen"' in page.content.decode()


def test_a_focus_that_nobody_has_opens_nothing(maya, cast):
    assert "Move closer" not in words(look(maya, cast, "?focus=somebody"))


def test_finding_a_name_opens_that_person(maya, cast):
    assert "Open the page of Tanya" in words(look(maya, cast, "?find=tan"))
    assert "Nobody here is called “Zoe”." in words(look(maya, cast, "?find=Zoe"))


def test_the_element_gets_the_board_alone(maya, cast):
    page = look(maya, cast, hx_target="board").content.decode()
    assert page.startswith('<div id="board"')
    assert "<html" not in page


def test_the_file_needs_nothing_beside_it_and_escapes_names(maya, cast):
    cast.people["june"].revise(cast.maya, 1, name="<script>June</script>")
    answer = maya.get(address(cast, "map_svg"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="map.svg"'
    drawn = answer.content.decode()
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert "/static/" not in drawn


def stand(cast):
    return Place.seen_by(cast.maya)["places"]


def test_one_more_person_moves_nobody(maya, cast):
    look(maya, cast)
    before = stand(cast)
    cast.people["pat"] = Person.welcome(cast.maya, "Pat")
    place(cast, "pat", circle=3)
    look(maya, cast)
    after = stand(cast)
    assert {key: after[key] for key in before} == before
    assert cast.people["pat"].pk in after


def test_moving_one_leaves_the_others_where_they_stood(maya, cast):
    look(maya, cast)
    before = stand(cast)
    move(maya, cast, "june", circle="3")
    after = stand(cast)
    moved = {key for key in before if before[key] != after[key]}
    assert moved == {cast.people["june"].pk}


def queries(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert look(client, cast).status_code == 200
    return len(seen)


def test_sixty_people_take_as_many_queries_as_four(maya, cast):
    first = queries(maya, cast)
    few = queries(maya, cast)
    rows = [{"name": f"Neighbour {n}"} for n in range(56)]
    for at, person in enumerate(Person.welcome_many(cast.maya, rows)):
        Chapter.make(cast.maya, person=person, circle=at % 4 + 1)
    assert queries(maya, cast) == first <= 15
    assert queries(maya, cast) == few <= 15


def test_the_file_carries_drawn_faces_inside(maya, cast):
    cast.people["june"].revise(cast.maya, 1, face="june")
    drawn = maya.get(address(cast, "map_svg")).content.decode()
    assert 'href="data:image/svg+xml;base64,' in drawn
