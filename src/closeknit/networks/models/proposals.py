"""What waits for somebody's yes, and what somebody wrote down as said by the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Level, Role, Verb, may, may_for, must

from .base import Row, Stale, barred, unbarred
from .network import Membership, Network

YES, NO, LATER = "yes", "no", "later"
TRIES = 5


class Saying(Row):
    """What the person said, written down by a steward: the yes of whoever has no account here.

    The person finds every one when they come in, and can undo it.
    """

    class How(models.TextChoices):
        WORDS = "words", _("in words")
        SIGN = "sign", _("by a sign or in their own way")
        PICTURES = "pictures", _("with pictures")
        NOT_YET = "not_yet", _("not asked yet")

    resource = "saying"
    kept_fields = ("how", "answer", "words")

    how = models.CharField(max_length=8, choices=How)
    answer = models.CharField(max_length=5, choices=[(YES, YES), (NO, NO)], default=YES)
    words = models.CharField(max_length=300, blank=True)
    proposal = models.ForeignKey(
        "networks.Proposal", on_delete=models.CASCADE, null=True, related_name="sayings"
    )

    class Meta(Row.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"saying {self.pk}"

    @classmethod
    def say(cls, actor: Actor, how: str, answer: str = YES, words: str = "", **about: Any) -> Self:
        """Write down what the person said. Nobody speaks for a person who speaks here themselves.

        Raises:
            Denied: the person has an account here, or there is nothing they said yet.
        """
        network = Network.everyones.filter(pk=actor.network).first()
        if network is None or network.of_the_person() is not None:
            raise Denied(cls.resource)
        if how not in cls.How or how == cls.How.NOT_YET:
            raise Denied(cls.resource)
        fields = {"how": how, "answer": answer, "words": words, "on_behalf": actor.network}
        if "proposal" in about and about["proposal"].audience == Level.PERSON:
            fields["audience"] = Level.PERSON
        return cls.make(actor, "said_for", **fields, **about)

    def undo(self, actor: Actor) -> None:
        """That is not what I said: the yes is void, and what it led to is undone."""
        must(actor, Verb.DELETE, self.facts())
        if self.binned_at is not None:
            return
        with in_turn(actor.network):
            self.bin(actor, "unsaid")
            if self.proposal is not None:
                self.proposal.undo(actor)


class Proposal(Row):
    """Something that waits for somebody's yes; then its row carries it out (`Row.carry_out`).

    The person's yes is enough and the person's no ends it, unless it touches what belongs to
    somebody else too: then (`both`) it takes the yes of the `asked` as well. Without the person,
    `needed` of the `asked` may say yes, at the end of a waiting time if there is a `due_at`.
    The yes of those `besides` is wanted in any case: nobody is given a part they did not want.
    """

    class Answer(models.TextChoices):
        YES = YES, _("yes")
        NO = NO, _("no")
        GONE = "gone", _("there is nothing left to do")
        UNDONE = "undone", _("undone")

    resource = "proposal"
    kept_fields: ClassVar[tuple[str, ...]] = ("answers", "answer", "decided_at")

    kind = models.CharField(max_length=20)
    target_resource = models.CharField(max_length=20)
    target = models.CharField(max_length=16)
    detail = models.JSONField(default=dict, blank=True)  # keys and small words, no content
    words = models.CharField(max_length=300, blank=True)
    asked = models.TextField(blank=True, default="")  # keys of accounts between bars: |key|key|
    besides = models.TextField(blank=True, default="")  # likewise
    needed = models.PositiveSmallIntegerField(default=0)
    both = models.BooleanField(default=False)
    answers = models.JSONField(default=list, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=6, blank=True, choices=Answer)

    class Meta(Row.Meta):
        ordering = ["made_at", "key"]
        indexes = [models.Index(fields=["network", "decided_at"], name="what_waits")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @classmethod
    def put(
        cls,
        actor: Actor,
        kind: str,
        row: Row,
        asked: Iterable[str] = (),
        besides: Iterable[str] = (),
        **fields: Any,
    ) -> Self:
        """Ask for something. Asking for the same again while it waits is asking once.

        `asked` are the keys of accounts whose yes counts beside the person's; whoever asks is
        taken to say yes, and is left out. Fields: words, detail, needed (all), both, due_at.
        Naming the person among them means that the person has to say yes too.
        """
        if not may(actor, Verb.READ, row.facts()):
            raise Denied(cls.resource)
        others, wanted = set(asked) - {actor.account}, set(besides) - {actor.account}
        person = Network.everyones.get(pk=actor.network).of_the_person()
        if person is not None and person.account_id in others:
            others.remove(person.account_id)
            fields.setdefault("both", True)
        same = {"kind": kind, "target_resource": row.resource, "target": row.pk}
        fields = {"detail": {}, "needed": len(others), "asked": barred(others)} | fields
        fields["besides"] = barred(wanted)
        with in_turn(actor.network):
            waiting = cls.open_ones(actor).filter(author=actor.account, **same)
            for proposal in waiting:
                if proposal.detail == fields["detail"]:
                    return proposal
            audience = _audience(row, actor.network, others | wanted)
            return cls.make(actor, "asked", **same, **audience, **fields)

    @classmethod
    def open_ones(cls, actor: Actor) -> models.QuerySet[Self]:
        """Everything undecided that this actor may know of, the oldest first."""
        return cls.visible_to(actor).filter(decided_at=None)

    @classmethod
    def waiting_for(cls, actor: Actor) -> list[Self]:
        """What waits for this actor's own yes; what they put off stays among it."""
        return [one for one in cls.open_ones(actor) if one.counts(actor) and not one.said(actor)]

    def asks(self, actor: Actor) -> bool:
        """Whether this is asked of this actor, decided or not."""
        return actor.role is Role.PERSON or actor.account in self.asks_all()

    def counts(self, actor: Actor) -> bool:
        """Whether the yes or no of this actor means something here, now."""
        return self.decided_at is None and self.asks(actor)

    def said(self, actor: Actor) -> str:
        """What this actor answered so far: yes, no, or nothing that counts."""
        found = [one["said"] for one in self.answers if one["by"] == actor.account]
        return found[-1] if found and found[-1] != LATER else ""

    def say_yes(self, actor: Actor, how: str = "", saying: Saying | None = None) -> None:
        """Yes. A steward may bring what the person said, where the person does not come in."""
        self._reply(actor, YES, how, saying)

    def say_no(self, actor: Actor, how: str = "", saying: Saying | None = None) -> None:
        self._reply(actor, NO, how, saying)

    def say_later(self, actor: Actor) -> None:
        """Not now: it goes on waiting, and nobody is asked to hurry."""
        self._reply(actor, LATER)

    def bring_word(self, actor: Actor, answer: str, how: str, said: str = "") -> None:
        """A steward writes down what the person said to this, and it counts as theirs."""
        with in_turn(actor.network):
            saying = Saying.say(actor, how, answer, said, proposal=self)
            self._reply(actor, answer, saying=saying)

    def take_back_asking(self, actor: Actor) -> None:
        """Whoever asked does not ask any more."""
        if self.decided_at is None:
            self.bin(actor, "took_back")

    @classmethod
    def settle(cls, actor: Actor, kind: str, row: Row, how: str, **fields: Any) -> Self:
        """Ask for something that the person has said yes to already, in this way."""
        said = fields.pop("said", "")
        with in_turn(actor.network):
            proposal = cls.put(actor, kind, row, **fields)
            proposal.bring_word(actor, YES, how, said)
        return proposal

    def asks_all(self) -> frozenset[str]:
        """Everybody whose own yes counts, beside the person's."""
        return unbarred(self.asked) | unbarred(self.besides)

    def row(self) -> Row | None:
        """What it is about, as long as it is there."""
        model = _kinds().get(self.target_resource)
        found = model.everyones.filter(pk=self.target, binned_at=None).first() if model else None
        return found if found is not None and found.tenant == self.network_id else None

    @classmethod
    def rows_of(cls, several: Iterable[Self]) -> dict[str, Row]:
        """What each of these is about, by key, with one query for each kind of row."""
        wanted: dict[str, list[str]] = {}
        for one in several:
            wanted.setdefault(one.target_resource, []).append(one.target)
        kinds = _kinds()
        found = (
            kinds[resource].everyones.filter(pk__in=keys)
            for resource, keys in wanted.items()
            if resource in kinds
        )
        return {str(row.pk): row for rows in found for row in rows}

    def wants_the_person(self) -> bool:
        """Whether the person's own word would decide something that is not decided yet."""
        return self.decided_at is None and not self._person_said()

    def put_off(self, actor: Actor) -> bool:
        """Whether this actor said: not now."""
        return any(one["by"] == actor.account and one["said"] == LATER for one in self.answers)

    def undo(self, actor: Actor) -> None:
        """What was done in the person's name is undone, or waits no longer."""
        row = self.row()
        with in_turn(actor.network):
            if self.answer == YES and row is not None:
                row.carry_back(actor, self)
            told = {"answer": self.Answer.UNDONE, "decided_at": timezone.now()}
            self._move(actor, self.version, "undid", told)

    @classmethod
    def carry_due(cls, now: dt.datetime | None = None) -> int:
        """Carry out what waited long enough and had enough yeses. Asked again for each at once."""
        now = now or timezone.now()
        due = cls.everyones.filter(decided_at=None, binned_at=None, due_at__lte=now)
        due = due.filter(network__died_at=None)  # what is kept as it was does not change
        return sum(proposal._come_due(now) for proposal in due)

    def _come_due(self, now: dt.datetime) -> bool:
        answer = self.outcome(now)
        if not answer:
            return False
        with in_turn(self.network_id):
            self._decide(_asker(self) or _nobody(self), answer, "settled", {})
        return True

    def outcome(self, now: dt.datetime) -> str:
        """The decision, if whoever asked still takes part; without the person that must be so."""
        answer = self.decision(now)
        if answer == YES and self._person_said() != YES and _asker(self) is None:
            return NO
        return answer

    def _person_said(self) -> str:
        said = [one["said"] for one in self.answers if one["person"]]
        return said[-1] if said else ""

    def decision(self, now: dt.datetime) -> str:
        """Yes, no, or nothing yet, as the answers stand at this moment."""
        last = {one["by"]: one["said"] for one in self.answers if not one["person"]}
        person = self._person_said()
        asked = unbarred(self.asked)
        yeses = sum(last.get(key) == YES for key in asked)
        noes = sum(last.get(key) == NO for key in asked)
        wanted = {last.get(key) for key in unbarred(self.besides)}
        if NO in (person, *wanted) or (self.both and noes > len(asked) - self.needed):
            return NO
        if wanted - {YES}:
            return ""
        enough = yeses >= self.needed
        if self.both:
            return YES if enough and person == YES else ""
        waited = self.due_at is None or now >= self.due_at
        others = self.needed or self.due_at is not None  # a day alone: unless somebody says no
        return YES if person == YES or (others and enough and waited) else ""

    def _reply(self, actor: Actor, said: str, how: str = "", saying: Saying | None = None) -> None:
        """Two who answer in the same moment are both heard."""
        for attempt in range(TRIES):
            try:
                with in_turn(actor.network):
                    return self._reply_once(actor, said, how, saying)
            except Stale:
                if attempt == TRIES - 1:
                    raise
                self.refresh_from_db()
        return None

    def _reply_once(self, actor: Actor, said: str, how: str, saying: Saying | None) -> None:
        if self.binned_at is not None:
            raise Denied(self.resource)
        must(actor, Verb.CHANGE, self.facts())
        if self.decided_at is not None or (saying is None and self.said(actor) == said):
            return
        if saying is None and not self.counts(actor):
            raise Denied(self.resource)
        if saying is not None and not _speaks(saying, self, actor, said):
            raise Denied(self.resource)
        now = timezone.now()
        reply = {
            "by": actor.account,
            "said": said,
            "how": saying.how if saying else how,
            "saying": saying.pk if saying else "",
            "person": actor.role is Role.PERSON or saying is not None,
            "at": now.isoformat(),
        }
        self.answers = [*self.answers, reply]  # a new list: the old one is kept as it was
        deed = {YES: "said_yes", NO: "said_no", LATER: "not_now"}[said]
        self._decide(actor, self.outcome(now), deed, {"answers": self.answers})

    def _decide(self, actor: Actor, answer: str, deed: str, changes: dict[str, Any]) -> None:
        """Write the answer down; a yes is carried out in the same breath."""
        row = self.row() if answer == YES else None
        if answer == YES and (row is None or not row.open_to(self.kind)):
            answer, row = self.Answer.GONE, None
        if answer:
            changes = {**changes, "answer": answer, "decided_at": timezone.now()}
        self._move(actor, self.version, deed, changes, self.on_behalf())
        if row is not None:
            row.carry_out(actor, self)
        elif answer == NO and (asked_about := self.row()) is not None:
            asked_about.turned_down(actor, self)

    def on_behalf(self) -> str:
        """The person stands under the network's own key, when somebody spoke for them."""
        return self.network_id if self.answers and self.answers[-1]["saying"] else ""


