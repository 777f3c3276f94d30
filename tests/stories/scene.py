"""Stories of the cast, told by whoever tells them, with people in them and what those say."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from closeknit.policy import Actor, Audience, Level
from closeknit.stories.models import Consent, Photo, Story
from tests.cast import Cast

WORDS = "June brought lentil soup in a blue pot."
SAID_YES = {"answer": "yes", "scopes": ["network"], "called": "own"}
"""What a browser sends for a plain yes, but for the version."""


def told(
    cast: Cast, by: str = "rosa", who: str = "june", level: str = "network", **said: Any
) -> Story:
    """A story somebody told of somebody, read by everybody who takes part once all said yes.

    Rosa's waits for nobody: what Maya would have to say yes to is written straight into the row.
    """
    actor = cast.actors[by]
    story = Story.begin(actor, **{"happened": WORDS, **said})
    Consent.put_in(actor, story, cast.people[who])
    story.tell(actor, story.version, Audience(Level.STEWARDS))
    Story.everyones.filter(pk=story.pk).update(audience=level)
    return Story.everyones.get(pk=story.pk)


def pictured(cast: Cast, by: str = "rosa", who: str = "june", level: str = "network") -> Photo:
    """A picture with somebody in it."""
    actor = cast.actors[by]
    files = {
        name: default_storage.save(f"photos/{by}-{name}.webp", ContentFile(b"RIFF"))
        for name in ("file", "middle", "small")
    }
    photo = Photo.make(actor, caption=WORDS, width=4, height=3, **files)
    Consent.put_in(actor, photo, cast.people[who])
    Photo.everyones.filter(pk=photo.pk).update(audience=level)
    return Photo.everyones.get(pk=photo.pk)


def whose(lived: Any, cast: Cast, who: str = "june") -> Consent:
    """What this one says to being in it."""
    return Consent.everyones.get(**{lived.resource: lived}, person=cast.people[who], binned_at=None)


def link(one: Consent) -> Actor:
    """Whoever comes by the link of this question."""
    found = Consent.led_by(Consent.everyones.get(pk=one.pk).token)
    assert found is not None
    return found[1]


def asked(cast: Cast, lived: Any, who: str = "june") -> Consent:
    """The same one, once their author asked them."""
    one = whose(lived, cast, who)
    author = next(a for a in cast.actors.values() if a.account == lived.author_id)
    one.ask(author)
    return one


def says(cast: Cast, lived: Any, answer: str, who: str = "june", **more: Any) -> Consent:
    """They answer by their link, or on their own page where they come in themselves."""
    one = whose(lived, cast, who)
    if not one.asked_at:
        one = asked(cast, lived, who)
    actor = cast.actors.get(who) or link(one)
    one = Consent.everyones.get(pk=one.pk)
    if answer == "hide":
        one.hide(actor)
    else:
        reach = ["network", "facilitator"] if answer == "yes" else []
        one.say(actor, one.version, answer, more.pop("scopes", reach), **more)
    return one
