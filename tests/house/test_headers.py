"""Every answer says what a browser may do with it, and none is kept unless it is public."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from closeknit.manage.headers import HEADERS, HeadersMiddleware

PATHS = (
    "/",
    "/enter/",
    "/join/",
    "/demo/",
    "/nowhere/",
    "/healthz",
    "/account/",
    "/static/none.css",
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_answer_goes_without(client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_refused_form_carries_them_too() -> None:
    answer = Client(enforce_csrf_checks=True).post("/enter/")
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_another_host_is_refused(client: Client) -> None:
    assert client.get("/enter/", HTTP_HOST="evil.example.org").status_code == 400


def answered(cache: str = "") -> HttpResponse:
    def view(request: object) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": cache} if cache else {})

    return HeadersMiddleware(view)(RequestFactory().get("/"))  # type: ignore[return-value]


def test_only_a_page_that_says_so_is_kept() -> None:
    assert answered("public, max-age=60").headers["Cache-Control"] == "public, max-age=60"
    assert answered("private, max-age=60").headers["Cache-Control"] == "no-store"


def test_browsers_are_told_to_stay_on_https_where_there_is_https(settings) -> None:
    assert "Strict-Transport-Security" not in answered().headers
    settings.HTTPS = True
    assert "max-age=63072000" in answered().headers["Strict-Transport-Security"]
