"""Beginning a series, saying it anew, and moving its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.forms import Versioned
from closeknit.workshops.models import Host

MOST_PLACES = 200
YEARS = (1990, 2200)
"""The first and the last year in which something can take place."""


def text_field(
    label: Any, hint: Any = "", limit: int = 200, rows: int = 0, **more: Any
) -> forms.CharField:
    """Room for somebody's own words; most of them may be left out."""
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    more = {"required": False} | more
    return forms.CharField(label=label, help_text=hint, max_length=limit, widget=widget, **more)


def link_field(hint: Any = "") -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Link to join by video"),
        help_text=hint,
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Copy the whole link, beginning with https://")},
    )


def day_field(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=widget, **more)


def time_field(**more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(required=False, widget=widget, **more)


def check_moment(form: forms.Form, day: str = "day", starts: str = "starts") -> None:
    """A day that calendars have, and a time with it."""
    said = form.cleaned_data
    if said.get(day) and not YEARS[0] <= said[day].year <= YEARS[1]:
        form.add_error(day, _("Look at the year again, please."))
    if said.get(day) and not said.get(starts) and starts not in form.errors:
        form.add_error(starts, _("Say from when as well. It can change later."))
    if said.get(starts) and not said.get(day) and day not in form.errors:
        form.add_error(day, _("Say on which day, or leave the time out as well."))


def moment(day: dt.date | None, at: dt.time | None, zone: str) -> dt.datetime | None:
    return dt.datetime.combine(day, at, ZoneInfo(zone)) if day and at else None


TITLE = gettext_lazy("What is the workshop called?")
NO_TITLE = gettext_lazy("Give it a name, like: People around us.")


class BeginForm(forms.Form):
    """The least that is needed; all the rest can be said later."""

    title = text_field(TITLE, limit=120, required=True, error_messages={"required": NO_TITLE})
    host = forms.ChoiceField(label=gettext_lazy("Who invites?"), required=False)
    name = text_field(
        gettext_lazy("Name of the organisation, or your own"),
        gettext_lazy("It stands on the page that everybody reads."),
        limit=120,
    )
    day = day_field(
        label=gettext_lazy("When is the first session?"),
        help_text=gettext_lazy(
            "The others follow a week apart. Leave it empty if you do not know."
        ),
    )
    starts = time_field(label=gettext_lazy("From when?"))
    place = text_field(gettext_lazy("Where?"), gettext_lazy("An address, or how to find the room."))

    def __init__(self, *args: Any, hosts: Iterable[Host] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.hosts = {str(host.pk): host for host in hosts}
        named = [(key, host.name) for key, host in self.hosts.items()]
        chosen: Any = self.fields["host"]
        chosen.choices = [*named, ("", gettext_lazy("Somebody else: I write it below"))]
        if not self.hosts:
            del self.fields["host"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        check_moment(self)
        if not said.get("host") and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say who invites. Your own name is fine."))
        return said


class SeriesForm(Versioned):
    """Everything there is to say about a series."""

    title = text_field(TITLE, limit=120, required=True, error_messages={"required": NO_TITLE})
    words = text_field(
        gettext_lazy("What is it?"),
        gettext_lazy("In words that everybody can read. It stands on the public page."),
        limit=3000,
        rows=5,
    )
    for_whom = text_field(gettext_lazy("For whom is it?"), limit=300)
    language = text_field(gettext_lazy("In which language?"), limit=60)
    place = text_field(gettext_lazy("Where?"), gettext_lazy("An address, or how to find the room."))
    link = link_field(gettext_lazy("Only those who have a place see it."))
    contact = text_field(
        gettext_lazy("Whom can people ask?"), gettext_lazy("A name with a phone number or address.")
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("For how many people is there room?"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "required": gettext_lazy("Say for how many people there is room."),
            "invalid": gettext_lazy("Say how many people, as a number."),
            "min_value": gettext_lazy("There is room for one person at least."),
            "max_value": gettext_lazy("For more than 200 people, make several workshops."),
        },
    )
    agreement = text_field(
        gettext_lazy("What do you promise each other?"),
        gettext_lazy("One promise a line. Everybody who comes says yes to it."),
        limit=3000,
        rows=6,
    )


class ShiftForm(forms.Form):
    """The sessions ahead, earlier or later by whole days."""

    days = forms.IntegerField(
        label=gettext_lazy("By how many days?"),
        help_text=gettext_lazy("7 is a week later, −7 a week earlier."),
        min_value=-3650,
        max_value=3650,
        error_messages={
            "required": gettext_lazy("Say by how many days."),
            "invalid": gettext_lazy("Say how many days, as a number."),
            "min_value": gettext_lazy("That is more than ten years. Look at it again, please."),
            "max_value": gettext_lazy("That is more than ten years. Look at it again, please."),
        },
    )
    first = forms.ChoiceField(label=gettext_lazy("From which session on?"))

    def __init__(self, *args: Any, sessions: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["first"]
        chosen.choices = list(sessions)


class CopyForm(forms.Form):
    """A new series like this one, from another day on."""

    title = text_field(TITLE, limit=120, required=True, error_messages={"required": NO_TITLE})
    day = day_field(
        label=gettext_lazy("When is its first session?"),
        help_text=gettext_lazy("The others follow as far apart as here. Leave it empty if you do "
                               "not know."),
    )  # fmt: skip

    def clean_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        if day and not YEARS[0] <= day.year <= YEARS[1]:
            raise forms.ValidationError(_("Look at the year again, please."))
        return day


class HostForm(Versioned):
    """Who invites."""

    name = text_field(
        gettext_lazy("Name"),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Say who invites.")},
    )
    words = text_field(gettext_lazy("A few words about you"), limit=1000, rows=3)
