"""What Kofi of the demo brings along to the workshop: a story and its picture, with Maya’s yes."""

from __future__ import annotations

from closeknit.home.drawings import draw
from closeknit.networks.models import Membership, Proposal
from closeknit.policy import Actor, Audience, Level
from closeknit.stories.models import TO_WORKSHOP, Story
from closeknit.stories.painting import hang, paint
from closeknit.workshops.models import Offer, Seat, Series

WORDS = (
    "My bicycle was stolen, and I walked to choir in the rain. Maya had kept a seat and her scarf "
    "for me. I had thought that I was the one who helps."
)


DAY = "2025-11-20"
CAPTION = "The seat at choir, with the scarf."
ALT = "A drawing of three chairs under a window with rain. A striped scarf lies over one of them."
BEHIND = "Maya asked nobody whether the seat was free. She put her scarf there at five, and waited."


def bring_along(series: Series, maya: Actor, kofi: Actor) -> None:
    """He told it in her network; the group reads copies of it with her first name."""
    story = Story.begin(kofi, happened=WORDS, way=Story.Way.GIVEN, on=DAY)
    story.tell(kofi, story.version, Audience(Level.STEWARDS))
    drawn = draw("kept_seat")
    told = {"story": story, "caption": CAPTION, "alt": ALT, "behind": BEHIND, "on": DAY}
    photo = hang(kofi, paint(drawn, len(drawn.getvalue())), **told)
    seat = Seat.of(kofi.account).filter(series=series).get()
    for lived, words, alt in ((story, WORDS, ""), (photo, CAPTION, ALT)):
        said = {"words": words, "alt": alt, "named": "first", "called": "first", "goes": True}
        Offer.bring(seat.actor(), Membership.active_of(kofi), lived, **said)
        asked = Proposal.open_ones(maya).get(kind=TO_WORKSHOP, target=lived.pk)
        asked.say_yes(maya)
