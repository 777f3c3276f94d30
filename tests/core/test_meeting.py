"""An agenda that runs late ends when it was said to end."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.meeting import retimed

SIX = dt.datetime(2026, 11, 29, 18, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
PARTS = st.lists(st.integers(0, 90), min_size=1, max_size=12)


@given(PARTS, st.integers(-10, 200), st.integers(0, 300))
def test_the_end_stays_and_nothing_grows(parts: list[int], gone: int, long: int) -> None:
    ends = SIX + long * MINUTE
    found = retimed(parts, SIX, SIX + gone * MINUTE, ends)
    assert len(found.starts) == len(found.minutes) == len(parts)
    assert found.minutes[0] == max(parts[0], gone)
    assert all(now <= then for now, then in zip(found.minutes[1:], parts[1:], strict=True))
    assert min(found.minutes) >= 0
    assert list(found.starts) == sorted(found.starts)
    rest = max(0, long - found.minutes[0])
    assert sum(found.minutes[1:]) == min(rest, sum(parts[1:]))
    assert found.late == 0 or found.spare == 0


@given(PARTS, st.integers(1, 60))
def test_whoever_is_on_time_keeps_every_minute(parts: list[int], spare: int) -> None:
    ends = SIX + (sum(parts) + spare) * MINUTE
    found = retimed(parts, SIX, SIX, ends)
    assert (found.minutes, found.late, found.spare) == (tuple(parts), 0, spare)


def test_an_agenda_without_parts_is_spare_time() -> None:
    assert retimed([], SIX, SIX, SIX + 5 * MINUTE).spare == 5


def test_no_part_takes_less_than_no_time() -> None:
    with pytest.raises(ValueError):
        retimed([5, -1], SIX, SIX, SIX)
