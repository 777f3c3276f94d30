"""The plan of a session on the clock: what is behind, what is on, and the rest, timed anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from closeknit.core.meeting import retimed, timed

DONE, NOW, NEXT, LEFT_OUT = "done", "now", "next", "left_out"


@dataclass(frozen=True, slots=True)
class Part:
    """One activity of the plan, with its time on the clock."""

    activity: Any
    state: str
    at: dt.datetime | None
    minutes: int
    left: int | None = None
    """Minutes left of what is on, below none where it goes on too long; None for the others."""

    @property
    def over(self) -> int:
        return -(self.left or 0)


@dataclass(frozen=True, slots=True)
class Clock:
    parts: tuple[Part, ...]
    ends: dt.datetime | None
    late: int = 0


def clock(
    activities: Sequence[Any],
    openings: Sequence[Any],
    begins: dt.datetime | None,
    ends: dt.datetime | None,
    now: dt.datetime,
) -> Clock:
    """The plan as it stands. Until something is opened it stands as it was planned."""
    opened = {one.activity_id: one for one in openings}
    current = next((one for one in openings if one.closed_at is None), None)
    if begins is None or ends is None:
        return Clock(tuple(untimed(one, opened, current) for one in activities), None)
    if not openings:
        starts = timed([one.minutes for one in activities], begins).starts
        planned = zip(activities, starts, strict=True)
        return Clock(tuple(Part(one, NEXT, at, one.minutes) for one, at in planned), ends)
    return running(activities, opened, current, ends, now)


def untimed(activity: Any, opened: dict[str, Any], current: Any) -> Part:
    """Where a session has no hour yet."""
    on = current is not None and current.activity_id == activity.pk
    state = NOW if on else DONE if activity.pk in opened else NEXT
    return Part(activity, state, None, activity.minutes)


def running(
    activities: Sequence[Any],
    opened: dict[str, Any],
    current: Any,
    ends: dt.datetime,
    now: dt.datetime,
) -> Clock:
    """What was opened stands at its own time; what is on and what comes after it, anew.

    What was passed over, since a later part was opened, has no time any more. It can be opened.
    """
    on = [one for one in activities if current is not None and one.pk == current.activity_id]
    last = max((at for at, one in enumerate(activities) if one.pk in opened), default=-1)
    rest = [one for one in activities[last + 1 :] if one.pk not in opened]
    began = current.opened_at if on else now
    found = retimed([one.minutes for one in (*on, *rest)], began, now, ends)
    timed_anew = zip((*on, *rest), found.starts, found.minutes, strict=True)
    times = {one.pk: (at, minutes) for one, at, minutes in timed_anew}
    parts = []
    for one in activities:
        if one.pk not in times:
            was = opened.get(one.pk)
            state, at = (DONE, was.opened_at) if was else (LEFT_OUT, None)
            parts.append(Part(one, state, at, one.minutes))
            continue
        at, minutes = times[one.pk]
        state = NOW if one in on else NEXT
        left = one.minutes - (now - at) // dt.timedelta(minutes=1) if state == NOW else None
        parts.append(Part(one, state, at, one.minutes if state == NOW else minutes, left))
    return Clock(tuple(parts), ends, found.late)
