"""Between two sessions: a small thing to try at home, and a line that somebody shares with all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.checks import cells
from closeknit.policy import Actor, Denied, Level, Verb, must

from .base import SeriesRow
from .going import Going
from .in_the_room import Presence
from .openings import OfAPlace
from .seats import Seat
from .sessions import Session


class Homework(SeriesRow):
    """A small thing to try before a day, on one’s own map where it names a page of it.

    It belongs to the session after which it is tried; those who come see it from then on. `tally`
    is how many came to it, as it was when a later session began: it stays so, for two looks around
    one more answer would tell whose it was.
    """

    resource = "homework"
    kept_fields = ("words", "exercise", "due_on")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="homework")
    words = models.CharField(max_length=300)
    exercise = models.CharField(max_length=30, blank=True)
    due_on = models.DateField(null=True, blank=True)
    tally = models.JSONField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["session__number", "due_on", "made_at", "key"]

    def __str__(self) -> str:
        return f"homework {self.pk}"

    def in_short(self) -> str:
        return self.words

    @property
    def about(self) -> str:
        """How a line for the group says that it is about this."""
        return f"homework:{self.pk}"

    @classmethod
    def give(cls, actor: Actor, session: Session, **said: Any) -> Self:
        """Something to try after this session."""
        return cls.make(actor, "gave_homework", session=session, **said)

    @classmethod
    def with_own_word(cls, rows: models.QuerySet[Self], seat: Seat) -> models.QuerySet[Any]:
        """These, each with what this place said to it as `said`, in one question."""
        mine = FilteredRelation("tried", condition=Q(tried__seat=seat))
        return rows.annotate(mine=mine).annotate(said=F("mine__how"))

    @classmethod
    def count_up(cls, series: str, before: Session | None = None) -> None:
        """How many came to it is counted once, and told from then on: as the next session begins,
        of what was to be tried by then; or as the series ends.

        Where too few said anything to tell of them, it is counted again as a later one begins.
        """
        rows = cls.everyones.filter(series=series, tally__isnull=True, binned_at=None)
        if before is not None:
            today = before.series.local(timezone.now()).date()
            due = Q(due_on=None) | Q(due_on__lte=today)
            rows = rows.filter(due, session__number__lt=before.number)
        several = list(rows)
        for key, counts in (Tried.counts(several) if several else {}).items():
            if any(count is not None for count in counts.values()):
                rows.filter(pk=key).update(tally=counts)  # no version: nobody typed anything

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """The same in other words, or until another day. Answers stay."""
        self.revise(actor, version, "changed_homework", **said)

    def take_away(self, actor: Actor) -> None:
        """Not this after all; it can come back for thirty days."""
        self.bin(actor, "took_homework_away")

    def come_back(self, actor: Actor) -> None:
        self.take_back(actor, "brought_back")


class Tried(OfAPlace):
    """Did you? What a place said to something to try. It alone reads that; others read counts."""

    class How(models.TextChoices):
        YES = "yes", _("Yes")
        BIT = "bit", _("A bit")
        NOT = "not", _("Not this week")
        PASS = "pass", _("Pass")

    resource = "tried"
    kept_fields = ()

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="tried")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=4, choices=How)

    class Meta(OfAPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["homework", "seat"], name="one_try_a_place")]

    def __str__(self) -> str:
        return f"tried {self.pk}"

    @classmethod
    def of(cls, homework: Homework, seat: Seat) -> Self | None:
        """What this place has said to it."""
        found: Self | None = cls.everyones.filter(homework=homework, seat=seat).first()
        return found

    @classmethod
    def say(cls, actor: Actor, homework: Homework, seat: Seat, how: str) -> Self:
        """Yes, a bit, not this week, or a pass; as often as it changes."""
        with in_turn(actor.network):
            row = cls.of(homework, seat)
            if row is None:
                said = {"homework": homework, "seat": seat, "how": how}
                return cls.make(actor, "said_whether_tried", **said)
            return row.revise(actor, row.version, "said_whether_tried", how=how)

    @classmethod
    def counts(cls, rows: Sequence[Homework]) -> dict[str, dict[str, int | None]]:
        """How many said what, by what there was to try; never who, and nothing that tells of one.

        Only those who were there, with a place that is known to be somebody’s: answers of people
        who are made up would leave those of somebody real.
        """
        found: dict[str, Counter[str]] = {str(row.pk): Counter() for row in rows}
        series = {row.series_id for row in rows}
        there = Presence.everyones.filter(series__in=series, first_at__isnull=False)
        known = Seat.everyones.filter(Seat.KNOWN, pk__in=there.values("seat"))
        said = cls.everyones.filter(homework__in=list(found), binned_at=None, seat__in=known)
        for homework, how in said.values_list("homework", "how"):
            found[homework][how] += 1
        ways = cls.How.values
        return {
            key: dict(zip(ways, cells([counts[how] for how in ways]), strict=True))
            for key, counts in found.items()
        }


class GroupLine(OfAPlace):
    """One line of somebody’s for the whole group: about what they tried, or a question.

    It stays in the group until its writer says that it may go in the recap, and under which name.
    `about` names what it is about, `asked` are the words it answers, as they stood then. A line
    to a question belongs to its words: those may move, and a line never stands under other ones.
    """

    resource = "answer"
    kept_fields = ("signed", "goes", "named")
    LONGEST, QUESTION = 300, "question:"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="group_lines")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=30)
    asked = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=LONGEST, blank=True)
    signed = models.BooleanField(default=False)
    goes = models.BooleanField(default=False)
    named = models.CharField(max_length=8, choices=Going.Named, default=Going.Named.NONE)

    class Meta(OfAPlace.Meta):
        ordering = ["about", "key"]  # not in the order of time, which could tell whose it is
        constraints = [
            models.UniqueConstraint(fields=["session", "seat", "about"], name="one_group_line")
        ]

    def __str__(self) -> str:
        return f"group line {self.pk}"

    @property
    def going(self) -> Self:
        """Whether it goes, as `Answer.going` says it."""
        return self

    @classmethod
    def about_question(cls, asked: str) -> str:
        """How a line says that it answers this question, wherever it stands."""
        mark = hashlib.sha256(asked[: cls.LONGEST].encode()).hexdigest()
        return f"{cls.QUESTION}{mark[:20]}"

    @property
    def answers_a_question(self) -> bool:
        return self.about.startswith(self.QUESTION)

    @classmethod
    def mine(cls, session: Session, seat: Seat) -> dict[str, Self]:
        """The lines of this place in this session, by what they are about."""
        rows = cls.everyones.filter(session=session, seat=seat, binned_at=None)
        return {row.about: row for row in rows}

    @classmethod
    def shared(cls, actor: Actor, session: Session) -> list[Self]:
        """Those that all in the group read."""
        rows = cls.visible_to(actor).filter(session=session, audience=Level.WORKSHOP)
        return list(rows.select_related("seat"))

    @classmethod
    def say(
        cls, actor: Actor, session: Session, seat: Seat, about: str, asked: str, **said: Any
    ) -> None:
        """Share a line, give it another wording, or, without words, take it away again."""
        with in_turn(actor.network):
            row = cls.everyones.filter(session=session, seat=seat, about=about).first()
            if not said["words"]:
                if row is not None and row.binned_at is None:
                    row._take_away(actor)
            elif row is None:
                here = {"session": session, "seat": seat, "about": about, "asked": asked}
                cls.make(actor, "shared_a_line", audience=Level.WORKSHOP, **here, **said)
            else:
                row._say_anew(actor, {**said, "asked": asked})

    def _say_anew(self, actor: Actor, said: dict[str, Any]) -> None:
        must(actor, Verb.CHANGE, self.facts())
        stamp = {**said, "binned_at": None, "audience": Level.WORKSHOP}
        changed = {name: value for name, value in stamp.items() if getattr(self, name) != value}
        if changed:
            self._move(actor, self.version, "shared_a_line", changed)

    def _take_away(self, actor: Actor) -> None:
        must(actor, Verb.DELETE, self.facts())
        stamp = {"words": "", "goes": False, "audience": Level.ONLY_ME}
        self._move(actor, self.version, "took_a_line_back", {**stamp, "binned_at": timezone.now()})

    def let(self, actor: Actor, goes: bool, named: str) -> None:
        """Yes or no to the recap: by whoever wrote it, by nobody else."""
        if self.seat_id != actor.person:
            raise Denied(self.resource)
        if (self.goes, self.named) != (goes, named):
            must(actor, Verb.CHANGE, self.facts())
            deed = "let_a_line_go" if goes else "kept_a_line"
            self._move(actor, self.version, deed, {"goes": goes, "named": named})
