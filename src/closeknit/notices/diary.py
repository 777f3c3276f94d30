"""What stands in somebody's calendar: what they may see through it, at this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from closeknit.accounts.letters import house_name, in_words_of
from closeknit.networks.models import Membership, Network
from closeknit.policy import Actor

from .calendar import Entry, written
from .kept import gatherings, turns
from .models import Feed

PURPOSE = "feed"
Kept = Callable[[Actor, Network], Iterable[Entry]]
KEPT: tuple[Kept, ...] = (turns.kept, gatherings.kept)
"""Who knows what belongs in a calendar: asked for each network, as the actor of a feed."""


def diary(feed: Feed) -> bytes:
    """The whole calendar of one account, over all its networks."""
    with in_words_of(feed.account):
        entries = list(entries_of(feed))
        return written(entries, house_name(feed.account))


def entries_of(feed: Feed) -> Iterator[Entry]:
    """Every entry; without titles each says only that one is busy, and for whom by a letter.

    Of a network that is kept as it was nothing is to come.
    """
    for part in Membership.of(feed.account_id):
        actor = replace(part.actor(), purpose=PURPOSE)
        for kept in () if actor.frozen else KEPT:
            for entry in kept(actor, part.network):
                yield entry if feed.titles else busy(entry, part.network)


def busy(entry: Entry, network: Network) -> Entry:
    """The same time, without a word of what it is."""
    title = _("Busy — %(letter)s") % {"letter": initial(network.name)}
    return replace(entry, title=title, where="", words="", url="")


def initial(name: str) -> str:
    """The first letter of a name.

    >>> initial(" maya Reyes")
    'M'
    """
    return name.strip()[:1].upper()
