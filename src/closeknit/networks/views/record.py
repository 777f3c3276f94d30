"""What happened in this network, and who looked at what."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from closeknit.networks import happened
from closeknit.networks.audience import called, taking_part
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Membership
from closeknit.policy import Actor, Role


def record(request: NetworkRequest, network: str) -> HttpResponse:
    """Everything the reader may know of what was done and looked at, newest first."""
    actor = request.actor
    members = taking_part(request.network) if actor.in_charge else []
    what = request.GET.get("what", "")
    what = what if what in (happened.DEEDS, happened.LOOKS) else ""
    one = next((m for m in members if m.pk == request.GET.get("who", "")), None)
    days, page = happened.page(
        request.network, actor, one.account_id if one else "", what, request.GET.get("page")
    )
    asked = {"who": one.pk if one else "", "what": what}
    context = {
        "days": days,
        "page": page,
        "people": [(m.pk, _called(request, m)) for m in members],
        "who_chosen": asked["who"],
        "what": what,
        "query": "".join(f"{urlencode({k: v})}&" for k, v in asked.items() if v),
        "lead": lead(actor),
        "segments": segments(asked),
    }
    return render(request, "networks/record.html", context)


def _called(request: NetworkRequest, member: Membership) -> str:
    mine = member.account_id == request.actor.account
    return _("You") if mine else called(member, request.network)


def lead(actor: Actor) -> str:
    """What stands here, for this reader."""
    if actor.role is Role.PERSON:
        return _("Everything that was done in your network, and who looked at what.")
    if actor.in_charge:
        return _("What you did, and what was done about who takes part and how this is kept.")
    return _("What you did here, and who looked at what is about you.")


def segments(asked: dict[str, str]) -> list[dict[str, Any]]:
    """All of it, deeds alone, looks alone: a link each that keeps who was chosen."""
    ways = (
        ("", _("Everything")),
        (happened.DEEDS, _("What was done")),
        (happened.LOOKS, _("Who looked")),
    )
    return [
        {
            "label": label,
            "query": urlencode({k: v for k, v in (asked | {"what": what}).items() if v}),
            "current": asked["what"] == what,
        }
        for what, label in ways
    ]
