"""Who is in a story or a picture, and what they say to being shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from closeknit.accounts.record import in_turn, record
from closeknit.core.network import Kind
from closeknit.core.recap import Named, spots
from closeknit.networks.models import Person
from closeknit.networks.models.base import barred, unbarred
from closeknit.policy import Actor, Denied, Verb, must

from .asking import Asked

SCOPES = ("network", "facilitator", "workshop", "recap")
"""How far somebody lets a story or a picture go that they are in, each for itself."""

WITHIN = ("network", "facilitator")
"""Where a pet, a place, or somebody who has died is shown without being asked: among those who
knew them, and never on a page for strangers."""

STRICT, UNNAMED = ("no", "not_asked", "asked", "yes"), ("none", "changed", "first", "own")
"""Answers, and ways to be named, from the one that shows least to the one that shows most."""

UNASKED = (Kind.PET, Kind.PLACE, Kind.THING, Kind.DIED)
"""Who or what is in something and cannot be asked."""


class Consent(Asked):
    """Somebody is in a story or a picture, and may say yes or no to being shown in it.

    Without a person it is the focus person, whose yes every sharing needs anyway. `scopes` are the
    words of SCOPES they said yes to; a yes ends after the day `until`. `hidden_at` is "hide this
    now, talk later". `across` and `down` are where they are in a picture, in hundredths of it.
    A `guarded` yes is one that whoever looks after a child gave, written down by somebody here.
    """

    class Answer(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        ASKED = "asked", _("Asked")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class Called(models.TextChoices):
        OWN = "own", _("With their own name")
        FIRST = "first", _("With their first name")
        CHANGED = "changed", _("With another name")
        NONE = "none", _("Without a name")

    resource = "consent"
    about_lookup = "person"
    kept_fields = ("answer", "scopes", "called", "other_name", "until", "hidden_at", "guarded")

    story = models.ForeignKey(
        "stories.Story", on_delete=models.CASCADE, null=True, related_name="consents"
    )
    photo = models.ForeignKey(
        "stories.Photo", on_delete=models.CASCADE, null=True, related_name="consents"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="consents")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NOT_ASKED)
    scopes = models.CharField(max_length=60, blank=True)  # between bars: |network|recap|
    called = models.CharField(max_length=8, choices=Called, default=Called.OWN)
    other_name = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True, blank=True)
    guarded = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    across = models.PositiveSmallIntegerField(null=True, blank=True)
    down = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "person"], condition=Q(binned_at=None), name="one_in_a_story"
            ),
            models.UniqueConstraint(
                fields=["photo", "person"], condition=Q(binned_at=None), name="one_in_a_photo"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def about_key(self) -> str:
        return self.person_id or ""

    @property
    def lived(self) -> Any:
        """The story or picture they are in."""
        return self.story or self.photo

    @property
    def refuses(self) -> bool:
        """Whether they want it unseen: they said no, or asked to hide it for now."""
        return self.answer == self.Answer.NO or self.hidden_at is not None

    @property
    def is_own_no(self) -> bool:
        """Whether they said no themselves: nobody who speaks for them turns it into a yes."""
        return self.answer == self.Answer.NO and not self.guarded

    @property
    def is_answered(self) -> bool:
        return self.answer in (self.Answer.YES, self.Answer.NO)

    @property
    def reach(self) -> frozenset[str]:
        """How far they let it go: words of SCOPES."""
        return unbarred(self.scopes)

    @classmethod
    def refusing(cls) -> Q:
        """The condition that somebody `refuses`."""
        return Q(answer=cls.Answer.NO) | Q(hidden_at__isnull=False)

    @classmethod
    def with_people(cls) -> models.QuerySet[Self]:
        """Everybody in anything, with whom it is: for stories and pictures to be read with."""
        return cls.everyones.filter(binned_at=None).select_related("person")

    @classmethod
    def with_others(cls, rows: models.QuerySet[Self], name: str) -> models.QuerySet[Self]:
        """The same rows with everybody who is in each story, or picture: in one query."""
        there = models.Prefetch(f"{name}__consents", queryset=cls.with_people())
        return rows.prefetch_related(there)

    @classmethod
    def still_asked(cls, rows: models.QuerySet[Self]) -> models.QuerySet[Self]:
        """Those of them that wait for an answer: not while somebody else in it wants it unseen,
        and not of a child, who is not asked."""
        rows = rows.filter(answer=cls.Answer.ASKED).exclude(person__under_age=True)
        for name in ("story", "photo"):
            same = cls.everyones.filter(cls.refusing(), binned_at=None, **{name: OuterRef(name)})
            rows = rows.exclude(Exists(same.exclude(pk=OuterRef("pk"))))
        return rows

    @classmethod
    def of_somebody(cls) -> models.QuerySet[Self]:
        """Whoever else is in something, as long as it is said of them."""
        return cls.everyones.filter(binned_at=None).exclude(person=None)

    @classmethod
    def agreed(cls, scope: str, on: dt.date) -> Q:
        """The condition that somebody's yes reaches this far on this day.

        Nobody under age is shown further than the network, and there with the yes of those who look
        after them. A pet is not asked, nor is somebody who has died: within the network they are
        shown, unless they said otherwise while they lived.
        """
        said = Q(answer=cls.Answer.YES, hidden_at=None) & (Q(until=None) | Q(until__gte=on))
        words = Q(scopes__contains=f"|{scope}|")
        of_age = Q(person__under_age=False)
        told = said & words & (of_age | Q(guarded=True) if scope == "network" else of_age)
        if scope not in WITHIN:
            return told
        unsaid = Q(answer__in=(cls.Answer.NOT_ASKED, cls.Answer.ASKED), hidden_at=None)
        return told | (unsaid & Q(person__kind__in=UNASKED))

    @property
    def asks_nobody(self) -> bool:
        """Whether there is nobody to ask: a pet, a place, a thing, or somebody who has died and
        said nothing. What they said while they lived holds. A group is people: they are asked."""
        there = self.person is not None and self.person.kind in UNASKED
        return there and not self.is_answered

    def agrees(self, scope: str, on: dt.date) -> bool:
        """The same of this one."""
        if self.asks_nobody and scope in WITHIN:
            return not self.refuses
        said = self.answer == self.Answer.YES and not self.refuses and not self.is_over(on)
        guarded = scope == "network" and self.guarded
        return said and scope in self.reach and (guarded or not self.of_a_child)

    def is_over(self, on: dt.date) -> bool:
        """Whether the day until which they said yes has passed."""
        return self.until is not None and self.until < on

    @classmethod
    def put_in(cls, actor: Actor, lived: Any, person: Person | None, **spot: Any) -> Self:
        """This one is in it. Whoever may change the story or the picture says so.

        Whoever was taken out and is put in again stands there with what they had said.
        """
        must(actor, Verb.CHANGE, lived.facts())
        with in_turn(actor.network):
            here = cls.everyones.filter(**{lived.resource: lived}, person=person)
            found: Self | None = here.filter(binned_at=None).first()
            if found is not None:
                if spot:
                    found._move(actor, found.version, "marked", spot)
                return found
            row = here.order_by("-binned_at").first() or cls._new(actor, lived, person)
            for name, value in {**spot, "binned_at": None}.items():
                setattr(row, name, value)
            row.save()
            record(actor, "put_in", lived.resource, lived.pk, level=lived.audience)
            return row

    @classmethod
    def _new(cls, actor: Actor, lived: Any, person: Person | None) -> Self:
        """Whoever puts themselves in says yes by it, in the network. A child’s is not theirs."""
        own = person is not None and person.pk == actor.person and not person.under_age
        said = {"answer": cls.Answer.YES, "scopes": barred(["network"])} if own else {}
        return cls(
            network_id=lived.network_id,
            author_id=lived.author_id,
            audience="person",
            person=person,
            answered_at=timezone.now() if own else None,
            **{lived.resource: lived},
            **said,
        )

    @classmethod
    def take_out(cls, actor: Actor, lived: Any, person: Person | None) -> None:
        """This one is not in it after all. A no stays in force: nobody is taken out to undo it."""
        must(actor, Verb.CHANGE, lived.facts())
        with in_turn(actor.network):
            here = cls.everyones.filter(**{lived.resource: lived}, person=person, binned_at=None)
            gone = here.exclude(cls.refusing())
            if gone.update(binned_at=timezone.now()):
                record(actor, "took_out_of", lived.resource, lived.pk, level=lived.audience)

    @classmethod
    def ask_anew(cls, actor: Actor, lived: Any) -> int:
        """It reads or looks otherwise than what they said yes to: how many are asked once more.

        Whoever changed it says yes by that. What was said for a child is asked of those again who
        look after them.
        """
        there = cls.of_somebody().filter(**{lived.resource: lived}, answer=cls.Answer.YES)
        said = [one for one in there if one.person_id != actor.person]
        for one in said:
            again = one.asked_at and not one.guarded
            answer = cls.Answer.ASKED if again else cls.Answer.NOT_ASKED
            stamp = {"answer": answer, "scopes": "", "until": None, "guarded": False}
            one._move(actor, one.version, "asked_about", stamp)
        return len(said)

    def say(
        self, actor: Actor, version: int, answer: str, scopes: Iterable[str] = (), **more: Any
    ) -> None:
        """Yes or no to being shown, by whoever is in it. It holds with the next request."""
        reach = {scope for scope in scopes if scope in SCOPES}
        said = {"scopes": barred(reach), "hidden_at": None, "guarded": False, **more}
        stamp: dict[str, Any] = {"answer": answer, "answered_at": timezone.now(), **said}
        if answer != self.Answer.YES:
            stamp |= {"scopes": "", "until": None}
        elif self.only_says_no(actor):
            raise Denied(self.resource)
        self.must_be_answered_by(actor)
        self._move(actor, version, "consented" if answer == self.Answer.YES else "refused", stamp)

    def hide(self, actor: Actor) -> None:
        """Hide now, talk later: one press, and only its author and whoever pressed find it."""
        self.must_be_answered_by(actor)
        if self.hidden_at is None:
            self._move(actor, self.version, "hid", {"hidden_at": timezone.now()})

    def refuse(self, actor: Actor) -> None:
        """No in one press, for whoever cannot say yes here. Twice is once."""
        if not self.is_own_no or self.hidden_at:
            self.say(actor, self.version, self.Answer.NO)

    def unsay(self, actor: Actor) -> None:
        """Their own no is taken back, or that they hid it. That is no yes.

        A child's then waits again for those who look after them; what these said holds on.
        """
        self.must_be_answered_by(actor)
        if self.is_for_another_way(actor):
            raise Denied(self.resource)
        stamp: dict[str, Any] = {"hidden_at": None}
        if self.is_own_no or (self.of_a_child and not self.guarded):
            waits = self.asked_at and not self.of_a_child
            stamp |= {"answer": self.Answer.ASKED if waits else self.Answer.NOT_ASKED}
            stamp |= {"scopes": "", "until": None, "answered_at": timezone.now()}
        if self.refuses:
            self._move(actor, self.version, "took_no_back", stamp)

    def say_for_child(self, actor: Actor, version: int, yes: bool) -> None:
        """Whoever looks after this child said so. Their yes reaches the network and no further.

        A no of the child’s own stands, whoever speaks for them.
        """
        if self.person is None or not self.person.under_age or not actor.in_charge:
            raise Denied(self.resource)
        if self.is_own_no:
            raise Denied(self.resource)
        must(actor, Verb.READ, self.lived.facts())
        must(actor, Verb.CHANGE, self.person.facts())
        stamp = {
            "answer": self.Answer.YES if yes else self.Answer.NO,
            "scopes": barred(["network"]) if yes else "",
            "answered_at": timezone.now(),
            "guarded": True,
            "until": None,
        }
        self._move(actor, version, "said_for_child", stamp)

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person answered twice: the stricter answer holds, whatever it is about.

        >>> one, other = Consent(answer="yes", scopes="|network|recap|"), Consent(answer="no")
        >>> one.joined_with(other)["answer"], one.joined_with(other)["scopes"]
        ('no', '')
        >>> own, said_for = Consent(answer="no"), Consent(answer="no", guarded=True)
        >>> own.joined_with(said_for)["guarded"], said_for.joined_with(own)["guarded"]
        (False, False)
        """
        both = (self, other)
        said = min((one.answer for one in both), key=STRICT.index)
        yes = said == self.Answer.YES
        days = [one.until for one in both if one.until]
        hidden = [one.hidden_at for one in both if one.hidden_at]
        called = min((one.called for one in both), key=UNNAMED.index)
        return {
            "answer": said,
            "scopes": barred(self.reach & other.reach) if yes else "",
            "until": min(days) if days and yes else None,
            "hidden_at": min(hidden) if hidden else None,
            "guarded": not any(o.is_own_no for o in both) and (self.guarded or other.guarded),
            "called": called,
            "other_name": next((o.other_name for o in both if o.called == called), ""),
        }

    def name_for(self, name: str) -> str:
        """How somebody called this is named where they are shown.

        >>> Consent(called="first").name_for("Kofi Mensah")
        'Kofi'
        """
        if self.called == self.Called.NONE:
            return __("somebody")
        if self.called == self.Called.CHANGED:
            return self.other_name or __("somebody")
        return name.split()[0] if self.called == self.Called.FIRST and name.split() else name

    @property
    def goes_unnamed(self) -> bool:
        """Whether their face and their page would say what their name must not."""
        return self.called in (self.Called.CHANGED, self.Called.NONE)

    def stands_named_in(self, lived: Any) -> bool:
        """Whether the words themselves name somebody in another way than they chose: by the whole
        name, or by one word of it."""
        if self.person is None:
            return False
        parts = getattr(lived, "parts", ("caption", "behind", "alt"))
        text = "\n".join(str(getattr(lived, name)) for name in parts)
        form = "as" if self.called == self.Called.CHANGED else str(self.called)
        who = Named(self.person.name, form, self.other_name)
        return any(spot.sure for spot in spots(text, [who]))


@task()
def post_question(key: str, contact: str) -> None:
    """A letter with the link of a question. The queue holds keys alone."""
    Consent.post(key, contact)
