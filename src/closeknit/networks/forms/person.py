"""Somebody new on the map; and who somebody is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import InlineCards
from closeknit.networks.words import KINDS

from .base import Versioned
from .tie import CircleField, FormalField, PaidField, RelationshipField

MANY = 200


class PersonForm(Versioned):
    """Name, what they are, and the short word under the name."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Who or what is it?"),
        choices=list(KINDS.items()),
        initial="person",
        widget=InlineCards,
    )
    known_as = forms.CharField(
        label=_("Known as"),
        max_length=60,
        required=False,
        help_text=_("The short word under the name: mum, choir, job coach."),
    )
    likes = forms.CharField(
        label=_("Likes"),
        max_length=200,
        required=False,
        help_text=_(
            "A few words with commas between them: swimming, choir, cards. Where two like the "
            "same, it gives ideas of what to do together."
        ),
    )
    under_age = forms.BooleanField(
        label=_("Under 18"),
        required=False,
        help_text=_(
            "Then only the person in the middle and stewards see their name and face, they are in "
            "no workshop, and of a birthday only the year is kept. A first name is enough."
        ),
    )

    def __init__(self, *args: Any, mine: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if mine:  # one's own page: what one is, is not asked
            del self.fields["kind"], self.fields["under_age"]
            self.fields["likes"].label = _("What I like to do")


class AddForm(PersonForm):
    """One more on the map. Only the name is needed; everything else can wait."""

    circle = CircleField()
    relationship = RelationshipField()
    paid = PaidField()
    formal = FormalField()

    WHO = ("name", "kind", "known_as", "under_age")
    TIE = ("circle", "relationship", "paid", "formal")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["likes"]  # it can wait

    def who(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.WHO}

    def tie(self) -> dict[str, Any]:
        """What was said about the tie, if anything was."""
        said = {name: self.cleaned_data[name] for name in self.TIE}
        return said if any(value not in ("", None) for value in said.values()) else {}


class ManyForm(forms.Form):
    """Many at once, one name a line."""

    names = forms.CharField(
        label=_("Names, one on each line"),
        max_length=MANY * 121,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_names(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        long = [name for name in names if len(name) > 120]
        if long:
            raise ValidationError(
                _("This line is too long for a name: “%(start)s…”"),
                params={"start": long[0][:40]},
            )
        if not names:
            raise ValidationError(_("Please write at least one name."))
        if len(names) > MANY:
            raise ValidationError(
                _("%(count)s names at once are too many. Please take at most %(most)s."),
                params={"count": len(names), "most": MANY},
            )
        return names
