"""What a look at a network finds: a frozen value, not yet a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _no_numbers() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody could do next: what kind of step, with whom, about what.

    `kind` is one of `add_someone`, `ask`, `stand_beside` (the first of `people` beside the second),
    `introduce` (the first to the second), `invite_closer`, `meet_people`, `bring_together`,
    `ask_time` (whether somebody could be there at a time), `take_role`, `stand_in` (the first for
    the second), `look_again` (at a role), `get_in_touch` and `ask_gift` (what the person does for
    them). `about` is a support, a role or a time, or empty.
    """

    kind: str
    people: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a look. A question to the network, never a mark against anyone.

    `key` stays the same while the finding is about the same thing, so that "this is how we like it"
    keeps holding. `rule` is the name of the rule in `core.gaps.rules` that found it. `about` is a
    support, a role, a time, the key of a wish, or empty; `people` and `groups` are people's keys,
    `numbers` are what the sentence needs, and the weightiest finding comes first.
    """

    key: str
    rule: str
    about: str = ""
    people: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=_no_numbers, hash=False)
    step: Step | None = None
    weight: int = 0
    groups: tuple[tuple[str, ...], ...] = ()
