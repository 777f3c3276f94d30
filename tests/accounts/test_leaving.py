"""Leaving quickly: what the server does, whoever asks and however old the page is."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from closeknit.accounts.views import leaving
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def nothing_of_ours(answer: HttpResponse) -> None:
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "knit" not in text.lower()
    assert "/static/" not in text
    assert 'href="/' not in text
    assert "<title>Notes</title>" in text


def test_maya_leaves_and_her_session_is_over(maya: Client) -> None:
    assert inside(maya)
    nothing_of_ours(maya.post("/go/", **HERE))
    assert not inside(maya)
    assert not Session.objects.exists()


def test_a_copy_of_her_cookie_opens_nothing_afterwards(maya: Client) -> None:
    copy = Client()
    copy.cookies["closeknit_session"] = maya.cookies["closeknit_session"].value
    assert inside(copy)
    maya.post("/go/", **HERE)
    assert not inside(copy)


def test_the_page_moves_on_by_itself_to_where_the_operator_chose(settings: Any) -> None:
    settings.EXIT_TO = "https://weather.example.org/?a=1&b=2"
    settings.NEUTRAL_TITLE = "Recipes"
    text = Client().post("/go/").content.decode()
    assert 'content="0; url=https://weather.example.org/?a=1&amp;b=2"' in text
    assert "<title>Recipes</title>" in text


def test_it_works_without_a_session_without_a_token_and_on_an_old_page() -> None:
    nothing_of_ours(Client(enforce_csrf_checks=True).post("/go/", **HERE))


def test_nothing_is_kept_and_no_cookie_of_ours_stays(maya: Client) -> None:
    maya.cookies["closeknit_csrf"] = "x" * 32
    answer = maya.post("/go/", **HERE)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Clear-Site-Data"] == '"storage"'
    for name in ("closeknit_session", "closeknit_csrf"):
        assert answer.cookies[name].value == ""
        assert answer.cookies[name]["max-age"] == 0


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://evil.example.org"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
    ],
)
def test_a_page_of_somebody_else_signs_nobody_out(maya: Client, said: dict[str, str]) -> None:
    answer = maya.post("/go/", **said)
    assert answer.status_code == 302
    assert "Clear-Site-Data" not in answer.headers
    assert inside(maya)


@pytest.mark.parametrize(
    "said", [{}, {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "http://testserver"}]
)
def test_an_old_browser_may_leave_as_well(maya: Client, said: dict[str, str]) -> None:
    maya.post("/go/", **said)
    assert not inside(maya)


def test_another_site_would_come_without_the_cookie(settings: Any) -> None:
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_looking_ends_nothing_and_leads_to_the_way_in(maya: Client) -> None:
    for method in (maya.get, maya.head):
        answer = method("/go/")
        assert (answer.status_code, answer["Location"]) == (302, "/")
    assert inside(maya)


def test_a_house_that_cannot_reach_its_database_lets_people_go(
    maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: object) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(leaving, "logout", broken)
    answer = maya.post("/go/", **HERE)
    nothing_of_ours(answer)
    assert answer.cookies["closeknit_session"].value == ""


def test_the_way_out_is_the_same_bytes_on_every_reading(cast: Cast, maya: Client) -> None:
    first, second = (maya.get("/n/nowhere/map/").content for _ in range(2))
    assert b'action="/go/"' in first
    assert first == second
