"""What waits for a yes, what should be looked at, and what came of one’s own questions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Proposal, Row
from closeknit.networks.models.proposals import YES
from closeknit.networks.waiting import WAITS, told

from .due import Due, Reader

ANSWERS = (Proposal.Answer.YES, Proposal.Answer.NO)


def proposals(reader: Reader) -> Iterator[Due]:
    """What somebody asks me to say yes or no to, and what came of what I asked: one look at both.

    What I put off is not told again.
    """
    actor = reader.actor
    mine = Q(author=actor.account, answer__in=ANSWERS, decided_at__gt=reader.lately)
    found = Proposal.visible_to(actor).filter(Q(decided_at=None) | mine)
    told_of = [one for one in found if _for_my_yes(reader, one) or _decided(reader, one)]
    rows = Proposal.rows_of(told_of) if told_of else {}
    for one in told_of:
        yield _due(reader, one, rows.get(one.target))


def _for_my_yes(reader: Reader, one: Proposal) -> bool:
    actor = reader.actor
    mine = one.author_id == actor.account
    return one.counts(actor) and not one.said(actor) and not mine


def _decided(reader: Reader, one: Proposal) -> bool:
    """Whether others had a say in what I asked for."""
    mine = one.author_id == reader.actor.account
    return bool(mine and one.decided_at and any(s["by"] != one.author_id for s in one.answers))


def _due(reader: Reader, one: Proposal, row: Row | None) -> Due:
    what = {"what": told(one, row, reader.names)[0]}
    said = _("Answered with yes: %(what)s") if one.answer == YES else _("Answered: %(what)s")
    open_now = one.decided_at is None
    return Due(
        "yes" if open_now else "answered",
        one.resource,
        one.pk,
        (_("Waits for your yes: %(what)s") if open_now else said) % what,
        reverse("waiting", args=[reader.actor.network]),
        reader.actor.network,
        one.decided_at or one.made_at,
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
