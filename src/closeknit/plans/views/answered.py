"""What a link shows that took its answer: what was said, and how to change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from closeknit.networks.models import OneAnswer, Stale
from closeknit.policy import Actor, Denied

IT_IS_OVER = gettext_lazy(
    "It is over, or it was taken back. You need do nothing. Thank you for looking."
)


@dataclass(frozen=True)
class Spent:
    """A link that took its answer.

    Another can be sent (`goes`), or went out; else there is nobody to send it to, and one says it.
    """

    goes: bool
    on_its_way: bool

    @classmethod
    def of(cls, row: OneAnswer) -> Spent:
        there = row.can_be_asked() and row.mailbox() is not None
        return cls(there and row.can_have_another(), there and not row.can_have_another())


def another_link(request: HttpRequest, row: OneAnswer, actor: Actor, post: Any) -> None:
    """Send whoever answered another link, if that is what they press.

    An answer that comes a second time, from another tab or by whoever has the address, is none.
    """
    if request.method != "POST" or "again" not in request.POST:
        return
    try:
        to = row.sends_another(actor)
    except (Denied, Stale):  # pressed twice, or it was taken back in between
        return
    post.enqueue(row.pk, to.pk)
