"""What people bring and choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.formats.contact import Contacts, Limits, NotContacts
from closeknit.core.formats.contacts import read_contacts
from closeknit.design.forms import Drop, Ticks
from closeknit.networks.words import CIRCLES

from .words import UNREADABLE, WAYS

LIMITS = Limits()


class BringForm(forms.Form):
    """A file of contacts, or contacts as text. `book` holds what was read."""

    file = forms.FileField(
        label=_("A file of contacts"),
        required=False,
        allow_empty_file=True,
        help_text=_("vCard (.vcf) or CSV, at most 50 MB."),
        widget=Drop(attrs={"accept": ".vcf,.vcard,.csv,.txt,.tsv,text/vcard,text/csv"}),
    )
    text = forms.CharField(
        label=_("Or paste them here"),
        required=False,
        help_text=_("A vCard, or rows of a table with their first row."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    book: Contacts | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        upload, text = said.get("file"), said.get("text", "")
        if not upload and not text.strip():
            raise forms.ValidationError(_("Choose a file, or paste contacts into the box."))
        if upload and upload.size > LIMITS.file_bytes:
            raise forms.ValidationError(UNREADABLE["too_big"])
        data, name = (upload.read(), upload.name or "") if upload else (text.encode(), "")
        try:
            self.book = read_contacts(data, name, LIMITS)
        except NotContacts as told:
            raise forms.ValidationError(UNREADABLE[told.reason]) from told
        if not self.book.found:
            raise forms.ValidationError(_("Nobody could be read from this."))
        return said


class ConfirmForm(forms.Form):
    """What comes with those who were chosen."""

    ways = forms.MultipleChoiceField(
        label=_("What comes along with the names?"),
        required=False,
        initial=["phone", "email"],
        choices=list(WAYS.items()),
        widget=Ticks,
    )
    circle = forms.TypedChoiceField(
        label=_("Are they all of one circle?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("I will say it later")), *CIRCLES.items()],
    )

    def __init__(self, *args: Any, there: dict[str, int], **more: Any) -> None:
        """`there` says how many of each way there are among those chosen; only those are shown."""
        super().__init__(*args, **more)
        here = [(key, words) for key, words in WAYS.items() if there.get(key)]
        self.shown = [(key, f"{words} ({there[key]})") for key, words in here]
        self.fields["ways"].widget.choices = self.shown
