"""Back to the page a button stood on, where its form says which one of ours that was."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back_or(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that the form names as `back`; else where the deed leads by itself."""
    path = str(request.POST.get("back", ""))
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if ours else otherwise
