from dataclasses import replace
from itertools import combinations, pairwise
from math import hypot
from random import Random

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from closeknit.core.layout import Chair, Picture, layout
from closeknit.core.network import Network, Person, link
from tests.core.laws import tried

QUICK = (Phase.explicit, Phase.generate)  # making sixty people fewer takes minutes
NAMES = ["Rosa", "Tío Ben", "Bartholomew Featherstone", "مريم العبدالله", "李小龙", "🦊 Fox", "Li"]


@st.composite
def networks(draw: st.DrawFn, most: int = 60, least: int = 0) -> Network:
    count = draw(st.integers(least, most))
    people = tuple(
        Person(
            f"p{at}",
            draw(st.sampled_from(NAMES)),
            circle=draw(st.sampled_from([1, 2, 2, 3, 3, 4, 4, None])),
            known_as=draw(st.sampled_from(["", "neighbour", "support worker on Tuesdays"])),
        )
        for at in range(count)
    )
    pairs = st.tuples(st.integers(0, max(0, count - 1)), st.integers(0, max(0, count - 1)))
    drawn = draw(st.lists(pairs, max_size=2 * count))
    links = frozenset(link(f"p{a}", f"p{b}") for a, b in drawn if a != b)
    return Network("Maya", people, links)


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    """Whoever covers somebody: face or label over face or label."""
    everybody = [picture.focus, *picture.places, *picture.waiting]
    found = [
        (one.key, other.key)
        for one, other in combinations(everybody, 2)
        if any(
            mine.hits(theirs)
            for mine in (one.face_box, one.label.box)
            for theirs in (other.face_box, other.label.box)
        )
    ]
    plates = [ring.name.box for ring in picture.rings]
    found += [
        (place.key, "ring name")
        for place in everybody
        for plate in plates
        if plate.hits(place.label.box) or plate.hits(place.face_box)
    ]
    return found


def sat(picture: Picture) -> dict[str, tuple[float, float]]:
    return {place.key: (place.x, place.y) for place in picture.places}


@tried(25, phases=QUICK)
@given(networks())
def test_nobody_covers_anybody_up_to_sixty_people(network: Network) -> None:
    picture = layout(network)
    assert overlaps(picture) == []


def own_ring(network: Network, picture: Picture) -> None:
    """Everybody is there, wholly between the line inside their circle and their own line."""
    assert {place.key for place in picture.places} == {p.key for p in network.people if p.circle}
    edges = [0.0, *(ring.radius for ring in picture.rings)]
    for place in picture.places:
        circle = network.person(place.key).circle
        assert circle == place.circle
        assert circle is not None
        far = hypot(place.x, place.y)
        assert edges[circle - 1] <= far - place.face
        assert far + place.face <= edges[circle]


@tried(15, phases=QUICK)
@given(networks(40))
def test_everybody_sits_inside_their_own_ring(network: Network) -> None:
    own_ring(network, layout(network))


def test_the_canvas_grows_with_the_people() -> None:
    boxes = [layout(crowd(count)).box for count in (20, 60, 120, 200)]
    for small, large in pairwise(boxes):
        assert small.width < large.width
        assert small.height < large.height


@tried(15, phases=QUICK)
@given(networks(30), st.randoms(use_true_random=False))
def test_the_order_people_come_in_changes_nothing(network: Network, chance: object) -> None:
    people = list(network.people)
    chance.shuffle(people)  # type: ignore[attr-defined]
    other = Network(network.name, tuple(people), network.links)
    assert layout(other) == layout(network)


def shifted(network: Network, first: Picture, second: Picture, joined: int) -> set[str]:
    """Who moved, outside the circle somebody joined, without having to.

    Whoever is outside their own band now has to move, and whoever the name of a ring now covers.
    """
    plates = [ring.name.box.grown(4 + second.sizes.room / 2) for ring in second.rings]
    found = set()
    for key, (x, y) in sat(first).items():
        if sat(second).get(key, (x, y)) == (x, y) or network.person(key).circle == joined:
            continue
        ring = second.rings[(network.person(key).circle or 0) - 1]
        old = first.place(key)
        covered = any(p.hits(b) for p in plates for b in (old.face_box, old.label.box))
        if ring.inner <= hypot(x, y) <= ring.outer and not covered:
            found.add(key)
    return found


