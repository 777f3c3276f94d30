from xml.etree import ElementTree as ET

import pytest

from closeknit.core.drawing import draw, initials
from closeknit.core.layout import Chair
from closeknit.core.network import Kind, Network, Pay, Person, link

EVIL = [
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(1)>',
    "</text></svg><script>",
    "]]> & &amp; '",
    "null \x00 bell \x07 tab \t",
    "half a pair \ud83d",
    "\u202eright to left",
]


def circle_of_friends() -> Network:
    people = (
        Person("rosa", "Rosa", circle=1, known_as="mum", paid=Pay.UNPAID),
        Person("june", "June", circle=2, known_as="neighbour", paid=Pay.UNPAID),
        Person("tanya", "Tanya", circle=3, known_as="support worker", paid=Pay.PAID),
        Person("rex", "Rex", circle=1, kind=Kind.PET),
        Person("abue", "Abuela", circle=1, kind=Kind.DIED),
        Person("lee", "Lee"),
    )
    return Network("Maya", people, frozenset({link("rosa", "june"), link("rosa", "tanya")}))


def marked(svg: str, name: str) -> list[ET.Element]:
    return [part for part in ET.fromstring(svg).iter() if name in part.get("class", "").split()]


def test_somebody_without_a_name_has_a_face_and_no_plate() -> None:
    network = Network("Maya", (Person("a", "", circle=1), Person("b", "Bo", circle=2)))
    svg = draw(network, standalone=False)
    assert svg.count('data-key="a"') == 1
    assert len(marked(svg, "plate")) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("👍🏽 Team", "👍🏽"),
        ("👨\u200d👩\u200d👧 Núñez", "👨\u200d👩\u200d👧"),
        ("e\u0301lodie martin", "E\u0301M"),
        ("\u0301", "\u0301"),
    ],
)
def test_the_first_letter_of_a_name_is_whole(name: str, shown: str) -> None:
    assert initials(name) == shown


@pytest.mark.parametrize("words", EVIL)
@pytest.mark.parametrize("standalone", [True, False])
def test_whatever_people_write_stays_words(words: str, standalone: bool) -> None:
    network = Network(words, (Person(words, words, circle=1, known_as=words),))
    chairs = [Chair("chair", words, 2)]
    links, faces = {words: f"/people/{words}"}, {words: f"/face/{words}"}
    svg = draw(network, standalone=standalone, chairs=chairs, links=links, faces=faces)
    tags = {part.tag.rpartition("}")[2] for part in ET.fromstring(svg).iter()}
    assert not tags & {"script", "img", "foreignObject", "style"}
    assert not [
        key for part in ET.fromstring(svg).iter() for key in part.attrib if key.startswith("on")
    ]


def test_a_page_gets_classes_and_keys_and_no_style() -> None:
    svg = draw(circle_of_friends(), standalone=False)
    keys = {part.get("data-key") for part in marked(svg, "person")}
    assert keys == {"rosa", "june", "tanya", "rex", "abue", "lee"}
    for part in ET.fromstring(svg).iter():
        assert not {"style", "fill", "stroke"} & set(part.keys())


def test_a_file_carries_its_own_colours() -> None:
    svg = draw(circle_of_friends())
    assert "class=" not in svg
    assert "href=" not in svg
    assert "<title" in svg
    assert "June, neighbour, Friends, unpaid, knows Rosa." in svg


def test_paid_is_a_shape_and_a_word() -> None:
    svg = draw(circle_of_friends(), standalone=False)
    tanya = next(part for part in marked(svg, "person") if part.get("data-key") == "tanya")
    june = next(part for part in marked(svg, "person") if part.get("data-key") == "june")
    assert tanya[0].tag.endswith("rect")
    assert june[0].tag.endswith("circle")
    assert "paid" in (tanya.get("aria-label") or "").split(", ")


def test_people_are_links_in_reading_order_ring_by_ring() -> None:
    network = circle_of_friends()
    links = {person.key: f"/people/{person.key}" for person in network.people}
    svg = draw(network, standalone=False, links=links)
    people = marked(svg, "person")
    assert all(part.tag.endswith("}a") for part in people)
    circles = [network.person(part.get("data-key") or "").circle or 9 for part in people]
    assert circles == sorted(circles)


def test_looking_at_one_person_shows_their_threads() -> None:
    svg = draw(circle_of_friends(), standalone=False, focus="june")
    threads = {(p.get("data-a"), p.get("data-b")): p.get("class") for p in marked(svg, "thread")}
    assert threads == {("june", "rosa"): "thread strong", ("rosa", "tanya"): "thread faint"}
    faint = {part.get("data-key") for part in marked(svg, "faint")} - {None}
    assert "tanya" in faint
    assert not faint & {"june", "rosa"}


def test_somebody_who_is_not_there_cannot_be_looked_at() -> None:
    with pytest.raises(LookupError):
        draw(circle_of_friends(), focus="nobody")


def test_someone_who_died_stays_in_place_with_a_mark_and_a_word() -> None:
    svg = draw(circle_of_friends(), standalone=False)
    abuela = next(part for part in marked(svg, "person") if part.get("data-key") == "abue")
    assert "has died" in (abuela.get("aria-label") or "")
    assert [part for part in abuela if part.get("class") == "mark"]


def test_other_words_can_be_given() -> None:
    svg = draw(circle_of_friends(), words={"circle.2": "Amis", "knows": "connaît {names}"})
    assert "June, neighbour, Amis, unpaid, connaît Rosa" in svg


def test_faces_are_shown_and_cut_to_their_shape() -> None:
    svg = draw(circle_of_friends(), standalone=False, faces={"rosa": "/f/r.png", "tanya": "/f/t"})
    clips = {p.get("href"): p.get("clip-path") for p in marked(svg, "portrait")}
    assert clips == {"/f/r.png": "url(#map-round)", "/f/t": "url(#map-square)"}
