"""What is noted about somebody: how to reach them, private notes, whom they know, their face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.design.faces import SYMBOLS, drawings
from closeknit.design.forms import FaceChoice, InlineCards, Toggles
from closeknit.networks.models import Contact, Person
from closeknit.networks.models.people import year_of

from .base import Versioned

PARTS = [
    ("start", _("The top, or the left")),
    ("middle", _("The middle")),
    ("end", _("The bottom, or the right")),
]


class ContactForm(Versioned):
    """One way to reach somebody."""

    how = forms.ChoiceField(label=_("What is it?"), choices=Contact.How.choices)
    value = forms.CharField(label=_("Number, address or day"), max_length=300)

    def __init__(self, *args: Any, child: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.child = child

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        value = said.get("value", "")
        if self.child and value and said.get("how") == Contact.How.BIRTHDAY:
            said["value"] = year_of(value)
            if not said["value"]:
                why = _("Of somebody under 18 only the year of birth is kept. Write it like 2015.")
                self.add_error("value", why)
        if said.get("how") == Contact.How.EMAIL and value:
            try:
                validate_email(value)
            except forms.ValidationError:
                self.add_error("value", _("This does not look like an e-mail address."))
        return said


class NoteForm(Versioned):
    """A private note."""

    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class WhyForm(Versioned):
    """Why things changed between two days."""

    text = forms.CharField(
        label=_("Why it changed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class KnowsForm(forms.Form):
    """Whom somebody knows here: a tick for each of the others. `shown` were ticked before."""

    knows = forms.MultipleChoiceField(label=_("Who do they know?"), required=False, widget=Toggles)
    shown = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, others: Sequence[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("knows", "shown"):
            self.fields[name].choices = [(person.pk, person.name) for person in others]  # type: ignore[attr-defined]


class FaceForm(forms.Form):
    """A drawn face or symbol from the kept set, a photo, or the initials."""

    face = forms.ChoiceField(label=_("Which face?"), required=False, widget=FaceChoice)
    seen_as = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG, PNG, WebP or HEIC, at most 15 MB. Where it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.heic,.heif"}),
    )
    part = forms.ChoiceField(
        label=_("Which part of the photo?"),
        choices=PARTS,
        initial="middle",
        required=False,
        widget=InlineCards,
    )

    def __init__(self, *args: Any, kind: str, has_photo: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.symbols_first = kind != "person"
        kept = [(drawing.name, drawing.words) for drawing in drawings()]
        photo = [("photo", _("The photo, as it is"))] if has_photo else []
        none = _("No picture: the first letters of the name")
        self.fields["face"].choices = [*photo, ("", none), *kept]  # type: ignore[attr-defined]

    def plain(self) -> list[Any]:
        """The choices without a drawing."""
        return [radio for radio in self["face"] if radio.data["value"] in ("", "photo")]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The drawings to choose from; for whoever is no person the symbols come first."""
        faces = (__("Drawn faces"), [r for r in self._drawn() if r.data["value"] not in SYMBOLS])
        signs = (__("Symbols"), [r for r in self._drawn() if r.data["value"] in SYMBOLS])
        return [signs, faces] if self.symbols_first else [faces, signs]

    def _drawn(self) -> list[Any]:
        return [radio for radio in self["face"] if radio.data["value"] not in ("", "photo")]
