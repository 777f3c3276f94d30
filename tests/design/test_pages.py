"""The frame around pages, what they say back, and the pages nobody wants to see."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from closeknit.design.examples import SHELL
from closeknit.design.notices import tell, tone_of, undo_of

ERRORS = ["400.html", "404.html", "403_csrf.html", "500.html"]


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def said(request: HttpRequest) -> list[Message]:
    return list(request._messages)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_has_one_heading_and_one_way_back(name: str) -> None:
    page = render_to_string(name)
    assert page.count("<h1") == 1
    assert len(re.findall(r'<a class="button[^>]* href="/"', page)) == 1
    assert not re.search(r"\sstyle=|<style|<script(?![^>]* src=)", page)


def test_a_missing_page_looks_like_the_house() -> None:
    answer = Client().get("/patterns/nothing/here/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_when_the_house_breaks_the_page_needs_nothing_of_it() -> None:
    page = render_to_string("500.html", {})
    assert "It was not you" in page
    assert "<script" not in page


def test_a_deed_is_told_with_a_way_to_take_it_back(request_: HttpRequest) -> None:
    tell(request_, "June is off the map.", undo="/networks/1/undo/")
    (message,) = said(request_)
    assert tone_of(message) == "ok"
    assert undo_of(message) == "/networks/1/undo/"
    page = drawn("{% notice message %}", message=message, csrf_token="abc")
    assert '<form method="post" action="/networks/1/undo/">' in page
    assert 'value="abc"' in page


def test_news_without_undo_has_no_button(request_: HttpRequest) -> None:
    tell(request_, "We could not read <b>this</b> file.", tone="error")
    (message,) = said(request_)
    page = drawn("{% notice message %}", message=message)
    assert 'class="notice gap"' in page
    assert "&lt;b&gt;" in page
    assert "<button" not in page


def test_a_photo_comes_before_a_drawing_and_a_drawing_before_initials() -> None:
    assert 'src="/files/1"' in drawn("{% face name='June' face='june' url='/files/1' %}")
    assert "faces/june.svg" in drawn("{% face name='June' face='june' %}")
    assert ">TB<" in drawn("{% face name='Tío Ben' face='nobody drew this' %}")


def test_a_face_beside_its_name_is_silent() -> None:
    assert 'alt=""' in drawn("{% face name='June' face='june' %}")
    assert 'aria-hidden="true"' in drawn("{% face name='Sam' %}")
    assert 'aria-label="Sam"' in drawn("{% face name='Sam' alt='Sam' %}")


@pytest.mark.parametrize(
    ("tie", "shape"),
    [("paid", "face paid"), ("unpaid", "face unpaid"), ("was_paid", "face unpaid")],
)
def test_who_was_paid_once_is_drawn_as_unpaid(tie: str, shape: str) -> None:
    assert f'class="{shape}"' in drawn("{% face face='tanya' tie=tie %}", tie=tie)


def test_an_icon_nobody_drew_becomes_a_circle_and_is_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert "icons.svg#circle" in drawn("{% icon 'unicorn' %}")
    assert "unicorn" in caplog.text


def test_names_cannot_break_out_of_a_page() -> None:
    page = drawn("{% face name=name alt=name %}", name='"><script>')
    assert "<script" not in page


def test_on_a_phone_four_rooms_stand_below_and_the_rest_under_more() -> None:
    page = render_to_string("parts/bar.html", SHELL)
    assert page.count('<a class="bar-entry"') == 4
    assert page.count("<summary") == 1
    assert ">Gaps<" in page
    assert "If something happens" in page


def test_a_page_of_a_network_says_why_the_network_is() -> None:
    page = render_to_string("shell.html", SHELL)
    assert "never left with only paid people" in page
    assert "Maya Reyes" in page
    assert "purpose" not in render_to_string("shell.html", {**SHELL, "purpose": ""})
