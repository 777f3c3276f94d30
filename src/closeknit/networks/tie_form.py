"""A page of the table sent back: for each person the circle and pay as somebody left them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict

from closeknit.core.network import Pay
from closeknit.policy import Actor

from .models import Chapter, Person, Stale
from .roll import mark
from .snapshot import Snapshot


@dataclass
class Saved:
    """Names of those who changed, and what was chosen for those somebody else had changed."""

    changed: list[str] = field(default_factory=list)
    stale: dict[str, dict[str, Any]] = field(default_factory=dict)


def save_page(actor: Actor, seen: Snapshot, sent: QueryDict) -> Saved:
    """Write what differs; `how` is changed (from today on) or wrong (it was always so)."""
    saved = Saved()
    for key in sent.getlist("person"):
        person = seen.people.get(key)
        wanted = _wanted(sent, key)
        chapter = seen.chapters.get(key)
        if person is None or wanted is None or not _differs(chapter, wanted):
            continue
        if sent.get(f"mark-{key}", "") != mark(chapter):
            saved.stale[key] = wanted
            continue
        try:
            with transaction.atomic():
                _write(actor, seen, person, wanted, sent.get("how") == "wrong")
            saved.changed.append(person.name)
        except Stale:
            saved.stale[key] = wanted
    return saved


def _wanted(sent: QueryDict, key: str) -> dict[str, Any] | None:
    """What the form says about one person; None when it says nothing that makes sense."""
    circle, paid = sent.get(f"circle-{key}", ""), sent.get(f"paid-{key}", "")
    if circle not in ("", "1", "2", "3", "4") or paid not in ("", *Pay):
        return None
    return {"circle": int(circle) if circle else None, "paid": paid}


def _differs(chapter: Chapter | None, wanted: dict[str, Any]) -> bool:
    now = chapter or Chapter()
    return any(getattr(now, name) != value for name, value in wanted.items())


def _write(
    actor: Actor, seen: Snapshot, person: Person, wanted: dict[str, Any], wrong: bool
) -> None:
    chapter = seen.chapters.get(person.pk)
    if wrong and chapter is not None:
        chapter.revise(actor, chapter.version, "put_right", **wanted)
    else:
        Chapter.turn(actor, person, seen.on, **wanted)
