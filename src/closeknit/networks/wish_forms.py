"""What people type about wishes, own kinds of support, and the purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import SUPPORTS, Role
from closeknit.design.forms import Toggles

from .models import Agreed, Dismissal, Network, Support, Wish
from .snapshot import Snapshot
from .words import CIRCLES, support_name
from .words import SUPPORTS as SUPPORTS_IN_WORDS

ROLES = {
    "decision_supporter": _("Somebody who helps me decide"),
    "confidant": _("Somebody I tell everything"),
    "advocate": _("Somebody who stands up for me"),
    "safety_watcher": _("Somebody who watches that I am safe"),
    "convenor": _("Somebody who brings us together"),
    "celebration_keeper": _("Somebody who remembers the good days"),
    "connector": _("Somebody who opens doors"),
    "money_watcher": _("Somebody who keeps an eye on money"),
    "story_keeper": _("Somebody who keeps our stories"),
    "practical_helper": _("Somebody who gets things done"),
}

THEIR_ROLES = {
    "decision_supporter": _("Decision supporter"),
    "confidant": _("Trusted confidant"),
    "advocate": _("Advocate"),
    "safety_watcher": _("Safety watcher"),
    "convenor": _("Convenor"),
    "celebration_keeper": _("Celebration keeper"),
    "connector": _("Connector"),
    "money_watcher": _("Money watcher"),
    "story_keeper": _("Story keeper"),
    "practical_helper": _("Practical helper"),
}


def roles(seen: Snapshot) -> dict[str, Any]:
    """The roles one can wish for, as the person would say it, or by name to anybody else."""
    own = {role.about: role.words for role in seen.network.roles if role.about not in ROLES}
    return {**(ROLES if seen.mine else THEIR_ROLES), **own}


def role_held(role: Role, seen: Snapshot) -> str:
    """What a role that somebody holds is called here: in its own words, or by its name."""
    return role.words or str(roles(seen).get(role.about, role.about))


def named_role(kind: str, name: str) -> str:
    """What a role is called where there is no snapshot to ask: its own name, or that of the ten."""
    return name or str(THEIR_ROLES.get(kind, ""))


def wish_name(wish: Wish) -> str:
    """What a wish is called where there is no snapshot to ask: its words, or what it is for."""
    known = {**{key: words for key, (words, _hint) in SUPPORTS_IN_WORDS.items()}, **THEIR_ROLES}
    return wish.words or str(known.get(wish.about, _("somebody")))


def whose_words(seen: Snapshot) -> dict[str, Any]:
    """Whose wish it can be, as the reader would say it."""
    own = _("My own wish") if seen.mine else _("%(name)s’s own wish") % {"name": seen.row.name}
    return {**dict(Wish.Whose.choices), Wish.Whose.PERSON: own}


class WishForm(forms.ModelForm[Wish]):
    """One wish: a support, a role or a companion, in own words, and whose wish it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(label=_("What is missing?"), widget=forms.Select)
    met_by = forms.MultipleChoiceField(
        label=_("Has somebody taken this chair?"),
        required=False,
        widget=Toggles,
    )

    class Meta:
        model = Wish
        fields = ["words", "circle", "whose", "keep_open"]
        labels = {
            "words": _("In your own words"),
            "circle": _("How close would that be?"),
            "whose": _("Whose wish is it?"),
            "keep_open": _("One more, please: keep this chair open even if somebody is there"),
        }
        help_texts = {"words": _("For example: a friend my own age. It is written on the chair.")}

    field_order = ["what", "words", "circle", "whose", "keep_open", "met_by"]

    def __init__(self, *args: Any, seen: Snapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = roles(seen)
        if self.instance.kind == "role":  # a role of an own name may be gone; the wish is not
            self.own.setdefault(self.instance.about, self.instance.words)
        self.fields["what"].choices = self._choices(seen)  # type: ignore[attr-defined]
        self.fields["circle"].choices = [("", _("Not sure")), *CIRCLES.items()]  # type: ignore[attr-defined]
        self.fields["whose"].choices = whose_words(seen).items()  # type: ignore[attr-defined]
        living = [(person.key, person.name) for person in seen.network.counted]
        self.fields["met_by"].choices = living  # type: ignore[attr-defined]
        if not seen.mine:
            self.fields["words"].help_text = _(
                "For example: a friend of %(name)s’s age. It is written on the chair."
            ) % {"name": seen.row.name}
        if self.instance._state.adding:
            del self.fields["met_by"]
            return
        self.initial["what"] = f"{self.instance.kind}:{self.instance.about}"
        self.initial["version"] = self.instance.version
        self.initial["met_by"] = self.instance.met_by

    def _choices(self, seen: Snapshot) -> list[Any]:
        name = "" if seen.mine else seen.row.name
        keys = (*SUPPORTS, *seen.supports)
        supports = [(f"support:{key}", support_name(key, seen.supports, name)) for key in keys]
        known = [(f"role:{key}", words) for key, words in self.own.items()]
        return [
            ("companion:", _("Somebody to be with")),
            (_("A kind of support"), supports),
            (_("A role"), known),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, _sep, about = data.get("what", "").partition(":")
        if kind == "companion" and not data.get("words"):
            self.add_error("words", _("Say in a few words who you wish for."))
        if kind == "role" and about not in ROLES and not data.get("words"):
            data["words"] = self.own.get(about, "")  # the wish outlives the role of that name
        data.update(kind=kind, about=about)
        return data

    def wish(self) -> dict[str, Any]:
        """What was typed, as fields of a wish."""
        names = ("kind", "about", "words", "circle", "whose", "keep_open", "met_by")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class SupportForm(forms.ModelForm[Support]):
    """A kind of support that this network adds to the nine."""

    class Meta:
        model = Support
        fields = ["name", "hint"]
        labels = {"name": _("What is it called?"), "hint": _("For example")}


class PurposeForm(forms.ModelForm[Network]):
    """Why there is a network at all, in one sentence; and how the person agreed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Network
        fields = ["purpose", "likes", "named_by_links", "agreed"]
        help_texts = {
            "likes": _(
                "A few words with commas between them: swimming, choir, cards. Whoever takes part "
                "learns of a word only where they like it as well: then both get ideas."
            ),
            "named_by_links": _(
                "When somebody without an account is asked to come, to help or to be shown, the "
                "page says your name. Otherwise it says only who asks."
            ),
        }

    def __init__(self, *args: Any, seen: Snapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = seen.row.name
        self.began = str(self.instance.agreed)
        self.initial["version"] = self.instance.version
        if seen.mine:
            self.fields["purpose"].label = _("Why I want a network, in one sentence")
            self.fields["likes"].label = _("What I like to do")
            self.fields["named_by_links"].label = _("Pages behind a link may say my name")
            del self.fields["agreed"]
            return
        del self.fields["named_by_links"]  # the person alone chooses that
        self.fields["purpose"].label = _("Why %(name)s wants a network, in one sentence") % {
            "name": name
        }
        self.fields["likes"].label = _("What %(name)s likes to do") % {"name": name}
        agreed = self.fields["agreed"]
        agreed.label = _("How did %(name)s agree?") % {"name": name}
        others = [c for c in Agreed.choices if c[0] != Agreed.SELF]
        if self.began == Agreed.SELF:  # then it may stay so: nobody has to say otherwise
            agreed.required = False
            others.insert(0, ("", _("It is their own network")))
        agreed.choices = others  # type: ignore[attr-defined]

    def clean_agreed(self) -> str:
        return self.cleaned_data["agreed"] or self.began


class DismissForm(forms.ModelForm[Dismissal]):
    """This is how we like it; and, if somebody wants to say so, why."""

    class Meta:
        model = Dismissal
        fields = ["finding", "why"]
        labels = {"why": _("Why (you can leave this out)")}
        widgets = {"finding": forms.HiddenInput}
