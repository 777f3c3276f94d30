"""What people type in the first hour, a file for each kind of question."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from closeknit.home.words import label
from closeknit.networks.snapshot import Snapshot


class Question(forms.Form):
    """A form of the first steps: labels in the right wording, and nothing called optional.

    Every question may be left out, so none of them says so by itself.
    """

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, seen: Snapshot, **kwargs: Any) -> None:
        self.seen = seen
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.template_name = "home/_field.html"  # type: ignore[attr-defined]
            if name in self.labels:
                field.label = label(self.labels[name], seen)
            if name in self.hints:
                field.help_text = label(self.hints[name], seen)

    def offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Let people choose among these."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def ask_again(form: forms.BaseForm, **news: Any) -> None:
    """Show the form once more with all that was typed, but knowing what has changed meanwhile."""
    data = cast(QueryDict, form.data).copy()
    for name, value in news.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data
