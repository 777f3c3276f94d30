"""Two days of which somebody asks what changed between them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from .base import PartialDate

FURTHEST_AHEAD = dt.timezone(dt.timedelta(hours=14))
"""Where each day begins first: who writes and who was there may have other clocks."""


def first_day(text: str) -> dt.date:
    """The day on which a year, a month or a day begins.

    >>> first_day("2019").isoformat(), first_day("2019-06").isoformat()
    ('2019-01-01', '2019-06-01')
    """
    return dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def last_day(text: str) -> dt.date:
    """The day on which a year, a month or a day ends.

    >>> last_day("2019").isoformat(), last_day("2020-02").isoformat()
    ('2019-12-31', '2020-02-29')
    """
    begins = first_day(text)
    if len(text) == 4:
        return begins.replace(month=12, day=31)
    if len(text) == 7:
        return begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
    return begins


def begun(day: Callable[[str], dt.date], text: str, today: dt.date) -> dt.date:
    """The day meant, if it has come."""
    try:
        found = day(text)
    except ValueError as error:  # the year nought
        raise ValidationError(__("There is no such day. Please look at it again.")) from error
    if found > today:
        raise ValidationError(__("That day is still to come."))
    return found


class LivedDate(PartialDate):
    """When something was: until today, which begins earlier where clocks are ahead of ours."""

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if value:
            begun(first_day, value, dt.datetime.now(FURTHEST_AHEAD).date())


class DayForm(forms.Form):
    """One day: typed as a year, a month or a day, or the number of a day on the slider."""

    on = PartialDate(
        label=_("Which day"), required=True, help_text=_("A year like 2019 is enough.")
    )

    def __init__(self, asked: Mapping[str, Any], today: dt.date) -> None:
        super().__init__({"on": asked.get("on", "")})
        self.today = today

    def clean_on(self) -> dt.date:
        """The last day of what was typed; of a year or a month that is not over, today."""
        text = self.cleaned_data["on"]
        begun(first_day, text, self.today)
        return min(last_day(text), self.today)


class KeepForm(forms.Form):
    """A copy to keep: its name, and the day it shows. Left empty it is today."""

    title = forms.CharField(
        label=_("What do you call it?"),
        max_length=120,
        help_text=_("Like: Before the move, or: Our third year."),
    )
    on = PartialDate(
        label=_("As it was on"),
        help_text=_("Left empty it is today. A year like 2019 is enough: then it is its last day."),
    )

    def __init__(self, *args: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_on(self) -> dt.date:
        text = self.cleaned_data["on"] or self.today.isoformat()
        begun(first_day, text, self.today)
        return min(last_day(text), self.today)


class DaysForm(forms.Form):
    """From a day to a day. What is left empty is the usual: from a year ago, to today."""

    since = PartialDate(label=_("From"), required=True, help_text=_("A year like 2019 is enough."))
    until = PartialDate(label=_("To"), help_text=_("Left empty it is today."))

    def __init__(self, asked: Mapping[str, Any], usual: dt.date, today: dt.date) -> None:
        since = asked.get("since") or usual.isoformat()
        super().__init__({"since": since, "until": asked.get("until", "")})
        self.today = today

    def clean_since(self) -> dt.date:
        return begun(first_day, self.cleaned_data["since"], self.today)

    def clean_until(self) -> dt.date:
        """The last day; of a year or a month that is not over, today."""
        text = self.cleaned_data["until"] or self.today.isoformat()
        begun(first_day, text, self.today)
        return min(last_day(text), self.today)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if {"since", "until"} <= said.keys() and said["until"] < said["since"]:
            self.add_error("until", __("This is before the first day. Please look at both again."))
        return said
