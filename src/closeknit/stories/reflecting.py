"""What somebody types for themselves, and the one line they may share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.networks.audience import called
from closeknit.networks.forms import Versioned
from closeknit.networks.models import Membership, Network

from .forms.kept import PARTS, KeptForm


class ReflectionForm(KeptForm, Versioned):
    """Some words, said or typed, or a drawing; and how it feels, if one likes."""

    words = "text"
    without = _("A few words are enough. Or say it, or draw it.")
    field_order = ("version", "text", *PARTS, "mood")

    text = forms.CharField(
        label=_("What comes to mind?"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    mood = forms.CharField(
        label=_("How does it feel, in a word?"),
        help_text=_("Only if you like. It is never counted."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "moods", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].template_name = "stories/_field.html"  # type: ignore[attr-defined]


class PromptForm(Versioned):
    """A question for others to think about."""

    words = forms.CharField(
        label=_("What do you want to ask?"),
        max_length=300,
        help_text=_("An open question, one that has no right answer."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the question first.")},
    )
    beside_map = forms.BooleanField(label=_("It is best answered beside the map"), required=False)


class LineForm(forms.Form):
    """One line, and who is to read it."""

    line = forms.CharField(
        label=_("One line"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the one line you want to share.")},
    )
    reader = forms.ChoiceField(
        label=_("For whom?"),
        error_messages={"required": _("Choose who is to read it.")},
    )

    def __init__(self, *args: Any, network: Network, others: list[Membership], **more: Any) -> None:
        super().__init__(*args, **more)
        self.others = {str(one.account_id): one for one in others}
        names = [(key, called(one, network)) for key, one in self.others.items()]
        choice: Any = self.fields["reader"]
        choice.choices = [("", _("Choose somebody")), *names]

    def who(self) -> Membership:
        return self.others[self.cleaned_data["reader"]]
