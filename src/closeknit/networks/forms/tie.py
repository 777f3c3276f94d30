"""What joins the focus person and one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import SUPPORTS
from closeknit.design.forms import InlineCards
from closeknit.networks.models import Chapter, Person, Row, Support
from closeknit.networks.words import (
    CIRCLE_HINTS,
    CIRCLES,
    PAY,
    RELATIONSHIPS,
    support_hint,
    support_name,
)

from .base import PartialDate, Versioned, choices

ONLY_PEOPLE = ("paid", "formal", "household")
FORMAL = ((True, _("Through a job, an office or a group")), (False, _("Privately")))


class CircleField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Which circle?"),
            choices=choices(CIRCLES.items()),
            coerce=int,
            empty_value=None,
            required=False,
            widget=InlineCards(hints=CIRCLE_HINTS),
        )


class RelationshipField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("How do they know each other?"),
            choices=choices(RELATIONSHIPS.items()),
            required=False,
        )


class PaidField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Are they paid to be here?"),
            choices=choices(PAY.items()),
            required=False,
            widget=InlineCards,
        )


class FormalField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("In which way are they here?"),
            choices=choices(FORMAL),
            coerce=lambda text: text == "True",
            empty_value=None,
            required=False,
            widget=InlineCards,
        )


class TieForm(Versioned):
    """I had it wrong: the chapter as it should have been from the beginning."""

    circle = CircleField()
    relationship = RelationshipField()
    paid = PaidField()
    formal = FormalField()
    household = forms.CharField(
        label=_("Household"),
        max_length=60,
        required=False,
        help_text=_("People who live together have the same word here, such as “Elm Road”."),
    )
    known_since = PartialDate(label=_("Known since"))
    how_met = forms.CharField(label=_("How they met"), max_length=200, required=False)
    since = PartialDate(label=_("It was so from"))
    why = forms.CharField(
        label=_("Why, in a few words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        if person.kind != "person":
            for name in ONLY_PEOPLE:
                del self.fields[name]


class LastChapter(forms.Form):
    """Carries the chapter that was the last one on the screen."""

    chapter = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def missed(self, last: Chapter | None) -> bool:
        """Whether somebody wrote about this tie after the form was shown."""
        if "chapter" not in self.data:
            return False
        shown = (self.cleaned_data["chapter"], self.cleaned_data.get("version") or 0)
        return shown != ((last.pk, last.version) if last else ("", 0))


class ChangedForm(LastChapter, TieForm):
    """It changed: a new chapter begins, and the ones before stay as they were."""

    since = PartialDate(label=_("It is so from"), required=True)

    def day(self) -> dt.date | str:
        return day(self.cleaned_data["since"])

    def told(self) -> dict[str, Any]:
        kept = self.changes()
        return {name: value for name, value in kept.items() if name not in ("since", "why")}


def day(text: str) -> dt.date | str:
    """A whole day as a date; a year or a month stays a text."""
    return dt.date.fromisoformat(text) if len(text) == 10 else text


class SupportsForm(LastChapter, Versioned):
    """What they do for the focus person, what that person does for them; each with words."""

    since = PartialDate(label=_("It is so from"), required=True)
    why = forms.CharField(label=_("Why, in a few words"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        own: Mapping[str, Support],
        name: str,
        other: str,
        anew: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        if not anew:
            del self.fields["since"], self.fields["why"]
        self.keys = (*SUPPORTS, *own)
        self.own, self.name, self.other = own, name, other
        for key in self.keys:
            self._ask(key)

    def _ask(self, key: str) -> None:
        ways = (
            ("gives", self.name, self.other),
            ("receives", self.other, self.name or __("you")),
        )
        for way, whom, who in ways:
            what = support_name(key, self.own, whom)
            self.fields[f"{way}_{key}"] = forms.BooleanField(
                label=__("%(support)s, from %(who)s") % {"support": what, "who": who},
                required=False,
            )
            self.fields[f"{way}_{key}_words"] = forms.CharField(
                label=__("In words: %(support)s, from %(who)s") % {"support": what, "who": who},
                max_length=120,
                required=False,
            )

    def sides(self) -> list[dict[str, Any]]:
        """Both directions, one line for each support, for the page."""
        return [{"way": way, "rows": self._lines(way)} for way in ("gives", "receives")]

    def _lines(self, way: str) -> list[dict[str, Any]]:
        name = self.name if way == "gives" else self.other
        return [
            {
                "name": support_name(key, self.own, name),
                "hint": support_hint(key, self.own),
                "tick": self[f"{way}_{key}"],
                "words": self[f"{way}_{key}_words"],
            }
            for key in self.keys
        ]

    @classmethod
    def filled(cls, row: Row) -> dict[str, Any]:
        assert isinstance(row, Chapter)
        filled: dict[str, Any] = {}
        for way in ("gives", "receives"):
            for key, words in getattr(row, way).items():
                filled |= {f"{way}_{key}": True, f"{way}_{key}_words": words}
        return filled

    def day(self) -> dt.date | str:
        return day(self.cleaned_data["since"])

    def typed(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            name: said[name] or ""
            for name in self.fields
            if name not in ("version", "chapter", "since")
        }

    def told(self) -> dict[str, Any]:
        """As the chapter holds it. Words without a tick count as a tick."""
        return {way: self._side(way) for way in ("gives", "receives")}

    def changes(self) -> dict[str, Any]:
        return self.told()

    def _side(self, way: str) -> dict[str, str]:
        said = self.cleaned_data
        words = {key: said[f"{way}_{key}_words"].strip() for key in self.keys}
        return {key: words[key] for key in self.keys if said[f"{way}_{key}"] or words[key]}
