"""What somebody says about how they want to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import InlineCards, Ticks
from closeknit.networks.models import Network

from .clock import hour_is_quiet
from .models import Rhythm

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
NO_HOUR = [("", _("not chosen"))]
LONGEST = dt.timedelta(days=366)


def an_hour(label: Any, **more: Any) -> forms.TypedChoiceField:
    wanted = more.pop("choices", [*NO_HOUR, *HOURS])
    return forms.TypedChoiceField(label=label, choices=wanted, coerce=int, empty_value=None, **more)


class RhythmForm(forms.ModelForm[Rhythm]):
    """How often, when, when not, and which networks letters may speak of by name."""

    use_required_attribute = False

    class Meta:
        model = Rhythm
        fields = (
            "how",
            "weekday",
            "hour",
            "reminders",
            "quiet_from",
            "quiet_to",
            "quiet_until",
        )

    def __init__(self, *args: Any, networks: Sequence[Network] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = networks
        self.fields["how"] = forms.ChoiceField(
            label=_("How often may a letter come?"),
            help_text=_("One letter for all your networks, and only when there is something new."),
            choices=Rhythm.How,
            widget=InlineCards,
        )
        self.fields["weekday"] = forms.TypedChoiceField(
            label=_("On which day, if once a week"), choices=list(WEEKDAYS.items()), coerce=int
        )
        self.fields["hour"] = an_hour(_("At which hour of your clock"), choices=HOURS)
        self.fields["reminders"].label = _("Also a letter the day before a turn that I took")
        self.fields["quiet_from"] = an_hour(_("Quiet from"), required=False)
        self.fields["quiet_to"] = an_hour(_("Quiet until"), required=False)
        self.fields["quiet_until"] = forms.DateField(
            label=_("No letters before this day"),
            help_text=_("For a bad week, or a holiday. Then one letter tells what is still true."),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        if networks:
            self.fields["named"] = self._named()

    def _named(self) -> forms.MultipleChoiceField:
        start = [row.network_id for row in self.instance.named.all()] if self.instance.pk else []
        return forms.MultipleChoiceField(
            label=_("Letters may speak of these networks by name"),
            help_text=_(
                "Whoever opens your mailbox would read it. What only you, the person or stewards "
                "may read is never in a letter."
            ),
            choices=[(network.pk, network.name) for network in self.networks],
            widget=Ticks,
            required=False,
            initial=start,
        )

    def clean_quiet_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["quiet_until"]
        if day and day - timezone.localdate() > LONGEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        begins, ends, hour = (said.get(name) for name in ("quiet_from", "quiet_to", "hour"))
        if {"quiet_from", "quiet_to", "hour"} & set(self.errors):
            return said
        if (begins is None) != (ends is None):
            missing = "quiet_from" if begins is None else "quiet_to"
            self.add_error(missing, _("Choose both hours, or neither."))
        elif said.get("how") != Rhythm.How.NONE and hour_is_quiet(hour, begins, ends):
            self.add_error("hour", _("This hour lies in your quiet hours."))
        return said

    def choose(self) -> None:
        """Keep all of it."""
        wanted = set(self.cleaned_data.get("named", ()))
        chosen = {name: self.cleaned_data[name] for name in self.Meta.fields}
        networks = [network for network in self.networks if network.pk in wanted]
        Rhythm.choose(self.instance.account, networks, **chosen)


class CalendarForm(forms.Form):
    """Whether entries of the calendar say what they are."""

    use_required_attribute = False

    titles = forms.BooleanField(
        label=_("Entries say what they are and where"),
        help_text=_("Otherwise they say “Busy” and a letter. Who sees your phone reads them."),
        required=False,
    )
