"""The page about staying safe, and the numbers the operator writes down."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from closeknit.accounts import numbers

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    answer = client.get("/safety/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_may_read_it(client: Client, maya: Client) -> None:
    for reader in (client, maya):
        text = page(reader)
        assert "history" in text
        assert "can read the database" in text
        assert "Closeknit tells nobody" in text


def test_it_shows_the_numbers_the_operator_wrote_down(client: Client, settings: Any) -> None:
    settings.NUMBERS = numbers.read("Police: 911;\n Line for women: +1 (866) 863-0511; ")
    text = page(client)
    assert 'href="tel:911"' in text
    assert 'href="tel:+18668630511"' in text
    assert "Line for women" in text
    assert "no local numbers" not in text
    assert "emergency number of the country" in text


def test_without_numbers_it_says_so(client: Client) -> None:
    text = page(client)
    assert "no local numbers" in text
    assert "emergency number of the country" in text
    assert "tel:" not in text


@pytest.mark.parametrize(
    "words", ["911", "Police 911", "Police:", ": 911", "Police: call us", "A: 1"]
)
def test_a_number_that_is_none_is_told_in_words(words: str) -> None:
    with pytest.raises(ValueError, match="needs a name, a colon and a number"):
        numbers.read(words)


def test_a_name_may_hold_a_colon_and_the_order_stays() -> None:
    read = numbers.read("Night: line for women: 116 016; Police: 110")
    assert [(one.name, one.dial) for one in read] == [
        ("Night: line for women", "116016"),
        ("Police", "110"),
    ]
    assert numbers.read("") == ()


@pytest.mark.parametrize("where", ["/", "/enter/", "/nowhere/", "/patterns/"])
def test_every_page_leads_there(client: Client, where: str) -> None:
    assert 'href="/safety/"' in client.get(where).content.decode()
