"""Earlier states of rows: what was there before somebody changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from closeknit.policy import Actor, Facts, Level, Verb, may, new_key


class Earlier(models.Model):
    """A row as it was before one change. Never edited; goes when the row goes for good.

    `author` is whoever made the change that ended this version, `at` when that was.
    """

    tenant_lookup: ClassVar[str]

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    audience = models.CharField(max_length=12)
    resource = models.CharField(max_length=20)
    row = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    state = models.JSONField(encoder=DjangoJSONEncoder)

    everyones: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"version {self.version} of {self.resource} {self.row}"

    @classmethod
    def keep(cls, row: Any, actor: Actor) -> Self:
        kept: Self = cls.everyones.create(
            **{cls.tenant_lookup: row.tenant},
            author_id=actor.account or None,
            audience=row.audience,
            resource=row.resource,
            row=row.pk,
            version=row.version,
            state=row.kept_state(),
        )
        return kept

    @classmethod
    def forget(cls, row: Any) -> None:
        """Earlier texts that must not be kept."""
        cls.everyones.filter(resource=row.resource, row=row.pk).delete()

    @classmethod
    def changed_by(cls, row: Any) -> str:
        """The account whose change made the row what it is now; empty when nobody changed it."""
        last = cls.everyones.filter(
            resource=row.resource, row=row.pk, version=row.version - 1
        ).first()
        return last.author_id or "" if last else ""

    @classmethod
    def changed_last(cls, resource: str, at: str = "") -> models.Subquery:
        """The same for each row of a query, or the row it leads to by `at`, in that query."""
        key, version = (f"{at}__pk", f"{at}__version") if at else ("pk", "version")
        before = models.OuterRef(version) - 1
        last = cls.everyones.filter(resource=resource, row=models.OuterRef(key), version=before)
        return models.Subquery(last.values("author")[:1])

    @classmethod
    def said_then(cls, resource: str, at: str, moment: str, field: str) -> models.Subquery:
        """What a field of the row to which `at` leads said at the moment in `moment`.

        Nothing where the row did not change since.
        """
        since = {"row": models.OuterRef(f"{at}__pk"), "at__gt": models.OuterRef(moment)}
        rows = cls.everyones.filter(resource=resource, **since).order_by("version")
        return models.Subquery(rows.values(f"state__{field}")[:1])

    def could_read(self, actor: Actor, row: Any) -> bool:
        """Whether the actor could have read the row as it was then; that they may now is known."""
        return may(actor, Verb.READ, replace(row.facts(member=False), level=Level(self.audience)))

    @classmethod
    def of_rows(cls, actor: Actor, keys: Iterable[str]) -> dict[str, list[Self]]:
        """The earlier states of these rows, the oldest first. Whoever asks asks the policy too."""
        found: dict[str, list[Self]] = {}
        rows = cls.everyones.filter(network=actor.network, row__in=list(keys))
        for state in rows.order_by("row", "version"):
            found.setdefault(state.row, []).append(state)
        return found

    @classmethod
    def before(cls, row: Any, actor: Actor, version: int) -> dict[str, Any] | None:
        """The row's state at an earlier version, if the actor may read the row now."""
        facts: Facts = row.facts()
        if not may(actor, Verb.READ, facts):
            return None
        found = cls.everyones.filter(resource=row.resource, row=row.pk, version=version).first()
        if found is None:
            return None
        was = replace(facts, level=Level(found.audience))
        if not may(actor, Verb.READ, was):  # what was kept from them then is not told now
            return None
        return dict(found.state)


class Version(Earlier):
    """A row of a network as it was."""

    tenant_lookup = "network_id"

    network = models.ForeignKey("networks.Network", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "row", "version"], name="one_row_a_version")
        ]
