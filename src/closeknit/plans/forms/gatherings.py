"""Planning a gathering, in the order the person decides; and calling it off, kindly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.design.forms import Toggles
from closeknit.networks.forms import Versioned
from closeknit.networks.models import Person
from closeknit.plans.models import Gathering
from closeknit.plans.models.polls import MOST_DATES

from .fields import day_field, optional, time_field, words

LINE = 300


class PlanForm(Versioned):
    """Whom, where, what to eat, who hosts, about what; then a name, a day, and words."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Whom would you like there?"),
        help_text=gettext_lazy("Nobody is asked yet. You can add people and leave them out later."),
        required=False,
        widget=Toggles,
    )
    before = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    place = words(gettext_lazy("Where?"), gettext_lazy("Somewhere you feel at ease."))
    food = words(gettext_lazy("What is there to eat?"))
    host = words(gettext_lazy("Who is the host?"), limit=120)
    about = words(gettext_lazy("What is it about?"), limit=1000, rows=3)
    title = forms.CharField(
        label=gettext_lazy("What do we call it?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name, like: Sunday lunch.")},
    )
    day = day_field(gettext_lazy("On which day?"))
    starts = time_field(gettext_lazy("From when?"))
    ends = time_field(gettext_lazy("Until when?"))
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=Gathering.Rhythm.choices, required=False
    )
    bring = words(gettext_lazy("What should people bring?"))
    invitation = words(
        gettext_lazy("The invitation, in your own words"),
        gettext_lazy("As you would say it yourself."),
        limit=1000,
        rows=4,
    )
    questions = words(
        gettext_lazy("What would you like to ask them?"),
        gettext_lazy("One question a line, like: What should I do about my flat? People can answer "
                     "before the day, and from afar."),
        limit=2000,
        rows=3,
    )  # fmt: skip
    with_stewards = forms.BooleanField(
        label=gettext_lazy("Whoever looks after the network plans it as well"),
        help_text=gettext_lazy("They see the draft, and can change it."),
        required=False,
    )

    TEXTS = ("place", "food", "host", "about", "title", "bring", "invitation", "rhythm")

    def __init__(self, *args: Any, people: Iterable[Person], zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone
        self.known = {person.pk: person for person in people}
        named = [(key, person.name) for key, person in self.known.items()]
        for field in ("people", "before"):
            ticks: Any = self.fields[field]
            ticks.choices = named
        optional(self, "title", "with_stewards")

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in (*cls.TEXTS, "with_stewards")}
        starts = row.local(row.starts_at) if row.starts_at else None
        ends = row.local(row.ends_at) if row.ends_at else None
        found["day"] = starts.date().isoformat() if starts else None
        found["starts"] = f"{starts:%H:%M}" if starts else None
        found["ends"] = f"{ends:%H:%M}" if ends else None
        return found

    def typed(self) -> dict[str, Any]:
        said = self.cleaned_data
        found = {name: said.get(name) for name in (*self.TEXTS, "with_stewards")}
        found["day"] = said["day"].isoformat() if said.get("day") else None
        for name in ("starts", "ends"):
            found[name] = f"{said[name]:%H:%M}" if said.get(name) else None
        return found

    def clean_rhythm(self) -> str:
        return self.cleaned_data["rhythm"] or Gathering.Rhythm.ONCE

    def clean_questions(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["questions"].splitlines()]
        if any(len(line) > LINE for line in lines):
            raise forms.ValidationError(_("One of these is very long. Say it in a line or two."))
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("day") and not said.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("Say from when as well. It can change later."))
        if said.get("starts") and not said.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say on which day, or leave the time out as well."))
        return said

    def changes(self) -> dict[str, Any]:
        """The gathering’s own fields."""
        said = self.cleaned_data
        found = {name: said[name] for name in (*self.TEXTS, "with_stewards")}
        at = moment(said["day"], said["starts"], self.zone)
        ends = moment(said["day"], said["ends"], self.zone)
        if at and ends and ends <= at:
            ends += dt.timedelta(days=1)
        return found | {"starts_at": at, "ends_at": ends if at else None}


def moment(day: dt.date | None, at: dt.time | None, zone: str) -> dt.datetime | None:
    if day is None or at is None:
        return None
    return dt.datetime.combine(day, at, ZoneInfo(zone))


class OffForm(Versioned):
    """A kind word to those who were asked."""

    sorry = words(
        gettext_lazy("A word to those who were asked"),
        gettext_lazy("For example: I am tired this week. Let us find another day."),
        limit=300,
        rows=2,
    )


class PollForm(forms.Form):
    """Some days to choose from."""

    ROWS = 4

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, self.ROWS + 1):
            label = {"number": number}
            self.fields[f"day-{number}"] = day_field(_("Day %(number)s") % label)
            self.fields[f"time-{number}"] = time_field(_("From when, on day %(number)s") % label)
        optional(self)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"day-{n}"], self[f"time-{n}"]) for n in range(1, self.ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        found = []
        for number in range(1, self.ROWS + 1):
            day, at = said.get(f"day-{number}"), said.get(f"time-{number}")
            if day and at:
                found.append(f"{day.isoformat()}T{at:%H:%M}")
            elif day and f"time-{number}" not in self.errors:
                self.add_error(f"time-{number}", _("Say from when as well."))
            elif at and f"day-{number}" not in self.errors:
                self.add_error(f"day-{number}", _("Say on which day."))
        self._look_at(found)
        return said | {"choices": found}

    def beyond(self, room: int) -> None:
        """There is room for so many more days: say so beside the first one that is too many."""
        typed = [n for n in range(1, self.ROWS + 1) if self.cleaned_data.get(f"day-{n}")]
        why = ngettext(
            "A poll has %(most)s days at most. There is room for %(room)s more: leave some out.",
            "A poll has %(most)s days at most. There is room for %(room)s more: leave some out.",
            room,
        )
        if not room:
            why = _("A poll has %(most)s days at most, and has them already. Pick one of these.")
        number = typed[min(room, len(typed) - 1)]
        self.add_error(f"day-{number}", why % {"most": MOST_DATES, "room": room})

    def _look_at(self, found: list[str]) -> None:
        today = timezone.localdate().isoformat()
        if not self.errors and not found:
            self.add_error("day-1", _("Give at least one day to choose from."))
        if any(not today <= choice[:10] < "2200" for choice in found):
            self.add_error(None, _("One of these days is over, or very far. Look again, please."))
