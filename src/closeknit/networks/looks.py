"""Looks: whoever reads something private leaves a line that the person can read.

Asked once for each answer, at the door (docs/decisions/0011-looks.md). Nobody leaves a line about
what they wrote themselves or what is about them; the person in the middle leaves none at all.
"""

from __future__ import annotations

from typing import Any

from closeknit.accounts.record import look
from closeknit.policy import TABLE, Actor, Level, Role, Verb, grants

from .models import Row

PRIVATE = frozenset({Level.PERSON, Level.STEWARDS, Level.CHOSEN})
"""Audiences of what is private. What is only for its author is read by nobody else."""

SHOWS = {"people": "tie", "bin": "bin"}
"""Pages that show more than the resource their door asks for."""

NO_LOOK = frozenset({"add_people", "record", "years_ahead", "between"})
"""Pages that show nothing of anybody: an empty form, the record itself, a question beforehand."""


def leave(request: Any) -> None:
    """Write down what this answer showed, if it was private. One query at most."""
    actor: Actor = request.actor
    if actor.role is Role.PERSON or request.method not in ("GET", "HEAD"):
        return
    found: Row | None = getattr(request, "sight", None)
    if found is not None:
        _at_one_thing(actor, found)
        return
    name = request.resolver_match.url_name or ""
    resource, verb = request.wanted
    resource = SHOWS.get(name, resource)
    if verb is Verb.READ or name in SHOWS:
        _at_a_list(actor, name, resource)


def _at_one_thing(actor: Actor, row: Row) -> None:
    level, about = Level(row.audience), row.about_key()
    if level is Level.ONLY_ME or (actor.person and about == actor.person):
        return
    if row.resource == "person":  # a page about somebody, with all that stands there
        level = TABLE["tie"].level if level not in PRIVATE and grants_all(actor) else level
    elif level not in PRIVATE or row.author_id == actor.account:
        return
    look(actor, row.resource, row.pk, about, level)


def _at_a_list(actor: Actor, name: str, resource: str) -> None:
    level = TABLE["tie" if resource == "bin" else resource].level
    if level in PRIVATE and name not in NO_LOOK and (name != "people" or grants_all(actor)):
        look(actor, resource, level=level)


def grants_all(actor: Actor) -> bool:
    """Whether the actor sees how people are joined, and not only who takes part."""
    return bool(grants(actor, Verb.READ, "tie"))
