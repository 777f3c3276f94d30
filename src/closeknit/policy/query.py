"""The same decision as a database condition, for lists. Models call it; it knows none of them."""

from __future__ import annotations

from django.db.models import Q

from .decide import admitted, grants
from .table import KEPT_BACK
from .words import Actor, Verb

NOBODY = Q(pk__in=())


def visible(actor: Actor, resource: str, about: str = "", member: Q = NOBODY) -> Q:
    """Rows of this resource that the actor may read.

    `about` is the lookup that leads from the row to the person it is about; `member` the condition
    that this person takes part. Both may be left out where the table needs neither.
    """
    ways = grants(actor, Verb.READ, resource)
    if not actor.network or not ways:
        return NOBODY
    own = Q(author_id=actor.account)
    mine = Q(**{about: actor.person}) if about and actor.person else NOBODY
    fits = NOBODY
    if "o" in ways:
        fits |= own
    if "a" in ways:
        fits |= mine
    if "s" in ways:
        fits |= member
    if "" in ways:
        fits = Q()
    told = mine & ~Q(audience__in=sorted(KEPT_BACK))
    level = own | told | Q(audience__in=sorted(admitted(actor)))
    return Q(network_id=actor.network) & fits & level
