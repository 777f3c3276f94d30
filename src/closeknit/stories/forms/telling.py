"""A story, one thing at a time or all on one page; and a moment in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import SUPPORTS
from closeknit.design.forms import InlineCards, Ticks, Toggles
from closeknit.networks.forms import AudienceForm, LivedDate, Versioned
from closeknit.networks.models import Person, Support
from closeknit.networks.words import support_hint, support_name
from closeknit.stories.models import Story

from .kept import PARTS, KeptForm

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "happened": ("way", "happened", *PARTS),
    "who": (),
    "when": ("on", "place"),
    "size": ("size",),
    "supports": ("supports",),
    "mattered": ("mattered",),
    "felt": ("felt",),
    "changed": ("changed",),
    "pass_on": ("pass_on",),
}
"""One page each, in this order, with the fields it asks for. Every one may be left out."""


def words(rows: int, limit: int, label: Any, hint: Any = "") -> forms.CharField:
    """Room for somebody's own words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, required=False, widget=area
    )


class StoryForm(KeptForm, Versioned):
    """The parts of a story; `only` names those that are asked now."""

    field_order = ("version", "way", "happened", *PARTS)

    way = forms.ChoiceField(
        label=_("Who turned up?"), choices=Story.Way.choices, required=False, widget=InlineCards
    )
    happened = words(7, 20000, _("What happened?"), _("One line is enough. Or tell all of it."))
    on = LivedDate(label=_("When was it?"))
    place = forms.CharField(
        label=_("Where?"),
        max_length=120,
        required=False,
        help_text=_("As you would say it: at June’s, on the bus."),
    )
    size = forms.ChoiceField(
        label=_("Was it something small or something big?"),
        choices=[("", _("I would rather not say")), *Story.Size.choices],
        required=False,
        widget=InlineCards,
        help_text=_("Small things count. Most of what holds people is small."),
    )
    supports = forms.MultipleChoiceField(
        label=_("What kind of help was it?"), required=False, widget=Ticks
    )
    mattered = words(4, 8000, _("What made it matter?"))
    felt = words(4, 8000, _("How did it feel?"), _("Then, or now when you think of it."))
    changed = words(4, 8000, _("What did it change between you?"))
    pass_on = words(
        4, 8000, _("What would you pass on?"), _("To somebody who wants to be there for another.")
    )

    def __init__(
        self,
        *args: Any,
        only: Collection[str] = (),
        own: Mapping[str, Support],
        name: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for key in [key for key in self.fields if key not in (*only, "version")]:
            del self.fields[key]
        for field in self.fields.values():
            if not isinstance(field, forms.FileField | forms.BooleanField):
                field.template_name = "stories/_field.html"  # type: ignore[attr-defined]
        if "supports" in self.fields:
            keys = [*SUPPORTS, *own]
            asked: Any = self.fields["supports"]
            asked.choices = [(key, support_name(key, own, name)) for key in keys]
            asked.widget.hints = {key: support_hint(key, own) for key in keys}
        if name and "way" in self.fields:
            told: Any = self.fields["way"]
            told.choices = [
                ("received", _("Somebody turned up for %(name)s") % {"name": name}),
                ("given", _("%(name)s turned up for somebody") % {"name": name}),
            ]
        elif "way" in self.fields:
            mine: Any = self.fields["way"]
            mine.choices = [
                ("received", _("Somebody turned up for me")),
                ("given", _("I turned up for somebody")),
            ]

    def clean_way(self) -> str:
        return self.cleaned_data["way"] or Story.Way.RECEIVED


class WhoForm(forms.Form):
    """Who is in it: ticks for those on the map, and perhaps one more by name."""

    people = forms.MultipleChoiceField(label=_("Who is in it?"), required=False, widget=Toggles)
    shown = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    name = forms.CharField(
        label=_("Somebody else"),
        max_length=120,
        required=False,
        help_text=_("A name. They come onto the map as well."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], adds: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(person.pk, person.name) for person in people]
        for field in ("people", "shown"):
            ticks: Any = self.fields[field]
            ticks.choices = named
        if not adds:
            del self.fields["name"]
        for one in self.fields.values():
            one.template_name = "stories/_field.html"  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class EndForm(AudienceForm):
    """Who may see it, whether it is hard to read again, and what goes onto the map."""

    hard = forms.BooleanField(
        label=_("This one is hard"),
        required=False,
        help_text=_("Then it does not come back by itself on its day."),
    )
    gives = forms.MultipleChoiceField(
        label=_("Put on the map as well"),
        required=False,
        widget=Ticks,
        help_text=_("Only what you tick. It can be changed there any time."),
    )

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        offered = list(offers)
        ticks: Any = self.fields["gives"]
        ticks.choices = offered
        if not offered:
            del self.fields["gives"]

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        return super().filled(row) | {"hard": row.hard}


class MomentForm(KeptForm):
    """One line, a voice note or a picture; and perhaps with whom."""

    words = "text"
    without = _("Write one line first. Or say it, or show a picture.")
    field_order = ("text", *PARTS, "person", "hard")

    text = forms.CharField(
        label=_("A moment"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One line is enough. It can be told fully later, or never."),
    )
    person = forms.ChoiceField(label=_("With whom?"), required=False)
    hard = forms.BooleanField(
        label=_("This one is hard"),
        required=False,
        help_text=_("Then it does not come back by itself on its day."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {person.pk: person for person in people}
        named = [(key, person.name) for key, person in self.people.items()]
        self.fields["text"].template_name = "stories/_field.html"  # type: ignore[attr-defined]
        asked: Any = self.fields["person"]
        asked.choices = [("", _("Nobody in particular")), *named]

    def clean_person(self) -> Any:
        return self.people.get(self.cleaned_data["person"])

    def told(self) -> dict[str, Any]:
        """What is written down, without the recording and the picture."""
        return {name: said for name, said in self.cleaned_data.items() if name not in PARTS}
