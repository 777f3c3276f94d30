"""The first evening of the tests' series as it was: told, written, let go or kept, put in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from closeknit.workshops.models import (
    Activity,
    Answer,
    Going,
    Opening,
    Recap,
    Seat,
    Session,
    Takeaway,
    Telling,
)
from closeknit.workshops.recap import drafted
from tests.cast import entered

from .scene import Workshop, workshop

BABY = "June from next door minded the baby every afternoon. Kofi drove us."
STAYS = "My brother has not spoken to us since the day of the diagnosis."
LINE = "somebody who stays because they want to"
KEPT = "my sister is the only one who rings without a reason"
BLOCKS = (
    {"kind": "round", "title": "Stories of people who turned up", "prompt": "Who turned up?"},
    {"kind": "question", "title": "Why unpaid friends matter", "prompt": "What is a friend?"},
    {"kind": "closing", "title": "A song"},
)
SAID = {
    "title": "It started with someone turning up",
    "key_words": "A network does not happen by itself. Someone has to mean it.",
    "thought": "People need people.",
    "coming": "trust\ninclusion\nmapping the people around us",
    "questions": "Who turned up for you?\nWhat can nobody be paid for?",
}


@dataclass
class Evening:
    """A session that is over, and who was there."""

    here: Workshop
    session: Session
    baby: Telling
    line: Answer
    pat: Seat

    def recap(self) -> Recap:
        found = Recap.of(self.here.rosa, self.session)
        assert found is not None
        return Recap.everyones.select_related("session", "series__host").get(pk=found.pk)

    def rosa(self) -> Client:
        return entered(self.here.cast, "rosa")

    def address(self, *more: str) -> str:
        return "/".join(("", "w", self.here.series.pk, *more, ""))

    def draft(self) -> Recap:
        Recap.draft(self.here.rosa, self.session, drafted(self.here.rosa, self.session))
        return self.recap()

    def publish(self, everybody: bool = True) -> Recap:
        row = self.draft()
        row.publish(self.here.rosa, row.version, everybody, [])
        return self.recap()


def evening() -> Evening:
    """Kofi tells of June’s help and lets it go. Pat’s story stays. Both wrote a line."""
    here = workshop(capacity=6)
    pat = Seat.sign_up(here.series, {"name": "Pat Quinn"})
    session = Session.of(here.series)[0]
    session.series = here.series
    for old in Activity.of(session):
        old.drop(here.rosa)
    blocks = [Activity.add(here.rosa, session, **told) for told in BLOCKS]
    stories = Opening.begin(here.rosa, blocks[0])
    said = {"words": BABY, "goes": True, "named": "first"}
    baby = Telling.say(here.kofi.actor(), stories, here.kofi, **said)
    Telling.say(pat.actor(), stories, pat, words=STAYS, goes=False, named="none")
    question = Opening.begin(here.rosa, blocks[1])
    line = Answer.say(pat.actor(), question, pat, LINE, signed=False)
    Answer.say(here.kofi.actor(), question, here.kofi, KEPT, signed=True)
    question.show(here.rosa)
    Going.say(pat.actor(), line, True, "none")
    about = {blocks[1].pk: "A friend who is not paid is there because they care."}
    Takeaway.write(here.rosa, session, 0, **SAID, about=about)
    return Evening(here, session, baby, line, pat)
