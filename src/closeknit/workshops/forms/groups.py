"""Small groups: how large, about what, how long, and who sits where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import InlineCards
from closeknit.workshops.words import lines

from .between import TOO_LONG

MOST, LONGEST = 12, 300


class GroupsForm(forms.Form):
    """A select for each person, and how to draw them at random."""

    size = forms.IntegerField(
        label=gettext_lazy("How many in a group?"),
        min_value=2,
        max_value=MOST,
        initial=3,
        error_messages={
            "required": gettext_lazy("Say how many, two at least."),
            "invalid": gettext_lazy("Say how many, as a number."),
            "min_value": gettext_lazy("A group has two people at least."),
            "max_value": gettext_lazy("Twelve at most, or it is no small group."),
        },
    )
    pairs = forms.ChoiceField(
        label=gettext_lazy("Those who come together"),
        choices=[
            ("as_it_comes", gettext_lazy("As it comes")),
            ("together", gettext_lazy("Sit together")),
            ("apart", gettext_lazy("Sit apart")),
        ],
        initial="together",
        widget=InlineCards,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )
    prompt = forms.CharField(
        label=gettext_lazy("What do they talk about?"),
        help_text=gettext_lazy("One question for all. Or a line for each group, with its own."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST * MOST,
        error_messages={"max_length": TOO_LONG},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes?"),
        min_value=1,
        max_value=180,
        initial=10,
        error_messages={
            "invalid": gettext_lazy("Say how many minutes, as a number."),
            "min_value": gettext_lazy("A minute at least, or leave it empty."),
            "max_value": gettext_lazy("Three hours at most."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people
        numbers = [(str(n), _("Group %(n)s") % {"n": n}) for n in range(1, len(people) + 1)]
        for one in people:
            self.fields[f"at-{one.pk}"] = forms.ChoiceField(
                label=one.name,
                choices=[("", _("In no group")), *numbers[:MOST]],
                required=False,
                error_messages={"invalid_choice": _("Choose one of these.")},
            )
        self.use_required_attribute = False
        for name in ("prompt", "minutes"):
            self.fields[name].required = False
        self.fields["pairs"].required = False

    def clean_prompt(self) -> str:
        said: str = self.cleaned_data["prompt"]
        if any(len(line) > LONGEST for line in lines(said)):
            raise forms.ValidationError(TOO_LONG)
        return said

    def prompts(self) -> list[str]:
        """What they talk about: one for all, or one after the other."""
        return lines(self.cleaned_data["prompt"])

    def seats(self) -> list[Any]:
        """The selects, one for each person."""
        return [self[f"at-{one.pk}"] for one in self.people]

    def tables(self) -> list[list[str]]:
        """Who sits where, as it was chosen; groups without anybody are none."""
        found: dict[str, list[str]] = {}
        for one in self.people:
            if at := self.cleaned_data.get(f"at-{one.pk}"):
                found.setdefault(at, []).append(one.pk)
        return [found[at] for at in sorted(found, key=int)]

    def with_tables(self, tables: Sequence[Sequence[str]]) -> Self:
        """The same form with everybody in these groups, to be looked at and kept."""
        data: Any = self.data
        data = data.copy()
        for number, keys in enumerate(tables, start=1):
            for key in keys:
                data[f"at-{key}"] = str(number)
        return type(self)(data, people=self.people)
