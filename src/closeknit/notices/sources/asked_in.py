"""Who said yes to an invitation of mine."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Invitation

from .due import Due, Reader


def said_yes(reader: Reader) -> Iterator[Due]:
    """Whoever came in lately because I asked them."""
    actor = reader.actor
    mine = Invitation.visible_to(actor).filter(author=actor.account)
    for one in mine.filter(accepted_at__gt=reader.lately).select_related("person"):
        yield Due(
            "came_in",
            one.resource,
            one.pk,
            _("%(name)s said yes to your invitation.") % {"name": one.whom},
            reverse("invitation", args=[actor.network, one.pk]),
            actor.network,
            one.accepted_at or one.changed_at,
            in_mail=reader.in_mail(one, one.person),
        )