@tried(20, phases=QUICK)
@given(networks(40), st.sampled_from([1, 2, 3, 4]), st.sampled_from(NAMES))
def test_one_more_person_moves_nobody_else(network: Network, circle: int, name: str) -> None:
    first = layout(network)
    more = Network(
        network.name, (*network.people, Person("new", name, circle=circle)), network.links
    )
    second = layout(more, before=first.before)
    assert "new" in sat(second)
    assert overlaps(second) == []
    own_ring(more, second)
    assert shifted(network, first, second, circle) == set()


def crowd(count: int) -> Network:
    people = tuple(
        Person(f"p{at:02}", NAMES[at % 7], circle=at % 4 + 1, known_as="choir")
        for at in range(count)
    )
    return Network("Maya", people, frozenset({link("p01", "p02"), link("p03", "p07")}))


def test_rings_stay_as_they_were_while_there_is_room() -> None:
    first = layout(crowd(24))
    more = Network("Maya", (*crowd(24).people, Person("new", "Lena", circle=4)))
    second = layout(more, before=first.before)
    assert second.rings == first.rings
    assert {key: at for key, at in sat(second).items() if key != "new"} == sat(first)


def test_somebody_who_comes_closer_leaves_the_others_where_they_are() -> None:
    first = layout(crowd(20))
    people = [replace(p, circle=1) if p.key == "p07" else p for p in crowd(20).people]
    second = layout(Network("Maya", tuple(people), crowd(20).links), before=first.before)
    moved = {key for key, at in sat(second).items() if sat(first)[key] != at}
    assert moved == {"p07"}
    assert second.place("p07").circle == 1


def test_a_longer_name_moves_only_whom_it_would_cover() -> None:
    first = layout(crowd(40))
    longer = "Wolfeschlegelsteinhausen Bergerdorff"
    people = [replace(p, name=longer) if p.key == "p06" else p for p in crowd(40).people]
    second = layout(Network("Maya", tuple(people), crowd(40).links), before=first.before)
    assert overlaps(second) == []
    moved = [key for key, at in sat(second).items() if sat(first)[key] != at]
    assert len(moved) <= 4


@pytest.mark.parametrize("seed", [81, 118, 130, 290])
def test_a_seat_somebody_had_before_is_offered_to_nobody_else(seed: int) -> None:
    chance = Random(seed)
    count, circle = chance.randint(4, 9), chance.choice([1, 2])
    people = [Person(f"p{at}", "Li", circle=circle) for at in range(count)]
    pairs = [
        link(f"p{a}", f"p{b}") for a in range(count) for b in range(a) if chance.random() < 0.5
    ]
    first = layout(Network("Maya", tuple(people)))
    names = ["Li", "Bartholomew Featherstone", "Wolfeschlegelsteinhausen Bergerdorff", "Tío Ben"]
    people = [replace(person, name=chance.choice(names)) for person in people]
    second = layout(Network("Maya", tuple(people), frozenset(pairs)), before=first.before)
    assert len(sat(second)) == count
    assert overlaps(second) == []


def test_places_alone_are_memory_enough() -> None:
    first = layout(crowd(12))
    assert sat(layout(crowd(12), before=sat(first))) == sat(first)


def test_a_thread_goes_round_the_person_in_the_middle() -> None:
    people = (Person("a", "Ana", circle=2), Person("b", "Bo", circle=2))
    network = Network("Maya", people, frozenset({link("a", "b")}))
    before = {"a": (-196.0, 0.0), "b": (196.0, 0.0)}
    thread = layout(network, before=before).threads[0]
    assert abs(thread.over[1]) / 2 > layout(network).focus.face


