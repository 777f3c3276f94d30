"""What Kofi of the demo brings along to the workshop: a story of his own, with Maya’s yes."""

from __future__ import annotations

from closeknit.networks.models import Membership, Proposal
from closeknit.policy import Actor, Audience, Level
from closeknit.stories.models import TO_WORKSHOP, Story
from closeknit.workshops.models import Offer, Seat, Series

WORDS = (
    "My bicycle was stolen, and I walked to choir in the rain. Maya had kept a seat and her scarf "
    "for me. I had thought that I was the one who helps."
)


def bring_along(series: Series, maya: Actor, kofi: Actor) -> Offer:
    """He told it in her network; the group reads a copy of it with her first name."""
    story = Story.begin(kofi, happened=WORDS, way=Story.Way.GIVEN)
    story.tell(kofi, story.version, Audience(Level.STEWARDS))
    part = Membership.active_of(kofi)
    seat = Seat.of(kofi.account).filter(series=series).get()
    said = {"words": WORDS, "named": "first", "called": "first", "goes": True}
    offer = Offer.bring(seat.actor(), part, story, **said)
    asked = Proposal.open_ones(maya).get(kind=TO_WORKSHOP, target=story.pk)
    asked.say_yes(maya)
    return offer
