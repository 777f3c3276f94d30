"""No more letters: by one click in a mail program, or on a page, without coming in."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.networks.views.asked_in import HEADERS
from closeknit.notices.models import Rhythm
from closeknit.workshops.models import Seat


# A mail program sends this without having seen a page of ours (RFC 8058). The word in the address
# stops letters and does nothing else, so a forged request does what its sender could do anyway.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing. The button stops the letters; so does a mail program."""
    if not ratelimit.consume(request, action="stop_letters"):
        answer: HttpResponse = ratelimit.respond_429(request)
        return answer
    rhythm = Rhythm.led_by(token)
    if rhythm is not None and request.method == "POST":
        rhythm.stop()
        rhythm = Rhythm.led_by(token)
    shown = {"rhythm": rhythm, "own_form": "strict-origin"}
    page = render(request, "notices/stop.html", shown, status=200 if rhythm else 404)
    for name, value in HEADERS.items():
        page.headers[name] = value
    return page


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def stop_place_letters(request: HttpRequest, seat: str, token: str) -> HttpResponse:
    """The same for letters to a place in a workshop, with an account or without."""
    if not ratelimit.consume(request, action="stop_letters"):
        answer: HttpResponse = ratelimit.respond_429(request)
        return answer
    one = Seat.by_stop(seat, token)
    if one is not None and request.method == "POST":
        one.stop_letters()
        one = Seat.by_stop(seat, token)
    shown = {"seat": one, "own_form": "strict-origin"}
    page = render(request, "notices/stop_place.html", shown, status=200 if one else 404)
    for name, value in HEADERS.items():
        page.headers[name] = value
    return page
