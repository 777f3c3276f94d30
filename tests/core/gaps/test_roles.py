"""What is asked about roles, and what is asked of nobody's confidant."""

import datetime as dt

import pytest

from closeknit.core.gaps import find_gaps
from closeknit.core.network import Network, Person, Role

LONG_AGO, TODAY = dt.date(2026, 1, 1), dt.date(2026, 11, 28)


@pytest.mark.parametrize(("about", "asked"), [("advocate", True), ("confidant", False)])
def test_a_confidant_is_in_no_finding_that_others_could_read(about, asked):
    role = Role("r1", about, held_by=frozenset({"r"}), since=LONG_AGO, review=LONG_AGO)
    network = Network("Maya", (Person("r", "Rosa", circle=1),), roles=(role,), on=TODAY)
    rules = {found.rule for found in find_gaps(network)}
    assert ({"role_no_stand_in", "role_review_due"} <= rules) is asked
    assert any("r1" in found.key for found in find_gaps(network)) is asked
