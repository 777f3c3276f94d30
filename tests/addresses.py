"""Every address of the house, filled with rows that Maya wrote about June."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from closeknit.core.formats.contacts import read_contacts
from closeknit.exchange.models import Draft
from closeknit.networks.copies import keep
from closeknit.networks.models import (
    Arrival,
    Between,
    Contact,
    Dismissal,
    Invitation,
    Membership,
    Note,
    Portrait,
    Proposal,
    Saying,
    Wish,
)
from closeknit.plans.models import (
    Action,
    Ask,
    Authority,
    Confidant,
    Decision,
    Gathering,
    Guest,
    Intention,
    Item,
    Role,
    Touch,
    Turn,
)
from closeknit.policy import Audience, Level
from closeknit.stories.keeping import saved
from closeknit.stories.models import (
    Consent,
    Keepsake,
    Moment,
    OwnPrompt,
    Photo,
    Reflection,
    Story,
)
from closeknit.stories.painting import Painted, hang
from tests.again import Again
from tests.cast import CAST, Cast, place
from tests.stories.sounds import SECOND

CARD = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Marco\r\nEND:VCARD\r\nBEGIN:VCARD\r\nnot a card\r\n"


def addresses(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


ALL = {str(pattern.name): pattern for pattern in addresses(get_resolver().url_patterns)}
OF_A_NETWORK = [name for name, p in ALL.items() if "network" in p.pattern.regex.groupindex]
# Those of a series, and of who invites to it: tests/workshops opens them.
OF_A_WORKSHOP = [n for n, p in ALL.items() if {"series", "host"} & set(p.pattern.regex.groupindex)]


FILLED: Again[dict[str, str]] = Again()


def fill(cast: Cast) -> dict[str, str]:
    """A key for every part of an address; made once, and written again for each test."""
    return FILLED(lambda: filled(cast), CAST.ended)


def filled(cast: Cast) -> dict[str, str]:
    """A key for every part of an address: rows that Maya wrote, about June."""
    june = cast.people["june"]
    chapter = place(cast, "june", circle=2)
    draft = Draft.begin(cast.maya, read_contacts(CARD))
    draft.contacts.update(ticked=True)
    asked = Invitation.invite(cast.maya, person=june, role="member", why="You bring soup.")
    contact = Contact.make(cast.maya, person=june, how="phone", value="0123")
    return {
        "network": cast.network.pk,
        "person": june.pk,
        "other": cast.people["kofi"].pk,
        "chapter": chapter.pk,
        "part": "joined",
        "contact": contact.pk,
        "note": Note.make(cast.maya, person=june, text="Likes soup.").pk,
        "portrait": _portrait(cast).pk,
        "resource": "contact",
        "key": contact.pk,
        "invitation": asked.pk,
        "token": asked.token,
        "dismissal": Dismissal.dismiss(cast.maya, "groups_not_met").pk,
        "wish": Wish.make(cast.maya, kind="companion", words="A friend").pk,
        "intention": Intention.make(cast.maya, words="Call June").pk,
        "touch": Touch.log(cast.maya, june, dt.date(2026, 5, 4), words="The new job").pk,
        # June was asked to stand up for Maya, and to be trusted; a paper names her.
        **_agreed(cast),
        "question": "turned_up",
        "reflection": Reflection.write(
            cast.maya, prompt="turned_up", text="June did.", **_said_aloud()
        ).pk,
        # What was said aloud beside words.
        "moment": Moment.make(cast.maya, "told", person=june, **_said_aloud()).pk,
        "what": "sound",
        "step": "purpose",
        # A story that Maya told of June, who is asked by a link; and a draft.
        **_told(cast),
        "draft": draft.pk,
        "parcel": "a" * 16,
        # What waits for a yes: Rosa asks that Kofi may see more.
        "member": Membership.active().get(account=cast.kofi.account).pk,
        "proposal": _asked(cast).pk,
        "saying": _said(cast).pk,
        "deed": "steward",
        "answer": "later",
        # Something that is asked for, and June who is asked for it by a link.
        **_wanted(cast),
        "fate": "close",
        "move": "ask",
        "photo": _photo(cast).pk,
        "size": "small",
        # A moment, a book with the map of one day, and a question Maya asks.
        "keepsake": Keepsake.make(cast.maya, title="Soup", chosen=["map:2024-01-01"]).pk,
        "day": "2024-01-01",
        "prompt": OwnPrompt.make(cast.maya, words="Who sings with you?").pk,
        # Lunch in a few days, to which June is asked; Rosa plans it as well.
        **_lunch(cast),
        "arrival": Arrival.make(cast.maya, source="vCard 4.0").pk,
        # A copy of the map, and why it changed between two days.
        **_looked_back(cast),
    }


def _looked_back(cast: Cast) -> dict[str, str]:
    first, last = dt.date(2024, 1, 1), dt.date(2025, 1, 1)
    Between.say(cast.maya, first, last, 0, "The move.")
    copy = keep(cast.maya, "Before the move", first)
    return {"snapshot": copy.pk, "since": first.isoformat(), "until": last.isoformat()}


def _agreed(cast: Cast) -> dict[str, str]:
    june, day = cast.people["june"], timezone.localdate()
    return {
        "role": Role.ask(cast.maya, day, kind="advocate", person=june).pk,
        "confidant": Confidant.ask(cast.maya, day, person=june).pk,
        "authority": Authority.make(cast.maya, person=june, kind="supporter", about="Health").pk,
        "decision": Decision.make(cast.maya, asked="Where to live?").pk,
    }


def _told(cast: Cast) -> dict[str, str]:
    words = {"happened": "June brought soup.", "on": "2024-02-09"}
    story = Story.begin(cast.maya, **words, **_said_aloud())
    one = Consent.put_in(cast.maya, story, cast.people["june"])
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    one = Consent.everyones.get(pk=one.pk)
    one.ask(cast.maya)
    return {"story": story.pk, "asked": "happened", "consent": one.pk}


def _said_aloud() -> dict[str, Any]:
    """A second of nothing, as it is kept."""
    return {"sound": saved("sounds", "mp3", SECOND), "seconds": 1}


def _wanted(cast: Cast) -> dict[str, str]:
    """A lift every week that Maya asks for. June may be asked, and was not yet."""
    day = timezone.localdate() + dt.timedelta(days=3)
    ask = Ask.begin(cast.maya, title="A lift", first_on=day, at=dt.time(16), repeats="weekly")
    ask.tell(cast.maya, ask.version)
    return {"ask": ask.pk, "turn": Turn.call(cast.maya, ask, cast.people["june"]).pk}


def _lunch(cast: Cast) -> dict[str, str]:
    starts = timezone.now() + dt.timedelta(days=4)
    said = {"title": "Sunday lunch", "starts_at": starts, "with_stewards": True}
    row = Gathering.plan(cast.maya, **said)
    one = Guest.invite(cast.maya, row, cast.people["june"])
    row.tell(cast.maya)
    Item.add(cast.maya, row, title="Food", minutes=15)
    table = Action.put(cast.maya, row, "took_on", words="Find a table")
    return {"gathering": row.pk, "guest": one.pk, "action": table.pk}


def _asked(cast: Cast) -> Proposal:
    kofi = Membership.active().get(account=cast.kofi.account)
    return Proposal.put(cast.rosa, "open", kofi)


def _said(cast: Cast) -> Saying:
    """What Maya said, from the time before she came in herself."""
    said = {"author_id": cast.rosa.account, "how": Saying.How.WORDS, "audience": "stewards"}
    saying: Saying = Saying.everyones.create(network=cast.network, **said)
    return saying


def _portrait(cast: Cast) -> Portrait:
    file = default_storage.save("portraits/aa/june.webp", ContentFile(b"RIFF"))
    return Portrait.make(cast.maya, person=cast.people["june"], file=file)


def _photo(cast: Cast) -> Photo:
    """A picture that Maya brought. Nobody is marked in it yet."""
    pixels = dict.fromkeys(Photo.SIDES, b"RIFF")
    return hang(cast.maya, Painted(640, 480, pixels), caption="The soup", on="2024")


def address(name: str, parts: dict[str, str]) -> str:
    wanted = ALL[name].pattern.regex.groupindex
    return reverse(name, kwargs={part: parts[part] for part in wanted})
