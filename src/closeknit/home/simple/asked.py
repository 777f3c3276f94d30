"""One thing that waits, told: who asks, one sentence, and the deeds of its own page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from closeknit.design.days import day, moment
from closeknit.design.quoting import quoted
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.models import Network, Person, Portrait
from closeknit.networks.waiting import Names, wait
from closeknit.plans.asked import of_asks
from closeknit.plans.meeting import when
from closeknit.plans.models import Confidant, Guest, Turn
from closeknit.plans.models import Role as Held
from closeknit.policy import Actor, Role
from closeknit.stories.models import Consent

from .waits import Waiting

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the page says. `yes` and `no` are what a button sends to `url`, the deed’s own door.

    Without a `no` there is nothing to answer here, but a page to look at.
    """

    text: str
    more: str
    look: str
    name: str = ""
    face: FaceView | None = None
    yes_url: str = ""
    no_url: str = ""
    yes: Fields | None = None
    no: Fields | None = None
    picture: str = ""


@dataclass(frozen=True)
class Teller:
    """Who reads, whom they see, and when."""

    actor: Actor
    network: Network
    people: Mapping[str, Person]
    portraits: Mapping[str, Portrait]
    now: dt.datetime

    @cached_property
    def names(self) -> Names:
        return Names.of(self.actor, self.network)

    def told(self, one: Waiting) -> Asked | None:
        """This one in words; None where it is over by now. Two or three queries."""
        return TOLD[one.kind](self, one)

    def by(self, account: str | None) -> dict[str, Any]:
        """The name and the face of whoever asks, as far as this reader may know of them."""
        part = self.names.parts.get(account or "")
        whose: Person | Network | None = None
        if part is not None and part.role == Role.PERSON:
            whose = self.network
        elif part is not None:
            whose = self.people.get(part.person_id or "")
        face = face_for(whose, self.portraits) if whose else None
        return {"name": self.names.account(account), "face": face}

    def url(self, name: str, *args: str) -> str:
        return reverse(name, args=[self.actor.network, *args])


def _proposal(here: Teller, one: Waiting) -> Asked:
    by = here.by(one.row.author_id)
    asked = wait(one.row, one.row.row(), here.names)
    more = " ".join(part for part in (asked.then, asked.words and quoted(asked.words)) if part)
    return Asked(
        _("%(who)s asks: %(what)s") % {"who": by["name"], "what": asked.text},
        more,
        here.url("waiting"),
        **by,
        yes_url=asked.yes_url,
        no_url=asked.no_url,
        yes={} if asked.yes_url else None,
        no={},
    )


def _look(here: Teller, one: Waiting) -> Asked:
    return Asked(one.row.text, "", one.row.url)


def _turn(here: Teller, one: Waiting) -> Asked | None:
    row: Turn | None = of_asks(here.actor, Q(pk=one.key)).first()
    if row is None or not row.ask.is_open or not row.still_asked:
        return None
    by = here.by(row.ask.author_id)
    if row.instead_of is not None and row.instead_of.person_id in here.people:
        giver = here.people[row.instead_of.person_id]
        by = {"name": giver.name, "face": face_for(giver, here.portraits)}
    words = {"who": by["name"], "what": row.ask.title}
    return Asked(
        _("%(who)s asks you: %(what)s") % words,
        " ".join(part for part in (_on(here, row), row.ask.why) if part),
        here.url("turn", row.pk),
        **by,
        **_both(here.url("turn", row.pk), "answer", version=row.version),
    )


def _on(here: Teller, row: Turn) -> str:
    """When the turn is, if it has a time."""
    if row.starts_at is None:
        return ""
    at = row.starts_at.astimezone(here.now.tzinfo)
    return f"{moment(at) if row.ask.at else day(row.day or at)}."


def _guest(here: Teller, one: Waiting) -> Asked | None:
    rows = Guest.visible_to(here.actor).filter(pk=one.key).select_related("gathering", "person")
    row = rows.first()
    if row is None or row.gathering.is_over(here.now):
        return None
    there = row.gathering
    by = here.by(there.author_id)
    words = {"who": by["name"], "what": there.title}
    where = there.place and f"{there.place}."
    deed = here.url("gathering_guest", there.pk, row.pk)
    dated = _both(deed, "answer", version=row.version) if there.starts_at else {}
    return Asked(
        _("%(who)s asks: will you come? %(what)s") % words,
        " ".join(part for part in (f"{when(there, here.now)}.", where) if part),
        here.url("gathering", there.pk),
        **by,
        **dated,
    )


def _consent(here: Teller, one: Waiting) -> Asked | None:
    rows = Consent.visible_to(here.actor).filter(pk=one.key)
    row = rows.select_related("story", "photo", "network", "person").first()
    if row is None or not row.leads() or row.is_veiled:
        return None
    by = here.by(row.lived.author_id)
    text = _("%(who)s asks: may a picture with you in it be shown?")
    said, picture = "", here.url("consent_file", row.pk, "picture")
    if row.story is not None:
        text = _("%(who)s asks: may a story with you in it be shown?")
        said, picture = Truncator(row.story.happened).words(30), ""
    then = _("With a yes, the people who take part here may see it.")
    fields = {"scopes": "network", "called": row.called, "other_name": row.other_name}
    return Asked(
        text % {"who": by["name"]},
        " ".join(part for part in (said and quoted(said), then) if part),
        here.url("consent", row.pk),
        **by,
        picture=picture,
        **_both(here.url("consent", row.pk), "answer", version=row.version, **fields),
    )


def _role(here: Teller, one: Waiting) -> Asked | None:
    row = Held.visible_to(here.actor).filter(pk=one.key).first()
    if row is None:
        return None
    return _held(
        here,
        row,
        _("%(who)s asks: would you take this on? %(role)s"),
        here.url("role", row.pk),
        here.url("role_answer", row.pk),
        role=row.called,
    )


def _confidant(here: Teller, one: Waiting) -> Asked | None:
    row = Confidant.visible_to(here.actor).filter(pk=one.key).first()
    if row is None:
        return None
    text = _("%(who)s asks: may I trust you with everything?")
    return _held(here, row, text, here.url("confidant"), here.url("confidant_answer", row.pk))


def _held(
    here: Teller, row: Held | Confidant, text: str, look: str, deed: str, **words: str
) -> Asked:
    by = here.by(row.author_id)
    said = row.words and quoted(row.words)
    deeds = _both(deed, "said", version=row.version)
    return Asked(text % {"who": by["name"], **words}, said, look, **by, **deeds)


def _both(url: str, field: str, **fields: Any) -> dict[str, Any]:
    """Yes and no as the form at this address takes them."""
    return {
        "yes_url": url,
        "no_url": url,
        "yes": {field: "yes", **fields},
        "no": {field: "no", **fields},
    }


TOLD: Mapping[str, Callable[[Teller, Waiting], Asked | None]] = {
    "proposal": _proposal,
    "look": _look,
    "turn": _turn,
    "guest": _guest,
    "consent": _consent,
    "role": _role,
    "confidant": _confidant,
}
