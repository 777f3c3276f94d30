"""Days as one says them, in both languages."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from django.template import Context, Template
from django.utils.translation import override

from closeknit.design import days, tongues

FIRST = dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC)


def test_the_examples_are_right() -> None:
    assert doctest.testmod(days).failed == doctest.testmod(tongues).failed == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("en", "Tuesday 1 December | Tuesday 1 December 2026 | Tuesday 1 December, 23:30"),
        ("en-x-easy", "Tuesday 1 December | Tuesday 1 December 2026 | Tuesday 1 December, 23:30"),
        ("fr", "mardi 1er décembre | mardi 1er décembre 2026 | mardi 1er décembre, 23:30"),
        ("fr-x-easy", "mardi 1er décembre | mardi 1er décembre 2026 | mardi 1er décembre, 23:30"),
    ],
)
def test_a_day_is_said_in_the_words_of_whoever_reads(words: str, said: str) -> None:
    text = "{% load design %}{{ at|day }} | {{ at|full_day }} | {{ at|moment }}{{ none|day }}"
    with override(words):
        assert Template(text).render(Context({"at": FIRST, "none": None})) == said
