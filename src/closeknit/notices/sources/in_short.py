"""What one line tells: who came in, thank-yous, notes, and decisions to look at again.

They lie in four tables, and are looked for in one go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Invitation, Person, Row
from closeknit.plans.models import Decision, Gathering, Guest, Minutes, Thanks
from closeknit.policy import Actor, Channel, Verb, grants

from .due import Due, Reader

Rows = QuerySet[Any, Any]
TEXT = CharField()
NAMES = ("kind", "row", "words", "who", "at", "where", "of", "mail")
ALL = "all"


@dataclass(frozen=True)
class Line:
    """One row, as far as a line about it says; `of` is the day a decision named, or `ALL`."""

    kind: str
    row: str
    words: str
    who: str
    at: dt.datetime
    where: str
    of: str
    mail: bool


def in_short(reader: Reader) -> Iterator[Due]:
    """All of these, whoever reads: one question to the database."""
    first, *others = (rows for rows in _tables(reader) if rows is not None)
    for told in first.union(*others, all=True):
        yield _due(reader, Line(*told))


def _tables(reader: Reader) -> Iterator[Rows | None]:
    yield _came_in(reader)
    yield _again(reader)
    if reader.actor.person:
        yield _thanked(reader)
        yield _notes(reader)


def _came_in(reader: Reader) -> Rows:
    """Whoever came in lately because I asked them."""
    actor = reader.actor
    rows = Invitation.visible_to(actor).filter(author=actor.account)
    rows = rows.filter(accepted_at__gt=reader.lately)
    mail = _in_mail(actor, Invitation) & _in_mail(actor, Person, "person")
    words = Coalesce("person__name", "name")
    return _line(rows, "came_in", mail, words=words, at="accepted_at")


def _again(reader: Reader) -> Rows | None:
    """Decisions whose day to look at them again has come, for whoever may change them."""
    actor, today = reader.actor, reader.now.astimezone(reader.zone).date()
    if "" not in grants(actor, Verb.CHANGE, Decision.resource):
        return None
    rows = Decision.visible_to(actor).filter(review_on__lte=today)
    told = {"words": F("asked"), "at": "changed_at", "of": Cast("review_on", TEXT)}
    return _line(rows, "look_again", _in_mail(actor, Decision), **told)


def _thanked(reader: Reader) -> Rows:
    """A thank-you to me; or to everybody who came, if I did."""
    actor = reader.actor
    rows = Thanks.said_to(actor.person, Gathering.visible_to(actor))
    rows = rows.filter(made_at__gte=reader.lately).exclude(author=actor.account)
    mine = Q(person=None) | _in_mail(actor, Thanks)
    mail = _in_mail(actor, Gathering, "gathering") & mine
    whom = Case(When(person=None, then=Value(ALL)), default=Value(""), output_field=TEXT)
    told = {"words": F("gathering__title"), "at": "made_at", "where": "gathering_id", "of": whom}
    return _line(rows, "thanked", mail, **told)


def _notes(reader: Reader) -> Rows:
    """Notes that were agreed of a gathering I was asked to, once I may read them."""
    actor = reader.actor
    mine = Guest.visible_to(actor).filter(person=actor.person)
    rows = Minutes.visible_to(actor).filter(gathering__in=Gathering.visible_to(actor))
    rows = rows.filter(gathering__in=mine.values("gathering"), agreed_at__gte=reader.lately)
    mail = _in_mail(actor, Minutes) & _in_mail(actor, Gathering, "gathering")
    rows = rows.exclude(author=actor.account)
    told = {"words": F("gathering__title"), "at": "agreed_at", "where": "gathering_id"}
    return _line(rows, "notes", mail, **told)


def _in_mail(actor: Actor, kind: type[Row], row: str = "pk") -> Q:
    """Whether a letter to this reader may speak of the row."""
    there = kind.visible_to(actor, Channel.MAIL).filter(pk=OuterRef(row))
    return Q(Exists(there))


def _line(rows: Rows, kind: str, mail: Q, **told: Any) -> Rows:
    """What a line says: its `words`, since when (`at`), `where` it leads, and `of` what."""
    line = {
        "kind": Value(kind, TEXT),
        "row": F("pk"),
        "words": told["words"],
        "who": Coalesce("author_id", Value("")),
        "at": F(told["at"]),
        "where": F(told.get("where", "pk")),
        "of": told.get("of", Value("", TEXT)),
        "mail": Case(When(mail, then=Value(True)), default=Value(False)),
    }
    named = {f"told_{name}": line[name] for name in NAMES}
    found: Rows = rows.order_by().annotate(**named).values_list(*named)
    return found


def _due(reader: Reader, line: Line) -> Due:
    about, page, text = _told()[line.kind, line.of == ALL]
    named = {"what": line.words, "name": line.words}
    if line.kind == "thanked":
        named["who"] = reader.names.account(line.who or None)
    again = line.kind == "look_again"
    day = dt.datetime.fromisoformat(line.of).replace(tzinfo=reader.zone) if again else line.at
    return Due(
        line.kind,
        about.resource,
        line.row,
        text % named,
        reverse(page, args=[reader.actor.network, line.where]),
        reader.actor.network,
        day,
        slot=line.of.replace("-", "") if again else "",
        in_mail=line.mail,
    )


def _told() -> dict[tuple[str, bool], tuple[type[Row], str, str]]:
    """What kind of row each line is about, where it leads, and its words."""
    again = _("Time to look at this decision again: %(what)s")
    to_all = _("%(who)s says thank you to everybody who came: %(what)s")
    return {
        ("came_in", False): (Invitation, "invitation", _("%(name)s said yes to your invitation.")),
        ("look_again", False): (Decision, "decision", again),
        ("thanked", False): (Thanks, "gathering", _("%(who)s says thank you to you: %(what)s")),
        ("thanked", True): (Thanks, "gathering", to_all),
        ("notes", False): (Minutes, "gathering", _("The notes can be read now: %(what)s")),
    }
