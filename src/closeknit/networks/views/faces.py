"""Choosing a face, and showing photos to those who may see them."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.faces import face_for
from closeknit.networks.forms import FaceForm
from closeknit.networks.models import Network, Person, Portrait, Stale
from closeknit.networks.portraits import Refused, hang, repaint, take_down
from closeknit.policy import Channel, Verb, must

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
}


def person_face(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """The face of somebody on the map."""
    row = find(request, Person, person, Verb.CHANGE)
    return _choose(request, row, reverse("person", args=[network, person]))


def network_face(request: NetworkRequest, network: str) -> HttpResponse:
    """The face of the person in the middle."""
    row = request.network
    must(request.actor, Verb.CHANGE, row.facts())
    return _choose(request, row, reverse("map", args=[network]))


def _choose(request: NetworkRequest, whose: Person | Network, back: str) -> HttpResponse:
    portraits = {p.person_id or "": p for p in Portrait.visible_to(request.actor)}
    now = face_for(whose, portraits)
    kind = whose.kind if isinstance(whose, Person) else "person"
    more: dict[str, Any] = {"kind": kind, "has_photo": now.kind == "photo"}
    if request.method == "POST":
        form = FaceForm(request.POST, request.FILES, **more)
        if form.is_valid() and _take(request, whose, form):
            return redirect(back)
    else:
        chosen = "photo" if now.kind == "photo" else whose.face
        form = FaceForm(initial={"face": chosen, "part": "middle"}, **more)
    context = {"form": form, "whose": whose, "now": now, "back": back}
    status = 422 if request.method == "POST" else 200
    return render(request, "networks/person_face.html", context, status=status)


def _take(request: NetworkRequest, whose: Person | Network, form: FaceForm) -> bool:
    """Put the chosen face in place; False when the photo was refused."""
    actor = request.actor
    photo, face = form.cleaned_data["photo"], form.cleaned_data["face"]
    if photo is not None:
        try:
            pixels = repaint(photo.file, photo.size, form.cleaned_data["part"])
        except Refused as refused:
            form.add_error("photo", refused.why)
            return False
        hang(actor, whose, pixels)
        return True
    if face == "photo":
        return True
    with transaction.atomic():
        take_down(actor, whose)
        _wear(request, whose, face)
    return True


def _wear(request: NetworkRequest, whose: Person | Network, face: str) -> None:
    """The newest choice of a face holds: nothing that somebody wrote is lost by it."""
    actor = request.actor
    try:
        whose.revise(actor, whose.version, "faced", face=face)
    except Stale as stale:
        stale.row.revise(actor, stale.row.version, "faced", face=face)


def portrait(request: NetworkRequest, network: str, portrait: str) -> HttpResponse | FileResponse:
    """The pixels of a photo, for whoever may see it."""
    row = find(request, Portrait, portrait)
    must(request.actor, Verb.READ, row.facts(), Channel.FILE)
    try:
        pixels = default_storage.open(row.file)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(pixels, content_type="image/webp", headers=HEADERS)
