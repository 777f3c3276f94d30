"""What people bring and choose."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.formats.contact import Contacts, Limits, NotContacts
from closeknit.core.formats.contacts import read_contacts
from closeknit.design.forms import Cards, Drop, Ticks
from closeknit.networks.words import CIRCLES

from .archive import MOST_BYTES, Archive, NotAnArchive
from .parcel_words import NOT_AN_ARCHIVE, WRONG_NAME
from .unpacking import Unpacked, unpack
from .words import UNREADABLE, WAYS

LIMITS = Limits()
NOBODY = "nobody"


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


class BringBackForm(forms.Form):
    """The archive of a whole network. `found` holds what is in it."""

    file = forms.FileField(
        label=_("The archive"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the archive first.")},
        help_text=_("The one .zip file that was taken out, as it is, at most 200 MB."),
        widget=Drop(attrs={"accept": ".zip,application/zip"}),
    )
    use_required_attribute = False
    found: Unpacked | None = None

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(NOT_AN_ARCHIVE["too_big"])
        try:
            self.found = unpack(Archive(upload.file))
        except NotAnArchive as told:
            raise forms.ValidationError(NOT_AN_ARCHIVE[told.reason]) from told
        upload.seek(0)
        return upload


class WhoForm(forms.Form):
    """Who of the network whoever brings it back was."""

    who = forms.ChoiceField(
        label=_("Who are you in this network?"),
        widget=Cards,
        error_messages={
            "required": _("Choose one of these."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, found: Unpacked, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = choices = list(_who(found))  # type: ignore[attr-defined]
        words = [word for word, _label in choices]
        self.fields["who"].initial = found.taken_by if found.taken_by in words else NOBODY


def _who(found: Unpacked) -> Any:
    network = {"name": found.network.values["name"]}
    for one in found.taking_part:
        if one["role"] == "person":
            yield one["by"], _("I am %(name)s. It is my own network") % network
        elif found.writers.get(one["by"]):
            yield one["by"], _("I am %(name)s") % {"name": found.writers[one["by"]]}
    yield NOBODY, _("Somebody else. I look after it for %(name)s") % network


class EraseForm(forms.Form):
    """The name of the network, written by hand so that nobody erases by a slip."""

    name = forms.CharField(
        label=_("Write the name of the network"),
        max_length=200,
        error_messages={"required": _("Write the name first.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, wanted: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.wanted = wanted

    def clean_name(self) -> str:
        said = str(self.cleaned_data["name"])
        if _folded(said) != _folded(self.wanted):
            raise forms.ValidationError(WRONG_NAME)
        return said


def _folded(name: str) -> str:
    """The same for whoever types without capitals, or with accents in another way."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class LeaveForm(forms.Form):
    """With my words, or without my name."""

    words = forms.ChoiceField(
        label=_("What I wrote here"),
        choices=[
            ("keep", _("Keep my words, without my name")),
            ("remove", _("Remove my words")),
        ],
        widget=Cards(
            hints={
                "keep": _("Stories and facts stay. Nobody can see that they are from you."),
                "remove": _(
                    "Your stories, pictures and remarks go for good, earlier ones as well."
                ),
            }
        ),
        error_messages={"required": _("Choose one of the two.")},
    )
    use_required_attribute = False
