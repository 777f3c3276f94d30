"""Every answer says what a browser may do with it, and none is kept unless it is public."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from closeknit.manage.headers import HEADERS, HeadersMiddleware
from tests.addresses import address, fill
from tests.cast import assemble, entered
from tests.house.observatory import points, score

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
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


def check(answer: HttpResponseBase, policy: str = "default-src 'none'") -> None:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    said = answer.headers["Content-Security-Policy"]
    assert policy in said
    assert "unsafe" not in said
    assert answer.headers["Cache-Control"] in ("no-store", "private, no-store")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/enter/", "get", 200),
        ("/account/", "get", 302),
        ("/enter", "get", 301),
        ("/nowhere/", "get", 404),
        ("/static/none.css", "get", 404),
        ("/healthz", "get", 200),
        ("/readyz", "get", 200),
        ("/first/x/", "get", 500),
        ("/first/x/", "put", 405),
    ],
)
def test_whatever_happens_the_headers_are_there(
    path: str, method: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise RuntimeError

    monkeypatch.setattr("closeknit.accounts.views.first.nobody_here", broken)
    answer = getattr(Client(raise_request_exception=False), method)(path)
    assert answer.status_code == status
    check(answer)


@pytest.mark.django_db
def test_a_strange_host_and_a_refused_form_get_them_as_well() -> None:
    strange = Client().get("/enter/", HTTP_HOST="evil.example.org")
    assert strange.status_code == 400
    check(strange)
    refused = Client(enforce_csrf_checks=True).post("/enter/")
    assert refused.status_code == 403
    check(refused)


def check_one_of_a_network(answer: HttpResponseBase) -> None:
    """What is no page runs nothing: a sandbox, no guessing of kinds, no cookie (test_pages)."""
    check(answer)
    if answer.status_code == 200 and not answer.headers["Content-Type"].startswith("text/html"):
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies


@pytest.mark.django_db
def test_a_portrait_and_a_map_to_take_away_are_such_files() -> None:
    cast = assemble()
    maya, parts = entered(cast, "maya"), fill(cast)
    for name in ("portrait", "map_svg"):
        answer = maya.get(address(name, parts))
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies


def test_every_answer_that_is_a_file_is_made_with_them() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        made = len(re.findall(r"\b(?:FileResponse|StreamingHttpResponse)\(", text))
        made += len(re.findall(r"HttpResponse\([^)]*content_type=\"(?!text/plain)", text))
        assert not made or "ALONE" in text, path


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/enter/", "/nowhere/"])
def test_the_observatory_gives_more_than_a_hundred_and_twenty_points(path: str, settings) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    answer = Client().get(path, secure=True)
    got = points(answer.headers, answer.cookies, answer.content.decode())
    assert score(answer.headers, answer.cookies, answer.content.decode()) >= 120, got


def test_a_bare_answer_would_fail_in_the_observatory() -> None:
    bare = HttpResponse("<script src='//elsewhere'></script>")
    assert score(bare.headers, bare.cookies, bare.content.decode()) < 40


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
