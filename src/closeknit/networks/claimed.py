"""What the person finds when they take their network into their own hands, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.policy import Actor, Role

from .audience import called
from .models import Chapter, Contact, Membership, Network, Person, Wish


@dataclass(frozen=True)
class Kept:
    """One kind of thing that was written down: how many, and where one reads them."""

    words: str
    page: str


def kept_so_far(actor: Actor) -> list[Kept]:
    """What there is, as far as this actor may see it."""
    people = Person.visible_to(actor).count()
    ties = Chapter.visible_to(actor).values("person").distinct().count()
    ways = Contact.visible_to(actor).count()
    wishes = Wish.visible_to(actor).count()
    found = [
        (people, ngettext("%(count)s on the map", "%(count)s on the map", people), "map"),
        (
            ties,
            ngettext(
                "How you are joined to %(count)s of them", "How you are joined to %(count)s", ties
            ),
            "people_sentences",
        ),
        (
            ways,
            ngettext("%(count)s way to reach them", "%(count)s ways to reach them", ways),
            "people",
        ),
        (wishes, ngettext("%(count)s wish", "%(count)s wishes", wishes), "wishes"),
    ]
    return [Kept(words % {"count": count}, page) for count, words, page in found if count]


def began_by(network: Network) -> str:
    """The names of those who look after a network for somebody."""
    here = Membership.active().filter(network=network, role=Role.STEWARD)
    rows = here.select_related("person", "account").order_by("made_at")
    return ", ".join(called(row, network) for row in rows) or _("Somebody")
