"""What or who is missing: supports, roles, companions; and whose wish it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import InlineCards, Ticks, Toggles
from closeknit.networks.models import Wish
from closeknit.networks.wish_forms import roles
from closeknit.networks.words import support_name
from closeknit.policy import Actor

from . import Question
from .people import NamesField


class MissingForm(Question):
    """Wishes to tick, and companions in own words. `shown` are those ticked before."""

    labels = {"support": "supports", "role": "roles", "companions": "companions", "whose": "whose"}
    hints = {"companions": "companions_hint"}

    support = forms.MultipleChoiceField(required=False, widget=Ticks)
    role = forms.MultipleChoiceField(required=False, widget=Toggles)
    companions = NamesField(rows=2)
    whose = forms.ChoiceField(required=False, widget=InlineCards)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = "" if self.seen.mine else self.seen.row.name
        keys = self.seen.network.supports
        self.offer("support", [(key, support_name(key, self.seen.supports, name)) for key in keys])
        self.offer("role", [*roles(self.seen).items()])
        self.offer("whose", self._whose())
        ticks = self.fields["support"].widget
        assert isinstance(ticks, Ticks)
        ticks.hints = {key: self._now(key) for key in keys}
        for kind in ("support", "role"):
            self.initial[kind] = self._wished(kind)
        self.initial["shown"] = " ".join(self._wished("support") + self._wished("role"))
        if self.seen.mine:
            self.initial.setdefault("whose", Wish.Whose.PERSON)

    def _now(self, support: str) -> str:
        """Who gives this support now, so that a gap shows while one chooses."""
        names = [person.name for person in self.seen.network.givers(support)]
        if not names:
            return __("Nobody yet") if self.seen.people else ""
        if len(names) == 1:
            return __("Only %(name)s") % {"name": names[0]}
        return ", ".join(names)

    def _whose(self) -> list[tuple[str, Any]]:
        theirs = _("%(name)s’s own wish") % {"name": self.seen.row.name}
        return [
            (Wish.Whose.PERSON, _("My own wish") if self.seen.mine else theirs),
            (Wish.Whose.FAMILY, _("A wish of the family")),
            (Wish.Whose.NETWORK, _("A wish of the network")),
        ]

    def _wished(self, kind: str) -> list[str]:
        return [wish.about for wish in self.seen.wishes.values() if wish.kind == kind]

    def companions_wished(self) -> list[Wish]:
        return [wish for wish in self.seen.wishes.values() if wish.kind == "companion"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ticked = {*data.get("support", ()), *data.get("role", ())}
        new = ticked - {*self._wished("support"), *self._wished("role")}
        if (new or data.get("companions")) and not data.get("whose"):
            self.add_error("whose", _("Say whose wish it is. It stands beside the chair."))
        return data

    def keep(self, actor: Actor) -> None:
        """Add the new wishes; take away only those that stood on the page and were unticked."""
        data, shown = self.cleaned_data, {*self.cleaned_data["shown"].split()}
        standing = {(w.kind, w.about): w for w in self.seen.wishes.values()}
        with transaction.atomic():
            for kind in ("support", "role"):
                for about in data[kind]:
                    if (kind, about) not in standing:
                        Wish.make(actor, "wished", kind=kind, about=about, whose=data["whose"])
                for about in shown - {*data[kind]}:
                    if (kind, about) in standing:
                        standing[kind, about].bin(actor, "unwished")
            for words in data["companions"]:
                Wish.make(actor, "wished", kind="companion", words=words[:120], whose=data["whose"])
