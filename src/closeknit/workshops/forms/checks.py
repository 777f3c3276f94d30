"""How a session was, and a few numbers of one’s own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.core.figures import MEASURES, Numbers
from closeknit.design.forms import InlineCards, Moods
from closeknit.workshops.models import ASKED, FACES, Check

from .between import TOO_LONG
from .series import text_field

MOST_TYPED = 500
CHOOSE = gettext_lazy("Choose one of these.")
OWN_NUMBERS = {
    "unpaid": gettext_lazy("People close to you who are not paid"),
    "pairs": gettext_lazy("Pairs of people who know each other"),
    "roles": gettext_lazy("Things somebody said yes to being there for"),
    "asks": gettext_lazy("Times you asked for something"),
    "contacts": gettext_lazy("People you are in touch with as often as you want"),
}
THREE = (("1", gettext_lazy("Hardly ever or never")), ("2", gettext_lazy("Some of the time")),
         ("3", gettext_lazy("Often")))  # fmt: skip
DIRECT = (
    ("often", gettext_lazy("Often or always")),
    ("some", gettext_lazy("Some of the time")),
    ("occasionally", gettext_lazy("Occasionally")),
    ("hardly", gettext_lazy("Hardly ever")),
    ("never", gettext_lazy("Never")),
)
LACKS = {
    "companionship": gettext_lazy("How often do you feel that you lack companionship?"),
    "left_out": gettext_lazy("How often do you feel left out?"),
    "isolated": gettext_lazy("How often do you feel isolated from others?"),
}
LONELY = gettext_lazy("How often do you feel lonely?")


def face(label: Any, choices: Any, widget: Any = InlineCards) -> forms.ChoiceField:
    """One of a few, or none."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=widget,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )


class CheckForm(forms.Form):
    """Three faces to each of four questions, and one line. All of it may be left out."""

    line = text_field(
        gettext_lazy("What should be different next time?"),
        gettext_lazy(
            "One line, read by those who lead. Write it so that nobody can tell you by it."
        ),
        limit=Check.LONGEST,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields = {name: face(label, FACES, Moods) for name, label in ASKED} | self.fields

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not any(said.values()) and not self.errors:
            self.add_error(None, _("Choose a face or write a line; or leave it, that is fine."))
        return said

    def faces(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name, _label in ASKED}


class CountForm(forms.Form):
    """The numbers, where no map of one’s own counts them; and how one feels, by choice."""

    def __init__(self, *args: Any, typed_in: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.use_required_attribute = False
        self.typed_in = typed_in
        if typed_in:
            self.fields |= {name: self._number(name) for name in MEASURES}
        self.fields |= {name: face(label, THREE) for name, label in LACKS.items()}
        self.fields["lonely"] = face(LONELY, DIRECT)

    @staticmethod
    def _number(name: str) -> forms.IntegerField:
        missing = _("Write a number. None is 0, and counts as well.")
        return forms.IntegerField(
            label=OWN_NUMBERS[name],
            min_value=0,
            max_value=MOST_TYPED,
            error_messages={
                "required": missing,
                "invalid": missing,
                "min_value": missing,
                "max_value": _("That is more than fits here. Look at it again, please."),
            },
        )

    def own(self) -> list[Any]:
        return [self[name] for name in MEASURES] if self.typed_in else []

    def feels(self) -> list[Any]:
        return [self[name] for name in (*LACKS, "lonely")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        answered = [name for name in (*LACKS, "lonely") if said.get(name)]
        if answered and len(answered) <= len(LACKS):
            self.add_error(None, _("Answer all four questions, or none of them. Both are fine."))
        return said

    def numbers(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in MEASURES}

    def feelings(self) -> dict[str, int]:
        """What is counted of it: the answers themselves are kept nowhere."""
        said = self.cleaned_data
        if not said["lonely"]:
            return {}
        lonely = sum(int(said[name]) for name in LACKS)
        return {"lonely": lonely, "seldom": int(said["lonely"] != "often")}


def as_numbers(numbers: Numbers) -> dict[str, int]:
    return {name: getattr(numbers, name) for name in MEASURES}
