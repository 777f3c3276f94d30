from dataclasses import replace
from math import hypot

from hypothesis import Phase, assume, given
from hypothesis import strategies as st

from closeknit.core.layout import Picture, layout
from closeknit.core.network import Network, Person, link
from tests.core.laws import tried
from tests.core.test_layout import overlaps, sat, shifted

QUICK = (Phase.explicit, Phase.generate)
NAMES = [
    "",
    "  ",
    "Rosa",
    "e\u0301lodie",
    "👩\u200d👩\u200d👧\u200d👦" * 3,
    "🇬🇧 Flag",
    "مريم العبدالله بنت الحسين",
    "שָׁלוֹם בֶּן־דָּוִד",
    "李小龙" * 6,
    "Wolfeschlegelsteinhausenbergerdorff " * 3,
    "W" * 120,
    "ひらがなカタカナ" * 3,
    "\u202eabc\u2066 def",
    "🏳\ufe0f\u200d🌈🇫🇷🇧🇷🇯🇵" * 4,
    "Z\u0337\u0327\u031ba\u0335l\u0334g\u0336o\u0337" * 6,
    "\u0301\u0301",
    "न्स्ते क्षत्रिय",
    "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r",
    "Ñandú\nand\tfriends",
    "a\u00a0b" * 30,
]


@st.composite
def anybody(draw: st.DrawFn, least: int = 1, most: int = 25) -> Network:
    count = draw(st.integers(least, most))
    people = tuple(
        Person(
            f"p{at:03}",
            draw(st.sampled_from(NAMES)),
            circle=draw(st.sampled_from([1, 2, 2, 3, 3, 4, 4, 4])),
            known_as=draw(st.sampled_from(["", "neighbour", "x" * 90])),
        )
        for at in range(count)
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    pairs = draw(st.lists(ends, max_size=2 * count))
    links = frozenset(link(people[a].key, people[b].key) for a, b in pairs if a != b)
    return Network(draw(st.sampled_from(["Maya", *NAMES])), people, links)


def lawful(picture: Picture, network: Network) -> None:
    """Everybody is there, on their ring and on the canvas, and nobody covers anybody."""
    assert overlaps(picture) == []
    assert {place.key for place in picture.places} == {person.key for person in network.people}
    edges = [0.0, *(ring.radius for ring in picture.rings)]
    for place in picture.places:
        assert place.circle is not None
        assert place.circle == network.person(place.key).circle
        far = hypot(place.x, place.y)
        assert edges[place.circle - 1] <= far - place.face
        assert far + place.face <= edges[place.circle]
        assert picture.box.left <= place.label.box.left
        assert place.label.box.right <= picture.box.right
        assert picture.box.top <= place.label.box.top
        assert place.label.box.bottom <= picture.box.bottom
        assert place.label.box.width <= 1.25 * picture.sizes.wrap + 2 * picture.sizes.pad[0]


@tried(20, phases=QUICK)
@given(anybody())
def test_whatever_people_are_called_nobody_is_covered(network: Network) -> None:
    lawful(layout(network), network)


@tried(4, phases=QUICK)
@given(anybody(least=61, most=200))
def test_beyond_sixty_people_the_rings_and_the_canvas_grow(network: Network) -> None:
    picture = layout(network)
    lawful(picture, network)
    few = layout(replace(network, people=network.people[:10], links=frozenset()))
    assert picture.rings[-1].radius > few.rings[-1].radius
    assert picture.box.width > few.box.width


@tried(20, phases=QUICK)
@given(anybody(least=2), st.data())
def test_who_goes_leaves_everybody_and_the_rings(network: Network, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(network.people)).key
    first = layout(network)
    people = tuple(person for person in network.people if person.key != gone)
    links = frozenset(pair for pair in network.links if gone not in pair)
    second = layout(replace(network, people=people, links=links), before=first.before)
    assert sat(second) == {key: at for key, at in sat(first).items() if key != gone}
    assert second.rings == first.rings


@tried(20, phases=QUICK)
@given(anybody(least=2), st.data())
def test_who_changes_circle_moves_nobody_on_the_other_circles(
    network: Network, data: st.DataObject
) -> None:
    mover = data.draw(st.sampled_from(network.people))
    circle = data.draw(st.sampled_from([1, 2, 3, 4]))
    assume(circle != mover.circle)
    people = tuple(replace(p, circle=circle) if p is mover else p for p in network.people)
    after = replace(network, people=people)
    first = layout(network)
    second = layout(after, before=first.before)
    lawful(second, after)
    assert first.rings != second.rings or sat(first)[mover.key] != sat(second)[mover.key]
    assert shifted(after, first, second, circle) == set()
