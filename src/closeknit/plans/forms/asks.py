"""What people type when they ask for help, and when they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import SUPPORTS
from closeknit.design.forms import Cards, InlineCards
from closeknit.networks.forms import Versioned
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.words import support_name
from closeknit.plans.models import Ask
from closeknit.policy.besides import one_besides

from .fields import day_field, time_field

LONG = [
    (30, _("Half an hour")),
    (60, _("An hour")),
    (90, _("An hour and a half")),
    (120, _("Two hours")),
    (180, _("Three hours")),
    (240, _("Half a day")),
    (480, _("A day")),
]


class AskForm(Versioned):
    """What somebody asks for: what, why, when, whom, in their own words. Only `title` must be."""

    title = forms.CharField(
        label=_("What would help?"),
        max_length=120,
        help_text=_("For example: a lift to swimming."),
        error_messages={"required": _("Say in a few words what would help.")},
    )
    why = forms.CharField(
        label=_("Why do you ask?"),
        max_length=300,
        required=False,
        help_text=_("People like to know what it is good for."),
    )
    how = forms.ChoiceField(
        label=_("Whom do you ask?"), choices=Ask.How.choices, initial=Ask.How.OPEN, widget=Cards
    )
    first_on = day_field(
        _("On which day, or from which day on?"),
        _("When you ask one after another, it may stay open."),
    )
    at = time_field(_("At what time?"))
    minutes = forms.TypedChoiceField(
        label=_("For how long?"), choices=LONG, coerce=int, initial=60, required=False
    )
    repeats = forms.ChoiceField(label=_("How often?"), choices=Ask.Repeats.choices, required=False)
    until = day_field(_("Until when?"), _("The last day. Leave it empty if there is none."))
    seats = forms.IntegerField(
        label=_("How many people does it take each time?"), min_value=1, max_value=20, initial=1
    )
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    about = forms.ChoiceField(label=_("What kind of help is it?"), required=False)
    besides = forms.ChoiceField(label=_("About money: who else is to know?"), required=False)
    asker = forms.ChoiceField(label=_("Who asks?"), required=False)
    letter = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Whoever is asked reads this. Change it as you like."),
    )
    turns_seen = forms.BooleanField(
        label=_("Whoever sees this may see who takes which turn"), required=False
    )

    def __init__(self, *args: Any, seen: Snapshot, people: Mapping[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        name = "" if seen.mine else seen.row.name
        keys = (*SUPPORTS, *seen.supports)
        kinds = [(key, support_name(key, seen.supports, name)) for key in keys]
        self.fields["about"].choices = [("", _("Not said")), *kinds]  # type: ignore[attr-defined]
        me = _("I ask") if seen.mine else _("%(name)s asks") % {"name": seen.row.name}
        others = [(key, person.name) for key, person in people.items()]
        self.fields["asker"].choices = [("", me), *others]  # type: ignore[attr-defined]
        self.people = people
        self._of_money(seen)
        if not self.is_bound and "letter" not in self.initial:
            self.initial["letter"] = template()

    def _of_money(self, seen: Snapshot) -> None:
        """Who is the one besides the person: not whoever asks, no child, nobody who has died."""
        own = seen.actor.person
        living = (one for one in self.people.values() if one.kind == "person" and not one.under_age)
        named = [(one.pk, one.name) for one in living if one.pk != own]
        self.fields["besides"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]
        to_me = _("What is about money goes to you and to one other. Nobody else sees it.")
        to_them = _("What is about money goes to %(name)s and to one other. Nobody else sees it.")
        self.fields["besides"].help_text = to_me if seen.mine else to_them % {"name": seen.row.name}

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        return super().filled(row) | {"asker": row.asker_id or "", "besides": row.besides_id or ""}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, until = said.get("first_on"), said.get("until")
        open_one = said.get("how") == Ask.How.OPEN
        if open_one and first is None and "first_on" not in self.errors:
            why = _("Say a day, so that somebody can take it. Or ask one person after another.")
            self.add_error("first_on", why)
        elif first is None and (said.get("at") or said.get("repeats") or until):
            self.add_error("first_on", _("Say the day as well, or leave out the time."))
        if first and until and until < first:
            self.add_error("until", _("The last day is before the first. Please look again."))
        if one_besides(said.get("about", "")) and open_one and not said.get("besides"):
            why = _("Choose who else is to know, or ask one person after another.")
            self.add_error("besides", why)
        if said.get("how") == Ask.How.ONE_BY_ONE and said.get("repeats"):
            self.add_error(
                "repeats",
                _("What comes again has turns: choose that whoever sees it can take one."),
            )
        return said

    def changes(self) -> dict[str, Any]:
        said = super().changes()
        said["minutes"] = said["minutes"] or 60
        one = said["besides"] if one_besides(said["about"]) else ""
        return said | {"asker": self.people.get(said["asker"]), "besides": self.people.get(one)}

    def typed(self) -> dict[str, Any]:
        return super().changes()


def template() -> str:
    """Words to begin with, for whoever does not know how to ask."""
    return __(
        "Hello,\n\nI would like to ask you something.\n\n"
        "If it does not suit you, a no is fine. Nothing changes between us.\n\nThank you!"
    )


class AnswerForm(Versioned):
    """Yes, no or later, by whoever is asked."""

    answer = forms.ChoiceField(
        label=_("Would you?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("later", _("Later"))],
        widget=InlineCards,
        error_messages={"required": _("Choose yes, no or later. Each of them is fine.")},
    )
    later_on = day_field(_("If later: from when on?"))
    words = forms.CharField(label=_("A few words"), max_length=300, required=False)

    def said(self) -> dict[str, Any]:
        """What they say besides yes, no or later."""
        later = self.cleaned_data["answer"] == "later"
        return {
            "words": self.cleaned_data["words"],
            "later_on": self.cleaned_data["later_on"] if later else None,
        }
