"""What is chosen for a book to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import Cards, Ticks
from closeknit.networks.forms import Versioned
from closeknit.stories.models import Keepsake
from closeknit.stories.models.keepsakes import MOST

Offers = Mapping[str, Sequence[tuple[str, Any]]]
KINDS = {"stories": "story", "occasions": "occasion", "photos": "photo", "maps": "map"}
"""The fields that hold ticks, each with the word its things are kept by."""


class TitleForm(forms.Form):
    """A book begins with its name."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name. You can change it any time.")},
        help_text=gettext_lazy("For June at eighty. Our first ten years. The choir."),
    )


def ticks(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=Ticks,
        error_messages={"invalid_choice": gettext_lazy("One of these is not here any more.")},
    )


class BookForm(Versioned):
    """The title, a dedication, and a tick for each thing. `offers` are choices by field."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name. You can change it any time.")},
    )
    dedication = forms.CharField(
        label=gettext_lazy("A dedication"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("For whom it is, and from whom. It stands on the first page."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stories = ticks(gettext_lazy("Stories"))
    occasions = ticks(
        gettext_lazy("Albums"), gettext_lazy("All pictures of an occasion, new ones as well.")
    )
    photos = ticks(gettext_lazy("Single pictures"))
    maps = ticks(gettext_lazy("The maps of the years"), gettext_lazy("The map as it was that day."))
    day = forms.DateField(
        label=gettext_lazy("The map of another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day of a birthday, or the day somebody moved."),
    )
    by_day = forms.ChoiceField(
        label=gettext_lazy("In which order?"),
        choices=[
            ("yes", gettext_lazy("As it happened, the earliest first")),
            ("no", gettext_lazy("As I put it myself")),
        ],
        widget=Cards,
        required=False,
    )

    def __init__(self, *args: Any, offers: Offers, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in KINDS:
            asked: Any = self.fields[name]
            asked.choices = list(offers[name])
            asked.widget.hints = dict(offers.get(f"{name}_hints", ()))
            if not asked.choices:
                del self.fields[name]
        if "maps" not in self.fields:
            del self.fields["day"]

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        said = {name: row.chosen_of(kind) for name, kind in KINDS.items()}
        order = "yes" if row.by_day else "no"
        return {"title": row.title, "dedication": row.dedication, "by_day": order, **said}

    def typed(self) -> dict[str, Any]:
        return {name: said for name, said in self.changes().items() if name != "day"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if len(self.ticked()) > MOST:
            told = _("A book holds at most %(most)s things. Please take some of them out.")
            self.add_error(None, told % {"most": MOST})
        return said

    def ticked(self) -> list[str]:
        """Everything that was ticked, in the words a book keeps."""
        said = self.cleaned_data
        found = [f"{kind}:{one}" for name, kind in KINDS.items() for one in said.get(name, ())]
        return [*found, *([f"map:{said['day']}"] if said.get("day") else [])]

    def put_down(self, row: Keepsake, actor: Any) -> None:
        """Write it down. What was chosen before and is not offered now stays chosen."""
        offered = {
            f"{kind}:{key}"
            for name, kind in KINDS.items()
            if name in self.fields
            for key, _words in self.fields[name].choices  # type: ignore[attr-defined]
        }
        stays = [one for one in row.chosen if one not in offered]
        said = {name: self.cleaned_data[name] for name in ("title", "dedication")}
        by_day = self.cleaned_data["by_day"] != "no"
        row.choose(actor, self.seen, [*self.ticked(), *stays], by_day=by_day, **said)
