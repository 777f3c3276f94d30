"""Widgets that look like the rest of the house.

`{{ field.as_field_group }}` draws a whole field: label, help, what is wrong, the widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from .faces import drawings_for, face_url


class _Hinted:
    """Choices that carry a second, smaller line: `hints={value: "A meal, a film"}`.

    `then` holds a third line, `more` further attributes, by value as well.
    """

    def __init__(self, *args: Any, hints: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {str(key): hint for key, hint in (hints or {}).items()}
        self.then: dict[str, Any] = {}
        self.more: dict[str, dict[str, Any]] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]
        value = str(option["value"])
        option["hint"] = self.hints.get(value, "")
        option["then"] = self.then.get(value, "")
        option["attrs"] |= self.more.get(value, {})
        return option


class Cards(_Hinted, forms.RadioSelect):
    """One of a few, as big cards below each other."""

    template_name = "widgets/cards.html"


class InlineCards(_Hinted, forms.RadioSelect):
    """One of two to four short answers, beside each other."""

    template_name = "widgets/inline_cards.html"


class Moods(forms.RadioSelect):
    """One of three, each with a drawn face beside its word, from the best to the worst."""

    template_name = "widgets/moods.html"
    FACES = ("smile", "meh", "frown")

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        at = int(option["index"])
        option["face"] = self.FACES[at] if at < len(self.FACES) else ""
        return option


class Ticks(_Hinted, forms.CheckboxSelectMultiple):
    """Any of a few, as big cards with a box to tick."""

    template_name = "widgets/cards.html"


class Toggles(forms.CheckboxSelectMultiple):
    """Any of many, as chips."""

    template_name = "widgets/toggles.html"


class Drop(forms.ClearableFileInput):
    """Bring a file."""

    template_name = "widgets/drop.html"


class FaceChoice(forms.RadioSelect):
    """A drawn face or a symbol, for somebody of this kind."""

    template_name = "widgets/faces.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["src"] = face_url(str(option["value"]))
        return option


def face_choices(kind: str = "person") -> list[tuple[str, str]]:
    """Choices for a field with FaceChoice."""
    return [(drawing.name, drawing.words) for drawing in drawings_for(kind)]


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is looked at as well."""
    return request.POST if request.method == "POST" else None
