"""The last year of the made-up people: what changed between them and Maya, and came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from closeknit.networks.models import Chapter, Person
from closeknit.policy import Actor

# How many days before the scene came in, who, why, and what was different from then on. In the end
# everybody stands where the scene says.
YEAR: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
    (341, "sam", "His shoulder hurt, and he stayed away from the pool.", {"circle": 4}),
    (262, "dee", "She sang on a ship all winter, and wrote twice.", {"circle": 3}),
    (203, "sam", "Back in our lane.", {"circle": 3}),
    (131, "dee", "Home again. Tea after practice, as before.", {"circle": 2}),
    (38, "lena", "Stayed for two weeks. We talked until late.", {}),
)


def live(maya: Actor, people: Mapping[str, Person], today: dt.date) -> None:
    """Their ties over the year before this day, each change with the reason for it."""
    for days, who, why, changes in YEAR:
        day = today - dt.timedelta(days=days)
        Chapter.turn(maya, people[who], day, why, **changes)
