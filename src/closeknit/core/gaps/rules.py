"""The rules: each takes a network and yields what it finds. Together they are the findings.

A rule never compares a person with an average, never guesses what nobody has said, and somebody
with nobody yet hears one thing only. `docs/gaps.md` is made from what the rules say of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from closeknit.core.gaps.company import (
    circle_empty,
    closest_all_family,
    nobody_under_30,
    nobody_yet,
)
from closeknit.core.gaps.contact import gives_to_nobody, out_of_touch
from closeknit.core.gaps.finding import Finding
from closeknit.core.gaps.knowing import (
    groups_not_met,
    known_through_one,
    nobody_knows_anybody,
    stand_alone,
)
from closeknit.core.gaps.responsibilities import (
    companion_nobody,
    holds_many_roles,
    role_no_stand_in,
    role_nobody,
    role_review_due,
)
from closeknit.core.gaps.supports import (
    carries_much,
    paid_time,
    support_nobody,
    support_one_household,
    support_only_fading,
    support_only_one,
    support_only_paid,
)
from closeknit.core.network import Network

RULES: tuple[Callable[[Network], Iterator[Finding]], ...] = (
    nobody_yet,
    support_nobody,
    carries_much,
    support_only_one,
    role_nobody,
    support_only_paid,
    nobody_knows_anybody,
    holds_many_roles,
    groups_not_met,
    support_only_fading,
    companion_nobody,
    paid_time,
    support_one_household,
    known_through_one,
    role_no_stand_in,
    out_of_touch,
    role_review_due,
    circle_empty,
    stand_alone,
    closest_all_family,
    gives_to_nobody,
    nobody_under_30,
)
"""Every rule there is, by the name that a finding's `rule` has; what matters most comes first."""
