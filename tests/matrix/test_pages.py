"""The reviewed cells against every page: a word that somebody may not read is on none they open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.networks.models import Contact, KeptCopy, Note, Person, Row, Wish
from closeknit.plans.models import Intention
from closeknit.policy import Verb
from closeknit.policy.doors import door_for
from closeknit.stories.models import Keepsake, Moment, OwnPrompt, Photo
from tests.addresses import ALL, OF_A_NETWORK

from .rows import KINDS, Scene, every, scene, write
from .tally import tally
from .test_rows import Asked, expected

pytestmark = pytest.mark.django_db

WORD = re.compile(rb"w\d+w")
# Pages of the network as a whole; those of one row are tried below.
WHOLE = [
    name
    for name in OF_A_NETWORK
    if door_for(name).look and set(ALL[name].pattern.regex.groupindex) == {"network"}  # type: ignore[union-attr]
]
# Pages of one row: its kind, what its address calls it, and what one must be able to do.
OF_ONE = {
    "person": (Person, "person", Verb.READ),
    "change_person": (Person, "person", Verb.CHANGE),
    "person_knows": (Person, "person", Verb.CHANGE),
    "change_contact": (Contact, "contact", Verb.CHANGE),
    "change_note": (Note, "note", Verb.CHANGE),
    "wish": (Wish, "wish", Verb.READ),
    "photo": (Photo, "photo", Verb.READ),
    "keepsake": (Keepsake, "keepsake", Verb.READ),
    "snapshot": (KeptCopy, "snapshot", Verb.READ),
    "snapshot_compare": (KeptCopy, "snapshot", Verb.READ),
    "prompt": (OwnPrompt, "prompt", Verb.CHANGE),
}
SHOWN = (Person, Contact, Note, Wish, Moment, Intention, Photo, Keepsake, OwnPrompt, KeptCopy)
"""Kinds whose words the person finds on some page: else nothing would be proven by silence."""


def browser(made: Scene, who: str) -> Client:
    client = Client()
    client.force_login(made.account(who))
    return client


LONG = (
    ("Person", "Wish", "Moment"),
    ("Chapter", "Story", "Proposal"),
    ("Link", "Membership", "Photo"),
)
"""Kinds that make pages slow where there are hundreds of them: a few to a scene."""
GROUPS = [
    *([model for model in KINDS if model.__name__ in names] for names in LONG),
    [model for model in KINDS if model.__name__ not in sum(LONG, ())],
]
FIRST = 1_000_000
"""Words of the rows that are looked for begin here: what they hang on says smaller ones."""


def told(made: Scene, *models: type[Row]) -> dict[bytes, Row]:
    """Rows of these kinds by the one word each of them says."""
    rows: dict[bytes, Row] = {}
    for model in models:
        for said in every():
            secret = f"w{FIRST + len(rows)}w"
            rows[secret.encode()] = write(made, model, said, secret)
    return rows


def spoken(made: Scene, who: str) -> Iterator[bytes]:
    """Every such word on any page of the network as a whole, and on the page of June."""
    client = browser(made, who)
    pages = [reverse(name, args=[made.network.pk]) for name in WHOLE]
    for where in (*pages, reverse("person", args=[made.network.pk, made.people["nobody"].pk])):
        answer = client.get(where)
        assert answer.status_code < 500, where
        body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
        yield from WORD.findall(body)


@pytest.mark.parametrize("models", GROUPS, ids=lambda models: models[0].__name__)
def test_no_page_says_a_word_to_whoever_may_not_read_it(models: list[type[Row]]) -> None:
    made = scene()
    rows = told(made, *models)
    found: set[bytes] = set()
    for who in made.actors:
        said = set(spoken(made, who)) & set(rows)
        silent = [(word, row) for word, row in rows.items() if not expected(made, Asked(who, row))]
        assert tally(silent, lambda one, said=said: one[0] not in said) == []  # type: ignore[misc]
        found |= said if who == "person" else set()
    unproven = {model for model in models if model in SHOWN} - {type(rows[word]) for word in found}
    assert unproven == set(), "where the person finds nothing either, silence proves nothing"


@pytest.mark.parametrize("name", OF_ONE)
def test_the_page_of_a_row_opens_for_those_who_may_and_for_nobody_else(name: str) -> None:
    model, part, verb = OF_ONE[name]
    made = scene()
    rows = [(said, write(made, model, said)) for said in every()]
    for who in made.actors:
        client = browser(made, who)

        def opens(row: Row, client: Client = client) -> bool:
            where = {"network": made.network.pk, part: row.pk}
            return bool(client.get(reverse(name, kwargs=where)).status_code == 200)

        asked = [Asked(who, row, verb) for said, row in rows if said.concerns(who)]
        known = set(Person.visible_to(made.actors[who]).values_list("pk", flat=True))
        both = [one for one in asked if expected(made, one) and may_knock(made, one, known)]
        wrong = tally(asked, lambda one, both=both: opens(one.row) == (one in both))  # type: ignore[misc]
        assert wrong == []


def may_knock(made: Scene, asked: Asked, known: set[str]) -> bool:
    """A page is read before it is changed, at home, and about somebody one may know of."""
    here = asked.row.tenant == made.network.pk and asked.who not in ("lena", "gone")
    about = asked.row.about_key()
    return here and about in {*known, ""} and expected(made, Asked(asked.who, asked.row))
