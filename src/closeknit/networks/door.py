"""The one door: every request is asked who it is and what it wants before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from closeknit.accounts import again
from closeknit.policy import Actor, Denied, Level, Verb, grants, must
from closeknit.policy.door import Door
from closeknit.policy.doors import door_for
from closeknit.policy.table import KEPT_BACK

from . import looks
from .bin import in_the_bin
from .models import Membership, Network, Person, Portrait, Row, Stale
from .purse import warn
from .snapshot import Reads, Snapshot, snapshot

View = Callable[..., HttpResponse]
AnyRow = TypeVar("AnyRow", bound=Row)


class NetworkRequest(HttpRequest):
    """A request that the door let in: the network it came to, and who it is there."""

    network: Network
    actor: Actor
    me: Person | None
    wanted: tuple[str, Verb]
    sight: Row
    portraits: dict[str, Portrait]  # all that the reader may see, where a page read them already
    parts: list[Membership]  # in this network and in every other


class DoorMiddleware:
    """Looks up each address in the table of doors; no entry, no way in."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method == "POST" and answer.status_code == 302 and within(request):
            warn(request)
        if answer.status_code == 200 and within(request):
            looks.leave(request)
        return answer

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        door = door_for(match.view_name if match else "")
        if door is None or "\0" in unquote(request.get_full_path()):  # no database looks for it
            raise Http404
        if door.kind == "public":
            return None
        if not (request.user.is_authenticated or KNOWN.get(door.kind, nobody)(request)):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if door.kind != "signed_in":
            ENTRANCES[door.kind](request, door, kwargs)
        if door.kind == "network" and kept_as_it_was(request, match.view_name if match else ""):
            return render(request, "networks/kept.html", status=403)
        if door.again and not again.sure(request):
            return again.ask(request)
        if door.again:
            again.forget(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Denied):
            raise Http404 from error
        if isinstance(error, Stale):  # where a page has nothing better to say
            return render(request, "409.html", status=409)
        return None


def enter(request: HttpRequest, door: Door, kwargs: dict[str, Any]) -> None:
    """Let the request into the network its address names, as the actor it is there."""
    wanted = door.asks(request.method or "GET")
    parts = list(Membership.of(str(request.user.pk)))
    membership = next((one for one in parts if one.network_id == kwargs.get("network")), None)
    if membership is None or wanted is None:
        raise Http404
    network, actor = membership.network, membership.actor()
    resource, verb = wanted
    if not grants(replace(actor, frozen=False), verb, resource):
        raise Http404
    let_in = cast(NetworkRequest, request)
    let_in.network, let_in.actor, let_in.wanted = network, actor, wanted
    let_in.parts = parts
    let_in.me = own_place(membership.person)


def nobody(request: HttpRequest) -> bool:
    return False


ENTRANCES: dict[str, Callable[[HttpRequest, Door, dict[str, Any]], None]] = {"network": enter}
"""How a request becomes an actor, by the kind of its door. A room above adds its own."""
KNOWN: dict[str, Callable[[HttpRequest], bool]] = {}
"""Whether somebody without an account may be known at this kind of door, by a link they hold."""

STILL_OPEN = ("i_am_here", "take_out", "leave")
"""What one may do where the person in the middle has died: take it back, take it along, go."""


def kept_as_it_was(request: HttpRequest, name: str) -> bool:
    """Whether this would change something where everything is kept as it was."""
    let_in = cast(NetworkRequest, request)
    changes = request.method == "POST" or let_in.wanted[1] is not Verb.READ
    return let_in.actor.frozen and changes and name not in STILL_OPEN


def own_place(person: Person | None) -> Person | None:
    """Somebody's own place on the map, as far as it is not kept from them."""
    if person is None or person.binned_at or Level(person.audience) in KEPT_BACK:
        return None
    return person


def within(request: HttpRequest) -> NetworkRequest | None:
    """The same request, if the door let it into a network."""
    return cast(NetworkRequest, request) if hasattr(request, "network") else None


def seen(request: NetworkRequest, reads: Reads = Reads.ALL) -> Snapshot:
    """The network behind this door, as whoever knocked may see it today."""
    found = snapshot(request.network, request.actor, timezone.localdate(), reads=reads)
    request.portraits = dict(found.portraits)  # the corner of the page need not read them again
    return found


def find(request: NetworkRequest, model: type[AnyRow], key: str, verb: Verb = Verb.READ) -> AnyRow:
    """This one row, if the actor may; otherwise it looks as if it were missing."""
    row = model.one_for(request.actor, key)
    if row is None:
        raise Http404
    must(request.actor, verb, row.facts())
    sighted(request, row)
    return row


def find_gone(request: NetworkRequest, model: type[AnyRow], key: str) -> AnyRow:
    """This one row out of the bin, if the actor may bring it back; otherwise it looks missing."""
    gone = in_the_bin(request.actor, timezone.now(), (model,))
    row = next((row for row in gone if row.pk == key), None)
    if row is None:
        raise Http404
    return cast(AnyRow, row)


def sighted(request: NetworkRequest, row: Row) -> None:
    """This page shows this one row. The first one counts as what was looked at."""
    if not hasattr(request, "sight"):
        request.sight = row
