"""Yes or no to being shown, how far, under which name, until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import Cards, InlineCards, Ticks
from closeknit.networks.forms import Versioned
from closeknit.stories.models import Consent

REACH = {
    "network": (gettext_lazy("The people who take part here"), gettext_lazy("As the author chose")),
    "facilitator": (
        gettext_lazy("Whoever helps the network to meet"),
        gettext_lazy("A facilitator, for a year at most"),
    ),
    "workshop": (
        gettext_lazy("A workshop"),
        gettext_lazy("A copy that is put before a small group"),
    ),
    "recap": (
        gettext_lazy("A page after a workshop"),
        gettext_lazy("Anybody may read that page"),
    ),
}


class ConsentForm(Versioned):
    """What somebody says who is in a story or a picture."""

    answer = forms.ChoiceField(
        label=gettext_lazy("May it be shown with you in it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=InlineCards,
        error_messages={"required": gettext_lazy("Choose yes or no. Both are fine.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("To whom?"),
        choices=[(key, said[0]) for key, said in REACH.items()],
        widget=Ticks(hints={key: said[1] for key, said in REACH.items()}),
        required=False,
    )
    called = forms.ChoiceField(
        label=gettext_lazy("Under which name?"),
        choices=[
            (Consent.Called.OWN, gettext_lazy("With my own name")),
            (Consent.Called.FIRST, gettext_lazy("With my first name")),
            (Consent.Called.CHANGED, gettext_lazy("With another name")),
            (Consent.Called.NONE, gettext_lazy("Without a name")),
        ],
        widget=Cards,
        required=False,
    )
    other_name = forms.CharField(
        label=gettext_lazy("The other name"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only where you chose another name."),
    )
    until = forms.DateField(
        label=gettext_lazy("Until when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty for as long as you do not say otherwise."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.template_name = "stories/_field.html"  # type: ignore[attr-defined]

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        said = row.answer if row.answer in (row.Answer.YES, row.Answer.NO) else ""
        reach = sorted(row.reach) if row.answer == row.Answer.YES else ["network"]
        until = row.until.isoformat() if row.until else None
        told = {"called": row.called, "other_name": row.other_name, "until": until}
        return {"answer": said, "scopes": reach, **told}

    def typed(self) -> dict[str, Any]:
        day = self.cleaned_data.get("until")
        return self.changes() | {"until": day.isoformat() if day else None}

    def clean_called(self) -> str:
        return self.cleaned_data["called"] or Consent.Called.OWN

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose a later one, or none."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("answer") == "yes" and not said.get("scopes") and "scopes" not in self.errors:
            self.add_error("scopes", _("To whom may it be shown? Tick at least one, or say no."))
        if said.get("called") == Consent.Called.CHANGED and not said.get("other_name"):
            self.add_error("other_name", _("Write the name you would like to have here."))
        return said

    def say(self, row: Consent, actor: Any) -> None:
        """Write down what was said."""
        said = self.changes()
        row.say(actor, self.seen, said.pop("answer"), said.pop("scopes"), **said)


class ChildForm(Versioned):
    """What those who look after a child said."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did those who look after them say?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=InlineCards,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        return {"answer": row.answer if row.answer in ("yes", "no") else ""}
