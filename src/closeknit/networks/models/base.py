"""What every row has: its tenant, author, version and audience; and its one door."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import IntegrityError, models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.record import in_turn, record
from closeknit.accounts.sentences import noun
from closeknit.policy import (
    NOBODY,
    TABLE,
    WIDE,
    Actor,
    Channel,
    Denied,
    Facts,
    Level,
    Lookups,
    Verb,
    about_hidden,
    must,
    new_key,
    visible,
)

from .shared import SHARE, Shared
from .shared import barred as barred
from .shared import unbarred as unbarred
from .versions import Earlier, Version

SEEN_AS_USUAL = Q(audience=Level.STEWARDS, kept_out="")
"""Where saying a thing twice is saying it once. Whoever cannot see that it was said says it anew:
to be refused would tell them."""


class Stale(Exception):
    """Somebody else changed the row in between. Carries the row as it is now."""

    def __init__(self, row: OfATenant) -> None:
        super().__init__(f"{row.resource} {row.pk} is at version {row.version} now.")
        self.row: Any = row  # of the kind that was being changed


class OfATenant(Shared):
    """A row of one tenant. Reads go through `visible_to`, writes through the verbs below.

    `tenant_lookup` is the column that holds the tenant's key, `versions` where earlier states go.
    """

    resource: ClassVar[str]
    tenant_lookup: ClassVar[str]
    versions: ClassVar[type[Earlier]]
    is_a_tenant: ClassVar[bool] = False
    own_lookup: ClassVar[str] = "author_id"
    about_lookup: ClassVar[str] = ""
    people_in_it: ClassVar[tuple[str, ...]] = ()
    kept_fields: ClassVar[tuple[str, ...]] = ()
    file_fields: ClassVar[tuple[str, ...]] = ()

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    binned_at = models.DateTimeField(null=True, blank=True)

    # Named so that an unscoped query shows: only this package and the door may say `everyones`.
    everyones: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "everyones"
        base_manager_name = "everyones"

    @classmethod
    def member_condition(cls) -> Q:
        """The condition that the person this row is about takes part in the network."""
        return NOBODY

    @classmethod
    def unasked_condition(cls) -> Q | None:
        """The condition that somebody in the row has not agreed to be shown; None for never."""
        return None

    @classmethod
    def visible_to(cls, actor: Actor, channel: Channel = Channel.LIST) -> models.QuerySet[Self]:
        """The rows this actor may read, without those in the bin."""
        return cls.ever_visible_to(actor, channel).filter(binned_at=None)

    @classmethod
    def about_them(cls, actor: Actor) -> Q:
        """Rows that are this actor's own data because they are about them."""
        known = bool(cls.about_lookup and actor.person)
        return Q(**{cls.about_lookup: actor.person}) if known else NOBODY

    @classmethod
    def one_for(cls, actor: Actor, key: str) -> Self | None:
        """This one row, if this actor may read it; None for a key no database would look for."""
        return None if "\0" in key else cls.visible_to(actor).filter(pk=key).first()

    @classmethod
    def ever_visible_to(
        cls, actor: Actor, channel: Channel = Channel.LIST
    ) -> models.QuerySet[Self]:
        """The rows this actor may read, with those in the bin."""
        if cls.asks_for_more_than_itself():
            return cls._as_read_by(actor, channel)
        return cast("models.QuerySet[Self]", _as_read_before(cls, actor, channel).all())

    @classmethod
    def _as_read_by(cls, actor: Actor, channel: Channel) -> models.QuerySet[Self]:
        lookups = Lookups(
            cls.own_lookup,
            cls.about_lookup,
            cls.member_condition,
            cls.unasked_condition(),
            cls.tenant_lookup,
        )
        where = visible(actor, cls.resource, lookups, channel)
        return cls.without_hidden(cls.everyones.filter(where), actor)

    @classmethod
    def asks_for_more_than_itself(cls) -> bool:
        """Whether who reads a row hangs on something beside it, which a date or a yes may move."""
        return any(
            getattr(cls, name).__func__ is not getattr(OfATenant, name).__func__
            for name in ("member_condition", "unasked_condition", "without_hidden")
        )

    @classmethod
    def without_hidden(cls, rows: models.QuerySet[Self], actor: Actor) -> models.QuerySet[Self]:
        """These rows without what others said of people who are kept from this actor."""
        for person in cls.people_in_it:
            hidden = about_hidden(actor, person)
            if hidden is NOBODY:
                continue
            mine = Q(**{cls.own_lookup: actor.account or None})
            rows = rows.exclude(hidden & ~mine)
        return rows

    @classmethod
    def make(cls, actor: Actor, deed: str = "made", **fields: Any) -> Self:
        """Write a new row, with its entry in the record; `on_behalf` of whom, if of somebody."""
        level = fields.pop("audience", TABLE[cls.resource].level)
        on_behalf = fields.pop("on_behalf", "")
        here = {cls.tenant_lookup: actor.network, "author_id": actor.account or None}
        row = cls(**here, audience=level, **fields)
        row.audience = row.at_most()
        must(actor, Verb.CREATE, row.facts())
        with in_turn(actor.network):
            row.save(force_insert=True)
            record(actor, deed, cls.resource, row.pk, on_behalf, level=row.audience)
        return row

    @classmethod
    def once(cls, actor: Actor, deed: str, also: dict[str, Any] | None = None, **said: Any) -> Self:
        """The row that says this already, or a new one: saying it twice is saying it once."""
        same = cls.visible_to(actor).filter(**said)
        try:
            with in_turn(actor.network):
                return same.first() or cls.make(actor, deed, **said, **(also or {}))
        except IntegrityError:  # somebody beside us said it in the same moment
            found = same.first()
            if found is None:
                raise
            return found

    @property
    def tenant(self) -> str:
        """The key of the tenant this row belongs to."""
        return str(getattr(self, self.tenant_lookup))

    def facts(self, member: bool | None = None) -> Facts:
        """What the policy wants to know about this row; `member` where that is known already."""
        return Facts(
            resource=self.resource,
            network=self.tenant,
            author=self.own_key(),
            level=Level(self.audience),
            about=self.about_key(),
            member=self.is_about_a_member() if member is None else member,
            row=str(self.pk),
            let_in=unbarred(self.let_in),
            kept_out=unbarred(self.kept_out),
            # No workshop sees a child; asked only where it counts, since it may cost a query.
            child=self.audience == Level.WORKSHOP and self.is_about_a_child(),
        )

    def own_key(self) -> str:
        """The account whose row this is."""
        return self.author_id or ""

    def about_key(self) -> str:
        return ""

    def is_about_a_member(self) -> bool:
        return False

    def is_about_a_child(self) -> bool:
        return False

    def at_most(self) -> Level:
        """The audience a new row begins with: about a child, the person and stewards at most."""
        level = Level(self.audience)
        return Level.STEWARDS if level in WIDE and self.is_about_a_child() else level

    def in_short(self) -> str:
        """What this is, on a page."""
        return noun(self.resource)

    def kept_state(self) -> dict[str, Any]:
        """The fields that versions keep, as they are now."""
        return {name: getattr(self, name) for name in self.kept_fields}

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """Change fields of the row as somebody saw it at `version`; the earlier state is kept.

        Raises:
            Stale: it was changed in between. Nothing is written.
        """
        must(actor, Verb.CHANGE, self.facts())
        changes = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if not changes and version == self.version:
            return self
        self._move(actor, version, deed, changes)
        return self

    def bin(self, actor: Actor, deed: str = "removed") -> None:
        """Take the row away for thirty days, then for good."""
        must(actor, Verb.DELETE, self.facts())
        self._move(actor, self.version, deed, {"binned_at": timezone.now()})

    def take_back(self, actor: Actor, deed: str = "brought_back") -> None:
        """Bring the row back out of the bin."""
        must(actor, Verb.DELETE, self.facts())
        self._move(actor, self.version, deed, {"binned_at": None})

    def open_to(self, kind: str) -> bool:
        """Whether there is still something to do of this kind, once its yes is here."""
        return True

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """Do what somebody asked for, once the yes it waited for is here. Each row knows its own.

        The yes has been counted: here nobody is asked again, and `actor` is whoever said it last.
        """
        if proposal.kind != SHARE:
            raise Denied(self.resource)
        self.widen(actor, proposal)

    def turned_down(self, actor: Actor, proposal: Any) -> None:
        """What somebody asked for was answered with no. Mostly nothing was there yet to undo."""

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """Undo what was done in the person's name, now that they say it was not what they want."""
        if proposal.kind != SHARE:
            raise Denied(self.resource)
        self.narrow_again(actor, proposal)

    def _move(
        self,
        actor: Actor,
        version: int,
        deed: str,
        changes: dict[str, Any],
        on_behalf: str = "",
        **detail: Any,
    ) -> None:
        stamp = {**changes, "version": version + 1, "changed_at": timezone.now()}
        with in_turn(actor.network):
            seen = type(self).everyones.filter(pk=self.pk, version=version)
            before = seen.first()
            if before is None or not seen.update(**stamp):
                raise Stale(type(self).everyones.filter(pk=self.pk).first() or self)
            self.versions.keep(before, actor)
            level = narrower(before.audience, stamp.get("audience", before.audience))
            told = {"level": level, "version": version, **detail}
            record(actor, deed, self.resource, self.pk, on_behalf, **told)
        for name, value in stamp.items():
            setattr(self, name, value)


