"""Pages go out packed, for slow lines; unless somebody else might have put words into them.

The length of a packed page tells whoever listens on the line whether two texts in it are alike. So
nothing is packed that another site asked for, nor, from a browser that does not say who asks, an
address with words of its own (docs/decisions/0026-packed.md).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# What is text. Pictures, sounds, PDFs and archives are packed as they are.
PACKED = (
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
    "text/calendar",
    "text/csv",
    "text/html",
    "text/plain",
)
OURSELVES = ("same-origin", "none")  # a page of ours, or whoever typed the address


class PackingMiddleware(GZipMiddleware):
    """Django’s own packing, with its bytes of chance, for whole texts we asked for ourselves."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and is_text(response) and asked_by_us(request):
            packed: HttpResponseBase = super().process_response(request, response)
            return packed
        return response


def is_text(response: HttpResponse) -> bool:
    """A stream is none: it is passed on as it comes."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    return response.status_code == 200 and kind in PACKED


def asked_by_us(request: HttpRequest) -> bool:
    """Whether no other site can have chosen words that stand on this page."""
    if request.method not in ("GET", "HEAD"):
        return False
    asks = request.headers.get("Sec-Fetch-Site", "")
    return asks in OURSELVES if asks else not request.META.get("QUERY_STRING")
