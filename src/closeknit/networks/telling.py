"""What can be said about one person, in words."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.design.days import date_of

from .models import Chapter, Person
from .words import CIRCLES, RELATIONSHIPS


def when(text: str) -> str:
    """A partial date in words.

    >>> when("2019"), when("2019-06"), when("2019-06-02"), when("")
    ('2019', 'June 2019', '2 June 2019', '')
    """
    if len(text) == 7:
        return date_format(dt.date.fromisoformat(f"{text}-01"), "F Y")
    if len(text) == 10:
        return date_of(dt.date.fromisoformat(text))
    return text


def who(person: Person, tie: Chapter) -> str:
    """Who somebody is, in a sentence or three; how they met stands in the words that were said."""
    first = ", ".join(part for part in (_kind(person, tie), _paid(person, tie)) if part)
    sentences = (first, _since(tie), tie.how_met.strip().rstrip("."))
    return " ".join(f"{_capital(sentence)}." for sentence in sentences if sentence)


def _kind(person: Person, tie: Chapter) -> str:
    relationship = str(RELATIONSHIPS.get(tie.relationship, ""))
    said = person.known_as or ("" if tie.relationship == "other" else relationship)
    kinds = {
        "pet": _("a pet"),
        "place": _("a place that matters"),
        "group": _("a group"),
        "thing": _("a thing that matters"),
        "died": _("has died and still belongs"),
    }
    return ", ".join(word for word in (said, kinds.get(person.kind, "")) if word)


def _paid(person: Person, tie: Chapter) -> str:
    if person.kind != "person":
        return ""
    return {
        "unpaid": _("here because they care"),
        "paid": _("paid to be here"),
        "was_paid": _("was paid once, here now because they care"),
    }.get(tie.paid, "")


def _since(tie: Chapter) -> str:
    return _("known since %(when)s") % {"when": when(tie.known_since)} if tie.known_since else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def chips(person: Person, tie: Chapter) -> list[str]:
    """How the two are joined, in a few short words each."""
    found = [_("%(circle)s circle") % {"circle": CIRCLES[tie.circle]} if tie.circle else ""]
    relationship = str(RELATIONSHIPS.get(tie.relationship, ""))
    if person.known_as and person.known_as.casefold() != relationship.casefold():
        found.append(relationship)
    if person.kind == "person":
        found.append(_("Through a job, an office or a group") if tie.formal else "")
        found.append(_("Household: %(name)s") % {"name": tie.household} if tie.household else "")
    return [chip for chip in found if chip]


def turned(before: Chapter | None, now: Chapter) -> str:
    """What is different in this chapter: only what a reader needs to know."""
    circle = str(CIRCLES.get(now.circle or 0, ""))
    if before is None:
        return circle
    told = [_moved(before.circle, now.circle, circle), _pay_turned(before.paid, now.paid)]
    if (before.gives, before.receives) != (now.gives, now.receives):
        told.append(_("what each does for the other changed"))
    if now.relationship and before.relationship != now.relationship:
        told.append(_("now: %(word)s") % {"word": RELATIONSHIPS[now.relationship]})
    return "; ".join(word for word in told if word)


def _moved(before: int | None, now: int | None, circle: str) -> str:
    if before == now:
        return ""
    if now is None:
        return _("in no circle any more")
    if before is None:
        return circle
    if now < before:
        return _("moved closer, to “%(circle)s”") % {"circle": circle}
    return _("moved further away, to “%(circle)s”") % {"circle": circle}


def _pay_turned(before: str, now: str) -> str:
    if before == now:
        return ""
    return {
        "paid": _("paid from then on"),
        "unpaid": _("not paid from then on"),
        "was_paid": _("no longer paid, and still here"),
    }.get(now, "")
