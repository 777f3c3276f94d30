"""What is new for one account, over all its networks: through the policy, at this moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from closeknit.accounts.middleware import zone
from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Network

from .models import Notice
from .sources import Due, Reader, due
from .sources.due import A_DAY_AHEAD


@dataclass(frozen=True)
class Here:
    """What is new in one network."""

    network: Network
    dues: Sequence[Due]


def news(account: Account, ahead: dt.timedelta = A_DAY_AHEAD) -> list[Here]:
    """Everything there is to tell this account, told before or not, network by network."""
    now, there = timezone.now(), zone(account.time_zone)
    parts = Membership.of(account.pk)
    return [Here(part.network, due(Reader(part, now, there, ahead))) for part in parts]


def unseen(account: Account) -> list[Here]:
    """What is new on the page: all that was not marked as seen."""
    seen = Notice.of(account.pk, seen_at__isnull=False)
    return _but(news(account), seen)


def untold(account: Account, ahead: dt.timedelta = A_DAY_AHEAD) -> list[Here]:
    """What is new for a letter: nothing that was told by letter or seen on the page before."""
    return _but(news(account, ahead), Notice.of(account.pk))


def _but(all_of_it: Iterable[Here], known: Iterable[object]) -> list[Here]:
    known = set(known)
    left = (
        Here(here.network, [due for due in here.dues if due.mark not in known])
        for here in all_of_it
    )
    return [here for here in left if here.dues]
