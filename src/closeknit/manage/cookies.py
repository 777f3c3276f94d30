"""Cookies that no browser of ours sent."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class CookiesMiddleware:
    """Drops a cookie with a zero byte in it: looking it up would break PostgreSQL's answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = {name: v for name, v in request.COOKIES.items() if "\0" not in v}
        return self.get_response(request)
