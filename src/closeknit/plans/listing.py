"""All gatherings of a network as one reader sees them: what is next, drafts, what was held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Portrait
from closeknit.policy import Role

from . import meeting
from .meeting import Company
from .models import Gathering, Guest

A_PAGE = 12


@dataclass(frozen=True)
class Listed:
    """One line: its title, when and where, and how it stands."""

    row: Gathering
    when: str
    state: str
    tone: str
    counted: str
    there: Company | None


def listed(request: NetworkRequest) -> dict[str, Any]:
    """What is ahead, what is not told yet, and a page of what is over."""
    now, actor = timezone.now(), request.actor
    portraits = {one.person_id or "": one for one in Portrait.visible_to(actor)}
    request.portraits = portraits
    rows = list(Gathering.visible_to(actor).select_related("proposal"))
    over = [row for row in rows if row.is_over(now) and not row.is_draft]
    ahead = [row for row in rows if not row.is_over(now) and not row.is_draft]
    drafts = [row for row in rows if row.is_draft]
    page = Paginator(over[::-1], A_PAGE).get_page(request.GET.get("page"))
    shown = [*ahead, *drafts, *page.object_list]
    there = _companies(request, shown, portraits)

    def lines(some: list[Gathering]) -> list[Listed]:
        return [_line(request, row, there[row.pk]) for row in some]

    dated = [row for row in ahead if row.starts_at]
    return {
        "ahead": lines([*dated, *(row for row in ahead if row.starts_at is None)]),
        "drafts": lines(drafts),
        "over": lines(list(page.object_list)),
        "page": page,
    }


def _companies(
    request: NetworkRequest, rows: list[Gathering], portraits: Mapping[str, Portrait]
) -> dict[str, Company]:
    """Who is asked to each of these. One query."""
    actor = request.actor
    keys = [row.pk for row in rows]
    found: dict[str, list[Any]] = defaultdict(list)
    for one in meeting.asked(actor, Guest.of(keys)):
        found[one.gathering_id].append(meeting.coming(actor, one, portraits))
    return {key: Company(found[key]) for key in keys}


def _line(request: NetworkRequest, row: Gathering, there: Company) -> Listed:
    now = timezone.now()
    state, tone = state_of(row, request.network.name)
    counted = ""
    if request.actor.role is not Role.GUEST and not row.is_draft:
        counted = meeting.counted(there, row, now)
    return Listed(row, meeting.when(row, now), state, tone, counted, there)


def state_of(row: Gathering, person: str) -> tuple[str, str]:
    """How it stands, in a short word, and the tone of that word."""
    if row.cancelled_at is not None:
        return _("Called off"), "gap"
    if row.waits:
        return _("Waits for a yes of %(name)s") % {"name": person}, "thin"
    if row.is_draft:
        return _("A draft"), "thin"
    if row.is_over(timezone.now()):
        return _("Held"), "ok"
    return (_("Looking for a day"), "thin") if row.starts_at is None else ("", "")
