"""Asking somebody whether they may be shown: a link for whoever has no account here."""

from __future__ import annotations

from typing import Any, Self

from django.utils import timezone

from closeknit.networks.models import ByLink, Person
from closeknit.policy import Actor, Denied, Level, Role, Verb, may


class Asked(ByLink):
    """The question, and its link."""

    purpose = "consent"
    page = "consent_link"
    letter = "asked_about"
    letter_deed = "wrote_about"
    led_with = ("network", "person", "story", "photo")
    lived: Any

    class Meta(ByLink.Meta):
        abstract = True

    @classmethod
    def looked_after_by(cls, actor: Actor, key: str) -> Self | None:
        """Somebody in what this actor reads and looks after: its author, or who is in charge."""
        here = cls.everyones.filter(pk=key, network=actor.network, binned_at=None)
        row: Self | None = here.first()
        if row is None or row.person is None:
            return None
        lived = row.lived
        there = type(lived).visible_to(actor).filter(pk=lived.pk).exists()
        return row if there and row.may_be_asked_by(actor) else None

    def may_be_asked_by(self, actor: Actor) -> bool:
        """Its author asks; for what stewards read anyway, whoever is in charge does as well."""
        facts = self.lived.facts()
        if not may(actor, Verb.READ, facts):
            return False
        kept_back = facts.level in (Level.ONLY_ME, Level.PERSON)
        return facts.author == actor.account or (actor.in_charge and not kept_back)

    def can_be_asked(self) -> bool:
        """Whether there is anybody to ask: somebody living and of age, about something told."""
        return self.can_be_reached() and self._is_there()

    def _is_there(self) -> bool:
        """Whether what they are in is told, and read by anybody but its author."""
        lived = self.lived
        if lived is None or lived.binned_at or self.network.binned_at or not lived.is_told():
            return False
        return bool(lived.audience != Level.ONLY_ME)

    def ask(self, actor: Actor) -> None:
        """From now on they are asked: by a link, or on their own page."""
        if not self.may_be_asked_by(actor) or not self.can_be_asked():
            raise Denied(self.resource)
        row: Any = self
        stamp: dict[str, Any] = {"asked_at": timezone.now()}
        if row.answer == row.Answer.NOT_ASKED:
            stamp["answer"] = row.Answer.ASKED
        if not self.nonce and not self.takes_part():
            stamp |= self.new_link()
        row._move(actor, row.version, "asked_about", stamp)

    def must_be_asked_by(self, actor: Actor) -> None:
        if not self.may_be_asked_by(actor):
            raise Denied(self.resource)

    @property
    def of_a_child(self) -> bool:
        """Whether it is about somebody under age: their own no counts, a yes is not theirs."""
        return self.person is not None and bool(self.person.under_age)

    def stands(self) -> bool:
        """Whether there is somebody to answer, and something told to answer about."""
        person: Person | None = self.person
        return person is not None and not person.binned_at and self._is_there()

    def leads(self) -> bool:
        """Whether the link leads anywhere: as long as there is something to say no to.

        No link is for a child.
        """
        return self.stands() and not self.of_a_child

    @property
    def is_veiled(self) -> bool:
        """Whether somebody else in it wants it unseen: then nobody in it sees it, whatever they
        said. A no they say all the same, and take their own back: two who both said no could else
        never lift it."""
        return any(one.refuses for one in self.lived.in_it() if one.pk != self.pk)

    def is_found(self, reads: bool) -> bool:
        """Whether whoever is in it finds it on a page of their own, where they take part.

        A child is not asked: they find what somebody was asked about, or what they `read` anyway.
        """
        if not self.of_a_child:
            return self.leads()
        return self.stands() and (reads or self.has_a_say())

    def is_asked_anew(self) -> bool:
        """Whether it was changed since they answered, and waits for an answer once more."""
        row: Any = self
        waits, said = row.answer == row.Answer.ASKED, row.answered_at
        return bool(waits and said and said < self.lived.changed_at)

    def has_a_say(self) -> bool:
        """Whether they were asked, or anything was said by them or for them."""
        row: Any = self
        said = row.answered_at or row.hidden_at or self.asked_at
        return bool(said) or row.answer != row.Answer.NOT_ASKED

    def is_shown(self, reads: bool) -> bool:
        """Whether its words and its picture stand there as well: not while it is veiled.

        To a child only what they read anyway, or were asked about before it was known that they
        are one: the author chose whom to ask.
        """
        if self.is_veiled:
            return False
        return not self.of_a_child or reads or self.asked_at is not None

    def is_shown_to(self, actor: Actor, reads: bool) -> bool:
        """The same for somebody who comes in: whoever told it themselves sees it anyway."""
        return self.is_shown(reads) or self.lived.author_id == actor.account

    def only_says_no(self, actor: Actor) -> bool:
        """Where a yes would count too little: a child's own, one to what they do not see, or one
        by a link, for somebody who comes in themselves.

        Nor in a network that is kept as it was.
        """
        return self.of_a_child or self.is_veiled or self.is_for_another_way(actor)

    def is_for_another_way(self, actor: Actor) -> bool:
        """Whether somebody came by the link who would have to come in themselves for this."""
        return actor.role is Role.LINK and (bool(self.network.died_at) or self.takes_part())
