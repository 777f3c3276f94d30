"""Who comes: signing up, what one says of oneself, and who leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from closeknit.design.forms import Cards
from closeknit.networks.forms import Versioned
from closeknit.workshops.models import Seat

from .series import text_field

NO_ADDRESS = gettext_lazy("Look at the address again: it needs an @, like name@example.org.")


def name_field(**more: Any) -> forms.CharField:
    return text_field(
        gettext_lazy("Your name"),
        gettext_lazy("As people may call you. A first name is enough."),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Say what people may call you.")},
        **more,
    )


def email_field(label: Any, hint: Any = "", required: bool = False) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=required,
        max_length=254,
        error_messages={"invalid": NO_ADDRESS, "required": NO_ADDRESS},
    )


def comes_field(label: Any = None, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("You come …") if label is None else label,
        choices=Seat.ComesAs.choices,
        widget=Cards,
        error_messages={"required": gettext_lazy("Choose one. You can change it later.")},
        **more,
    )


def needs_field() -> forms.CharField:
    return text_field(
        gettext_lazy("What do you need so that you can take part well?"),
        gettext_lazy("For example a ramp, breaks, large print, signs. Only facilitators read it."),
        limit=600,
        rows=3,
    )


def photos_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Pictures"),
        choices=Seat.Photos.choices,
        initial=Seat.Photos.ASK,
        widget=Cards,
        error_messages={"required": gettext_lazy("Choose one. You can change it later.")},
    )


def remind_field(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("A letter before each session?"),
        help_text=gettext_lazy(
            "It says only that something is near, with an entry for your calendar. One click in it "
            "stops them."
        ),
        choices=Seat.Remind.choices,
        widget=Cards,
        required=False,
        **more,
    )


def recap_field(**more: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("Also a letter when there is a recap to read"), required=False, **more
    )


LETTERS = ("remind", "recap_letters")
NO_LETTERS = {"remind": Seat.Remind.NONE, "recap_letters": False}
THEY_COME = gettext_lazy("They come …")
THEY_NEED = gettext_lazy("What do they need so that they can take part well?")
LANGUAGE = gettext_lazy("Which language do you speak best?")


class SignUpForm(forms.Form):
    """A place for oneself, and for somebody who comes along."""

    name = name_field()
    email = email_field(
        gettext_lazy("E-mail address"),
        gettext_lazy(
            "A letter with the link to your place goes there. Without an address, keep the next "
            "page."
        ),
    )
    remind = remind_field(initial=Seat.Remind.DAY)
    recap_letters = recap_field(initial=True)
    comes_as = comes_field()
    other = text_field(
        gettext_lazy("Does somebody come together with you?"),
        gettext_lazy("Their name. They get a place beside yours, or both of you wait."),
        limit=120,
    )
    other_comes_as = comes_field(THEY_COME, required=False)
    access_needs = needs_field()
    language = text_field(LANGUAGE, limit=60)
    photos = photos_field()

    def own(self) -> dict[str, Any]:
        names = ("name", "email", "comes_as", "access_needs", "language", "photos")
        said = {name: self.cleaned_data[name] for name in (*names, *LETTERS)}
        return said if said["email"] else said | NO_LETTERS

    def besides(self) -> dict[str, Any] | None:
        """Whoever comes along, as far as it is said; they say the rest themselves."""
        said = self.cleaned_data
        if not said["other"]:
            return None
        comes = said["other_comes_as"] or Seat.ComesAs.FAMILY
        return {"name": said["other"], "comes_as": comes, "email": said["email"]}


class SeatForm(Versioned):
    """What somebody says of themselves, once they have a place."""

    name = name_field()
    comes_as = comes_field()
    access_needs = needs_field()
    language = text_field(LANGUAGE, limit=60)
    photos = photos_field()
    remind = remind_field()
    recap_letters = recap_field()


class TheirSeatForm(SeatForm):
    """The same, as somebody else writes it down for them."""

    name = text_field(gettext_lazy("Their name"), limit=120, required=True)
    comes_as = comes_field(THEY_COME)
    access_needs = text_field(THEY_NEED, limit=600, rows=3)
    language = text_field(gettext_lazy("Which language do they speak best?"), limit=60)
    # Letters are for whoever has the place to wish for.
    remind = None  # type: ignore[assignment]
    recap_letters = None  # type: ignore[assignment]


class TakeInForm(forms.Form):
    """Somebody who asked for a place by phone, or at the door."""

    name = text_field(
        gettext_lazy("Their name"),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Say what they are called.")},
    )
    email = email_field(gettext_lazy("Their e-mail address"))
    comes_as = comes_field(THEY_COME, initial=Seat.ComesAs.SELF)
    access_needs = text_field(THEY_NEED, limit=600, rows=2)


class LeadForm(forms.Form):
    """Somebody who is asked to lead the series as well, or instead."""

    name = text_field(
        gettext_lazy("Their name"),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Say what they are called.")},
    )
    email = email_field(
        gettext_lazy("Their e-mail address"),
        gettext_lazy(
            "A letter with a link goes there. It leads into the series once they say yes."
        ),
        required=True,
    )
    hand_over = forms.BooleanField(
        label=gettext_lazy("They lead it instead of me"),
        help_text=gettext_lazy("My own part ends when they say yes."),
        required=False,
    )


class PeerForm(forms.Form):
    """Who of those who come leads on, once the series goes on as a group of their own."""

    peer = forms.ChoiceField(
        label=gettext_lazy("Who would lead it?"),
        error_messages={
            "required": gettext_lazy("Choose somebody who has a place."),
            "invalid_choice": gettext_lazy("Choose somebody who has a place."),
        },
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["peer"]
        chosen.choices = [("", gettext_lazy("Choose")), *((seat.pk, seat.name) for seat in seats)]


class PaperForm(forms.Form):
    """The name on a certificate."""

    paper_name = text_field(
        gettext_lazy("The name that stands on it"),
        gettext_lazy("As you want it: your whole name, or any other."),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Say which name should stand there.")},
    )


class ReachForm(forms.Form):
    """What somebody would give to those with whom it is mutual."""

    words = text_field(
        gettext_lazy("How can they reach you?"),
        gettext_lazy("A number, an address, or where you are on Thursdays. What you like to give."),
        limit=300,
        rows=2,
        required=True,
        error_messages={"required": gettext_lazy("Say how they can reach you.")},
    )