@lru_cache(maxsize=1024)
def _as_read_before(kind: type[OfATenant], actor: Actor, channel: Channel) -> models.QuerySet[Any]:
    """The question, kept without its answer: a page puts a dozen, each of many conditions.

    It hangs on nothing but the actor, whom the door makes anew for each request.
    """
    return kind._as_read_by(actor, channel)


class Row(OfATenant):
    """A row of one network."""

    tenant_lookup = "network_id"
    versions = Version
    once_each: ClassVar[tuple[str, ...]] = ()
    """What together is said once, where the database does not say so itself."""
    once_where: ClassVar[Q] = Q()
    """Of which rows that is so, beside those that are not in the bin."""

    network = models.ForeignKey("networks.Network", on_delete=models.CASCADE, related_name="+")

    class Meta(OfATenant.Meta):
        abstract = True

    def handed_to(self, name: str, gone: str, kept: str) -> dict[str, Any] | None:
        """The columns that change where `gone` in this field turns out to be `kept`.

        None where there is nothing left to say then.
        """
        field: Any = self._meta.get_field(name)
        return {field.attname: kept}

    def hang_on(self) -> list[tuple[Row, str]]:
        """Rows that belong to this one, each with its column: they follow it into its twin."""
        return []

    def joined_with(self, other: Any) -> dict[str, Any]:
        """What this row says from now on, once `other` turns out to say it of the same person."""
        return {}


def narrower(one: str, other: str) -> str:
    """Of two audiences the one that lets fewer people in.

    >>> narrower("stewards", "only_me")
    'only_me'
    """
    return min(one, other, key=[*Level].index)
