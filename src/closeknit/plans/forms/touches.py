"""What people type about a time they were in touch."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards, Ticks
from closeknit.networks.forms import Versioned
from closeknit.plans.models import Touch

from .fields import day_field

EARLIEST = 120
"""More years ago than this nobody was in touch with anybody who is here."""


class TouchForm(Versioned):
    """A day, how it was, and a few words."""

    day = day_field(_("When?"), required=True, in_any_year=True)
    how = forms.ChoiceField(label=_("How?"), choices=Touch.How.choices, widget=Cards)
    words = forms.CharField(
        label=_("What about?"),
        required=False,
        max_length=200,
        help_text=_("A few words to begin from next time. They may stay away."),
    )

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(__("That day is still to come."))
        if day.year < today.year - EARLIEST:
            raise ValidationError(__("That is too long ago. Please look at the year again."))
        return day


class OfAStory(forms.Form):
    """With whom of those in a story it was time together."""

    people = forms.MultipleChoiceField(label=_("With whom?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.widget = Ticks(choices=people)
        field.choices = people
