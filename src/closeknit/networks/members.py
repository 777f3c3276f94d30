"""Those who take part, as each reader may see them: faces, names, what they are, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design import days
from closeknit.policy import Actor, Role

from .audience import called
from .faces import face_for
from .models import Claim, Membership, Network, Portrait
from .models.taking_part import UNDO_DAYS


@dataclass(frozen=True)
class Shown:
    """One of them, and in `words` what they are; a member reads names alone, without words."""

    part: Membership
    name: str
    face: str
    words: str = ""
    own: bool = False

    @property
    def tie(self) -> str:
        """The shape of the face: whoever is paid is a square."""
        return "paid" if self.part.paid else "unpaid"

    @property
    def is_new(self) -> bool:
        """Whether they see their own part alone so far."""
        return self.part.opened_at is None and self.part.role not in (Role.PERSON, Role.STEWARD)


def everyone(actor: Actor, network: Network) -> list[Shown]:
    """Who takes part now, the person first; for a member names, for a new one their own."""
    here = Membership.active().filter(pk__in=Membership.visible_to(actor).values("pk"))
    return shown(actor, network, here)


def lately_ended(actor: Actor, network: Network) -> list[Shown]:
    """Whose part ended so lately that it can be undone."""
    return shown(actor, network, Membership.lately_ended(actor))


def shown(actor: Actor, network: Network, parts: QuerySet[Membership]) -> list[Shown]:
    rows = list(parts.select_related("person", "account"))
    theirs = Q(person__in=[row.person_id for row in rows if row.person_id]) | Q(person=None)
    hung = {p.person_id or "": p for p in Portrait.visible_to(actor).filter(theirs)}
    found = [_shown(actor, network, row, rows, hung) for row in rows]
    return sorted(found, key=lambda one: (RANK.get(one.part.role, 9), one.part.made_at))


RANK: dict[str, int] = {Role.PERSON: 0, Role.STEWARD: 1, Role.FACILITATOR: 2}


def _shown(
    actor: Actor,
    network: Network,
    part: Membership,
    everybody: Sequence[Membership],
    portraits: dict[str, Portrait],
) -> Shown:
    whose = network if part.role == Role.PERSON else part.person
    face = face_for(whose, portraits).href if whose else ""
    own = part.account_id == actor.account
    told = actor.in_charge or own
    words = what_they_are(part, network, actor, everybody) if told else ""
    return Shown(part, called(part, network), face, words, own)


def what_they_are(
    part: Membership, network: Network, reader: Actor, everybody: Sequence[Membership] = ()
) -> str:
    """What somebody is here, in plain words, to whoever reads it."""
    told = _told(part, network, reader, everybody)
    if part.until is None:
        return told
    return _("%(what)s, until %(day)s") % {"what": told, "day": day(part.until)}


def _told(
    part: Membership, network: Network, reader: Actor, everybody: Sequence[Membership]
) -> str:
    name = {"name": network.name}
    if part.role == Role.PERSON:
        return _("It is your network") if reader.role is Role.PERSON else _("It is their network")
    if part.role == Role.STEWARD:
        return _looks_after(part, network, reader, everybody)
    if part.role == Role.FACILITATOR:
        paid = _("Paid to help the network to meet")
        return paid if part.paid else _("Helps the network to meet")
    if part.role == Role.GUEST:
        return _("A guest")
    if part.paid:
        return _("Paid to be here")
    known = part.person.known_as if part.person else ""
    if known:
        return capfirst(_("%(known)s, takes part") % {"known": known})
    return _("Takes part in the network of %(name)s") % name


def _looks_after(
    part: Membership, network: Network, reader: Actor, everybody: Sequence[Membership]
) -> str:
    """With whom: the person, if they come in, and the other stewards."""
    others = [
        _("you") if one.account_id == reader.account else called(one, network)
        for one in everybody
        if one.pk != part.pk and one.role in (Role.PERSON, Role.STEWARD) and one.ended_at is None
    ]
    if not others:
        return _("Looks after the network of %(name)s") % {"name": network.name}
    told = _("Looks after the network with %(names)s") % {"names": listed(others)}
    return _("%(told)s, and is paid") % {"told": told} if part.paid else told


def listed(names: Sequence[str]) -> str:
    """Names as one says them: Maya, Rosa and Kofi."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def last_day(moment: dt.datetime) -> dt.date:
    """The last day that counts: an end is the first moment that is too late."""
    return timezone.localtime(moment - dt.timedelta(microseconds=1)).date()


def day(moment: dt.datetime) -> str:
    """The last day that counts, as people say it."""
    return days.full_day(last_day(moment))


def came_in(actor: Actor, network: Network, now: dt.datetime | None = None) -> dt.datetime | None:
    """When the person took over a network that others began, told to stewards for a month."""
    part = network.of_the_person() if actor.role is Role.STEWARD else None
    if part is None or part.made_at <= network.made_at + dt.timedelta(minutes=1):
        return None
    lately = (now or timezone.now()) - dt.timedelta(days=UNDO_DAYS)
    return part.made_at if part.made_at > lately else None


def card_taken(actor: Actor, network: Network) -> dict[str, object]:
    """The card that somebody came with, told to everybody, and whether this actor answers it."""
    card = None if actor.role is Role.PERSON else Claim.waiting_in(network)
    return {"card_taken": card, "answers_card": card is not None and card.may_confirm(actor)}


def asked_by(part: Membership, network: Network) -> str:
    """The name of whoever let somebody in, while they take part themselves."""
    here = Membership.active().filter(network=network, account=part.author_id)
    asker = here.exclude(account=part.account_id).select_related("person", "account").first()
    return called(asker, network) if asker else ""


def how_it_ended(part: Membership, names: Callable[[str], str], now: dt.datetime) -> str:
    """Who took somebody out and when, and how long it can be undone; in one breath."""
    if part.ended_at is None:
        return ""
    told = {"day": days.day(timezone.localtime(part.ended_at))}
    if part.ended_how == Membership.Ended.RAN_OUT:
        said = _("The time was over on %(day)s.") % told
    else:
        told["who"] = names(part.ended_by)
        paused = part.ended_how == Membership.Ended.PAUSED
        said = (
            _("Stopped for now by %(who)s on %(day)s.") if paused else _("By %(who)s on %(day)s.")
        )
        said = said % told
    return f"{said} {_time_left(part, now)}"


def _time_left(part: Membership, now: dt.datetime) -> str:
    """72 hours in which everything is as it was, then the rest of thirty days."""
    if part.final_at is not None and now < part.final_at:
        hours = max(1, int((part.final_at - now).total_seconds() // 3600))
        left = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
        return _("For %(left)s more, bringing them back leaves everything as it was.") % {
            "left": left
        }
    ended_at = part.ended_at or now
    days = max(1, (ended_at + dt.timedelta(days=UNDO_DAYS) - now).days)
    left = ngettext("%(count)d more day", "%(count)d more days", days) % {"count": days}
    return _("They can be brought back for %(left)s.") % {"left": left}
