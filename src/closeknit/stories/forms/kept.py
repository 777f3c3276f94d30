"""A recording and a picture beside what is typed: made anew while the form is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from closeknit.networks.pixels import Refused
from closeknit.stories.painting import Painted, paint
from closeknit.stories.photo_forms import KINDS_OF_FILES
from closeknit.stories.sound import Voice, listen

PARTS = ("sound", "no_sound", "picture", "no_picture")
ONCE_MORE = _("Please choose or record it once more: it could not be kept with the rest.")


class KeptForm(forms.Form):
    """Said aloud or shown instead of typed. `words` is the field that may then stay empty."""

    words = ""
    without = _("A few words, a voice note or a picture: one of them is enough.")

    sound = forms.FileField(
        label=_("Or say it aloud"),
        help_text=_("Whoever cannot hear it is glad of a written line beside it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )
    no_sound = forms.BooleanField(label=_("Take the recording away, for good"), required=False)
    picture = forms.FileField(
        label=_("Or show it"),
        help_text=_("Draw it, or choose a picture. If others can be known in it, ask them first."),
        required=False,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILES}),
    )
    no_picture = forms.BooleanField(label=_("Take the picture away, for good"), required=False)

    def __init__(self, *args: Any, kept: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept = kept
        for part in ("sound", "picture"):
            if part not in self.fields:
                continue
            self.fields[part].template_name = f"stories/_{part}_field.html"  # type: ignore[attr-defined]
            self.fields[part].error_messages["empty"] = _("This file is empty.")
            if not getattr(kept, part, ""):
                del self.fields[f"no_{part}"]

    @property
    def most_seconds(self) -> int:
        """When a recorder stops by itself."""
        return int(settings.SOUND_MINUTES) * 60

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().filled(row)  # type: ignore[misc]
        return {name: value for name, value in told.items() if name not in PARTS}

    def changes(self) -> dict[str, Any]:
        """What was typed; recordings and pictures go another way."""
        told: dict[str, Any] = super().changes()  # type: ignore[misc]
        return {name: value for name, value in told.items() if name not in PARTS}

    def clean_sound(self) -> Voice | None:
        voice: Voice | None = self._made(listen, "sound")
        return voice

    def clean_picture(self) -> Painted | None:
        painted: Painted | None = self._made(paint, "picture")
        return painted

    def _made(self, make: Callable[[IO[bytes], int], Any], part: str) -> Any:
        sent = self.cleaned_data[part]
        if not sent:
            return None
        try:
            return make(sent.file, sent.size)
        except Refused as refused:
            raise ValidationError(str(refused.why)) from refused

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.words and not said.get(self.words) and not self.errors and not self._shows():
            self.add_error(self.words, self.without)
        for part in ("sound", "picture"):
            if self.errors and said.get(part):
                self.add_error(part, ONCE_MORE)
        return said

    def _shows(self) -> bool:
        """Whether there is a recording or a picture once this is saved."""
        said = self.cleaned_data
        return any(
            said.get(part) or (getattr(self.kept, part, "") and not said.get(f"no_{part}"))
            for part in ("sound", "picture")
        )
