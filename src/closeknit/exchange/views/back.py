"""Bringing a whole network back: look first, then a yes; and away again while nothing happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.design.notices import tell
from closeknit.exchange.archive import Archive, NotAnArchive
from closeknit.exchange.bringing_back import bring_back, may_be_removed, remove_again
from closeknit.exchange.forms import BringBackForm, WhoForm
from closeknit.exchange.models import Parcel, Return
from closeknit.exchange.parcel_words import BROUGHT, NOT_AN_ARCHIVE, PARTS, REASONS, TAKEN_BACK
from closeknit.exchange.unpacking import Unpacked, unpack
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Network

NAMED = 60


def bring(request: HttpRequest) -> HttpResponse:
    """Choose the archive; what waits from before."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringBackForm(*sent)
    if sent and form.is_valid():
        parcel = Parcel.keep(_account(request), form.cleaned_data["file"])
        return redirect("look_into_parcel", parcel.pk)
    context = {"form": form, "waiting": Parcel.of(_account(request)).first()}
    status = 422 if form.errors else 200
    return render(request, "exchange/bring_back.html", context, status=status)


def look(request: HttpRequest, parcel: str) -> HttpResponse:
    """What is in it, and what was not understood. Then the yes."""
    account = _account(request)
    if (came := _came_already(account, parcel)) is not None:
        return redirect("map", came.pk)
    row = Parcel.of(account).filter(pk=parcel).first()
    if row is None:
        raise Http404
    try:
        with default_storage.open(row.file) as file:
            archive = Archive(file)
            found = unpack(archive)
            form = WhoForm(request.POST if request.method == "POST" else None, found=found)
            if request.method == "POST" and form.is_valid():
                return _bring(request, row, found, archive, form.cleaned_data["who"])
    except (NotAnArchive, FileNotFoundError) as told:  # it was fine when it came: the disk was not
        raise Http404 from told
    except IntegrityError:
        if (came := _came_already(account, parcel)) is not None:  # asked twice in one moment
            return redirect("map", came.pk)
        messages.error(request, NOT_AN_ARCHIVE["twice_said"])
        return redirect("bring_network_back")
    context = {"parcel": row, "found": found, "form": form, **_told(found)}
    status = 422 if form.is_bound else 200
    return render(request, "exchange/look_into_parcel.html", context, status=status)


def _bring(
    request: HttpRequest, row: Parcel, found: Unpacked, archive: Archive, who: str
) -> HttpResponse:
    account = _account(request)
    network = bring_back(account, found, archive, who, row.pk)
    Parcel.throw_away(Parcel.of(account).filter(pk=row.pk))
    back = reverse("undo_return", args=[network.pk])
    tell(request, str(BROUGHT % {"name": network.name}), undo=back)
    return redirect("map", network.pk)


def _account(request: HttpRequest) -> str:
    return str(request.user.pk)


def _came_already(account: str, parcel: str) -> Network | None:
    """The network this parcel became, for whoever asks twice."""
    back = Return.of_parcel(account, parcel)
    return Network.of(account).filter(pk=back.network_id).first() if back else None


def _told(found: Unpacked) -> dict[str, Any]:
    people = [row.values["name"] for row in found.rows["people"]]
    counts = [(PARTS[part], len(rows)) for part, rows in found.rows.items() if rows]
    return {
        "name": found.network.values["name"],
        "purpose": found.network.values["purpose"],
        "counts": counts,
        "people": people[:NAMED],
        "more": max(0, len(people) - NAMED),
        "problems": list(_problems(found)),
    }


def _problems(found: Unpacked) -> Iterator[tuple[Any, Any, list[str]]]:
    """Part, reason, and which of its rows, with the fields."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for problem in found.problems:
        where = ": ".join(filter(None, [str(problem.place or ""), problem.field]))
        grouped.setdefault((problem.part, problem.reason), []).append(where)
    for (part, reason), places in grouped.items():
        yield PARTS.get(part, part), REASONS[reason], [place for place in places if place]


def throw_away(request: HttpRequest, parcel: str) -> HttpResponse:
    """Nothing of this archive is kept. Saying it twice is saying it once."""
    if request.method != "POST":
        raise Http404
    Parcel.throw_away(Parcel.of(_account(request)).filter(pk=parcel))
    return redirect("bring_network_back")


def undo(request: NetworkRequest, network: str) -> HttpResponse:
    """The network that was just brought back goes again; the archive is still whole."""
    back = Return.visible_to(request.actor).first()
    if back is None or not may_be_removed(back, request.actor.account):
        raise Http404
    remove_again(request.network, request.actor, back)
    messages.success(request, TAKEN_BACK)
    return redirect("bring_network_back")
