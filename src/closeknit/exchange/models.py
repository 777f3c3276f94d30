"""What waits to be brought in, and what came back with a network.

A draft of contacts is seen by nobody but whoever brought it, gone after seven days or when used; it
holds what the page that chooses among them shows, and nothing more of the file. A parcel is the
archive of a whole network that somebody is looking into; it is gone after a day or when used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.accounts.record import in_turn, record
from closeknit.core.formats.contact import Contact, Contacts, Sort
from closeknit.core.formats.duplicates import fold
from closeknit.core.network import Kind
from closeknit.networks.models import Arrival, Comer, Row
from closeknit.policy import Actor, Level, Verb, must, new_key

from .alike import Alikeness, compare

KINDS = {
    Sort.INDIVIDUAL: Kind.PERSON,
    Sort.GROUP: Kind.GROUP,
    Sort.ORGANISATION: Kind.PLACE,
}
WAYS = ("phone", "email", "address", "birthday")


class Draft(Row):
    """Contacts out of one file, waiting for somebody to say who belongs."""

    DAYS = 7
    resource = "draft"

    source = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    groups = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    more_problems = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @classmethod
    def begin(cls, actor: Actor, book: Contacts) -> Self:
        """Keep what was read until somebody has chosen. Nobody is on the map by this."""
        groups = sorted({group for one in book.found for group in one.groups}, key=str.casefold)
        alike = compare(actor, book.found)
        with transaction.atomic():
            draft = cls.make(
                actor,
                source=book.source[:40],
                count=len(book.found),
                groups=groups[:100],
                ignored=list(book.ignored),
                problems=[[p.row, p.reason, p.excerpt] for p in book.problems],
                more_problems=book.more_problems,
            )
            rows = (Found.of(draft, one, alike[at]) for at, one in enumerate(book.found))
            Found.everyones.bulk_create(rows, batch_size=500)
        return draft

    def choose(self, shown: Iterable[str], ticked: Iterable[str]) -> None:
        """Keep the ticks of one page. Not a deed: nobody but its author ever sees it."""
        here = {key for key in shown if key.isalnum()}
        chosen = {key for key in ticked if key.isalnum()}
        rows = self.contacts.filter(pk__in=here)
        rows.filter(pk__in=chosen).update(ticked=True)
        rows.exclude(pk__in=chosen).update(ticked=False)

    @property
    def chosen(self) -> models.QuerySet[Found]:
        return self.contacts.filter(ticked=True)

    def bring(self, actor: Actor, ways: Iterable[str], circle: int | None) -> Arrival:
        """Those who were ticked come onto the map, all or nobody, and the draft is gone.

        Raises:
            DoesNotExist: it was brought or thrown away in the same moment.
        """
        must(actor, Verb.CHANGE, self.facts())
        wanted = set(ways)
        with in_turn(actor.network):
            Draft.visible_to(actor).select_for_update().get(pk=self.pk)
            comers = [one.comer(wanted) for one in self.chosen]
            # The arrival takes over the draft's key, so that asking twice brings them once.
            arrival = Arrival.bring(actor, self.source, comers, circle=circle, key=self.pk)
            self.delete()
        return arrival

    def throw_away(self, actor: Actor) -> None:
        """Nothing of it stays."""
        must(actor, Verb.DELETE, self.facts())
        with transaction.atomic():
            record(actor, "threw_away", self.resource, self.pk, level=self.audience)
            self.delete()

    @classmethod
    def was_thrown_away(cls, actor: Actor, key: str) -> bool:
        """Whether this actor threw away the draft that had this key."""
        mine = Entry.objects.filter(network=actor.network, account=actor.account, row=key)
        return mine.filter(deed="threw_away").exists()

    @classmethod
    def forget_old(cls, now: dt.datetime | None = None) -> int:
        """Drafts that nobody came back to for seven days."""
        before = (now or timezone.now()) - dt.timedelta(days=cls.DAYS)
        drafts = cls.everyones.filter(made_at__lt=before)
        count = drafts.count()
        drafts.delete()
        return count


class Found(Row):
    """One contact of a draft, as the page shows it."""

    resource = "draft"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="contacts")
    place = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in Kind])
    hint = models.CharField(max_length=250, blank=True)
    labels = models.TextField(blank=True)  # one a line, a line break before and after each
    ways = models.JSONField(default=list)
    words = models.TextField()
    sorted_by = models.CharField(max_length=120)
    known = models.JSONField(default=list)
    twins = models.JSONField(default=list)
    ticked = models.BooleanField(default=False)

    class Meta:
        ordering = ["sorted_by", "place"]
        indexes = [models.Index(fields=["draft", "sorted_by", "place"])]

    def __str__(self) -> str:
        return f"found {self.pk}"

    @classmethod
    def of(cls, draft: Draft, contact: Contact, alike: Alikeness) -> Self:
        hint = ", ".join(filter(None, [contact.title, contact.organisation]))
        hint = "" if contact.organisation == contact.name else hint
        words = [contact.name, hint, *contact.groups, *contact.emails]
        return cls(
            network_id=draft.network_id,
            author_id=draft.author_id,
            audience=Level.ONLY_ME,
            draft=draft,
            place=alike.place,
            row=contact.row,
            name=contact.name[:120],
            kind=KINDS[contact.sort],
            hint=hint,
            labels="\n".join(["", *contact.groups, ""]) if contact.groups else "",
            ways=[list(way) for way in ways_of(contact)],
            words=fold(" ".join(words)),
            sorted_by=fold(contact.name)[:120],
            known=[list(pair) for pair in alike.known],
            twins=list(alike.twins),
        )

    @property
    def groups(self) -> list[str]:
        return self.labels.split("\n")[1:-1]

    def comer(self, wanted: set[str]) -> Comer:
        ways = tuple((how, value[:300]) for how, value in self.ways if how in wanted)
        return Comer(self.name, self.kind, ways)


def ways_of(contact: Contact) -> Iterator[tuple[str, str]]:
    """How to reach somebody: what is kept of those who are chosen, if whoever chooses agrees."""
    yield from (("phone", phone) for phone in contact.phones)
    yield from (("email", email) for email in contact.emails)
    yield from (("address", address) for address in contact.addresses)
    if contact.birthday:
        yield "birthday", str(contact.birthday)


class Parcel(models.Model):
    """The archive of a network that somebody is looking into, before they bring it back."""

    HOURS = 24
    FOLDER = "parcels"

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    file = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"parcel {self.pk}"

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """The parcels of this account; nobody else sees them."""
        return cls.objects.filter(account=account)

    @classmethod
    def keep(cls, account: str, content: Any) -> Self:
        """The file is on the disk before the row says so. One at a time: earlier ones go."""
        cls.throw_away(cls.of(account))
        key = new_key()
        name = default_storage.save(f"{cls.FOLDER}/{key[:2]}/{key}.zip", content)
        try:
            return cls.objects.create(key=key, account_id=account, file=name)
        except BaseException:
            default_storage.delete(name)
            raise

    @classmethod
    def throw_away(cls, parcels: models.QuerySet[Self]) -> int:
        names = list(parcels.values_list("file", flat=True))
        parcels.delete()
        for name in names:
            default_storage.delete(name)
        return len(names)

    @classmethod
    def forget_old(cls, now: dt.datetime | None = None) -> int:
        """Those that nobody came back to within a day."""
        before = (now or timezone.now()) - dt.timedelta(hours=cls.HOURS)
        count = cls.throw_away(cls.objects.filter(made_at__lt=before))
        for name in cls._files():  # whose account is gone, or that never came to a row
            old = default_storage.get_modified_time(name) < before
            if old and not cls.objects.filter(file=name).exists():
                default_storage.delete(name)
        return count

    @classmethod
    def _files(cls) -> list[str]:
        if not default_storage.exists(cls.FOLDER):
            return []
        folders = [f"{cls.FOLDER}/{one}" for one in default_storage.listdir(cls.FOLDER)[0]]
        return [f"{one}/{name}" for one in folders for name in default_storage.listdir(one)[1]]


class Return(Row):
    """What came back with a network: who wrote what, as words, and the record of the house before.

    `writers` are names by their short word in the archive, `wrote` says which of them wrote a row
    (by its key) or changed an earlier text (by key and version). Nobody gets in by any of it.
    """

    DAYS = 30
    resource = "arrival"

    taken_at = models.DateTimeField()
    writers = models.JSONField(default=dict)
    wrote = models.JSONField(default=dict)
    told = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"return {self.pk}"

    @classmethod
    def of_parcel(cls, account: str, parcel: str) -> Self | None:
        """What this parcel became: it took over the parcel's key."""
        return cls.everyones.filter(pk=parcel, author=account).first()
