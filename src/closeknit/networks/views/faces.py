"""Choosing a face, and showing photos to those who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.faces import face_for
from closeknit.networks.files import ALONE
from closeknit.networks.forms import BothTexts, FaceForm, in_words
from closeknit.networks.models import Network, Person, Portrait, Stale
from closeknit.networks.portraits import Refused, hang, repaint, take_down
from closeknit.policy import Channel, Verb, must

from .editing import seen, who_was_quicker

HEADERS = {**ALONE, "Content-Disposition": "inline"}


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
    worn = "photo" if now.kind == "photo" else whose.face
    seen_as = f"{whose.version}.{_photo(whose, portraits)}"
    context: dict[str, Any] = {"whose": whose, "now": now, "back": back}
    status = 200
    if request.method == "POST":
        form, status = FaceForm(request.POST, request.FILES, **more), 422
        if form.is_valid():
            late = form.cleaned_data["seen_as"] not in ("", seen_as)
            if late and not form.cleaned_data["photo"]:
                status = 409
                context |= _both(request, whose, form, worn, seen_as)
            elif _take(request, whose, form):
                if late:
                    tell(request, _("Somebody else chose a face meanwhile. Now it is yours."))
                return redirect(back)
    else:
        start = {"face": worn, "part": "middle", "seen_as": seen_as}
        form = FaceForm(initial=start, **more)
    photo = portraits.get(whose.pk if isinstance(whose, Person) else "")
    if photo is not None:
        context["seen"] = seen(request, photo)
    return render(request, "networks/person_face.html", context | {"form": form}, status=status)


def _photo(whose: Person | Network, portraits: Mapping[str, Portrait]) -> str:
    photo = portraits.get(whose.pk if isinstance(whose, Person) else "")
    return photo.pk if photo else ""


def _both(
    request: NetworkRequest, whose: Person | Network, form: FaceForm, worn: str, seen_as: str
) -> dict[str, Any]:
    """What the other one chose and what was chosen here; choosing again then goes on from there."""
    field, mine = form.fields["face"], form.cleaned_data["face"]
    both = BothTexts(str(field.label), in_words(field, worn), in_words(field, mine))
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen_as"] = seen_as  # type: ignore[index]
    return {
        "both": [both] if worn != mine else [],
        "quicker": who_was_quicker(request.network, whose),
    }


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
