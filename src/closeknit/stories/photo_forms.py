"""What is asked about pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closeknit.design.forms import Toggles
from closeknit.networks.forms import LivedDate, Versioned

MOST_AT_ONCE = 50
KINDS_OF_FILES = ".jpg,.jpeg,.png,.webp,.heic,.heif"
TOO_MANY = ngettext_lazy(
    "%(count)s picture at once is too many.",
    "%(count)s pictures at once are too many. Please take at most %(most)s.",
    "count",
)


class Many(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Files, each looked at for itself."""

    widget = Many(attrs={"accept": KINDS_OF_FILES})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        sent = [file for file in data or [] if file]
        if not sent:
            raise ValidationError(_("Please choose at least one picture."))
        if len(sent) > MOST_AT_ONCE:
            told = {"count": len(sent), "most": MOST_AT_ONCE}
            raise ValidationError(TOO_MANY % told)
        return sent


def occasion_field() -> forms.CharField:
    return forms.CharField(
        label=_("What was the occasion?"),
        max_length=120,
        required=False,
        help_text=_("A birthday, the choir, a Sunday. Pictures of one occasion become an album."),
        widget=forms.TextInput(attrs={"list": "occasions", "autocomplete": "off"}),
    )


class AddForm(forms.Form):
    """Many pictures, and what is true of all of them."""

    photos = ManyFiles(
        label=_("Pictures"),
        help_text=_("JPEG, PNG, WebP or HEIC, at most 15 MB each. You can choose many at once."),
    )
    occasion = occasion_field()
    on = LivedDate(label=_("When was it?"))

    def __init__(self, *args: Any, story: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.story = story

    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("occasion", "on")}
        return {**said, "story": self.story}


class PhotoForm(Versioned):
    """What is told about one picture."""

    alt = forms.CharField(
        label=_("What is in the picture?"),
        max_length=300,
        required=False,
        help_text=_(
            "For whoever does not see it. How would you describe it on the phone? One sentence "
            "is enough: who is there, where, doing what."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    caption = forms.CharField(
        label=_("A line below it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    occasion = occasion_field()
    on = LivedDate(label=_("When was it?"))
    behind = forms.CharField(
        label=_("More than just smiles: what stood behind it?"),
        max_length=8000,
        required=False,
        help_text=_("Who planned it, who did what, what it took. What made it matter."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    story_id = forms.ChoiceField(
        label=_("Which story does it belong to?"),
        required=False,
        help_text=_("Then each leads to the other."),
        error_messages={"invalid_choice": _("This story is not here any more. Choose again.")},
    )
    hard = forms.BooleanField(
        label=_("It belongs to a hard time"),
        required=False,
        help_text=_("Then it never comes back by itself as a memory."),
    )

    def __init__(self, *args: Any, stories: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        if not stories:
            del self.fields["story_id"]
            return
        asked: Any = self.fields["story_id"]
        asked.choices = [("", _("None of them")), *((one.pk, one.title) for one in stories)]

    def clean_story_id(self) -> str | None:
        return self.cleaned_data["story_id"] or None


class InItForm(forms.Form):
    """Who is in a picture: a tick for each. `shown` were ticked before."""

    people = forms.MultipleChoiceField(label=_("Who is in it?"), required=False, widget=Toggles)
    shown = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("people", "shown"):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class SpotForm(forms.Form):
    """Somebody, and where they are: in hundredths, or where a picture of known size was tapped."""

    whom = forms.ChoiceField(
        label=_("Whom do you want to show?"), error_messages={"required": _("Who is it?")}
    )
    across = forms.IntegerField(required=False, min_value=0, max_value=100)
    down = forms.IntegerField(required=False, min_value=0, max_value=100)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["whom"].choices = list(choices)  # type: ignore[attr-defined]

    def spot(self, tapped: tuple[int, int]) -> dict[str, int]:
        """Where it was; nothing when the picture was chosen with a key and no place in it."""
        said = {name: self.cleaned_data.get(name) for name in ("across", "down")}
        if None not in said.values():
            return {name: int(value or 0) for name, value in said.items()}
        try:
            at = [int(self.data.get(f"spot.{side}", "")) for side in ("x", "y")]
        except ValueError:
            return {}
        if at == [0, 0]:
            return {}
        share = [min(100, max(0, 100 * one // most)) for one, most in zip(at, tapped, strict=True)]
        return {"across": share[0], "down": share[1]}
