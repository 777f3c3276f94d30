"""While the network meets: the agenda, the notes, who does what; and before everybody goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import InlineCards, Toggles
from closeknit.networks.forms import BothTexts, Versioned, in_words
from closeknit.networks.models import Person
from closeknit.plans.models import Item

from .fields import day_field, optional, time_field, words

LONGEST = 600
NOBODY = ("", gettext_lazy("Nobody in particular"))


def leaders(people: Mapping[str, Person]) -> list[tuple[str, Any]]:
    return [NOBODY, *((key, person.name) for key, person in people.items())]


def minutes_field(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=0,
        max_value=LONGEST,
        error_messages={
            "invalid": gettext_lazy("Say how many minutes, as a number."),
            "min_value": gettext_lazy("A part takes some time, or none."),
            "max_value": gettext_lazy("That is longer than ten hours. Make parts of it."),
        },
        **more,
    )


class AgendaForm(forms.Form):
    """The parts there are, each with its minutes and who leads; and perhaps one more."""

    title = words(gettext_lazy("What?"), limit=120)
    minutes = minutes_field(required=False)
    leader = forms.ChoiceField(label=gettext_lazy("Who leads?"), required=False)

    def __init__(
        self, *args: Any, items: Sequence[Item], people: Mapping[str, Person], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.items, self.people = list(items), people
        chosen: Any = self.fields["leader"]
        chosen.choices = leaders(people)
        for number, item in enumerate(self.items):
            self._row(number, item)
        optional(self)

    def _row(self, number: int, item: Item) -> None:
        hidden = forms.HiddenInput()
        self.fields[f"key-{number}"] = forms.CharField(
            widget=hidden, initial=item.pk, required=False
        )
        self.fields[f"version-{number}"] = forms.IntegerField(
            widget=forms.HiddenInput(), initial=item.version, required=False
        )
        title = forms.CharField(
            label=_("Part"),
            max_length=120,
            initial=item.title,
            error_messages={"required": _("Give this part a name, or take it out.")},
        )
        self.fields[f"title-{number}"] = title
        self.fields[f"minutes-{number}"] = minutes_field(initial=item.minutes)
        self.fields[f"leader-{number}"] = forms.ChoiceField(
            label=_("Who leads?"),
            choices=leaders(self.people),
            initial=item.leader_id or "",
            required=False,
        )

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each part, for the page."""
        names = ("key", "version", "title", "minutes", "leader")
        return [
            {name: self[f"{name}-{number}"] for name in names} | {"number": number, "item": item}
            for number, item in enumerate(self.items)
        ]

    def changed(self) -> list[tuple[int, Item, int, dict[str, Any]]]:
        """What was typed of each part that is still there: number, part, version, fields."""
        here = {item.pk: item for item in self.items}
        found = []
        for number in range(len(self.items)):
            said = {n: self.cleaned_data[f"{n}-{number}"] for n in ("title", "minutes")}
            leader = self.cleaned_data[f"leader-{number}"]
            kept = here.get(self.cleaned_data[f"key-{number}"] or self.items[number].pk)
            if kept is not None:
                version = self.cleaned_data[f"version-{number}"] or 0
                found.append((number, kept, version, said | {"leader_id": leader or None}))
        return found

    def added(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said["title"]:
            return None
        minutes = said["minutes"] if said["minutes"] is not None else 10
        return {"title": said["title"], "minutes": minutes, "leader_id": said["leader"] or None}

    def beside(self, number: int, row: Item) -> list[BothTexts]:
        """Where this part as it is now differs from what was typed; saving again goes on."""
        now = {"title": row.title, "minutes": row.minutes, "leader": row.leader_id or ""}
        found = []
        for name, theirs in now.items():
            field, mine = self.fields[f"{name}-{number}"], self.cleaned_data[f"{name}-{number}"]
            if theirs != mine:
                label = str(field.label)
                found.append(BothTexts(label, in_words(field, theirs), in_words(field, mine)))
        data: Any = self.data
        self.data = data.copy()
        self.data[f"version-{number}"] = str(row.version)  # type: ignore[index]
        return found


class NotesForm(Versioned):
    """What was said."""

    text = forms.CharField(
        label=gettext_lazy("Notes"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Write a line first.")},
    )


class ActionForm(forms.Form):
    """What somebody will do, and by when."""

    words = forms.CharField(
        label=gettext_lazy("What will be done?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what will be done.")},
    )
    person = forms.ChoiceField(label=gettext_lazy("Who?"), required=False)
    by_when = day_field(gettext_lazy("By when?"))

    def __init__(self, *args: Any, people: Mapping[str, Person], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["person"]
        chosen.choices = leaders(people)
        optional(self, "words")


class CloseForm(forms.Form):
    """Before everybody goes: who came, the next date, and thanks."""

    came = forms.MultipleChoiceField(
        label=gettext_lazy("Who came?"),
        help_text=gettext_lazy("It counts as time with them."),
        required=False,
        widget=Toggles,
    )
    was = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    next = forms.ChoiceField(
        label=gettext_lazy("When do we meet again?"),
        choices=[
            ("day", gettext_lazy("On this day")),
            ("not_yet", gettext_lazy("Not yet, and that is fine")),
        ],
        widget=InlineCards,
        error_messages={"required": gettext_lazy("Choose one. Not yet is fine.")},
    )
    day = day_field(gettext_lazy("The day"))
    starts = time_field(gettext_lazy("From when?"))
    thanks = words(gettext_lazy("Thank you to everybody who came"), limit=300, rows=2)
    whom = forms.ChoiceField(label=gettext_lazy("And to one of them"), required=False)
    words = words(gettext_lazy("For what?"), limit=300)

    def __init__(self, *args: Any, people: Mapping[str, str], again: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("came", "was"):
            ticks: Any = self.fields[name]
            ticks.choices = list(people.items())
        whom: Any = self.fields["whom"]
        whom.choices = [("", gettext_lazy("Nobody in particular")), *people.items()]
        if not again:
            for name in ("next", "day", "starts"):
                del self.fields[name]
        optional(self, "next")

    def who_came(self, before: Mapping[str, bool | None]) -> dict[str, bool]:
        """Of whom it is to be written: nothing was said yet, or the tick on the page changed."""
        came, was = (set(self.cleaned_data[name]) for name in ("came", "was"))
        return {
            key: key in came
            for key, known in before.items()
            if known is None or (key in came) != (key in was)
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("next") == "day":
            for name, missing in (
                ("day", _("Say on which day, or choose: not yet.")),
                ("starts", _("Say from when as well. It can change later.")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        if said.get("words") and not said.get("whom") and "whom" not in self.errors:
            self.add_error("whom", _("Say whom you thank."))
        if said.get("whom") and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say what for. A few words are enough."))
        return said
