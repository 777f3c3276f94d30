"""The face of everyone: a photo, a drawn face, a symbol; initials only as the last resort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.faces import SYMBOLS, face_url, initials

from .models import Network, Person, Portrait

OF_KIND = {
    "pet": "pet-paw",
    "place": "place-home",
    "group": "group-people",
    "thing": "thing-star",
    "died": "memory-flower",
}
"""The symbol of each kind that nobody chose a face for."""


@dataclass(frozen=True)
class FaceView:
    """What to draw for somebody. `kind` is photo, drawn, symbol or initials."""

    kind: str
    href: str
    alt: str
    initials: str


def face_for(whose: Person | Network, portraits: Mapping[str, Portrait]) -> FaceView:
    """The face of somebody, or of the focus person, among the portraits the reader may see.

    `portraits` is by person, "" for the focus person, as a snapshot has them.
    """
    letters, name = initials(whose.name), whose.name
    photo = portraits.get("" if isinstance(whose, Network) else whose.pk)
    if photo is not None:
        href = reverse("portrait", args=[photo.tenant, photo.pk])
        return FaceView("photo", href, _("Photo of %(name)s") % {"name": name}, letters)
    usual = OF_KIND.get(whose.kind, "") if isinstance(whose, Person) else ""
    kept = next((key for key in (whose.face, usual) if face_url(key)), "")
    if not kept:
        return FaceView("initials", "", name, letters)
    kind = "symbol" if kept in SYMBOLS else "drawn"
    return FaceView(kind, face_url(kept), _("Picture of %(name)s") % {"name": name}, letters)
