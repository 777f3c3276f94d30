"""A link that is good for one answer; another one goes where the first one went."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.policy import Actor, Channel, Denied, Role, Verb, must

from . import tokens
from .by_link import ByLink, lately
from .people import Contact


class OneAnswer(ByLink):
    """A question whose link takes one answer.

    Whoever answered finds what they said at the same address (`spent_by`), and never changes it
    there. `used_at` says that the link there is was used; `spent_hash` is the fingerprint of the
    used one before it; `posted_to` is the key of the address the letter with it went to.
    """

    letter_again: ClassVar[str] = "another_link"
    """The words of the letter that brings another link."""

    used_at = models.DateTimeField(null=True, blank=True)
    spent_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    posted_to = models.CharField(max_length=16, blank=True, default="")

    class Meta(ByLink.Meta):
        abstract = True

    # The link --------------------------------------------------------------------------------

    @property
    def has_link(self) -> bool:
        return super().has_link and self.used_at is None

    def new_link(self) -> dict[str, Any]:
        """What makes a link of this row; nothing where there is one that nobody used yet."""
        if self.has_link:
            return {}
        return self.link() | {"used_at": None, "spent_hash": self.token_hash, "posted_at": None}

    @staticmethod
    def no_link() -> dict[str, Any]:
        """What ends a link for good, and the page of what was answered by it."""
        return ByLink.no_link() | {"used_at": None, "spent_hash": ""}

    @classmethod
    def led_by(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads; None when it leads nowhere, or took its answer."""
        found = super().led_by(token)
        return found if found is not None and found[0].has_link else None

    @classmethod
    def spent_by(cls, token: str) -> tuple[Self, Actor] | None:
        """What was answered by this address, which takes no other answer."""
        made = tokens.hashed(token)
        return cls._led(Q(spent_hash=made) | Q(token_hash=made, used_at__isnull=False))

    def uses(self, actor: Actor) -> dict[str, Any]:
        """What an answer leaves of the link it came by.

        Raises:
            Denied: the link took its answer already.
        """
        if actor.role is not Role.LINK:
            return {}
        if not self.has_link:
            raise Denied(self.resource)
        return {"used_at": timezone.now()}

    # Another one -----------------------------------------------------------------------------

    def sent(self, to: str) -> dict[str, Any]:
        return super().sent(to) | {"posted_to": to}

    def letter_now(self) -> str:
        return self.letter_again if self.spent_hash else self.letter

    def mailbox(self) -> Contact | None:
        """The address the link went to, if it is still theirs."""
        if not self.posted_to:
            return None
        there = Contact.everyones.filter(pk=self.posted_to, person=self.person_id, binned_at=None)
        found: Contact | None = there.filter(how=Contact.How.EMAIL).first()
        return found

    def can_have_another(self) -> bool:
        """Whether whoever answered may be sent another link: at once; once more after a day."""
        used = self.used_at is not None
        return (used or not lately(self.posted_at)) and self.can_be_asked()

    def sends_another(self, actor: Actor) -> Contact:
        """Another link, for whoever answered, to the address the first one went to.

        Raises:
            Denied: there is no such address, or a letter is on its way.
        """
        must(actor, Verb.CHANGE, self.facts(), Channel.LINK)
        to = self.mailbox()
        if to is None or not self.can_have_another():
            raise Denied(self.resource)
        stamp = self.new_link() | self.sent(to.pk)
        self._move(actor, self.version, "asked_for_another_link", stamp)
        return to

    def renew(self, actor: Actor) -> None:
        """Whoever asks makes another link where the first was used, to hand over or to send."""
        self.must_be_asked_by(actor)
        if self.used_at is None or not self.can_be_asked():
            raise Denied(self.resource)
        self._move(actor, self.version, "made_answer_link", self.new_link())
