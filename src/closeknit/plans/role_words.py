"""What is asked about roles while it waits for a yes, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from closeknit.design.days import full_day
from closeknit.networks.models import Proposal
from closeknit.networks.waiting import KINDS, SHOWN_ALONE, Names, Told
from closeknit.policy import Verb, may

from .models import Role
from .models.roles import BACK, GONE, MEANS, NEW, NO, SAID, day_of
from .responsibilities import asked_of


def _about(row: Role | None, names: Names) -> dict[str, str]:
    """Whom and what it is about, as far as the reader may know."""
    if row is None or not may(names.actor, Verb.READ, row.facts()):
        return {"name": _("somebody"), "role": _("a role")}
    return {"name": row.person.name, "role": row.called}


def _new(asked: Proposal, row: Role | None, names: Names) -> Told:
    about, yes = _about(row, names), day_of(asked.detail.get("yes_on"))
    then = _("%(name)s would be asked, and may say no. It has no legal force.")
    if yes:
        about["day"] = full_day(yes)
        then = _("It would stand here that %(name)s said yes on %(day)s. It has no legal force.")
    return _("Ask %(name)s to take this on: %(role)s") % about, then % about


def _said(asked: Proposal, row: Role | None, names: Names) -> Told:
    day = day_of(asked.detail["on"])
    about = {**_about(row, names), "day": full_day(day) if day else ""}
    texts = {
        NO: _("%(name)s said no on %(day)s: %(role)s"),
        BACK: _("%(name)s gave this back on %(day)s: %(role)s"),
    }
    text = texts.get(asked.detail["said"], _("%(name)s said yes on %(day)s: %(role)s"))
    return text % about, _("It would be written down like that.")


def _means(asked: Proposal, row: Role | None, names: Names) -> Told:
    about, look = _about(row, names), day_of(asked.detail["review_on"])
    then = _("No day would be set for looking at it again.")
    if look:
        then = _("It would be looked at again on %(day)s.") % {"day": full_day(look)}
    return _("Say anew what this means for %(name)s: %(role)s") % about, then


def _gone(asked: Proposal, row: Role | None, names: Names) -> Told:
    text = _("Take this off the page of roles: %(role)s, %(name)s") % _about(row, names)
    return text, _("It can be brought back for 30 days.")


def told_of_roles() -> None:
    """Put what this room asks beside what others ask."""
    KINDS.update({NEW: _new, SAID: _said, MEANS: _means, GONE: _gone})
    SHOWN_ALONE.append(asked_of)
