"""What is typed in the room: an answer, a story, something for later, a note, a line of a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import Cards
from closeknit.workshops.models import Answer, Telling

SHORT = 60
STAYS = "stays"


def optional(form: forms.Form, *needed: str) -> None:
    """No asterisks: what is needed is said where it is missing."""
    for name, field in form.fields.items():
        field.required = name in needed
        field.widget.attrs.pop("required", None)
    form.use_required_attribute = False


class AnswerForm(forms.Form):
    """An answer, perhaps with one’s name. Single words fit on one line."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=Answer.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write a few words, or pass. Both are fine."),
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little."),
        },
    )
    signed = forms.BooleanField(label=gettext_lazy("Show my name with it"), required=False)

    def __init__(self, *args: Any, short: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        optional(self, "words")
        if short:
            words = forms.CharField(
                label=_("A word, or two"),
                max_length=SHORT,
                error_messages={
                    "required": _("Write a word, or pass. Both are fine."),
                    "max_length": _("A word or two are enough here. Shorten it a little."),
                },
            )
            words.widget.attrs.pop("required", None)
            self.fields["words"] = words
            del self.fields["signed"]


class TellingForm(forms.Form):
    """I would like to tell a story: whether it stays in the room is its teller’s to say."""

    goes = forms.ChoiceField(
        label=gettext_lazy("What happens with your story?"),
        choices=[
            (STAYS, gettext_lazy("It stays in the room")),
            (Telling.Named.FULL, gettext_lazy("It may go in the recap, with my name")),
            (Telling.Named.FIRST, gettext_lazy("It may go in the recap, with my first name")),
            (Telling.Named.NONE, gettext_lazy("It may go in the recap, without a name")),
        ],
        widget=Cards,
        error_messages={
            "required": gettext_lazy("Say what happens with your story."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("The story in a few lines, for the recap"),
        help_text=gettext_lazy("Only if it may go there. You can leave it empty."),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little.")
        },
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        optional(self, "goes")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("goes") == STAYS:  # what stays in the room is written nowhere
            said["words"] = ""
        return said

    def said(self) -> dict[str, Any]:
        """As `Telling.say` wants it."""
        where = self.cleaned_data["goes"]
        goes = where != STAYS
        named = where if goes else Telling.Named.NONE
        return {"words": self.cleaned_data["words"], "goes": goes, "named": named}


class ParkForm(forms.Form):
    """Something for later."""

    words = forms.CharField(
        label=gettext_lazy("Something for later"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Write what is for later."),
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little."),
        },
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        optional(self, "words")


class NoteForm(forms.Form):
    """The facilitator’s own notes."""

    words = forms.CharField(
        label=gettext_lazy("Notes"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Write a line first."),
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        optional(self, "words")


class LineForm(forms.Form):
    """One line back to the whole room."""

    line = forms.CharField(
        label=gettext_lazy("One line for everybody"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Write one line."),
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little."),
        },
    )
    goes = forms.BooleanField(
        label=gettext_lazy("It may go in the recap: all of our group say yes"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, own: bool = True, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "line-%s", **more})  # beside a story on one page
        optional(self, "line")
        if not own:  # whether it goes is said by whoever takes notes
            del self.fields["goes"]

    def said(self) -> dict[str, Any]:
        """As `Group.note` wants it."""
        return {name: self.cleaned_data[name] for name in ("line", "goes") if name in self.fields}
