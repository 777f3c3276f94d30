"""Whether somebody wants few large things on a page, or everything there is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

COOKIE = "closeknit_view"
SIMPLE, ALL = "simple", "all"


def chosen_in(request: HttpRequest) -> bool:
    """Whether the simple home was chosen in this browser."""
    return request.COOKIES.get(COOKIE) == SIMPLE


def sees_simply(request: HttpRequest) -> bool:
    """Whether whoever reads chose the simple home: on their account, else in this browser."""
    account: Any = getattr(request, "user", None)
    if getattr(account, "is_authenticated", False):
        return bool(account.simple)
    return chosen_in(request)
