"""What somebody answers who is asked to come: here, by a link, or said to whoever plans it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import InlineCards
from closeknit.plans.meeting import Choice
from closeknit.plans.models import Guest

from .fields import optional, words

ANSWERS = (
    ("yes", gettext_lazy("Yes")),
    ("later", gettext_lazy("Maybe, I say later")),
    ("no", gettext_lazy("No")),
)
FOR_A_DAY = (
    ("yes", gettext_lazy("Suits")),
    ("if_need_be", gettext_lazy("If need be")),
    ("no", gettext_lazy("Does not suit")),
)


class AnswerForm(forms.Form):
    """Yes, no or later; a few words; which day suits; and answers to the questions."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Can you come?"),
        choices=ANSWERS,
        widget=InlineCards,
        error_messages={
            "required": gettext_lazy("Choose one. All three are fine."),
            "invalid_choice": gettext_lazy("Choose yes, no, or later."),
        },
    )
    words = words(gettext_lazy("A few words, if you like"), limit=300)
    # A button on another page sends none: it answers what stands there now.
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, guest: Guest, days: Sequence[Choice], asked: Sequence[Any], **more: Any
    ) -> None:
        said = "" if guest.answer == Guest.Answer.NONE else guest.answer
        seen = {"answer": said, "words": guest.words, "version": guest.version}
        more.setdefault("initial", seen)
        super().__init__(*args, **more)
        self.days, self.asked = list(days), list(asked)
        if self.days:
            del self.fields["answer"]
        for number, one in enumerate(self.days):
            self.fields[f"day-{number}"] = forms.ChoiceField(
                label=one.words,
                choices=FOR_A_DAY,
                widget=InlineCards,
                required=False,
                initial=one.mine,
            )
        for number, question in enumerate(self.asked):
            self.fields[f"reply-{number}"] = words_for(question.words, question.mine)
        optional(self, "answer")

    def go_on_from(self, guest: Guest) -> None:
        """Somebody else was quicker: what was typed stays, and is sent over what stands now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(guest.version)  # type: ignore[index]
        why = _("This was changed in between. Please look, and send it again.")
        self.add_error(None, why)

    @property
    def of_days(self) -> list[Any]:
        return [self[f"day-{number}"] for number, _one in enumerate(self.days)]

    @property
    def of_questions(self) -> list[Any]:
        return [self[f"reply-{number}"] for number, _one in enumerate(self.asked)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        silent = not any(said.get(f"day-{n}") for n in range(len(self.days)))
        if self.days and silent and not self.errors:
            self.add_error("day-0", _("Say of at least one day whether it suits."))
        return said

    def dates(self) -> dict[str, str] | None:
        """What was said to each day of a poll."""
        if not self.days:
            return None
        said = self.cleaned_data
        return {one.value: said[f"day-{n}"] for n, one in enumerate(self.days) if said[f"day-{n}"]}

    def replies(self) -> list[tuple[Any, str]]:
        """Each question on the page, with what was answered."""
        return [
            (one.key, self.cleaned_data[f"reply-{number}"]) for number, one in enumerate(self.asked)
        ]


def words_for(question: str, mine: str) -> forms.CharField:
    found = words(question, limit=2000, rows=2)
    found.initial = mine
    return found
