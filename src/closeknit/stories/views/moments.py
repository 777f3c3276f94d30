"""A moment into the bin, and out of it again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find, find_gone
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
    row = find_gone(request, Moment, moment)
    row.take_back(request.actor)
    tell(request, _("The moment is back."))
    return redirect("stories", network)
