"""What somebody brings along from a network: a copy of a story or a picture, put before the group.

The copy is their words, written anew for the group, and who is in it stays in charge: it is shown
as long as each of them says yes to a workshop, and goes in a recap with their yes to that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record
from closeknit.core.recap import Named
from closeknit.networks.models import Membership, Person, Proposal, Saying
from closeknit.policy import Actor, Denied, Level, Role, Verb, may
from closeknit.stories.models import TO_WORKSHOP, Consent, Photo, Story

from .going import Going
from .openings import OfAPlace
from .seats import Seat

SOURCES = ("story", "photo")
MOST = 60
FORMS = {"own": "own", "first": "first", "changed": "as", "none": "none"}
KEPT_BACK = frozenset({Level.ONLY_ME, Level.PERSON})
"""What only its author and the person read: nobody in it is asked, and it goes nowhere."""
TELLER = {"full": "own", "first": "first", "none": "none"}
"""How a consent and a place say how somebody is called, and how the core does."""


class Offer(OfAPlace):
    """One story or picture that somebody brought along, as the group reads it.

    `words` are a copy, which no later wording of the story changes; names in them give way to what
    each one chose at each look. Of a picture no second file is made: it is shown from where it
    hangs, so that it is gone from here as it is from there. `asked` is the question to the person
    in the middle, where somebody else tells; `called` how the person is named.
    """

    class Called(models.TextChoices):
        NONE = "none", _("Without a name")
        FIRST = "first", _("With their first name")
        OWN = "own", _("With their own name")

    resource = "offer"
    kept_fields: ClassVar = ()

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="offers")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="offers")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, null=True, related_name="offers")
    asked = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, related_name="+")
    words = models.TextField(max_length=4000)
    alt = models.CharField(max_length=300, blank=True)
    goes = models.BooleanField(default=False)
    named = models.CharField(max_length=8, choices=Going.Named, default=Going.Named.NONE)
    called = models.CharField(max_length=8, choices=Called, default=Called.NONE)

    class Meta(OfAPlace.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, photo__isnull=False) | Q(story__isnull=False, photo=None),
                name="one_thing_an_offer",
            )
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    @property
    def lived(self) -> Any:
        """The story or the picture it is a copy of."""
        return self.story or self.photo

    # Whether it is shown ---------------------------------------------------------------------

    @classmethod
    def standing(cls, *scopes: str) -> models.QuerySet[Self]:
        """Those that may be shown at this moment: to the group, or as far as these scopes say.

        Everything is asked anew: that it is there and told, by somebody who has their place and
        takes part in the network; and the yes of everybody in it, and of the person.
        """
        reach = {"workshop", *scopes}
        rows = cls.everyones.filter(cls._in_place())
        if "recap" in reach:
            rows = rows.filter(goes=True).exclude(Exists(cls._written_down()))
        return rows.filter(cls._shown("story", reach) | cls._shown("photo", reach))

    @staticmethod
    def _in_place() -> Q:
        """The condition that it is there, brought by somebody who has their place."""
        here = Q(binned_at=None, series__binned_at=None)
        return here & Q(seat__left_at=None, seat__binned_at=None, seat__waiting_since=None)

    @classmethod
    def _shown(cls, lived: str, reach: Iterable[str]) -> Q:
        """The condition for those of this kind. Who is not asked any more could not say no."""
        shown = ~Q(Exists(cls.without_yes(reach).filter(**{lived: OuterRef(lived)})))
        for condition in cls._conditions(lived).values():
            shown &= condition
        return shown

    @classmethod
    def _conditions(cls, lived: str) -> dict[str, Q]:
        """What must hold of those of this kind, each by a name; beside the yes of those in it."""
        here = Q(**{f"{lived}__isnull": False})
        there: dict[str, Any] = {"author": F("author"), "binned_at": None}
        there |= {"told_at__isnull": False} if lived == "story" else {}
        kept = Q(**{f"{lived}__audience__in": sorted(KEPT_BACK)})
        part = Membership.active().filter(account=OuterRef("author"))
        part = part.filter(network=OuterRef(f"{lived}__network"))
        yes = Q(asked__answer=Proposal.Answer.YES, asked__binned_at=None)
        own = Q(Exists(part.filter(role=Role.PERSON)))
        return {
            "told": here & Q(**{f"{lived}__{name}": said for name, said in there.items()}) & ~kept,
            "network": here & Q(**{f"{lived}__network__binned_at": None}),
            "part": here & Q(Exists(part)),
            "person": here & (own | yes),
        }

    @classmethod
    def without_yes(cls, reach: Iterable[str]) -> models.QuerySet[Consent]:
        """All in anything without their yes to all of this; whoever tells it says it by telling."""
        on = timezone.localdate()
        agreed = Q()
        for scope in sorted(reach):
            agreed &= Consent.agreed(scope, on)
        teller = Membership.active().filter(account=OuterRef("author"))
        teller = teller.filter(network=OuterRef("network"), person=OuterRef("person"))
        rows = Consent.of_somebody().exclude(agreed)
        return rows.exclude(Exists(teller) & ~Consent.refusing() & Q(person__under_age=False))

    @classmethod
    def lacking(cls, rows: Iterable[Self]) -> dict[str, frozenset[str]]:
        """By the key of each: what of all this does not hold now, by its name. One query."""
        conditions = [cls._conditions(lived) for lived in SOURCES]
        held = {name: conditions[0][name] | conditions[1][name] for name in conditions[0]}
        held |= {"place": cls._in_place(), "own": ~Q(Exists(cls._written_down()))}
        held = {f"has_{name}": condition for name, condition in held.items()}
        asked = {name: Case(When(one, then=True), default=False) for name, one in held.items()}
        found = cls.everyones.filter(pk__in=[row.pk for row in rows]).annotate(**asked)
        return {
            str(key): frozenset(
                name[4:] for name, holds in zip(held, said, strict=True) if not holds
            )
            for key, *said in found.values_list("pk", *held)
        }

    @staticmethod
    def _written_down() -> models.QuerySet[Saying]:
        """A yes that somebody else wrote down for the person: enough for the group, not for all."""
        return Saying.everyones.filter(proposal=OuterRef("asked"), answer="yes", binned_at=None)

    @classmethod
    def without_hidden(cls, rows: models.QuerySet[Self], actor: Actor) -> models.QuerySet[Self]:
        """Without what may not be shown now; whose it is sees it, to know what it waits for."""
        mine = Q(seat=actor.person or None)
        shown = Q(pk__in=cls.standing().values("pk"))
        return super().without_hidden(rows, actor).filter(mine | shown)

    # Bringing it along, and taking it back ---------------------------------------------------

    @classmethod
    def could_be(cls, account: str) -> list[tuple[Membership, Any]]:
        """What this account could bring along: their own, told, and theirs to share."""
        parts = {str(part.network_id): part for part in Membership.of(account)}
        here = {"author": account, "network__in": list(parts), "binned_at": None}
        stories = Story.everyones.filter(**here, told_at__isnull=False).order_by("-told_at")
        photos = Photo.everyones.filter(**here).order_by("-made_at")
        rows: list[Any] = [
            *Story.with_people(stories.exclude(audience__in=sorted(KEPT_BACK)))[:MOST],
            *Photo.with_people(photos.exclude(audience__in=sorted(KEPT_BACK)))[:MOST],
        ]
        found = [(parts[str(row.network_id)], row) for row in rows]
        return [(part, row) for part, row in found if cls.may_be(part, row)]

    @staticmethod
    def may_be(part: Membership, row: Any) -> bool:
        """Whether its author may share it; nobody does so where the network is kept as it was."""
        actor = part.actor()
        return not actor.frozen and may(actor, Verb.SHARE, row.facts())

    @classmethod
    def bring(cls, actor: Actor, part: Membership, lived: Any, **said: Any) -> Self:
        """Put a copy before the group. Where the person in the middle has to say yes, it waits."""
        giver = part.actor()
        if actor.account != giver.account or lived.author_id != actor.account:
            raise Denied(cls.resource)
        if not cls.may_be(part, lived) or lived.audience in KEPT_BACK:
            raise Denied(cls.resource)
        with in_turn(actor.network):
            asked = None
            if giver.role is not Role.PERSON:
                usual = {"called": cls.Called.NONE, "goes": False, "words": "", "alt": ""}
                detail = {"series": actor.network, **usual}  # the yes is to these words alone
                detail |= {name: said[name] for name in usual if name in said}
                asked = cls._question(giver, lived, detail)
            what = {lived.resource: lived, "seat_id": actor.person, "asked": asked}
            row = cls.make(actor, "brought_along", **what, **said)
            record(giver, "gave_to_workshop", lived.resource, lived.pk, level=lived.audience)
            return row

    @staticmethod
    def _question(giver: Actor, lived: Any, detail: dict[str, Any]) -> Proposal:
        """The question to the person; the same one where it was asked and answered with yes."""
        same = {"kind": TO_WORKSHOP, "target": lived.pk, "author": giver.account}
        before = Proposal.everyones.filter(**same, network=giver.network, binned_at=None)
        said = before.filter(answer=Proposal.Answer.YES).order_by("-made_at")
        found = next((one for one in said if one.detail == detail), None)
        return found or Proposal.put(giver, TO_WORKSHOP, lived, detail=detail)

    # How it reads ----------------------------------------------------------------------------

    @classmethod
    def names(cls, rows: Iterable[Self]) -> Mapping[str, list[Named]]:
        """By the key of each: everybody who may stand in its words, and how they are called.

        Whoever is on the map and not asked about it has no name there.
        """
        several = list(rows)
        people = cls._on_the_map({row.lived.network_id for row in several}) if several else []
        found: dict[str, list[Named]] = {}
        for row in several:
            network = row.lived.network
            said = {one.person_id: one for one in row.lived.others_in_it()}
            names = found[str(row.pk)] = [row._focus(network)]
            names.append(Named(row.seat.name, TELLER[row.named]))
            for one in (one for one in people if one.network_id == network.pk):
                names.append(row._called(one.name, said.get(one.pk), one.of == row.author_id))
        return found

    @staticmethod
    def _on_the_map(networks: Iterable[str]) -> list[Any]:
        """Everybody on these maps, each with the account that takes part as them."""
        parts = Membership.active().filter(person=OuterRef("pk")).values("account")
        people = Person.everyones.filter(network__in=networks).order_by("made_at", "key")
        return list(people.annotate(of=Subquery(parts[:1])))

    def _focus(self, network: Any) -> Named:
        own = self.asked_id is None
        return Named(network.name, TELLER[self.named] if own else self.called, here=own)

    def _called(self, name: str, consent: Consent | None, mine: bool) -> Named:
        if mine:
            return Named(name, TELLER[self.named])
        if consent is None:
            return Named(name, "none", here=False)
        return Named(name, FORMS[consent.called], consent.other_name, here=False)

    @classmethod
    def with_sources(cls, rows: models.QuerySet[Self]) -> list[Self]:
        """The same with what each was made from and who is in it: a few queries for all."""
        return cls._with_people(list(cls._joined(rows)))

    @staticmethod
    def _joined(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("seat", "story__network", "photo__network", "asked")

    @staticmethod
    def _with_people(found: list[Any]) -> list[Any]:
        stories, photos = ([getattr(row, f"{name}_id") for row in found] for name in SOURCES)
        here = Q(story__in=filter(None, stories)) | Q(photo__in=filter(None, photos))
        there = Consent.everyones.filter(here, binned_at=None).select_related("person")
        in_it: dict[str, list[Consent]] = {}
        for one in there if found else ():
            in_it.setdefault(str(one.story_id or one.photo_id), []).append(one)
        for row in found:
            row.lived._prefetched_objects_cache = {"consents": in_it.get(row.lived.pk, [])}
        return found

    @classmethod
    def of(cls, series: str) -> tuple[list[Self], list[str]]:
        """Those of a series that may stand in a recap now; and the words of all others."""
        going = cls.standing("recap").filter(pk=OuterRef("pk"))
        rows = cls.everyones.filter(series=series).annotate(going=Exists(going))
        every: list[Any] = list(cls._joined(rows))
        shown = cls._with_people([row for row in every if row.going])
        return shown, [row.words for row in every if not row.going]
