"""One gathering as one reader sees it, all that its page says."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from closeknit.networks.audience import seen, taking_part
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Person, Portrait
from closeknit.policy import Actor, Role, Verb, grants, may
from closeknit.stories.models import Photo

from . import meeting
from .listing import state_of
from .models import Gathering, Minutes

PICTURES = 6


def one_gathering(request: NetworkRequest, row: Gathering) -> dict[str, Any]:
    """Before the day: the invitation and who comes. From its day on also what came of it."""
    actor, now = request.actor, timezone.now()
    people = {one.pk: one for one in Person.visible_to(actor)}
    request.portraits = {one.person_id or "": one for one in Portrait.visible_to(actor)}
    row.network = request.network
    there = meeting.company(actor, row, request.portraits)
    plans = may(actor, Verb.CHANGE, row.facts())
    begun = row.has_begun(now)
    poll = None if begun else meeting.open_poll(row)
    found: dict[str, Any] = {
        **_standing(request, row, there),
        "plans": plans,
        "begun": begun,
        "there": there,
        "poll": meeting.choices(poll, there, now) if poll else [],
        "questions": meeting.questions(actor, row, people, plans),
    }
    if found["listed"]:  # who sees it is a list of names as well
        found["seen"] = seen(row, request.network, actor, taking_part(request.network))
        found["agenda"] = meeting.agenda(row, people)
    if begun and found["listed"]:
        found |= afterwards(actor, row, people)
    return found


def _standing(request: NetworkRequest, row: Gathering, there: meeting.Company) -> dict[str, Any]:
    """How it stands today, and what the reader may do."""
    actor, now = request.actor, timezone.now()
    state, tone = state_of(row, request.network.name)
    over, mine = row.is_over(now), there.mine
    return {
        "row": row,
        "when": meeting.when(row, now),
        "state": state,
        "tone": tone,
        "over": over,
        "groups": _groups(row, there, over),
        "listed": actor.role is not Role.GUEST,
        "mine": mine,
        "answers": mine is not None and not row.is_draft and mine.row.takes_answers(),
        "can_remove": may(actor, Verb.DELETE, row.facts()),
        "may_plan": "" in grants(actor, Verb.CREATE, "gathering"),
    }


def _groups(row: Gathering, there: meeting.Company, over: bool) -> Any:
    if over:
        return there.by_coming
    return there.groups if row.starts_at else there.by_day


def afterwards(actor: Actor, row: Gathering, people: dict[str, Person]) -> dict[str, Any]:
    """What was said, who does what, thanks, and pictures of that day."""
    notes = list(Minutes.visible_to(actor).filter(gathering=row))
    return {
        "notes": notes,
        "writes": any(one.may_be_written_by(actor) for one in notes),
        "actions": actions(actor, row, people),
        "thanks": thanks(actor, row, people),
        "pictures": pictures(actor, row),
        "can_add_pictures": bool(grants(actor, Verb.CREATE, "photo")),
        "occasion": urlencode({"occasion": row.title}),
    }


def actions(actor: Actor, row: Gathering, people: dict[str, Person]) -> list[dict[str, Any]]:
    """Who does what and by when, each with the ways on from there."""
    rows: Any = row.actions
    plans = may(actor, Verb.CHANGE, row.facts())
    found = []
    for one in rows.filter(binned_at=None):
        who = people.get(one.person_id or "")
        said = {"words": one.words, "person": one.person_id or "", "by_when": one.by_when or ""}
        own = bool(actor.person) and one.person_id == actor.person
        line: dict[str, Any] = {"row": one, "who": who.name if who else "", "mine": own or plans}
        if line["mine"] and not one.done_at:
            line["intention"] = prefilled("intentions", row, said)
            line["ask"] = prefilled("begin_ask", row, said) if plans else ""
        found.append(line)
    return found


def prefilled(name: str, row: Gathering, said: dict[str, Any]) -> str:
    """The page where it becomes something to do, or something asked for, with these words."""
    told = urlencode({key: value for key, value in said.items() if value})
    try:
        return f"{reverse(name, args=[row.network_id])}?{told}"
    except NoReverseMatch:
        return ""


def thanks(actor: Actor, row: Gathering, people: dict[str, Person]) -> list[tuple[str, str]]:
    """Thank-yous: those to everybody, and those to one, for that one and whoever plans."""
    rows: Any = row.thanks
    plans = may(actor, Verb.CHANGE, row.facts())
    found = []
    for one in rows.filter(binned_at=None):
        mine = bool(actor.person) and one.person_id == actor.person
        if one.person_id is None or mine:
            found.append(("", one.words))
        elif plans and one.person_id in people:
            found.append((people[one.person_id].name, one.words))
    return found


def pictures(actor: Actor, row: Gathering) -> list[Photo]:
    """Pictures that were put under the name of this gathering, around its day."""
    if row.starts_at is None:
        return []
    day = row.local(row.starts_at).date()
    here = Photo.visible_to(actor).filter(occasion=row.title)
    dated = [one for one in here if not one.on or day.isoformat().startswith(one.on[:10])]
    return dated[:PICTURES]
