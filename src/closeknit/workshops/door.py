"""The door of a series and of a host: who is asking, before any view runs.

With an account one comes in as what one is there. Without one, by the link of a place: the browser
then keeps the hash of that link, so that a new link ends what the old one opened.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from closeknit.networks.bin import DAYS
from closeknit.networks.models import tokens
from closeknit.policy import Actor, Role, Verb, grants, may, must
from closeknit.policy.door import Door

from .models import Host, HostRow, Seat, Series, SeriesRow

PLACES = "places"
"""In the session: the hashes of the links by which this browser came, by series."""
AnyRow = TypeVar("AnyRow", bound=SeriesRow | HostRow)


class SeriesRequest(HttpRequest):
    """A request that the door let into a series: who it is there, and their place if any."""

    series: Series
    actor: Actor
    seat: Seat | None
    wanted: tuple[str, Verb]


class HostRequest(HttpRequest):
    """A request that the door let in at a host."""

    host: Host
    actor: Actor


def enter(request: HttpRequest, door: Door, kwargs: dict[str, Any]) -> None:
    """Let the request into the series its address names, as the actor it is there."""
    account = str(request.user.pk) if request.user.is_authenticated else ""
    key = kwargs.get("series", "")
    held = None if account else held_at(request, key)
    series: Any = held.series if held is not None else Series.by_key(key, account)
    if series is None:
        raise Http404
    if held is None:
        actor, seat = who(request, series, series.led if account else None)
    else:
        actor, seat = held.actor(), held
    wanted = door.asks(request.method or "GET")
    if wanted is None or not grants(actor, wanted[1], wanted[0]):
        raise Http404
    let_in = cast(SeriesRequest, request)
    let_in.series, let_in.actor, let_in.seat, let_in.wanted = series, actor, seat, wanted


def who(
    request: HttpRequest, series: Series, leads: bool | None = None
) -> tuple[Actor, Seat | None]:
    """Who is asking, in this series: whoever leads it does, whatever else they are.

    `leads` where that was asked with the series, a moment ago.
    """
    if request.user.is_authenticated:
        account = str(request.user.pk)
        actor, seat = series.entered(account, leads)
        if actor.network:
            return actor, seat
    held = held_at(request, str(series.pk))
    return (held.actor(), held) if held is not None else (Actor("", "", Role.STRANGER), None)


def held_at(request: HttpRequest, key: str) -> Seat | None:
    """The place in this series whose link this browser came by."""
    held = Seat.by_hash(request.session.get(PLACES, {}).get(key, ""))
    return held if held is not None and str(held.series_id) == key else None


def remember(request: HttpRequest, seat: Seat) -> None:
    """This browser came by the link of this place, and may come in by it again."""
    kept = request.session.get(PLACES, {})
    request.session[PLACES] = {**kept, str(seat.series_id): tokens.hashed(seat.token)}


def holds_a_place(request: HttpRequest) -> bool:
    """Whether this browser came by the link of a place before."""
    return bool(request.session.get(PLACES))


def enter_host(request: HttpRequest, door: Door, kwargs: dict[str, Any]) -> None:
    """Let the request in at the host its address names, for whoever leads a series of it."""
    host = Host.of(str(request.user.pk)).filter(pk=kwargs.get("host")).first()
    wanted = door.asks(request.method or "GET")
    if host is None or wanted is None:
        raise Http404
    actor = Actor(str(request.user.pk), str(host.pk), Role.LEAD)
    if not grants(actor, wanted[1], wanted[0]):
        raise Http404
    let_in = cast(HostRequest, request)
    let_in.host, let_in.actor = host, actor


def find(
    request: SeriesRequest | HostRequest,
    model: type[AnyRow],
    key: str,
    verb: Verb = Verb.READ,
) -> AnyRow:
    """This one row, if the actor may; otherwise it looks as if it were missing."""
    row: Any = model.one_for(request.actor, key)
    if row is None:
        raise Http404
    must(request.actor, verb, row.facts())
    return cast(AnyRow, row)


def find_gone(request: SeriesRequest | HostRequest, model: type[AnyRow], key: str) -> AnyRow:
    """This one row out of the bin, if the actor may bring it back; otherwise it looks missing."""
    since = timezone.now() - dt.timedelta(days=DAYS)
    gone = model.ever_visible_to(request.actor).filter(binned_at__gte=since)
    row: Any = gone.filter(pk=key).first()
    if row is None or not may(request.actor, Verb.DELETE, row.facts()):
        raise Http404
    return cast(AnyRow, row)
