"""Whom a thank-you is for: one who takes part, or somebody who is handed a card."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from closeknit.core.network import Kind
from closeknit.networks.models import Contact, Membership, Network, Person
from closeknit.policy import Actor

from .memories import NAMED
from .models import Moment
from .reflecting import LineForm

CARD = "card:"


class ThankForm(LineForm):
    """One line, and who is thanked. `cards` are names of people who do not come in here."""

    def __init__(
        self,
        *args: Any,
        network: Network,
        others: list[Membership],
        cards: list[str],
        **more: Any,
    ) -> None:
        super().__init__(*args, network=network, others=others, **more)
        self.fields["line"].label = _("Your thank-you")
        whom: Any = self.fields["reader"]
        first, *inside = whom.choices
        outside = [(f"{CARD}{name}", name) for name in cards]
        both = ((_("They take part here"), inside), (_("With a card you hand over"), outside))
        whom.choices = [first, *((words, names) for words, names in both if names)]
        whom.error_messages = {**whom.error_messages, "required": _("Choose whom you thank.")}

    def card(self) -> str:
        """The name of whoever gets a card; empty where it is one who takes part."""
        chosen = str(self.cleaned_data["reader"])
        return chosen.removeprefix(CARD) if chosen.startswith(CARD) else ""


def named_in(lived: Any) -> list[tuple[Person, str]]:
    """Who is named in it, each as they want to be called there.

    Whoever wants another name, or none, is not given away here either.
    """
    if isinstance(lived, Moment):
        return [(lived.person, lived.person.name)] if lived.person else []
    there = lived.others_in_it() if lived else []
    return [(one.person, one.name_for(one.person.name)) for one in there if one.called in NAMED]


def without_a_way_in(actor: Actor, others: list[Membership], lived: Any) -> list[str]:
    """Names of living people this reader knows of who do not come in here: those in it first."""
    inside = {actor.person, *(one.person_id for one in others)}
    seen = Person.visible_to(actor).filter(kind=Kind.PERSON)
    there = [(one, name) for one, name in named_in(lived) if not one.binned_at]
    named = [(one, name) for one, name in there if one.kind == Kind.PERSON]
    rest = sorted(((one, one.name) for one in seen), key=lambda both: both[1].casefold())
    known = {one.pk: name for one, name in reversed([*named, *rest])}
    order = dict.fromkeys(one.pk for one, _name in [*named, *rest])
    return list(dict.fromkeys(known[key] for key in order if key not in inside))


def by_letter(actor: Actor, name: str, line: str) -> str:
    """Where a letter of one's own would go, if the address of the one so called is known here."""
    there = Contact.visible_to(actor).filter(how=Contact.How.EMAIL, person__name=name)
    there = there.filter(person__binned_at=None, person__under_age=False)
    found = {contact.value for contact in there}
    return f"mailto:{quote(found.pop(), safe='@')}?body={quote(line)}" if len(found) == 1 else ""
