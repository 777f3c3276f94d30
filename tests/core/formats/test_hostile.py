"""Files made to hurt: many, long, deep, broken. Each gets contacts or one sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.core.formats.contact import NotContacts
from closeknit.core.formats.contacts import read_contacts

from .cards import card, contacts, table
from .test_contacts import PIECES

pytestmark = pytest.mark.long

OPEN, SHUT = b"BEGIN:VCARD\nFN:Sam\n", b"END:VCARD\n"
BOMBS = {
    "a million lines in a card": lambda: OPEN + b"TEL:5\n" * 1_000_000 + SHUT,
    "a million cards begun": lambda: b"BEGIN:VCARD\n" * 1_000_000,
    "a million cards inside each other": lambda: b"AGENT:\nBEGIN:VCARD\n" * 900_000,
    "a million folds": lambda: OPEN + b"NOTE:a\n" + b" a\n" * 1_000_000 + SHUT,
    "a million soft breaks": lambda: (
        OPEN + b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\n" * 1_000_000 + SHUT
    ),
    "a million open quotes": lambda: b"Name,Phone\n" + b'"a\n' * 1_000_000,
    "a million nobodies": lambda: b"Name,Notes\n" + b",x\n" * 1_000_000,
    "one row of forty megabytes": lambda: b"Name,Phone\n" + b"a," * 20_000_000,
    "one name of forty megabytes": lambda: OPEN + b"N:" + b";" * 40_000_000 + b"\n" + SHUT,
    "one photo of forty megabytes": lambda: (
        OPEN + b"PHOTO;ENCODING=b:" + b"A" * 40_000_000 + b"\n" + SHUT
    ),
    "forty million empty lines": lambda: b"Name" + b"\n" * 40_000_000,
}


def read(data):
    try:
        found = read_contacts(data).found
    except NotContacts:
        return
    assert all(one.name for one in found)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_only_a_file(bomb):
    read(BOMBS[bomb]())


@st.composite
def damaged(draw):
    """A good file with pieces cut out and others put in."""
    people = draw(st.lists(contacts(), min_size=1, max_size=3))
    data = draw(st.sampled_from([lambda: b"".join(map(card, people)), lambda: table(people)]))()
    for _cut in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data = data[:start] + draw(PIECES | st.binary(max_size=4)) + data[end:]
    return data


@settings(max_examples=10_000, deadline=None)
@given(damaged())
def test_a_damaged_file_never_breaks_the_reader(data):
    read(data)
