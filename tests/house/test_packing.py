"""Pages are packed for slow lines, and nothing else is; nor what another site asked for."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from closeknit.manage.headers import HEADERS
from closeknit.manage.packing import PackingMiddleware
from tests.addresses import address, fill
from tests.cast import Cast, assemble, entered
from tests.workshops.scene import workshop
from tests.workshops.test_doors import parts_of

TAKES = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd"}
PAGE = "text/html; charset=utf-8"


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def asks(site: str) -> dict[str, str]:
    return {**TAKES, "HTTP_SEC_FETCH_SITE": site} if site else TAKES


def packed(answer: Any) -> bool:
    return bool(answer.headers.get("Content-Encoding") == "gzip")


def through(content: Any, kind: str, **more: str) -> HttpResponse:
    """What becomes of an answer of this kind on its way out."""
    request = RequestFactory().get("/", **{**TAKES, **more})
    made = content if callable(content) else lambda _request: HttpResponse(content, kind)
    return PackingMiddleware(made)(request)  # type: ignore[return-value]


def test_a_page_goes_out_packed_and_says_the_same(cast: Cast) -> None:
    where, maya = address("people", fill(cast)), entered(cast, "maya")
    whole, small = maya.get(where), maya.get(where, **TAKES)
    assert packed(small)
    assert not packed(whole)
    assert len(small.content) < len(whole.content) / 2
    assert int(small.headers["Content-Length"]) == len(small.content)
    assert b"June" in gzip.decompress(small.content)


def test_a_packed_page_is_kept_nowhere_and_guarded_as_before(cast: Cast) -> None:
    answer = entered(cast, "maya").get(address("map", fill(cast)), **TAKES)
    assert packed(answer)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_asks_for_is_not_packed(cast: Cast, site: str) -> None:
    """Else it could guess at a name, and see by the length of the answer whether it was right."""
    maya, where = entered(cast, "maya"), address("search", fill(cast))
    for asked in ({"q": "Ros"}, {}):
        assert not packed(maya.get(where, asked, **asks(site)))


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_is_asked_on_our_own_pages_is_packed(cast: Cast, site: str) -> None:
    maya, where = entered(cast, "maya"), address("search", fill(cast))
    assert packed(maya.get(where, {"q": "Ros"}, **asks(site)))


def test_a_browser_that_does_not_say_who_asks_gets_words_of_an_address_whole(cast: Cast) -> None:
    maya, where = entered(cast, "maya"), address("search", fill(cast))
    assert packed(maya.get(where, **asks("")))
    assert not packed(maya.get(where, {"q": "Ros"}, **asks("")))


def test_a_form_that_comes_back_is_not_packed(cast: Cast) -> None:
    where = address("add_people", fill(cast))
    answer = entered(cast, "maya").post(where, {"name": "", "circle": "9"}, **asks("same-origin"))
    assert answer.status_code == 422
    assert not packed(answer)


def test_what_is_missing_has_the_same_bytes_for_everybody(cast: Cast) -> None:
    parts = fill(cast)
    kofi, nowhere = entered(cast, "kofi"), address("map", {**parts, "network": "a" * 16})
    refused, missing = kofi.get(address("map", parts), **TAKES), kofi.get(nowhere, **TAKES)
    assert refused.status_code == missing.status_code == 404
    assert refused.content == missing.content


def test_no_two_packed_answers_tell_their_length() -> None:
    lengths = {len(through(b"<p>Rosa</p>" * 99, PAGE).content) for _ in range(40)}
    assert len(lengths) > 5


@pytest.mark.parametrize(
    "kind", ["image/webp", "image/png", "application/pdf", "audio/mpeg", "application/zip"]
)
def test_what_is_packed_already_is_left(kind: str) -> None:
    answer = through(b"RIFF" * 999, kind)
    assert not packed(answer)
    assert answer.content == b"RIFF" * 999


def test_a_file_is_passed_on_as_it_is() -> None:
    answer = through(lambda _request: FileResponse([b"text " * 999], content_type="text/csv"), "")
    assert not packed(answer)


def test_an_answer_that_names_its_version_goes_on_doing_so() -> None:
    """A packed answer is as good as the other, and no byte the same: its name says that."""

    def versioned(_request: object) -> HttpResponse:
        return HttpResponse(b"a line\n" * 99, "text/calendar", headers={"ETag": '"7"'})

    assert through(versioned, "").headers["ETag"] == 'W/"7"'


@pytest.mark.django_db
def test_the_stream_of_a_room_is_not_held_back() -> None:
    here = workshop()
    rosa, where = entered(here.cast, "rosa"), address("room_events", parts_of(here))
    for site in ("same-origin", ""):
        answer = rosa.get(where, **asks(site))
        assert answer.streaming
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert not packed(answer)
        assert next(iter(answer.streaming_content)).startswith(b"retry:")


def test_lines_go_out_one_by_one_as_they_are_told() -> None:
    told: list[str] = []

    def lines() -> Any:
        for word in ("one", "two"):
            told.append(word)
            yield f"data: {word}\n\n"

    answer: Any = through(lambda _r: StreamingHttpResponse(lines(), "text/event-stream"), "")
    assert (next(iter(answer)), told) == (b"data: one\n\n", ["one"])


@pytest.mark.django_db
def test_nobody_signed_in_is_needed() -> None:
    assert packed(Client().get("/", **TAKES))