def _kinds() -> dict[str, type[Row]]:
    """The model behind each resource; of several that share one, the first gave it its name."""
    found: dict[str, type[Row]] = {}
    for model in apps.get_models():
        if issubclass(model, Row):
            found.setdefault(model.resource, model)
    return found


def _audience(row: Row, network: str, asked: set[str]) -> dict[str, Any]:
    """Whoever may not know of the row does not learn of what is asked about it."""
    if row.audience in (Level.ONLY_ME, Level.PERSON) and not asked:
        return {"audience": Level.PERSON}
    active = Membership.active().filter(network=network, role=Role.STEWARD)
    stewards = {member.account_id: member.actor() for member in active}
    reading = {key for key, one in stewards.items() if may(one, Verb.READ, row.facts())}
    if asked <= set(stewards) == reading:
        return {"audience": Level.STEWARDS}
    return {"audience": Level.CHOSEN, "let_in": barred(asked | reading)}


def _speaks(saying: Saying, proposal: Proposal, actor: Actor, said: str) -> bool:
    """Whether this is what the person said to just this, written down by whoever brings it.

    It can only be about something that both of them may know of.
    """
    row = proposal.row()
    person = Actor("", proposal.network_id, Role.PERSON)
    if row is not None and not may_for(actor, person, Verb.READ, row.facts()):
        return False
    mine = saying.author_id == actor.account and saying.network_id == proposal.network_id
    return mine and saying.proposal_id == proposal.pk and saying.answer == said


def _asker(proposal: Proposal) -> Actor | None:
    """Whoever asked, as they act now; None once they take no part any more."""
    found = Network.everyones.get(pk=proposal.network_id).actor(proposal.author_id or "")
    return found if found.network else None


def _nobody(proposal: Proposal) -> Actor:
    """The house itself, where whoever asked is gone."""
    return Actor("", proposal.network_id, Role.STRANGER)
