"""What was brought along, as others read it now: the words, the picture, names as agreed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core import recap as core
from closeknit.design.quoting import labelled
from closeknit.networks.models import Network, Proposal
from closeknit.networks.waiting import Names, Told
from closeknit.policy import Actor
from closeknit.stories.models import Photo, Story

from .models import Activity, Offer, Series
from .models.offers import TELLER
from .recap_words import frames

OFFER = "offer:"
"""What the key of something brought along begins with, in a recap."""


@dataclass(frozen=True)
class Brought:
    """One story or picture as it reads at this moment; `waits` says what it still waits for."""

    row: Offer
    words: str
    alt: str
    by: str
    named: core.Named
    waits: Sequence[str] = ()

    @property
    def key(self) -> str:
        return f"{OFFER}{self.row.pk}"

    @property
    def photo(self) -> Photo | None:
        return self.row.photo

    @property
    def sides(self) -> tuple[int, int]:
        """Width and height of its picture on a page."""
        return self.photo.middle_sides if self.photo else (0, 0)


def brought(rows: Iterable[Offer], others: Iterable[core.Named] = ()) -> list[Brought]:
    """These as they read now, where these others are looked for as well.

    Rows as `Offer.with_sources` gives them.
    """
    several, fixed, more = list(rows), frames(), list(others)
    names = Offer.names(several)
    return [_brought(row, [*names[str(row.pk)], *more], fixed) for row in several]


def pictures(actor: Actor, chosen: str = "") -> list[tuple[str, str]]:
    """Those that the group may see now, each by its key, to choose one from.

    One that was `chosen` before stays among them though it is hidden now: it may be shown again.
    """
    rows = Offer.visible_to(actor).filter(photo__isnull=False)
    found = [
        (str(one.row.pk), labelled(one.by, one.alt or one.words)[:120])
        for one in brought(Offer.with_sources(rows))
    ]
    if chosen and chosen not in dict(found):
        found.append((chosen, _("The one chosen before. It is hidden now.")))
    return found


@dataclass(frozen=True)
class Hung:
    """A picture that all look at: where it is, what whoever does not see it is told, whose it is.

    `words` are what stands behind it.
    """

    src: str
    alt: str
    sides: tuple[int, int]
    words: str = ""
    by: str = ""


def picture(actor: Actor, block: Activity) -> Hung | None:
    """The one of this block as it hangs in the room, if it may be shown now."""
    if block.file:
        return own_picture(block)
    if not block.picture:
        return None
    rows = Offer.visible_to(actor).filter(photo__isnull=False, pk=block.picture)
    for one in brought(Offer.with_sources(rows)):
        src = reverse("offer_picture", args=[block.series_id, one.row.pk])
        return Hung(src, one.alt, one.sides, one.words, one.by)
    return None


def own_picture(block: Activity) -> Hung:
    """The one that whoever leads brought."""
    src = reverse("room_picture", args=[block.series_id, block.session_id, block.pk])
    return Hung(src, block.alt, (block.width, block.height))


def _brought(row: Offer, names: list[core.Named], fixed: dict[str, str]) -> Brought:
    teller = core.Named(row.seat.name, TELLER[row.named])
    words = core.veiled(row.words, names, fixed)
    alt = core.veiled(row.alt, names, fixed)
    return Brought(row, words, alt, core.shown(teller, fixed), teller)


def own(rows: Iterable[Offer]) -> list[Brought]:
    """What one place brought along, each with what it waits for, if for anything."""
    several = list(rows)
    if not several:
        return []
    lacking, unsaid = Offer.lacking(several), _unsaid([row.lived for row in several])
    return [
        replace(one, waits=(*_waits(one.row, lacking[str(one.row.pk)]), *_yes_of(one.row, unsaid)))
        for one in brought(several)
    ]


def _waits(row: Offer, lacking: Container[str]) -> Iterable[str]:
    """In words for whoever brought it. They know who is in it; nobody else reads this."""
    name = {"name": row.lived.network.name}
    if "place" in lacking:
        yield _("You have no place here at the moment.")
    if "told" in lacking:
        yield _("You keep it to yourself, or took it away.")
    if "network" in lacking:
        yield _("The network of %(name)s was taken away.") % name
    elif "part" in lacking:
        yield _("You do not take part in the network of %(name)s any more.") % name
    elif "person" in lacking:
        no = row.asked is not None and row.asked.answer == Proposal.Answer.NO
        yield (_("%(name)s said no.") if no else _("%(name)s has not said yes.")) % name
    if row.goes and "own" in lacking:
        yield _("Somebody wrote down what %(name)s said: only the group sees it.") % name


def _yes_of(row: Offer, unsaid: Mapping[str, Container[str]]) -> Iterable[str]:
    """The same of everybody in it whose yes it lacks."""
    for one in row.lived.others_in_it():
        if one.pk in unsaid["workshop"]:
            yield _why(one)
        elif row.goes and one.pk in unsaid["recap"]:
            said = _("%(name)s has not said yes to a page after it: only the group sees it.")
            yield said % {"name": one.person.name}


def _why(one: Any) -> str:
    """Why one in it does not let it go to a workshop. Who had it hidden is said to nobody."""
    name = {"name": one.person.name}
    if one.person.under_age:
        return _("%(name)s is under age: no workshop sees a child.") % name
    if one.hidden_at:
        return _("Somebody in it wants it unseen for now.")
    if one.asks_nobody:
        return _("%(name)s cannot be asked: it goes to no workshop.") % name
    if one.answer == one.Answer.NO:
        return _("%(name)s said no.") % name
    if one.answer == one.Answer.YES and one.is_over(timezone.localdate()):
        return _("The yes of %(name)s was until a day that is over.") % name
    return _("%(name)s has not said yes to a workshop.") % name


def _unsaid(lived: Sequence[Any]) -> dict[str, frozenset[str]]:
    """Whose yes is lacking in these, by how far it would go: the keys of what they say."""
    here = Q(story__in=[one.pk for one in lived]) | Q(photo__in=[one.pk for one in lived])
    return {
        scope: frozenset(Offer.without_yes([scope]).filter(here).values_list("pk", flat=True))
        for scope in ("workshop", "recap")
    }


def could_bring(lived: Sequence[Any]) -> list[list[str]]:
    """Who in each of these would still have to say yes, for whoever chooses."""
    unsaid = _unsaid(lived)["workshop"]
    return [[o.person.name for o in one.others_in_it() if o.pk in unsaid] for one in lived]


def called(lived: Any) -> str:
    """How a story or a picture is called in a list."""
    if isinstance(lived, Story):
        return lived.title
    return lived.caption or lived.alt or lived.occasion or _("A picture")


def first_words(lived: Any) -> str:
    """What there is to begin from: the parts of a story, or what stands beside a picture."""
    names = Story.parts if isinstance(lived, Story) else ("caption", "behind")
    return "\n\n".join(said for name in names if (said := str(getattr(lived, name)).strip()))


def asked_for_a_copy(asked: Proposal, row: Any, names: Names) -> Told:
    """What the person in the middle is asked about a copy, and what a yes would do."""
    series = Series.by_key(str(asked.detail.get("series", "")))
    title = series.title if series is not None else _("a workshop")
    text = _("Bring a copy of %(what)s to “%(title)s”") % {"what": names.row(row), "title": title}
    words = " ".join(filter(None, (asked.detail.get("words"), asked.detail.get("alt"))))
    then = [_("It would say: “%(words)s”") % {"words": words}] if words else []
    then.append(_("The people of that workshop would read it, once everybody in it said yes."))
    if asked.detail.get("goes"):
        then.append(_("It could stand on a page that anybody reads."))
    then.append(_how(names.network, str(asked.detail.get("called", "none"))))
    return text, " ".join(then)


def _how(network: Network, called: str) -> str:
    name = {"name": network.name}
    if called == "own":
        return _("%(name)s would be named.") % name
    if called == "first":
        return _("%(name)s would be named by the first name alone.") % name
    return _("%(name)s would not be named.") % name
