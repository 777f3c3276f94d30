"""Who may see a row, and the verbs that change it: to show, to narrow, to hide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.apps import apps
from django.db import IntegrityError, models
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import (
    WIDE,
    Actor,
    Audience,
    Denied,
    Facts,
    Level,
    Role,
    Sharing,
    Turn,
    Yes,
    sharing,
)
from closeknit.policy.sharing import hidden_from_others, own_words

SHARE = "share"
"""The kind of a proposal that waits to show a row to more people."""


class Shared(models.Model):
    """A row whose audience somebody may choose."""

    resource: ClassVar[str]
    pk: Any

    audience = models.CharField(max_length=12, choices=[(level, level) for level in Level])
    # Keys of people or accounts that were chosen, or left out, each between bars: |key|key|
    let_in = models.TextField(blank=True, default="")
    kept_out = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def facts(self, member: bool | None = None) -> Facts:
        """What the policy wants to know about this row."""
        raise NotImplementedError

    def _move(
        self, actor: Actor, version: int, deed: str, changes: dict[str, Any], on_behalf: str = ""
    ) -> None:
        raise NotImplementedError

    def share(self, actor: Actor, version: int, wanted: Audience) -> Sharing:
        """Show the row to these people: at once, or as soon as everybody it concerns has agreed.

        Raises:
            Denied: never for this actor, or never for this row.
            Stale: somebody changed the row since `version`. Nothing is written.
        """
        found = sharing(actor, self.facts(), wanted)
        if not found.allowed:
            raise Denied(self.resource)
        asked = self._asked(found)
        if found.needs - {Yes.IN_IT} or asked:
            self._ask(actor, asked, wanted)
        else:  # whoever is in it takes no part here, so that nobody is left to ask
            found = replace(found, needs=frozenset())
            self._show(actor, version, found.turn, wanted)
        return found

    def hide(self, actor: Actor) -> None:
        """Hide now, talk later: only its author and the person see it from here on."""
        self.share(actor, self.version, hidden_from_others(self.facts()))

    def widen(self, actor: Actor, proposal: Any) -> None:
        """Everybody agreed: more people see it, unless its audience was changed since."""
        facts = self.facts()
        agreed = {proposal.author_id, *(r["by"] for r in proposal.answers if r["said"] == "yes")}
        if own_words(self.resource) and facts.author not in agreed:
            raise Denied(self.resource)
        told = proposal.detail
        if read(told["from"]) == Audience.of(facts):
            on_behalf = proposal.on_behalf()
            self._show(actor, self.version, Turn.WIDER, read(told["to"]), on_behalf)

    def narrow_again(self, actor: Actor, proposal: Any) -> None:
        """The person did not want it: seen by the same people as before, if it still is wider."""
        if read(proposal.detail["to"]) == Audience.of(self.facts()):
            self._show(actor, self.version, Turn.NARROWER, read(proposal.detail["from"]))

    def _show(
        self, actor: Actor, version: int, turn: Turn, wanted: Audience, on_behalf: str = ""
    ) -> None:
        if wanted == Audience.of(self.facts()) and version == self.version:
            return
        deed = "opened_to_more" if turn is Turn.WIDER else "narrowed"
        lists = {"let_in": barred(wanted.let_in), "kept_out": barred(wanted.kept_out)}
        try:
            with in_turn(actor.network):
                change = {"audience": wanted.level, **lists}
                self._move(actor, version, deed, change, on_behalf)
        except IntegrityError:  # the same is said already, where these people see it
            self._move(actor, version, deed, {"binned_at": timezone.now()})

    @classmethod
    def narrow_all(cls, actor: Actor, rows: Iterable[Shared]) -> None:
        """These rows go no further than the person and stewards. Whoever was left out stays so."""
        for row in rows:
            if Level(row.audience) in WIDE:
                row._move(actor, row.version, "narrowed", {"audience": Level.STEWARDS})

    def _asked(self, found: Sharing) -> list[str]:
        """The accounts whose yes it takes beside the person's."""
        facts = self.facts()
        asked = [facts.author] if Yes.AUTHOR in found.needs else []
        in_it = Yes.IN_IT in found.needs
        return [*asked, *accounts_of(facts.network, facts.about)] if in_it else asked

    def _ask(self, actor: Actor, asked: list[str], wanted: Audience) -> None:
        """Let it wait for a yes. The proposal holds keys and nothing that was written."""
        detail = {"to": written(wanted), "from": written(Audience.of(self.facts()))}
        proposal: Any = apps.get_model("networks", "Proposal")
        with in_turn(self.facts().network):
            more = {"both": bool(asked), "kept_out": self.kept_out}
            waiting = proposal.put(actor, SHARE, self, asked=asked, detail=detail, **more)
            if actor.role is Role.PERSON:
                waiting.say_yes(actor)  # asking for it is saying so


def accounts_of(network: str, person: str) -> list[str]:
    """The accounts that take part as this person."""
    membership = apps.get_model("networks", "Membership")
    here = membership.active().filter(network=network, person=person)
    return list(here.values_list("account_id", flat=True))


def written(audience: Audience) -> dict[str, Any]:
    """An audience as a proposal keeps it."""
    lists = {"let_in": sorted(audience.let_in), "kept_out": sorted(audience.kept_out)}
    return {"level": str(audience.level), **lists}


def read(told: dict[str, Any]) -> Audience:
    """The audience out of what a proposal keeps.

    >>> some = Audience(Level.CHOSEN, frozenset("a"))
    >>> read(written(some)) == some
    True
    """
    return Audience(Level(told["level"]), frozenset(told["let_in"]), frozenset(told["kept_out"]))


def barred(keys: Iterable[str]) -> str:
    """Keys as a column keeps them: none can be found inside another.

    >>> barred(["b", "a"])
    '|a|b|'
    """
    found = sorted(set(keys))
    return f"|{'|'.join(found)}|" if found else ""


def unbarred(told: str) -> frozenset[str]:
    """The keys out of such a column.

    >>> sorted(unbarred("|a|b|"))
    ['a', 'b']
    """
    return frozenset(filter(None, told.split("|")))
