"""A moment into the bin, and out of it again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find
from closeknit.policy import Verb
from closeknit.stories.models import Moment


def remove_moment(request: NetworkRequest, network: str, moment: str) -> HttpResponse:
    """Into the bin, for thirty days."""
    find(request, Moment, moment, Verb.DELETE).bin(request.actor)
    undo = reverse("bring_back_moment", args=[network, moment])
    tell(request, _("The moment is in the bin. For 30 days you can bring it back."), undo=undo)
    return redirect("stories", network)


def bring_back_moment(request: NetworkRequest, network: str, moment: str) -> HttpResponse:
    """Out of the bin, as it was."""
    gone = in_the_bin(request.actor, timezone.now(), (Moment,))
    row = next((row for row in gone if row.pk == moment), None)
    if row is None:
        raise Http404
    row.take_back(request.actor)
    tell(request, _("The moment is back."))
    return redirect("stories", network)
