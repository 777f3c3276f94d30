"""Letters that others send somebody by hand, and the one click after which none come."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from closeknit.accounts.record import in_turn, record
from closeknit.policy import Actor, Role

from . import tokens
from .base import Row


class WrittenTo(Row):
    """Somebody whom others may write to, until they want no letters from this network.

    Whoever has an account chooses on their own pages how they are told.
    """

    no_letters_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        abstract = True

    @property
    def stop_token(self) -> str:
        return tokens.stop(str(self.pk))

    @classmethod
    def by_stop(cls, key: str, token: str) -> Self | None:
        """Whose letters this address stops; of two who were put together, the one who stayed."""
        if not constant_time_compare(tokens.stop(key), token):
            return None
        row: Any = cls.everyones.filter(pk=key).select_related("network").first()
        merges: Any = apps.get_model("networks", "Merge")
        merge = merges.of_gone(row) if row is not None else None
        found: Self | None = row if merge is None else merge.kept
        return found

    def stop_letters(self) -> None:
        """No letter comes any more that somebody here sends by hand."""
        self._want("wants_no_letters", timezone.now())

    def let_letters_come(self) -> None:
        """It was a mistake, or they think otherwise now."""
        self._want("wants_letters", None)

    def _want(self, deed: str, at: Any) -> None:
        """Who they are does not change by it: a form that is open stays good."""
        actor = Actor("", self.network_id, Role.LINK, row=str(self.pk))
        with in_turn(self.network_id):
            rows = type(self).everyones.filter(pk=self.pk, no_letters_at__isnull=at is not None)
            if rows.update(no_letters_at=at):
                record(actor, deed, self.resource, str(self.pk), level=self.audience)
        self.no_letters_at = at
