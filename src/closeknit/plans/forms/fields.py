"""Fields that many of these forms have: a day, a time of day, and room for somebody's own words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_DAY = gettext_lazy("Please write a day like 2026-05-04.")


def words(label: Any, hint: Any = "", limit: int = 200, rows: int = 0) -> forms.CharField:
    """Room for somebody's own words; every one may be left out."""
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, required=False, widget=widget
    )


def day_field(
    label: Any, hint: Any = "", *, required: bool = False, in_any_year: bool = False
) -> forms.DateField:
    """A day of our time, unless the form looks at the year itself; mostly it may be left out."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
        validators=[] if in_any_year else [in_our_time],
    )


def in_our_time(day: dt.date) -> None:
    if not 1900 <= day.year <= 2200:
        raise forms.ValidationError(_("Look at the year again, please."))


def time_field(label: Any, hint: Any = "") -> forms.TimeField:
    """A time of day that may be left out."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, help_text=hint, required=False, widget=widget)


def optional(form: forms.Form, *needed: str) -> None:
    """Where nearly everything may be left out, nothing says so; what is needed does."""
    for name, field in form.fields.items():
        if name not in needed:
            field.template_name = "stories/_field.html"  # type: ignore[attr-defined]
