"""A story or a moment, ready to be read by one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Value
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.audience import Seen, called, facts_of, seen, taking_part
from closeknit.networks.door import NetworkRequest
from closeknit.networks.faces import face_for
from closeknit.networks.models import Membership, Network, Person, Portrait
from closeknit.networks.telling import when
from closeknit.policy import Verb, may

from .models import Consent, Moment, Photo, Story
from .words import HEADINGS

A_PAGE = 12
STORY, MOMENT = "story", "moment"


@dataclass(frozen=True)
class InIt:
    """Somebody in a story, as they want to be called; a face and a page only where that fits."""

    name: str
    face: str = ""
    url: str = ""


@dataclass(frozen=True)
class Told:
    """A story or a moment in the list."""

    kind: str
    row: Any
    people: list[InIt]
    by: str
    seen: Seen | None
    may_remove: bool = False
    may_mark: bool = False
    held_back: bool = False


@dataclass(frozen=True)
class Faces:
    """What one reader may know of the people of a network: who can be met, and their portraits."""

    network: Network
    people: Mapping[str, Person]
    portraits: Mapping[str, Portrait]

    @classmethod
    def of(cls, request: NetworkRequest) -> Faces:
        actor = request.actor
        people = {person.pk: person for person in Person.visible_to(actor)}
        request.portraits = {one.person_id or "": one for one in Portrait.visible_to(actor)}
        return cls(request.network, people, request.portraits)

    def shown(self, one: Consent) -> InIt:
        """Somebody in a story or a picture, called as they want to be."""
        if one.person is None:
            face = face_for(self.network, self.portraits)
            return InIt(self.network.name, face.href)
        name = one.name_for(one.person.name)
        if one.goes_unnamed:
            return InIt(name)
        return self.person(one.person, name)

    def person(self, person: Person, name: str = "") -> InIt:
        met = self.people.get(person.pk)
        url = reverse("person", args=[person.tenant, person.pk]) if met else ""
        return InIt(name or person.name, face_for(person, self.portraits).href, url)


def a_page(
    request: NetworkRequest, number: str | None, key: str = ""
) -> tuple[list[Told], Page[Any]]:
    """One page of stories and moments, newest first; the one on which that `key` stands.

    A moment that was told fully stands where its story does.
    """
    actor = request.actor
    stories = Story.visible_to(actor)
    fully = Moment.visible_to(actor).filter(stories__in=stories.exclude(told_at=None))
    moments = Moment.visible_to(actor).exclude(pk__in=fully.values("pk"))
    parts = [
        rows.annotate(kind=Value(kind, CharField()), at=at)
        .order_by()
        .values_list("at", "pk", "kind")
        for rows, kind, at in (
            (stories, STORY, Coalesce("told_at", "made_at")),
            (moments, MOMENT, Coalesce("made_at", "made_at")),
        )
    ]
    both: Any = parts[0].union(parts[1]).order_by("-at", "pk")
    keys = {key, *stories.filter(moment=key).values_list("pk", flat=True)} if key.isalnum() else ()
    stands = (at for at, (_at, pk, _kind) in enumerate(both if keys else ()) if pk in keys)
    there = next(stands, None)
    found = Paginator(both, A_PAGE).get_page(number if there is None else there // A_PAGE + 1)
    return _told(request, list(found.object_list)), found


def _told(request: NetworkRequest, shown: list[Any]) -> list[Told]:
    """The rows behind the keys, in the order of the page."""
    actor, network = request.actor, request.network
    keys = [key for _at, key, _kind in shown]
    rows: dict[str, Any] = {
        row.pk: row for row in Story.with_people(Story.visible_to(actor).filter(pk__in=keys))
    }
    moments = Moment.visible_to(actor).filter(pk__in=keys).select_related("person")
    members, faces = taking_part(network), Faces.of(request)
    rows |= {row.pk: row for row in moments}
    of_moments = {row.pk: facts_of(row, members) for row in moments}
    return [
        Told(
            kind,
            rows[key],
            people_in(rows[key], faces),
            author_of(rows[key], network, members),
            seen(rows[key], network, actor, members),
            kind == MOMENT and may(actor, Verb.DELETE, of_moments[key]),
            kind == MOMENT and may(actor, Verb.CHANGE, of_moments[key]),
            kind == MOMENT and not of_moments[key].consented,
        )
        for _at, key, kind in shown
        if key in rows
    ]


def people_in(row: Any, faces: Faces) -> list[InIt]:
    """Those in a story or a moment, with their faces."""
    if isinstance(row, Moment):
        return [faces.person(row.person)] if row.person else []
    return [faces.shown(one) for one in row.in_it()]


def author_of(row: Any, network: Network, members: list[Membership]) -> str:
    """What whoever told it is called."""
    here = (called(one, network) for one in members if one.account_id == row.author_id)
    return next(here, _("Somebody who has left"))


def parts_of(story: Story) -> list[tuple[Any, str]]:
    """The parts that were told after what happened, each with its heading."""
    said = ((HEADINGS[name], getattr(story, name)) for name in story.parts if name in HEADINGS)
    return [(heading, words) for heading, words in said if words]


def told_when(story: Story) -> str:
    """The day, month or year it was, as far as it was said."""
    return when(story.on) if story.on else ""


@dataclass(frozen=True)
class Picture:
    """A picture of a story, small."""

    url: str
    page: str
    alt: str
    width: int
    height: int


def pictures(request: NetworkRequest, story: Story) -> list[Picture]:
    """The pictures of a story that this reader may see."""
    rows = Photo.with_people(Photo.visible_to(request.actor).filter(story=story))
    return [shown for row in rows if (shown := _picture(row)) is not None]


def _picture(row: Photo) -> Picture | None:
    """Where the pictures have addresses of their own."""
    try:
        url = reverse("photo_file", args=[row.network_id, row.pk, "small"])
        page = reverse("photo", args=[row.network_id, row.pk])
    except NoReverseMatch:
        return None
    return Picture(url, page, row.alt or row.caption or _("A picture"), row.width, row.height)


@dataclass(frozen=True)
class State:
    """Somebody in it, and how it stands with their yes; for whoever looks after it."""

    row: Consent
    name: str
    face: str
    words: str
    child: bool
    can_ask: bool
    named: bool = False


def states(lived: Any, actor: Any, faces: Faces) -> list[State]:
    """Everybody in it by their own name, with what they said."""
    found = []
    for one in lived.others_in_it():
        shown = faces.person(one.person)
        asks = not one.is_answered and one.may_be_asked_by(actor)
        found.append(
            State(
                one,
                shown.name,
                shown.face,
                state_words(one),
                bool(one.person.under_age) and actor.in_charge,
                asks and one.can_be_asked(),
                one.stands_named_in(lived),
            )
        )
    return found


def said_of(request: NetworkRequest, lived: Any) -> dict[str, Any]:
    """The reader's own yes or no; and what others in it say, for whoever looks after it."""
    actor = request.actor
    own, there = lived.author_id == actor.account, lived.others_in_it()
    looks_after = there and (own or actor.in_charge)
    return {
        "own": own,
        "states": states(lived, actor, Faces.of(request)) if looks_after else [],
        "mine": next((one for one in there if one.person_id == actor.person), None),
        "refused": own and any(one.refuses for one in there),
    }


def state_words(one: Consent, *, to_them: bool = False) -> str:
    """What somebody said to being shown, in a few words. A no gives no reason.

    Who had it hidden is said to nobody but them.
    """
    today = timezone.localdate()
    if one.hidden_at and to_them:
        return _("Hidden for now, as you wanted")
    if one.asks_nobody:
        return _("Nobody is asked")
    if one.guarded and to_them:
        yes, no = (
            _("Yes, said by those who look after you"),
            _("No, said by those who look after you"),
        )
        return yes if one.answer == Consent.Answer.YES else no
    if one.answer != Consent.Answer.YES:
        return str(one.get_answer_display())
    if one.guarded:
        return _("Yes, said by those who look after them")
    if one.of_a_child:  # a yes from before that was known
        return str(Consent.Answer.NOT_ASKED.label)
    if one.is_over(today):
        return _("Said yes until a day that is over")
    if not one.agrees("network", today):
        return _("Yes, but not here")
    if one.until:
        return _("Yes, until %(day)s") % {"day": when(one.until.isoformat())}
    return _("Yes")
