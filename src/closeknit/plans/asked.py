"""What is asked for, as one reader may see it: what needs somebody, and who has which turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.networks.faces import face_for
from closeknit.networks.models import Chapter, Person, Portrait
from closeknit.policy import Actor, Verb, grants, may

from .models import Ask, Touch, Turn
from .models.seats import Counted, taken, with_taken

SHOWN = 8
"""How many times of a repeating ask stand on its page."""
KEPT = (Turn.Answer.YES, Turn.Answer.ASKED)
SOON = dt.timedelta(days=28)
"""What is further away does not yet need somebody."""
LATELY = dt.timedelta(days=14)
"""How long it is asked whether a turn happened."""


@dataclass(frozen=True)
class Slot:
    """One time of an ask: how many it takes, how many said yes, and who, as far as one may know."""

    starts_at: dt.datetime
    day: dt.date
    seats: int
    taken: int
    turns: Sequence[Turn] = ()
    mine: Turn | None = None
    others: Sequence[Turn] = ()  # asked, or said no or later, or gave it back

    @property
    def asked(self) -> Sequence[Turn]:
        """Who is asked for this time and did not answer yet."""
        return [turn for turn in self.others if turn.answer == "asked" and not turn.instead_of_id]

    @property
    def all_turns(self) -> Sequence[Turn]:
        return [*self.turns, *self.others]

    @property
    def open_seats(self) -> int:
        """Places for which nobody said yes and nobody is asked."""
        return max(0, self.free - len(self.asked))

    @property
    def free(self) -> int:
        return max(0, self.seats - self.taken)

    @property
    def unnamed(self) -> int:
        """Who has a turn, and whose name this reader may not know."""
        return self.taken - len(self.turns)


@dataclass(frozen=True)
class Told:
    """One ask, as the reader sees it."""

    row: Ask
    slots: Sequence[Slot] = ()
    called: Sequence[Turn] = ()
    me: Turn | None = None
    wants: bool = field(default=False)
    ahead: Sequence[Turn] = ()  # taken or asked for, at a time from now on

    @property
    def free(self) -> Sequence[Slot]:
        return [slot for slot in self.slots if slot.free]

    @property
    def moved(self) -> Sequence[Turn]:
        """Turns at times that are no longer asked, because the ask was changed since."""
        return [turn for turn in self.ahead if not turn.still_asked]

    @property
    def state(self) -> str:
        """Words of the chip."""
        if self.row.told_at is None:
            return "draft"
        if self.row.closed_at is not None:
            return "closed"
        if self.row.first_on is not None and not self.slots and self.row.how == Ask.How.OPEN:
            return "over"
        return "wants" if self.wants else "set"

    @property
    def line(self) -> str:
        """One sentence about how it stands."""
        return line(self)


def told(
    actor: Actor,
    rows: Iterable[Ask],
    now: dt.datetime,
    most: int = SHOWN,
    *,
    turns: Iterable[Turn] | None = None,
    people: Mapping[str, Person] | None = None,
    portraits: Mapping[str, Portrait] | None = None,
) -> list[Told]:
    """These asks with their turns: four questions to the database, however many there are."""
    since = now - dt.timedelta(days=2)  # a whole day began in the past, wherever one reads
    asks, seats = _with_taken(rows, since)
    keys = [ask.pk for ask in asks]
    known = people or {person.pk: person for person in Person.visible_to(actor)}
    hung = portraits  # none of them is no reason to ask again
    if hung is None:
        hung = {row.person_id or "": row for row in Portrait.visible_to(actor)}
    by_ask: dict[str, list[Turn]] = {key: [] for key in keys}
    for turn in of_asks(actor, Q(ask__in=keys)) if turns is None else turns:
        person = known.get(turn.person_id)
        here = person is not None and person.kind != Kind.DIED
        if person and here and turn.ask_id in by_ask:  # others have a turn, and no name here
            turn.person = person
            turn.face = face_for(person, hung).href  # type: ignore[attr-defined]
            by_ask[turn.ask_id].append(turn)
    return [_told(actor, ask, by_ask[ask.pk], seats, now, most) for ask in asks]


def _with_taken(rows: Iterable[Ask], since: dt.datetime) -> tuple[list[Ask], Counted]:
    """The asks, and how many seats of each time are taken; in one go, if they are not read yet."""
    if isinstance(rows, QuerySet):
        return with_taken(rows, since)
    asks = list(rows)
    return asks, taken([ask.pk for ask in asks], since)


def of_asks(actor: Actor, which: Q) -> QuerySet[Turn]:
    """Turns this reader may know of, with whatever a page says of them. One question."""
    rows = Turn.visible_to(actor).filter(which, ask__binned_at=None)
    return rows.select_related("ask", "person", "instead_of__person", "swap_with")


def _told(
    actor: Actor,
    ask: Ask,
    turns: Sequence[Turn],
    taken: Mapping[tuple[str, dt.datetime], int],
    now: dt.datetime,
    most: int,
) -> Told:
    slots = []
    for turn in turns:
        turn.ask = ask
    for starts_at in ask.slots(now, most):
        here = [turn for turn in turns if turn.starts_at == starts_at and turn.answer == "yes"]
        mine = next((turn for turn in here if is_mine(actor, turn)), None)
        many = taken.get((ask.pk, starts_at), 0)
        others = [t for t in turns if t.starts_at == starts_at and t.answer != "yes"]
        slots.append(Slot(starts_at, ask.day_of(starts_at), ask.seats, many, here, mine, others))
    called = [turn for turn in turns if turn.starts_at is None]
    me = next((turn for turn in called if is_mine(actor, turn) and turn.answer != "listed"), None)
    ahead = [turn for turn in turns if turn.answer in KEPT and not turn.is_late(now)]
    return Told(ask, slots, called, me, _wants(ask, slots, called, now), ahead)


def _wants(ask: Ask, slots: Sequence[Slot], called: Sequence[Turn], now: dt.datetime) -> bool:
    """Whether it still needs somebody: soon, where it comes again."""
    if not ask.is_open:
        return False
    if ask.how == Ask.How.ONE_BY_ONE or ask.first_on is None:
        return sum(turn.answer == "yes" for turn in called) < ask.seats
    return any(slot.free for slot in slots if slot.starts_at <= now + SOON)


def is_mine(actor: Actor, turn: Turn) -> bool:
    return bool(actor.person) and turn.person_id == actor.person


def line(one: Told) -> str:
    """How it stands, in one sentence: what a face and a chip cannot say."""
    if one.row.how == Ask.How.ONE_BY_ONE:
        return _one_by_one(one)
    if not one.slots:
        return ""
    full = sum(not slot.free for slot in one.slots)
    if len(one.slots) == 1:
        return _("It is taken.") if full else _("Nobody has taken it yet.")
    if full == len(one.slots):
        return _("The next %(many)s times are taken.") % {"many": len(one.slots)}
    return _("%(full)s of the next %(many)s are taken.") % {"full": full, "many": len(one.slots)}


def _one_by_one(one: Told) -> str:
    yes = [turn.person.name for turn in one.called if turn.answer == "yes"]
    asked = [turn.person.name for turn in one.called if turn.answer == "asked"]
    if yes:
        return _("%(names)s said yes.") % {"names": ", ".join(yes)}
    if asked:
        return _("%(names)s is asked.") % {"names": ", ".join(asked)}
    return ""


@dataclass(frozen=True)
class Page:
    """Everything that is asked here, in the order in which it matters to the reader."""

    to_me: Sequence[Turn]
    mine: Sequence[Turn]
    wants: Sequence[Told]
    settled: Sequence[Told]
    drafts: Sequence[Told]
    closed: Sequence[Told]

    @property
    def is_empty(self) -> bool:
        return not any((self.to_me, self.mine, self.wants, self.settled, self.drafts, self.closed))


def page(actor: Actor, now: dt.datetime) -> Page:
    """The page of asks: five questions to the database."""
    found = told(actor, Ask.visible_to(actor), now, most=4)
    own = mine(actor, now)
    live = [one for one in found if one.row.is_open]
    return Page(
        to_me=[turn for turn in own if turn.answer == "asked"],
        mine=[turn for turn in own if turn.answer == "yes"],
        wants=[one for one in live if one.wants],
        settled=[one for one in live if not one.wants],
        drafts=[one for one in found if one.row.told_at is None and one.row.closed_at is None],
        closed=[one for one in found if one.row.closed_at is not None],
    )


def mine(actor: Actor, now: dt.datetime, turns: Iterable[Turn] | None = None) -> list[Turn]:
    """What I am asked, and the turns I have from today on, soonest first; among these, if given."""
    if not actor.person:
        return []
    rows = of_asks(actor, Q(person=actor.person)) if turns is None else turns
    own = [t for t in rows if is_mine(actor, t) and not t.is_late(now)]
    asked = [t for t in own if t.answer == "asked" and t.ask.is_open and t.still_asked]
    return [*asked, *(turn for turn in own if turn.answer == "yes" and turn.starts_at)]


def over(actor: Actor, now: dt.datetime) -> list[Turn]:
    """Turns of the last two weeks of which nobody said yet whether they happened: three questions.

    Nothing for whoever may not write down time together, and nobody they may not know of.
    """
    if not grants(actor, Verb.CREATE, "touch"):
        return []
    rows = Turn.visible_to(actor).filter(answer="yes", ask__binned_at=None, person__binned_at=None)
    rows = rows.exclude(person__kind=Kind.DIED)
    rows = rows.filter(starts_at__lt=now, starts_at__gte=now - LATELY)
    found = [t for t in rows.select_related("ask", "person") if t.is_over(now)]
    runs = "" in grants(actor, Verb.CREATE, "touch")
    people = set(Person.visible_to(actor).values_list("pk", flat=True)) if runs else set()
    mine = [t for t in found if is_mine(actor, t) or t.person_id in people]
    keys = [turn.pk for turn in mine]
    told = Touch.ever_visible_to(actor).filter(source=Touch.Source.TURN, source_key__in=keys)
    known = set(told.values_list("source_key", flat=True)) if keys else set()
    return [turn for turn in mine if turn.pk not in known]


def link_to(turn: Turn) -> str:
    """The address to hand over; empty while nobody asked by a link."""
    return turn.address if turn.has_link and turn.leads() else ""


def known_for(actor: Actor, ask: Ask) -> set[str]:
    """Who helps in this way already, as far as the reader may know: one question."""
    if not ask.about:
        return set()
    now = Chapter.holding(Chapter.visible_to(actor), timezone.localdate())
    return {person for person, chapter in now.items() if ask.about in chapter.gives}


def may_change(actor: Actor, ask: Ask) -> bool:
    return may(actor, Verb.CHANGE, ask.facts())


def helpers(actor: Actor, ask: Ask) -> dict[str, Person]:
    """Who can be asked: everybody living on the map that the reader knows of."""
    people = Person.visible_to(actor).filter(kind="person", under_age=False)
    return {person.pk: person for person in people}