def test_an_empty_chair_and_a_person_may_have_the_same_key() -> None:
    picture = layout(Network("Maya", (Person("7", "Rosa", circle=2),)), chairs=[Chair("7", "?", 2)])
    assert {place.key for place in picture.places} == {"7", "chair:7"}


def test_the_last_picture_comes_back_as_it_was() -> None:
    people = tuple(Person(f"p{at}", "Rosa", circle=at % 4 + 1) for at in range(20))
    first = layout(Network("Maya", people))
    assert sat(layout(Network("Maya", people), before=first.before)) == sat(first)


def test_somebody_without_a_circle_waits_on_the_tray() -> None:
    picture = layout(Network("Maya", (Person("j", "June"), Person("r", "Rosa", circle=1))))
    assert [place.key for place in picture.waiting] == ["j"]
    assert picture.tray is not None
    assert picture.tray.top > picture.rings[-1].radius
    assert picture.place("j").circle is None


def test_an_empty_chair_has_a_place_and_its_words() -> None:
    chair = Chair("1", "Someone to help with decisions", 2)
    picture = layout(Network("Maya", (Person("r", "Rosa", circle=2),)), chairs=[chair])
    place = picture.place("chair:1")
    assert place.empty
    assert place.circle == 2
    assert " ".join(place.label.second) == "Someone to help with decisions"


def test_a_person_with_nobody_yet_has_a_picture() -> None:
    picture = layout(Network("Maya"))
    assert picture.places == ()
    assert len(picture.rings) == 4


def test_people_are_read_ring_by_ring() -> None:
    people = tuple(Person(f"p{at}", "Rosa", circle=4 - at % 4) for at in range(12))
    circles = [place.circle for place in layout(Network("Maya", people)).places]
    assert circles == sorted(circles, key=lambda circle: circle or 9)


def test_a_long_name_is_broken_into_lines() -> None:
    person = Person("b", "Bartholomew Wolfeschlegelsteinhausenbergerdorff", circle=3)
    label = layout(Network("Maya", (person,))).places[0].label
    assert len(label.name) > 1
    assert label.box.width < 170


def test_two_hundred_people_who_all_know_many_have_a_place() -> None:
    chance = Random(3)
    people = tuple(Person(f"p{at}", NAMES[at % 7], circle=at % 4 + 1) for at in range(200))
    pairs = {link(f"p{a}", f"p{b}") for a in range(200) for b in range(a) if chance.random() < 0.05}
    picture = layout(Network("Maya", people, frozenset(pairs)))
    assert overlaps(picture) == []
    assert len(picture.threads) == len(pairs)


def test_two_hundred_people_all_have_a_place() -> None:
    people = tuple(Person(f"p{at}", NAMES[at % 7], circle=at % 4 + 1) for at in range(200))
    picture = layout(Network("Maya", people))
    assert len(picture.places) == 200
    assert overlaps(picture) == []


def test_five_hundred_people_on_another_day_all_have_a_place_near_todays() -> None:
    chance = Random(4)
    people = tuple(
        Person(f"p{at:03}", NAMES[at % 7], circle=(1, 2, 3, 3, 4, 4, 4, 4)[at % 8])
        for at in range(500)
    )
    keys = [person.key for person in people]
    links = frozenset(link(*chance.sample(keys, 2)) for _ in range(1500))
    today = layout(Network("Maya", people, links))
    before = tuple(
        replace(person, circle=(person.circle or 0) % 4 + 1) if at % 10 == 0 else person
        for at, person in enumerate(people)
        if at % 7
    )
    there = {person.key for person in before}
    some = frozenset(pair for pair in links if there >= set(pair))
    then = layout(Network("Maya", before, some), before=today.before)
    assert overlaps(today) == overlaps(then) == []
    assert {place.key for place in then.places} == {person.key for person in before}
    stayed = [person.key for at, person in enumerate(people) if at % 7 and at % 10]
    moved = [key for key in stayed if sat(then)[key] != sat(today)[key]]
    assert len(moved) <= len(stayed) // 10
