"""Whether something may be shown with me in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.stories.models import Consent

from .due import Due, Reader


def asked_of_me(reader: Reader) -> Iterator[Due]:
    """Stories and pictures that I am in, where somebody waits for my yes or no."""
    actor = reader.actor
    if not actor.person:
        return
    mine = Consent.still_asked(Consent.visible_to(actor).filter(person=actor.person))
    for one in mine.select_related("story", "photo", "network", "person"):
        if not one.stands():
            continue
        who = {"who": reader.names.account(one.author_id)}
        picture = _("%(who)s asks whether a picture may be shown with you in it.")
        story = _("%(who)s asks whether a story may be shown with you in it.")
        anew = one.is_asked_anew()  # told again, to whoever was told of the first question
        yield Due(
            "consent",
            one.resource,
            one.pk,
            (picture if one.photo_id else story) % who,
            reverse("consent", args=[actor.network, one.pk]),
            actor.network,
            one.changed_at if anew else one.asked_at or one.made_at,
            str(one.version) if anew else "",
            in_mail=reader.in_mail(one, one.lived),
        )
