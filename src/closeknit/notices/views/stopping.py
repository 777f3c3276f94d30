"""No more letters: by one click in a mail program, or on a page, without coming in."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.networks.models import Person
from closeknit.networks.views.asked_in import shown_alone
from closeknit.notices.models import Rhythm
from closeknit.workshops.models import Seat


# A mail program sends this without having seen a page of ours (RFC 8058). The word in the address
# stops letters and does nothing else, so a forged request does what its sender could do anyway.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing. The button stops the letters; so does a mail program."""
    if late := _too_many(request):
        return late
    rhythm = Rhythm.led_by(token)
    if rhythm is not None and request.method == "POST":
        rhythm.stop()
        rhythm = Rhythm.led_by(token)
    stopped = rhythm is not None and rhythm.how == Rhythm.How.NONE
    return _shown(request, "notices/stop.html", rhythm, stopped)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def stop_place_letters(request: HttpRequest, seat: str, token: str) -> HttpResponse:
    """The same for letters to a place in a workshop, with an account or without."""
    if late := _too_many(request):
        return late
    one = Seat.by_stop(seat, token)
    if one is not None and request.method == "POST":
        one.stop_letters()
        one = Seat.by_stop(seat, token)
    return _shown(
        request, "notices/stop_place.html", one, one is not None and not one.wants_letters
    )


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def stop_asking(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """The same for letters that somebody sends by hand to whoever has no account."""
    if late := _too_many(request):
        return late
    one = Person.by_stop(person, token)
    if one is not None and request.method == "POST":
        if "again" in request.POST:
            one.let_letters_come()
        else:
            one.stop_letters()
    stopped = one is not None and one.no_letters_at is not None
    return _shown(request, "notices/stop_asking.html", one, stopped)


def _too_many(request: HttpRequest) -> HttpResponse | None:
    if ratelimit.consume(request, action="stop_letters"):
        return None
    late: HttpResponse = ratelimit.respond_429(request)
    return late


def _shown(request: HttpRequest, template: str, one: Any, stopped: bool) -> HttpResponse:
    """The page of whose letters these are; missing where the address leads nowhere."""
    status = 200 if one is not None else 404
    return shown_alone(request, template, {"one": one, "stopped": stopped}, status=status)
