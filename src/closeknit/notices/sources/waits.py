"""What waits for a yes, what should be looked at, and what came of one’s own questions."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Proposal
from closeknit.networks.models.proposals import YES
from closeknit.networks.waiting import WAITS, told

from .due import Due, Reader

ANSWERS = (Proposal.Answer.YES, Proposal.Answer.NO)


def for_my_yes(reader: Reader) -> Iterator[Due]:
    """What somebody asks me to say yes or no to; what I put off is not told again."""
    actor = reader.actor
    asked = [one for one in Proposal.waiting_for(actor) if one.author_id != actor.account]
    rows = Proposal.rows_of(asked) if asked else {}
    for one in asked:
        row = rows.get(one.target)
        yield Due(
            "yes",
            one.resource,
            one.pk,
            _("Waits for your yes: %(what)s") % {"what": told(one, row, reader.names)[0]},
            reverse("waiting", args=[actor.network]),
            actor.network,
            one.made_at,
            in_mail=reader.in_mail(one, row),
        )


def to_look_at(reader: Reader) -> Iterator[Due]:
    """What other rooms found that I should look at."""
    for source in WAITS:
        for one in source(reader.actor):
            if one.row and one.at:
                slot = f"{one.at:%Y%m%d%H%M}"
                network = reader.actor.network
                yield Due("look", "", one.row, one.text, one.url, network, one.at, slot)


def decided(reader: Reader) -> Iterator[Due]:
    """What others said to something I had asked for."""
    actor = reader.actor
    mine = Proposal.visible_to(actor).filter(author=actor.account, answer__in=ANSWERS)
    ended = [one for one in mine.filter(decided_at__gt=reader.lately) if _by_others(one)]
    rows = Proposal.rows_of(ended) if ended else {}
    for one in ended:
        what = {"what": told(one, rows.get(one.target), reader.names)[0]}
        said = _("Answered with yes: %(what)s") if one.answer == YES else _("Answered: %(what)s")
        yield Due(
            "answered",
            one.resource,
            one.pk,
            said % what,
            reverse("waiting", args=[actor.network]),
            actor.network,
            one.decided_at or one.made_at,
            in_mail=reader.in_mail(one, rows.get(one.target)),
        )


def _by_others(one: Proposal) -> bool:
    """Whether anybody but whoever asked had a say in it."""
    return any(said["by"] != one.author_id for said in one.answers)
