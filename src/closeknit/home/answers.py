"""What waits for an answer of whoever reads Today, and whether they asked for quiet."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.accounts.models import Account
from closeknit.networks.models import Proposal
from closeknit.networks.models.base import barred
from closeknit.plans.models import Confidant, Role
from closeknit.policy import Actor
from closeknit.policy import Role as Part
from closeknit.stories.models import Consent

QUIET = "quiet"
OPEN = {"yes_on": None, "no_on": None, "back_on": None, "asked_on__isnull": False}
"""A role that somebody is asked for, and did not answer."""


@dataclass(frozen=True)
class Line:
    """One kind of question, in a sentence without a name, and where it is answered."""

    text: str
    url: str


@dataclass(frozen=True)
class Answers:
    """What waits; `quiet` says that nothing is wanted of them for now."""

    lines: Sequence[Line] = ()
    quiet: bool = False


def answers(actor: Actor, account: str, on: dt.date) -> Answers:
    """Turns and gatherings stand on the page for themselves; all else is asked here, in one go."""
    first, *others = (
        rows.order_by()
        .annotate(what=Value(kind, CharField()), said=said)
        .values_list("what", "pk", "said")
        for kind, rows, said in _tables(actor, account, on)
    )
    found = Counter(
        kind for kind, _key, said in first.union(*others, all=True) if not _answered(actor, said)
    )
    quiet = bool(found.pop(QUIET, 0))
    return Answers([] if quiet or actor.frozen else _lines(actor, found), quiet)


def _tables(actor: Actor, account: str, on: dt.date) -> list[tuple[str, QuerySet[Any, Any], Any]]:
    nothing = Value("", TextField())
    me = Account.objects.filter(pk=account, rhythm__quiet_until__gt=on)
    asked = Proposal.open_ones(actor)
    if actor.role is not Part.PERSON:
        mine = barred([actor.account])
        asked = asked.filter(Q(asked__contains=mine) | Q(besides__contains=mine))
    found = [(QUIET, me, nothing), ("yes", asked, Cast(F("answers"), TextField()))]
    if actor.person:
        of_me: dict[str, QuerySet[Any, Any]] = {
            "consent": Consent.still_asked(Consent.visible_to(actor)),
            "role": Role.visible_to(actor).filter(**OPEN),
            "trust": Confidant.visible_to(actor).filter(**OPEN),
        }
        found += [(k, rows.filter(person=actor.person), nothing) for k, rows in of_me.items()]
    return found


def _answered(actor: Actor, said: str) -> bool:
    """Whether they said something to a proposal: yes, no, or that it can wait."""
    return any(one["by"] == actor.account for one in json.loads(said or "[]"))


def _lines(actor: Actor, found: Counter[str]) -> list[Line]:
    """A sentence for each kind, without a word of what it is about."""
    yes, may, roles = found["yes"], found["consent"], found["role"] + found["trust"]
    wait = ngettext("One thing waits for your yes", "%(n)s things wait for your yes", yes)
    role = ngettext("You are asked for a role", "You are asked for %(n)s roles", roles)
    shown = _("May something be shown with you in it?")
    said = ((yes, wait, "waiting"), (roles, role, "roles"), (may, shown, "in_it"))
    return [
        Line(text % {"n": n}, reverse(page, args=[actor.network])) for n, text, page in said if n
    ]
