"""Who knows whom: one person at a time against the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import link
from closeknit.design.forms import Toggles
from closeknit.networks.models import Link, Person
from closeknit.networks.snapshot import Snapshot
from closeknit.policy import Actor

from . import Question


class LinksForm(Question):
    """Whom one person knows, of those not asked about yet. `shown` are those ticked before."""

    knows = forms.MultipleChoiceField(required=False, widget=Toggles)
    shown = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(
        self, *args: Any, person: Person, rest: Sequence[Person], seen: Snapshot, **kwargs: Any
    ) -> None:
        super().__init__(*args, seen=seen, **kwargs)
        self.person = person
        known = [other.pk for other in rest if other.pk in seen.network.knows(person.pk)]
        for name in ("knows", "shown"):
            self.offer(name, [(other.pk, other.name) for other in rest])
            self.initial[name] = known
        self.fields["knows"].label = _("They and %(name)s know each other") % {"name": person.name}

    def keep(self, actor: Actor) -> None:
        """Add the new links; take away only those that stood on the page and were unticked."""
        knows, shown = set(self.cleaned_data["knows"]), set(self.cleaned_data["shown"])
        with transaction.atomic():
            for other in sorted(knows - shown):
                Link.know_each_other(actor, self.person.pk, other)
            for other in sorted(shown - knows):
                a, b = link(self.person.pk, other)
                for row in Link.visible_to(actor).filter(a=a, b=b):
                    row.bin(actor, "unlinked")
