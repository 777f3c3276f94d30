"""A network says no to what cannot be, and a link of no strength joins nobody."""

import json

import pytest

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.formats.project import read_json
from closeknit.core.gaps import find_gaps
from closeknit.core.measures import measure
from closeknit.core.network import Network, Person, Wish, link

PEOPLE = tuple(Person(key, key.upper()) for key in "abcde")


def both_ways(*pairs, strength=0.0):
    return {way: strength for a, b in pairs for way in ((a, b), (b, a))}


def test_a_link_of_no_strength_joins_nobody_anywhere():
    links = frozenset({link("a", "b"), link("a", "c"), link("d", "e")})
    network = Network("Maya", PEOPLE, links, strengths=both_ways(("a", "b"), ("a", "c")))
    rules = {finding.rule: finding.people for finding in find_gaps(network)}
    assert rules["stand_alone"] == ("a", "b", "c")
    assert "known_through_one" not in rules
    assert network.knows("a") == frozenset()
    assert measure(network).isolates == ("a", "b", "c")


def test_two_who_are_linked_by_nothing_are_two_who_never_met():
    network = Network("Maya", PEOPLE[:2], frozenset({link("a", "b")}), strengths=both_ways("ab"))
    assert find_gaps(network)


def test_a_strength_beyond_all_measure_is_refused():
    with pytest.raises(ValueError, match="0 to a million"):
        Network("Maya", PEOPLE, frozenset({link("a", "b")}), strengths={("a", "b"): 1e308})


def test_a_chair_stands_in_a_circle_that_there_is():
    with pytest.raises(ValueError, match="circle 1, 2, 3 or 4"):
        Wish("w", "companion", circle=9)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"strengths": [["a", "b", int("9" * 400)]]}, "0 to a million"),
        ({"wishes": [{"key": "w", "kind": "companion", "circle": 10**30}]}, "circle 1, 2, 3 or 4"),
        ({"people": [{"key": "\ud800", "name": "A"}]}, "half a letter"),
    ],
)
def test_a_file_that_says_so_is_told_in_a_sentence(more, told):
    file = {"closeknit": 1, "person": {"name": "Maya"}, "links": [["a", "b"]]}
    people = [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}]
    with pytest.raises(NotUnderstood, match=told):
        read_json(json.dumps({**file, "people": people, **more}))
