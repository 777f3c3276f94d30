"""A network goes into the project's file and comes back the same."""

import json

import pytest
from hypothesis import given

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.formats.project import read_json, write_json
from closeknit.core.network import Network, Person
from tests.core.strategies import networks

HEAD = '{"closeknit": 1, "person": {"name": "Maya"}'


@given(networks())
def test_out_and_in_again_is_the_same_network(network):
    assert read_json(write_json(network)) == network


def test_fields_for_the_pages_are_passed_over():
    people = '[{"key": "r", "name": "Rosa", "face": "rosa", "chapters": [{"from": "2019"}]}]'
    network = read_json(f'{HEAD}, "people": {people}, "made_up": "yes"}}')
    assert network == Network("Maya", (Person("r", "Rosa"),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[1, 2]", "not a Closeknit network"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"closeknit": 2}', "of version 2; this Closeknit reads 1"),
        ('{"closeknit": "one"}', "version number"),
        ('{"closeknit": true}', "version number"),
        ('{"closeknit": 1}', "who the network is for"),
        (HEAD + ', "people": {}}', '"people" should be a list'),
        (HEAD + ', "people": [3]}', 'Number 1 of "people"'),
        (HEAD + ', "people": [{"name": "Rosa"}]}', 'it has no "key"'),
        (HEAD + ', "people": [{"key": "r", "name": 7}]}', '"name" should be text'),
        (HEAD + ', "people": [{"key": "r", "name": "R", "circle": 9}]}', "a circle is 1, 2, 3 or"),
        (HEAD + ', "people": [{"key": "r", "name": "R", "circle": true}]}', "a whole number"),
        (HEAD + ', "people": [{"key": "r", "name": "R", "paid": "maybe"}]}', '"paid" is one of'),
        (HEAD + ', "people": [{"key": "r", "name": "R", "paid": []}]}', '"paid" is one of'),
        (HEAD + ', "people": [{"key": "r", "name": "R", "formal": 1}]}', "true or false"),
        (HEAD + ', "people": [{"key": "r", "name": "R", "gives": "talk"}]}', "a list of words"),
        (HEAD + ', "links": [["r"]]}', "a list of two keys"),
        (HEAD + ', "links": [["r", "r"]]}', "linked to themselves"),
        (HEAD + ', "links": [["r", "s"]]}', "not in the network"),
        (HEAD + ', "wishes": [{"key": "w", "kind": "car"}]}', "a support, a role or a companion"),
        (HEAD + ', "on": "soon"}', "a day like 2026-05-31"),
        (HEAD + ', "on": 5}', "a day like 2026-05-31"),
        (HEAD + ', "supports": "talk"}', '"supports" should be a list'),
        (HEAD + ', "dismissed": [1]}', '"dismissed" should be a list'),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(text, says):
    with pytest.raises(NotUnderstood, match=says):
        read_json(text)


def test_two_people_with_one_key_are_told():
    people = [{"key": "r", "name": "Rosa"}, {"key": "r", "name": "Ronan"}]
    text = json.dumps({"closeknit": 1, "person": {"name": "Maya"}, "people": people})
    with pytest.raises(NotUnderstood, match="same key"):
        read_json(text)


def test_a_byte_order_mark_is_no_obstacle():
    assert read_json("\ufeff" + HEAD + "}").name == "Maya"
