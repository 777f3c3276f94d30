"""A form that knows which version of a row somebody had before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.models import check_partial_date

NOT_SAID = gettext_lazy("Not said")


@dataclass(frozen=True)
class BothTexts:
    """One thing that two people changed at once: as it stands now, and as it was typed."""

    label: str
    theirs: str
    mine: str


class Versioned(forms.Form):
    """Carries the version that was on the screen, so that nobody overwrites unseen."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: Any, **more: Any) -> Any:
        """The form filled in with the row as it is."""
        return cls(initial={**cls.filled(row), "version": row.version}, **more)

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}

    def changes(self) -> dict[str, Any]:
        """What is to be written: every field but the version."""
        carried = ("version", "chapter")
        return {name: said for name, said in self.cleaned_data.items() if name not in carried}

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0

    def beside(self, row: Any) -> list[BothTexts]:
        """Where the row as it is now differs from what was typed; the form then goes on from it."""
        now = self.filled(row)
        found = []
        for name, mine in self.typed().items():
            theirs = now.get(name)
            if (theirs, mine) != (None, "") and (theirs, mine) != ("", None) and theirs != mine:
                label = str(self.fields[name].label or name)
                found.append(BothTexts(label, self.shown(name, theirs), self.shown(name, mine)))
        data: Any = self.data
        self.data = data.copy()
        self.data["version"] = str(row.version)  # type: ignore[index]
        self.data["chapter"] = row.pk  # type: ignore[index]
        return found

    def typed(self) -> dict[str, Any]:
        """What somebody typed, by field."""
        return self.changes()

    def shown(self, name: str, value: Any) -> str:
        """A value in the words of the form."""
        return in_words(self.fields[name], value)


def in_words(field: forms.Field, value: Any) -> str:
    """A value as the field's own choices call it."""
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    said = {str(key): words for key, words in flat(getattr(field, "choices", ()))}
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(said.get(str(one), one)) for one in several)


def flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Choices without the headings they may stand under."""
    for key, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield key, words


class PartialDate(forms.CharField):
    """A year, a month of a year, or a day: 2019, 2019-06, 2019-06-02."""

    def __init__(self, *, required: bool = False, **more: Any) -> None:
        hint = gettext_lazy("A year like 2019 is enough. Or 2019-06, or 2019-06-02.")
        more.setdefault("help_text", hint)
        super().__init__(max_length=10, required=required, validators=[check_day], **more)


def check_day(text: str) -> None:
    check_partial_date(text)
    if len(text) == 10:
        try:
            dt.date.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(_("There is no such day. Please look at it again.")) from error


def choices(words: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """These choices, and the freedom not to say."""
    return [("", NOT_SAID), *words]
