"""Who is asked to come, what they answer, and the questions they are asked from afar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from closeknit.accounts.record import in_turn, record
from closeknit.core.network import Kind
from closeknit.networks.models import OneAnswer, Person, Version
from closeknit.networks.models.base import barred
from closeknit.policy import Actor, Channel, Denied, Level, Role, Verb, must

from .gatherings import Gathering, OfAGathering
from .touches import Touch

WORDS_FOR_A_DATE = ("yes", "if_need_be", "no")


class Guest(OneAnswer, OfAGathering):
    """Somebody on the map is asked to come. Seen by themselves and whoever sees the gathering.

    `dates` holds what they said to each date of a poll. The address of their link is made anew
    each time, never kept: it answers once, and dies when the day is over or they are not asked any
    more. `came` says whether they were there; nothing while nobody said so.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LATER = "later", _("Maybe, later")

    class How(models.TextChoices):
        HERE = "here", _("here")
        LINK = "link", _("by a link")
        SAID = "said", _("said to somebody")

    resource = "gathering"
    purpose = "answer"
    page = "answer_gathering"
    letter = "asked_to_come"
    letter_deed = "wrote_to_guest"
    led_with = ("network", "person", "gathering__network")
    about_lookup = "person"
    people_in_it = ("person",)
    kept_fields = ("answer", "how", "words", "dates", "came")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=6, choices=Answer, default=Answer.NONE)
    how = models.CharField(max_length=5, choices=How, default=How.HERE)
    words = models.CharField(max_length=300, blank=True)
    dates = models.JSONField(default=dict, blank=True)
    came = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAGathering.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"], condition=Q(binned_at=None), name="one_a_guest"
            )
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"

    def about_key(self) -> str:
        return self.person_id or ""

    @classmethod
    def of(cls, gatherings: Iterable[str]) -> models.QuerySet[Self]:
        """Who is asked to these gatherings, which the reader was let into already."""
        return cls.everyones.filter(gathering__in=list(gatherings), binned_at=None)

    @classmethod
    def day_then(cls) -> models.Subquery:
        """For each guest of a query: when it was to be as they answered, if it changed since."""
        return Version.said_then(Gathering.resource, "gathering", "answered_at", "starts_at")

    def said_of_another_day(self) -> bool:
        """Whether they answered when it was on another day than now; read with `day_then`."""
        then, now = getattr(self, "then", None), self.gathering.starts_at
        if now is None or not then:
            return False
        was = self.gathering.local(dt.datetime.fromisoformat(then))
        return was.date() != self.gathering.local(now).date()

    # Asking them -----------------------------------------------------------------------------

    @classmethod
    def invite(cls, actor: Actor, gathering: Gathering, person: Person) -> Self:
        """Ask this one to come. Whoever was left out and is asked again stands as before."""
        return cls.invite_each(actor, gathering, [person])[0]

    @classmethod
    def invite_each(cls, actor: Actor, gathering: Gathering, people: list[Person]) -> list[Self]:
        """Ask each of these to come; those who are asked already stay as they are."""
        gathering.must_be_planned_by(actor)
        now = timezone.now() if gathering.told_at else None
        level = Level.CHOSEN if now else Level.PERSON  # on the list of a draft nobody knows of it
        with in_turn(actor.network):
            here: Any = cls.everyones.filter(gathering=gathering)
            known = {row.person_id: row for row in sorted(here, key=lambda row: not row.binned_at)}
            again = [known[one.pk] for one in people if one.pk in known]
            for row in (row for row in again if row.binned_at is not None):
                row.binned_at, row.asked_at, row.audience = None, now, level
                row.save()
                record(actor, "asked_somebody", cls.resource, gathering.pk, level=level)
            fresh = {one.pk: one for one in people if one.pk not in known}.values()
            said = [{"person": one, "let_in": barred([one.pk]), "asked_at": now} for one in fresh]
            made = cls.put_each(actor, gathering, "asked_somebody", said, level)
            found = {row.person_id: row for row in [*again, *made]}
            if not gathering.is_draft:
                gathering.let_in_those_asked(actor)
        return [found[one.pk] for one in people]

    @classmethod
    def copy_all(cls, actor: Actor, rows: models.QuerySet[Self], gathering: Gathering) -> None:
        """Asked to the next one as well: those who are living and on the map."""
        people = [row.person for row in rows.select_related("person")]
        living = [one for one in people if one.kind == Kind.PERSON and not one.binned_at]
        cls.invite_each(actor, gathering, living)

    def leave_out(self, actor: Actor) -> None:
        """They are not asked any more: their link ends, and they find nothing here."""
        with in_turn(actor.network):
            gone = self.no_link()
            self.alter(actor, self.version, "left_out", binned_at=timezone.now(), **gone)
            self.gathering.let_in_those_asked(actor)

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person was asked twice: what they said last holds, with the words of both."""
        last = max((self, other), key=lambda one: (bool(one.answered_at), one.answered_at))
        words = [one.words for one in (self, other) if one.words]
        return {
            **{name: getattr(last, name) for name in ("answer", "how", "dates")},
            "words": "; ".join(dict.fromkeys(words))[:300],
            "came": self.came if other.came is None else self.came or other.came,
        }

    # Answering -------------------------------------------------------------------------------

    def say(
        self,
        actor: Actor,
        version: int,
        answer: str,
        words: str = "",
        dates: Mapping[str, str] | None = None,
    ) -> None:
        """Yes, no, or later: said by whoever is asked, here or by their link."""
        self.must_be_answered_by(actor)
        link = actor.role is Role.LINK
        if not link and self.person_id != actor.person:
            raise Denied(self.resource)
        how = self.How.LINK if link else self.How.HERE
        self._answer(actor, version, answer, how, words, dates)

    def was_told(
        self,
        actor: Actor,
        version: int,
        answer: str,
        words: str = "",
        dates: Mapping[str, str] | None = None,
    ) -> None:
        """Whoever plans it writes down what they said: "she said yes on the phone"."""
        must(actor, Verb.CHANGE, self.gathering.facts())
        self._answer(actor, version, answer, self.How.SAID, words, dates)

    def _answer(
        self,
        actor: Actor,
        version: int,
        answer: str,
        how: str,
        words: str,
        dates: Mapping[str, str] | None,
    ) -> None:
        if answer not in self.Answer or not self.takes_answers():
            raise Denied(self.resource)
        said = {"answer": answer, "how": how, "words": words}
        stamp: dict[str, Any] = {**said, "answered_at": timezone.now()}
        if dates is not None:
            kept = {day: said for day, said in dates.items() if said in WORDS_FOR_A_DATE}
            stamp["dates"] = {**self.dates, **kept}
        stamp |= self.uses(actor)
        self._move(actor, version, "answered_gathering", stamp)

    def takes_answers(self) -> bool:
        """Whether it is still ahead, and they are asked."""
        gathering = self.gathering
        gone = gathering.binned_at or gathering.cancelled_at or gathering.network.died_at
        living = self.person.kind == Kind.PERSON
        return living and not (gone or self.binned_at or gathering.is_over(timezone.now()))

    def was_there(self, actor: Actor, came: bool | None) -> None:
        """Whether they came, as whoever plans it says."""
        came_before = self.came
        with in_turn(actor.network):
            self.alter(actor, self.version, "said_who_came", came=came)
            at = self.gathering.starts_at
            if came and at is not None and at <= timezone.now():
                self._was_in_touch(actor, self.gathering.local(at).date(), bool(came_before))
            elif came_before and not came:
                Touch.unlog(actor, self.person, "gathering", self.gathering_id)
            for notes in self.gathering.minutes.filter(binned_at=None).exclude(agreed_at=None):
                notes.let_in_those_who_came()

    def _was_in_touch(self, actor: Actor, day: dt.date, came_before: bool) -> None:
        """Whoever came was in touch, counted once, where whoever says so may write that down."""
        said = (day, Touch.How.TOGETHER, "gathering", self.gathering_id)
        with suppress(Denied):
            touch = Touch.log(actor, self.person, *said)
            if touch.binned_at is not None and not came_before:  # it was put right once more
                touch.take_back(actor)

    # The link --------------------------------------------------------------------------------

    def can_be_asked(self) -> bool:
        """Whether a link may go to them: somebody living and of age, asked to what is ahead."""
        told = self.gathering.told_at is not None and self.gathering.cancelled_at is None
        return told and self.can_be_reached() and self.takes_answers()

    def must_be_asked_by(self, actor: Actor) -> None:
        must(actor, Verb.CHANGE, self.gathering.facts())

    def open_link(self, actor: Actor) -> None:
        """From now on there is an address by which they answer without an account."""
        if not self.can_be_asked():
            raise Denied(self.resource)
        if not self.has_link:
            self.alter(actor, self.version, "made_answer_link", **self.new_link())

    def leads(self) -> bool:
        """Whether the link still leads anywhere: until the gathering is over."""
        gathering = self.gathering
        if self.binned_at or gathering.binned_at or gathering.told_at is None:
            return False
        return self.can_be_reached() and not gathering.is_over(timezone.now())


class Question(OfAGathering):
    """What the person would like to ask those who come, in their own voice."""

    resource = "gathering"
    kept_fields = ("words", "place")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="questions")
    words = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta(OfAGathering.Meta):
        ordering = ["place", "made_at", "key"]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @classmethod
    def of(cls, gathering: Gathering) -> list[Self]:
        """The questions of this gathering in their order."""
        return list(cls.everyones.filter(gathering=gathering, binned_at=None))

    @classmethod
    def put_on_list(cls, actor: Actor, gathering: Gathering, asked: list[str]) -> None:
        """These are the questions, in this order. One that stays keeps its answers."""
        gathering.must_be_planned_by(actor)
        with in_turn(actor.network):
            here: Any = cls.everyones.filter(gathering=gathering, binned_at=None)
            known = {row.words: row for row in here}
            for gone in known.keys() - set(asked):
                known[gone].drop(actor, "asked_question")
            for place, words in enumerate(asked):
                row = known.get(words)
                if row is None:
                    cls.put(actor, gathering, "asked_question", words=words, place=place)
                elif row.place != place:
                    row.alter(actor, row.version, "asked_question", place=place)


class Reply(OfAGathering):
    """What somebody answers to a question, in their own words, perhaps from afar.

    Read by whoever wrote it, the person, and those who plan the gathering with them.
    """

    resource = "gathering"
    about_lookup = "person"
    people_in_it = ("person",)
    kept_fields = ("words",)

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=2000)

    class Meta(OfAGathering.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"], condition=Q(binned_at=None), name="one_reply_each"
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def about_key(self) -> str:
        return self.person_id or ""

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person answered twice: both answers stand there."""
        return {"words": "\n".join(dict.fromkeys((self.words, other.words)))[:2000]}

    @classmethod
    def write(cls, actor: Actor, guest: Guest, question: Question, words: str) -> None:
        """What this guest answers: their own words, or as they told whoever plans it."""
        link = actor.role is Role.LINK
        own = link or guest.person_id == actor.person
        asked = guest.facts() if own else guest.gathering.facts()
        must(actor, Verb.CHANGE, asked, Channel.LINK if link else Channel.PAGE)
        if question.gathering_id != guest.gathering_id or not guest.takes_answers():
            raise Denied(cls.resource)
        with in_turn(actor.network):
            here: Any = cls.everyones.filter(question=question, binned_at=None)
            row = here.filter(person=guest.person_id).first()
            if row is not None and row.words != words:
                gone = {} if words else {"binned_at": timezone.now()}
                row._move(actor, row.version, "replied", {"words": words or row.words, **gone})
            elif row is None and words:
                cls._begin(actor, guest, question, words)

    @classmethod
    def _begin(cls, actor: Actor, guest: Guest, question: Question, words: str) -> None:
        row = cls(
            network_id=guest.network_id,
            author_id=actor.account or None,
            audience=Level.CHOSEN,
            let_in=barred([guest.person_id]),
            gathering=guest.gathering,
            question=question,
            person=guest.person,
            words=words,
        )
        row.save(force_insert=True)
        record(actor, "replied", cls.resource, guest.gathering_id, level=row.audience)


@task()
def post_invitation(key: str, contact: str) -> None:
    """A letter with the link of an answer. The queue holds keys alone."""
    Guest.post(key, contact)
