"""A letter that is made once and sent once, whatever happens to the worker in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.policy import new_key

LEASE = dt.timedelta(minutes=2)
"""How long one worker has a letter to itself; longer than any mail server may take to answer."""
AGAIN = dt.timedelta(minutes=10)
"""How long a job may wait in the queue before another is made for the same letter."""
WAITS = [dt.timedelta(minutes=minutes) for minutes in (5, 30, 120, 360)]
"""After which pause a letter that the mail server did not take is tried again."""
KEPT = dt.timedelta(days=60)


class Posting(models.Model):
    """One letter. Whoever has a kind of them says to whom it goes, and that two make one.

    `try_at` is the first moment at which a worker may take it; whoever takes it moves it ahead.
    `asked_at` is when a job was last made for it.
    A letter that was `sending` when its worker died is sent again under the same Message-ID.
    """

    class State(models.TextChoices):
        WAITS = "waits", "waits"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        NOTHING = "nothing", "there was nothing to tell"
        STUCK = "stuck", "the mail server did not take it"

    OPEN: ClassVar = (State.WAITS, State.SENDING)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    slot = models.CharField(max_length=60)
    row = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITS)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"letter {self.pk}"

    def end(self, state: str) -> None:
        """What became of it. Whoever was slower finds that it has ended."""
        open_now = type(self).objects.filter(pk=self.pk, state__in=self.OPEN)
        open_now.update(state=state, ended_at=timezone.now())
        self.state = state

    def was_not_taken(self) -> None:
        """The mail server did not take it: once more later, and after some tries no more."""
        if self.tries >= len(WAITS):
            self.end(self.State.STUCK)
            return
        later = timezone.now() + WAITS[self.tries]
        mine = type(self).objects.filter(pk=self.pk, state=self.State.SENDING)
        mine.update(state=self.State.WAITS, try_at=later, tries=F("tries") + 1)

    def put_off(self) -> None:
        """Not in somebody's quiet hours: looked at again a little later, as often as it takes."""
        mine = type(self).objects.filter(pk=self.pk, state=self.State.SENDING)
        mine.update(state=self.State.WAITS, try_at=timezone.now() + AGAIN)

    @classmethod
    def left_over(cls) -> models.QuerySet[Self]:
        """Letters that are open and in nobody's hands: their worker died, or it is time again."""
        now = timezone.now()
        free = cls.objects.filter(state__in=cls.OPEN, try_at__lte=now, asked_at__lte=now - AGAIN)
        found: models.QuerySet[Self] = free.order_by("due_at", "key")
        return found

    def ask_again(self) -> bool:
        """Whether it is for us to make another job for it: one of two who ask is told yes."""
        mine = type(self).objects.filter(pk=self.pk, asked_at=self.asked_at)
        return bool(mine.update(asked_at=timezone.now()))

    @classmethod
    def send_left_over(cls, again: Callable[[str], object]) -> None:
        """Another job, by `again`, for each letter that nobody works on; both or neither."""
        for one in cls.left_over():
            with transaction.atomic():
                if one.ask_again():
                    again(one.pk)

    @classmethod
    def forget_old(cls) -> None:
        """What was sent long ago, and when, is nobody's business any more."""
        cls.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()

    @property
    def message_id(self) -> str:
        """The same for the same slot, however often it is sent; it says nothing of anybody."""
        said = salted_hmac("closeknit.notices.letter", self.pk, algorithm="sha256").hexdigest()
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or settings.HOSTNAME
        return f"<{said[:40]}@{host}>"
