"""Every model is listed in the parcel: how it is taken out, and how it is erased."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from closeknit.accounts.models import Account
from closeknit.exchange.fields import READERS
from closeknit.exchange.parcel import PARCEL, parts, travelling
from closeknit.exchange.parcel_words import PARTS
from closeknit.networks.erasure import erase
from closeknit.networks.models import (
    Arrival,
    Contact,
    Dismissal,
    Note,
    Person,
    Place,
    Row,
    Support,
    Version,
    Wish,
)
from closeknit.policy import TABLE
from tests.cast import assemble, introduce, place

# How each model leaves the house with its network, and what takes it away for good.
LISTED = {
    "accounts.Account": ("with whoever it is", "with the account"),
    "accounts.Entry": ("the record", "stays: which deeds there were, and nothing else"),
    "accounts.Head": ("the record", "stays: how many deeds there were"),
    "accounts.Look": ("the record", "with the network"),
    "accounts.Visit": ("not taken out: where somebody is signed in", "with the account"),
    "accounts.PaperCode": ("not taken out: a hash of a code on paper", "with the account"),
    "accounts.Recovery": ("not taken out: a change that waits", "with the account"),
    "accounts.Once": ("not taken out: gone within a day", "with the account, or the network"),
    "networks.Network": ("the network", "with the network"),
    "networks.Membership": ("who takes part", "with the network"),
    "networks.Person": ("people", "with the network"),
    "networks.Arrival": ("people", "with the network"),
    "networks.Contact": ("people", "with the network"),
    "networks.Invitation": ("invitations", "with the network"),
    "networks.Note": ("its author's notes", "with the network"),
    "networks.Portrait": ("pictures", "with the network"),
    "networks.Chapter": ("ties", "with the network"),
    "networks.Link": ("links", "with the network"),
    "networks.Support": ("supports", "with the network"),
    "networks.Wish": ("wishes", "with the network"),
    "networks.Dismissal": ("findings", "with the network"),
    "networks.KeptCopy": ("copies", "with the network"),
    "networks.Between": ("its author's notes", "with the network"),
    "networks.Merge": ("not taken out: the way back for thirty days", "with the network"),
    "networks.Place": ("not taken out: where a viewer last saw people", "with the network"),
    "networks.Claim": ("not taken out: a card that nobody else can use", "with the network"),
    "networks.Proposal": ("what waits for a yes", "with the network"),
    "networks.Saying": ("what the person said", "with the network"),
    "networks.Version": ("earlier texts", "with the network"),
    "stories.Moment": ("stories", "with the network"),
    "stories.Keepsake": ("its author's books", "with the network"),
    "stories.OwnPrompt": ("questions people here ask", "with the network"),
    "stories.Reflection": ("its author's reflections", "with the network"),
    "plans.Intention": ("its author's intentions", "with the network"),
    "plans.Ask": ("what was asked for", "with the network"),
    "plans.Turn": ("turns", "with the network"),
    "plans.Role": ("roles", "with the network"),
    "plans.Confidant": ("trusted confidants", "with the network"),
    "plans.Authority": ("legal papers", "with the network"),
    "plans.Decision": ("decisions", "with the network"),
    "plans.Voice": ("where people stood in a decision", "with the network"),
    "plans.Touch": ("when people were in touch", "with the network"),
    "plans.Gathering": ("gatherings", "with the network"),
    "plans.Guest": ("gatherings", "with the network"),
    "plans.Question": ("gatherings", "with the network"),
    "plans.Reply": ("gatherings", "with the network"),
    "plans.Item": ("gatherings", "with the network"),
    "plans.Minutes": ("gatherings", "with the network"),
    "plans.Action": ("gatherings", "with the network"),
    "plans.Thanks": ("gatherings", "with the network"),
    "plans.Poll": ("gatherings", "with the network"),
    "home.Line": ("not taken out: made anew from the rows", "with the row it stands in"),
    "exchange.Draft": ("not taken out: gone within seven days", "with the network"),
    "exchange.Found": ("not taken out: gone with its draft", "with the network"),
    "home.Step": ("first steps", "with the network"),
}
OURS = [m for m in apps.get_models() if m.__module__.startswith("closeknit.")]
ROWS = [model for model in OURS if issubclass(model, Row)]


def test_every_model_is_listed_for_taking_out_and_for_erasing():
    assert sorted(model._meta.label for model in OURS) == sorted(piece.model for piece in PARCEL)


@pytest.mark.parametrize("piece", PARCEL, ids=lambda piece: piece.model)
def test_each_of_them_has_a_place_in_the_archive_or_a_reason(piece):
    assert bool(piece.part) != bool(piece.why)
    if piece.part:
        assert piece.part in PARTS
        assert not piece.of._meta.many_to_many, "lists of rows need a piece of their own"


@pytest.mark.parametrize("piece", [p for p in PARCEL if p.part], ids=lambda piece: piece.model)
def test_every_field_that_travels_can_be_written_and_read_back(piece):
    places = parts()
    names = {field.name for field in piece.fields()}
    for name in (*piece.words, *piece.mentions, *piece.pair):
        assert name in names, name
    for field in piece.fields():
        if field.related_model in (None, Account):
            kinds = tuple(kind for kind, _reader in READERS)
            assert field.related_model or isinstance(field, kinds), field.name
        else:
            assert field.related_model in places, field.name


def test_whoever_is_pointed_at_comes_back_first():
    places, seen = parts(), set()
    for piece in travelling():
        for field in piece.fields():
            if field.related_model in places and field.related_model is not piece.of:
                assert places[field.related_model] in seen, (piece.model, field.name)
        seen.add(piece.part)


@pytest.mark.parametrize("model", ROWS, ids=lambda m: m._meta.label)
def test_every_row_has_its_line_in_the_table_of_the_policy(model):
    assert model.resource in TABLE


@pytest.mark.parametrize("model", ROWS, ids=lambda m: m._meta.label)
def test_every_row_carries_its_tenant_author_version_and_audience(model):
    fields = {field.name for field in model._meta.get_fields()}
    wanted = {"author", "version", "audience", "binned_at"}
    assert wanted <= fields
    assert "network" in fields or model._meta.label == "networks.Network"


@pytest.mark.parametrize("model", ROWS, ids=lambda m: m._meta.label)
def test_a_version_keeps_only_fields_that_exist(model):
    for name in model.kept_fields:
        assert hasattr(model, name), name


# Never named outside the database: a line of the index, whose engine wants numbers, and what moved
# last in a room, which is found by its session.
NEVER_NAMED = {"home.Line", "workshops.Event"}


@pytest.mark.parametrize(
    "model", [m for m in OURS if m._meta.label not in NEVER_NAMED], ids=lambda m: m._meta.label
)
def test_no_row_has_a_number_that_can_be_guessed(model):
    assert isinstance(model._meta.pk, models.CharField)


@pytest.mark.django_db
def test_an_erased_network_leaves_no_row_behind():
    cast = assemble()
    june = cast.people["june"]
    place(cast, "june", circle=2).revise(cast.maya, 1, circle=3)
    introduce(cast, "june", "rosa")
    Note.make(cast.maya, person=june, text="Likes soup.")
    Contact.make(cast.maya, person=june, how="phone", value="0123")
    Wish.make(cast.maya, kind="support", about="talk")
    Support.make(cast.maya, name="Music")
    Dismissal.dismiss(cast.maya, "groups_not_met")
    Place.keep(cast.maya, {"a": [1, 2]})
    Arrival.make(cast.maya, source="vcard")
    erase(cast.network)
    for model in ROWS:
        if model._meta.label != "networks.Network":
            assert not model.everyones.exclude(network=cast.other).exists(), model
    assert not Version.everyones.exists()
    assert Person.everyones.count() == 0
