"""Whoever reads what they did themselves reads a whole sentence, in every language."""

from __future__ import annotations

import doctest

import pytest

from closeknit.accounts.models import Account
from closeknit.networks import oneself
from tests.cast import assemble, entered

pytestmark = pytest.mark.django_db


def test_the_examples_are_right() -> None:
    assert doctest.testmod(oneself).failed == 0


def test_maya_reads_in_french_what_she_did() -> None:
    cast = assemble()
    Account.objects.update(language="fr")
    page = entered(cast, "maya").get(f"/n/{cast.network.pk}/record/").content.decode()
    assert "(vous) a commencé le réseau." in page
    assert "Vous a " not in page
