"""Stories: when somebody turned up for the person, or the person for somebody."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.design.quoting import quoted
from closeknit.networks.models import Stale, check_partial_date
from closeknit.networks.models.base import barred
from closeknit.policy import TABLE, Actor, Audience, Denied, Level, Sharing, Verb, may, must

from .consents import Consent
from .kept import Kept
from .lived import Lived
from .moments import Moment

TITLE_WORDS = 18
SENTENCE = re.compile(r"(.+?)([.!?…]+[”’\"')]*)(?=\s|$)")


def first_sentence(line: str) -> tuple[str, str]:
    """The first sentence of a line, and how it ends.

    >>> first_sentence("June brought soup. She stayed.")
    ('June brought soup', '.')
    """
    found = SENTENCE.match(line)
    return (found[1], found[2]) if found else (line, "")


class Story(Kept, Lived):
    """What happened, told one part at a time; every part may be left out.

    Until it is told it is a draft, which only its author reads; somebody paid keeps nothing from
    the person, so theirs is read by both. `supports` are the kinds of support it is about.
    """

    class Way(models.TextChoices):
        RECEIVED = "received", _("Somebody turned up for the person")
        GIVEN = "given", _("The person turned up for somebody")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        BIG = "big", _("Big")

    resource = "story"
    lived_as = "story"
    parts = ("happened", "mattered", "felt", "changed", "pass_on")
    kept_fields = ("way", "on", "place", "size", "supports", "hard", *parts)
    agreed_to = (*parts, *Kept.file_fields)

    way = models.CharField(max_length=8, choices=Way, default=Way.RECEIVED)
    happened = models.TextField(blank=True, max_length=20000)
    on = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    place = models.CharField(max_length=120, blank=True)
    size = models.CharField(max_length=5, blank=True, choices=Size)
    supports = models.JSONField(default=list, blank=True)
    mattered = models.TextField(blank=True, max_length=8000)
    felt = models.TextField(blank=True, max_length=8000)
    changed = models.TextField(blank=True, max_length=8000)
    pass_on = models.TextField(blank=True, max_length=8000)
    hard = models.BooleanField(default=False)
    moment = models.ForeignKey(
        "stories.Moment", on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta(Lived.Meta):
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["network", "binned_at"])]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"story {self.pk}"

    def in_short(self) -> str:
        said = next((text for text in map(self.__getattribute__, self.parts) if text), "")
        if not said:
            return self.without_words() or super().in_short()
        return quoted(Truncator(said).words(8))

    @property
    def title(self) -> str:
        """Its first line stands over it; a long one is cut at a word."""
        first = self.happened.strip().partition("\n")[0]
        sentence, end = first_sentence(first)
        return Truncator(sentence + end).words(TITLE_WORDS) if sentence else self.in_short()

    @property
    def rest(self) -> str:
        """What happened, after the line that stands over it; all of it where that was cut."""
        said = self.happened.strip()
        return said[len(self.title) :].strip() if said.startswith(self.title) else said

    def is_told(self) -> bool:
        return self.told_at is not None

    def says_anything(self) -> bool:
        """Whether anything of it is written, said aloud or shown."""
        return any(getattr(self, name) for name in (*self.parts, *self.file_fields))

    @classmethod
    def begin(cls, actor: Actor, **said: Any) -> Story:
        """A draft, read by nobody else until it is told."""
        level = Level.PERSON if actor.paid else Level.ONLY_ME
        return cls.make(actor, "began_story", audience=level, **said)

    @classmethod
    def from_moment(cls, actor: Actor, moment: Moment) -> Story:
        """A moment becomes the beginning of a story; the same draft where there is one."""
        here = cls.everyones.filter(moment=moment, author=actor.account, binned_at=None)
        with in_turn(actor.network):
            found: Story | None = here.filter(told_at=None).first()
            if found is not None:
                return found
            row = cls.begin(actor, moment=moment, happened=moment.text, hard=moment.hard)
            if moment.person is not None:
                Consent.put_in(actor, row, moment.person)
            return row

    def keep(self, actor: Actor, version: int, **said: Any) -> None:
        """What was written so far. Once it is told, each change is a deed that is written down.

        A draft leaves neither entries nor earlier texts: it is saved while somebody types, and
        nobody has read it.

        Raises:
            Stale: it was changed in between. Nothing is written.
        """
        if self.told_at:
            self.revise(actor, version, **said)
            return
        must(actor, Verb.CHANGE, self.facts())
        stamp = {**said, "version": version + 1, "changed_at": timezone.now()}
        with in_turn(actor.network):
            seen = type(self).everyones.filter(pk=self.pk, version=version, told_at=None)
            if not seen.update(**stamp):
                raise Stale(type(self).everyones.get(pk=self.pk))
        for name, value in stamp.items():
            setattr(self, name, value)

    def tell(
        self,
        actor: Actor,
        version: int,
        wanted: Audience,
        *,
        hard: bool = False,
        at: dt.datetime | None = None,
    ) -> Sharing:
        """It is told: to these people at once, as far as a new story may begin.

        To more people than that it is opened as soon as everybody whose yes it takes has agreed;
        until then the stewards read it.
        """
        if self.author_id != actor.account:
            raise Denied(self.resource)
        usual = TABLE[self.resource].level
        at_once = may(actor, Verb.CREATE, wanted.on(self.facts()))
        first = wanted if at_once else Audience(usual, frozenset(), wanted.kept_out)
        stamp = {
            "told_at": self.told_at or at or timezone.now(),
            "hard": hard,
            "audience": first.level,
            "let_in": barred(first.let_in),
            "kept_out": barred(first.kept_out),
        }
        with in_turn(actor.network):
            must(actor, Verb.CREATE, first.on(self.facts()))
            self._move(actor, version, "told_story", stamp)
            if at_once:
                return Sharing(allowed=True)
            return self.share(actor, self.version, wanted)
