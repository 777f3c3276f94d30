"""What is published after a session: the facilitator’s words, whose words may go, the recap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.record import in_turn
from closeknit.core.recap import echoes
from closeknit.policy import Actor, Level, Verb, must

from .base import SeriesRow
from .between import GroupLine
from .groups import Group
from .in_the_room import Telling
from .offers import Offer
from .openings import Answer
from .seats import Seat
from .series import Series
from .sessions import Session
from .traces import every, known

OPEN = ("none", "first", "full")
"""How somebody is named, from the least to the most."""


class Takeaway(SeriesRow):
    """What the facilitator says of one session: for each activity, to keep in mind, what is next.

    `about` holds the words by the key of the activity; `coming` and `questions` one in a line.
    """

    resource = "recap"
    kept_fields = ("title", "opening", "key_words", "thought", "coming", "questions", "about")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="takeaways")
    title = models.CharField(max_length=120, blank=True)
    opening = models.TextField(max_length=1000, blank=True)
    key_words = models.TextField(max_length=400, blank=True)
    thought = models.TextField(max_length=1000, blank=True)
    coming = models.TextField(max_length=1000, blank=True)
    questions = models.TextField(max_length=1000, blank=True)
    about = models.JSONField(default=dict, blank=True)

    class Meta(SeriesRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(binned_at=None), name="one_takeaway_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"takeaway {self.pk}"

    @classmethod
    def of(cls, actor: Actor, session: Session) -> Self | None:
        """What was said of this session so far, for whoever may read it."""
        return cls.visible_to(actor).filter(session=session).first()

    @classmethod
    def write(cls, actor: Actor, session: Session, version: int, **said: Any) -> Self:
        """The first words, or another wording of them."""
        with in_turn(actor.network):
            row = cls.of(actor, session)
            if row is None:
                return cls.make(actor, "noted_takeaways", session=session, **said)
            return row.revise(actor, version, "noted_takeaways", **said)


class Recap(SeriesRow):
    """The recap of one session: what is being written, and what was published.

    `parts` holds the house’s and the facilitator’s own sentences. Of what others said it holds only
    the keys: their words are read anew at each look, and are gone as soon as they take them back.
    `spared` are words of which an editor said that they are nobody’s name. `heard` seals the words
    of each voice as they were published: other words wait until somebody has looked at them.
    """

    resource = "recap"
    kept_fields = ("parts", "spared", "published", "group_at", "public_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="recaps")
    parts = models.JSONField(default=list)
    spared = models.JSONField(default=list, blank=True)
    published = models.JSONField(default=list, blank=True)
    heard = models.JSONField(default=dict, blank=True)
    group_at = models.DateTimeField(null=True, blank=True)
    public_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["session__number", "made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(binned_at=None), name="one_recap_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"recap {self.pk}"

    def in_short(self) -> str:
        return self.session.title

    @classmethod
    def of(cls, actor: Actor, session: Session) -> Self | None:
        """The recap of this session, for whoever may read it."""
        return cls.visible_to(actor).filter(session=session).first()

    @classmethod
    def told_elsewhere(cls, session: Session) -> set[str]:
        """The keys of what stands in the recaps of other sessions of this series."""
        others = cls.everyones.filter(series=session.series_id, binned_at=None)
        texts = others.exclude(session=session).values_list("parts", flat=True)
        lines = (line for parts in texts for part in parts for line in part["lines"])
        return {key for line in lines for key in line.get("voices", ())}

    @classmethod
    def newest_for(cls, actor: Actor) -> Self | None:
        """What this reader could read last, of those that were published."""
        rows = cls.visible_to(actor).filter(group_at__isnull=False, session__binned_at=None)
        return rows.select_related("session").order_by("-group_at", "key").first()

    @classmethod
    def public(cls) -> models.QuerySet[Self]:
        """Those that everybody reads."""
        here = Q(binned_at=None, session__binned_at=None, series__binned_at=None)
        rows = cls.everyones.filter(here, public_at__isnull=False)
        return rows.select_related("session", "series__host")

    @classmethod
    def public_of(cls, rows: Iterable[Series | str]) -> list[Self]:
        """Those of these series that everybody reads, the newest session first."""
        found = cls.public().filter(series__in=list(rows))
        return list(found.order_by("-session__starts_at", "-session__number"))

    @classmethod
    def to_tell(cls, key: str) -> Self | None:
        """This recap, if those who take part may read it and are not made up."""
        real = Q(series__practice=False, series__made_up=False, series__binned_at=None)
        here = cls.everyones.filter(real, pk=key, binned_at=None, session__binned_at=None)
        return here.filter(group_at__isnull=False).first()

    @classmethod
    def draft(cls, actor: Actor, session: Session, parts: list[Any]) -> Self:
        """A first text, or a new one over what was written; the one before is kept."""
        with in_turn(actor.network):
            row = cls.of(actor, session)
            if row is None:
                return cls.make(actor, "drafted_recap", session=session, parts=parts)
            return row.revise(actor, row.version, "drafted_recap", parts=parts)

    def edit(self, actor: Actor, version: int, parts: list[Any]) -> None:
        """Another wording. What is published stays as it is until it is published again."""
        self.revise(actor, version, "edited_recap", parts=parts)

    def publish(
        self,
        actor: Actor,
        version: int,
        everybody: bool,
        spared: list[str],
        voices: Voices | None = None,
    ) -> None:
        """Put it before the group, or everybody, with others’ words as these voices say them."""
        must(actor, Verb.SHARE, self.facts())
        now = timezone.now()
        said: dict[str, Any] = {"published": self.parts, "spared": spared, "group_at": now}
        said["heard"] = {key: seal(key, words) for key, words in self.voices_in(self.parts, voices)}
        everybody = everybody and not self.series.practice
        said |= {"public_at": now if everybody else None, "audience": Level.WORKSHOP}
        self._move(actor, version, "published_recap", said)

    def voices_in(
        self, parts: Iterable[Any], voices: Voices | None = None
    ) -> Iterable[tuple[str, str]]:
        """The keys of what others said, as far as it stands in these parts, with its words now."""
        words = (voices or Voices(self.session)).words()
        keys = [key for part in parts for line in part["lines"] for key in line.get("voices", ())]
        return [(key, words[key]) for key in keys if key in words]

    def reworded(self, voices: Voices) -> set[str]:
        """Of what was published, the keys of those who say it in other words by now."""
        now = voices.words()
        return {key for key, was in self.heard.items() if key in now and seal(key, now[key]) != was}

    def unpublish(self, actor: Actor) -> None:
        """Nobody reads it any more but those who lead the series."""
        must(actor, Verb.SHARE, self.facts())
        if self.group_at is not None:
            said = {"group_at": None, "public_at": None, "audience": Level.STEWARDS}
            self._move(actor, self.version, "unpublished_recap", said)


def seal(key: str, words: str) -> str:
    """Tells whether words are those from before, and gives none of them away."""
    return salted_hmac("closeknit.recap", f"{key}.{words}", algorithm="sha256").hexdigest()[:32]


class Voices:
    """What places let go of a session, read anew: their stories and lines, and how they are named.

    Whoever has left the series lets nothing go any more: they could not take it back.
    """

    def __init__(self, session: Session) -> None:
        seats = list(Seat.everyones.filter(series=session.series_id))
        self.seats: Mapping[str, Seat] = {str(seat.pk): seat for seat in seats}
        told = list(Telling.everyones.filter(opening__session=session).select_related("opening"))
        self.tellings = [row for row in told if self._goes(row) and row.words.strip()]
        self.traces = {trace for row in told for trace in row.traces}
        if self.traces:  # what is let go now may be said, whatever was said before
            self.traces -= {trace for row in self.tellings for trace in every(row.words)}
        answers = Answer.everyones.filter(opening__session=session)
        said = list(answers.select_related("going", "opening").order_by("sent_at", "key"))
        self.lines = [row.going for row in said if self._may_stand(row)]
        here = {row.answer_id for row in self.lines}
        self.stays = [row.words for row in told if row not in self.tellings]
        self.stays += [row.words for row in said if row.pk not in here]
        lines = list(GroupLine.everyones.filter(session=session))
        self.shared = [row for row in lines if self._goes(row)]
        self.stays += [row.words for row in lines if row not in self.shared]
        groups = list(Group.everyones.filter(session=session).exclude(line=""))
        self.groups = [row for row in groups if row.seat_id and self._goes(row)]
        self.stays += [row.line for row in groups if row not in self.groups]
        self.offers, back = Offer.of(str(session.series_id))
        self.stays += back

    def _goes(self, row: Any) -> bool:
        seat = self.seats[str(row.seat_id)]
        here = row.binned_at is None and seat.binned_at is None and seat.left_at is None
        return here and bool(row.goes)

    def _may_stand(self, answer: Answer) -> bool:
        """Whether this line was said, shown to all in the room, and let go."""
        going = getattr(answer, "going", None)
        said = answer.sent_at is not None and not answer.passed
        shown = answer.opening.shown_at is not None
        return said and shown and going is not None and self._goes(going)

    def keep(self, text: str) -> bool:
        """Whether a text holds words that stay in the room, or an earlier wording of a story.

        Likewise the words of what somebody brought along that may not stand in a recap now. What
        its teller lets go now may be said in their words.
        """
        return any(echoes(text, words) for words in self.stays) or known(text, self.traces)

    def words(self) -> dict[str, str]:
        """What each said, by the key under which a recap holds it."""
        found = {f"telling:{row.pk}": row.words for row in self.tellings}
        found |= {f"answer:{row.answer_id}": row.answer.words for row in self.lines}
        found |= {f"group:{row.pk}": row.line for row in self.groups}
        return found | {f"line:{row.pk}": row.words for row in self.shared}

    def named(self) -> dict[str, str]:
        """By the key of a place, how far its name may be said: as in the most open yes."""
        found: dict[str, str] = {}
        for row in (*self.tellings, *self.lines, *self.shared, *self.offers):
            before = found.get(str(row.seat_id), OPEN[0])
            found[str(row.seat_id)] = max(before, row.named, key=OPEN.index)
        return found
