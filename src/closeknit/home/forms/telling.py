"""One answer in words: a story, the purpose, one small intention."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models import Person
from closeknit.policy import Actor
from closeknit.stories.models import Moment

from . import Question


def by_name(people: list[Person], name: str) -> Person | None:
    """The one on the map who is called this, whatever the capitals."""
    return next((p for p in people if p.name.casefold() == name.casefold()), None)


class StoryForm(Question):
    """Somebody turned up, in one line; and who it was."""

    labels = {"text": "text", "who": "who", "put": "put"}
    hints = {"text": "text_hint", "who": "who_hint"}

    text = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("One line is enough. Or leave this question out for now.")},
    )
    who = forms.CharField(max_length=120, required=False)
    put = forms.BooleanField(required=False, initial=True)

    def keep(self, actor: Actor) -> Moment:
        """The moment; whoever it was is put on the map if that was wanted."""
        name = " ".join(self.cleaned_data["who"].split())
        with transaction.atomic():
            person = by_name(list(self.seen.people.values()), name) if name else None
            if person is None and name and self.cleaned_data["put"]:
                person = Person.welcome(actor, name)
            return Moment.make(actor, "told", text=self.cleaned_data["text"], person=person)


class PurposeForm(Question):
    """Why there is a network at all, in one sentence."""

    labels = {"purpose": "purpose"}
    hints = {"purpose": "purpose_hint"}

    purpose = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("One sentence, or leave this question out for now.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("purpose", self.seen.row.purpose)
        self.initial.setdefault("version", self.seen.row.version)


class IntentionForm(Question):
    """One small thing, and with whom."""

    labels = {"words": "words", "person": "with"}
    hints = {"words": "words_hint"}

    words = forms.CharField(
        max_length=200,
        error_messages={"required": _("A few words, or leave this question out for now.")},
    )
    person = forms.ChoiceField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, row.name) for key, row in self.seen.people.items()]
        self.offer("person", [("", _("Nobody in particular")), *named])

    def intention(self) -> dict[str, Any]:
        """What was typed, as fields of an intention."""
        person = self.seen.people.get(self.cleaned_data["person"])
        return {"words": self.cleaned_data["words"], "person": person}
