"""What something brought along waits for, told as it is: for nothing where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from closeknit.networks.models import Membership, Network, Person, Proposal
from closeknit.stories.models import Consent, Photo, Story
from closeknit.workshops.models import Offer, Seat
from closeknit.workshops.offered import could_bring, own

from .scene import Workshop, workshop
from .test_offers import EVERYWHERE, agreed, brings, maya_says_yes, picture_of, says, story_of

pytestmark = pytest.mark.django_db

Deed = Callable[[Workshop, Offer], Any]


def _story(**said: Any) -> Deed:
    """Something happens to the story itself."""
    return lambda _here, offer: type(offer.lived).everyones.filter(pk=offer.lived.pk).update(**said)


def _says(**said: Any) -> Deed:
    """June says something else."""
    return lambda _here, offer: _in(offer).update(**said)


def _june(**said: Any) -> Deed:
    """June turns out to be something else."""
    return lambda here, _offer: Person.everyones.filter(pk=here.cast.people["june"].pk).update(
        **said
    )


def _maya(**said: Any) -> Deed:
    """Maya says something else."""
    return lambda _here, offer: Proposal.everyones.filter(pk=offer.asked_id).update(**said)


def _in(offer: Offer) -> Any:
    return Consent.everyones.filter(**{offer.lived.resource: offer.lived})


def _kofi(here: Workshop, offer: Offer, **said: Any) -> None:
    """Kofi, who tells it, is in it himself."""
    Consent.put_in(here.cast.kofi, offer.lived, here.cast.people["kofi"])
    _in(offer).filter(person=here.cast.people["kofi"]).update(**said)


def _kofi_a_child(here: Workshop, offer: Offer) -> None:
    _kofi(here, offer)
    Person.everyones.filter(pk=here.cast.people["kofi"].pk).update(under_age=True)


def _kofi_left(here: Workshop, _offer: Offer) -> None:
    here_now = Membership.everyones.filter(account=here.cast.kofi.account)
    here_now.filter(network=here.cast.network).update(ended_at=timezone.now())


def _no_network(here: Workshop, _offer: Offer) -> None:
    Network.everyones.filter(pk=here.cast.network.pk).update(binned_at=timezone.now())


def _pet(here: Workshop, offer: Offer) -> None:
    _june(kind="pet")(here, offer)
    _says(answer="not_asked", scopes="")(here, offer)


def _place_waits(here: Workshop, _offer: Offer) -> None:
    Seat.everyones.filter(pk=here.kofi.pk).update(waiting_since=timezone.now())


def _two(*deeds: Deed) -> Deed:
    def both(here: Workshop, offer: Offer) -> None:
        for deed in deeds:
            deed(here, offer)

    return both


NOW = timezone.now()
ONLY_GROUP = "has not said yes to a page after it"
KEPT = "You keep it to yourself, or took it away."
MIXTURES: dict[str, tuple[Deed, list[str]]] = {
    "all is well": (lambda _here, _offer: None, []),
    "kept to oneself": (_story(audience="only_me"), [KEPT]),
    "for the person alone": (_story(audience="person"), [KEPT]),
    "taken away": (_story(binned_at=NOW), [KEPT]),
    "the network gone": (_no_network, ["The network of Maya was taken away."]),
    "the teller has left": (_kofi_left, ["You do not take part in the network of Maya any more."]),
    "the place waits": (_place_waits, ["You have no place here at the moment."]),
    "Maya said no": (_maya(answer="no"), ["Maya said no."]),
    "Maya has not answered": (_maya(answer=""), ["Maya has not said yes."]),
    "Maya was never asked": (
        lambda _here, offer: Offer.everyones.filter(pk=offer.pk).update(asked=None),
        ["Maya has not said yes."],
    ),
    "the question is gone": (_maya(binned_at=NOW), ["Maya has not said yes."]),
    "not asked": (_says(answer="not_asked", scopes=""), ["June has not said yes to a workshop."]),
    "the network alone": (_says(scopes="|network|"), ["June has not said yes to a workshop."]),
    "no page after it": (_says(scopes="|network|workshop|"), [ONLY_GROUP]),
    "a yes that ran out": (_says(until="2020-01-01"), ["until a day that is over."]),
    "hidden": (_says(hidden_at=NOW), ["Somebody in it wants it unseen for now."]),
    "an own no": (_says(answer="no", scopes=""), ["June said no."]),
    "a child": (_june(under_age=True), ["June is under age"]),
    "a child's own no": (
        _two(_june(under_age=True), _says(answer="no", scopes="")),
        ["June is under age"],
    ),
    "a pet": (_pet, ["June cannot be asked: it goes to no workshop."]),
    "somebody who died and said nothing": (
        _two(_june(kind="died"), _says(answer="not_asked", scopes="")),
        ["June cannot be asked: it goes to no workshop."],
    ),
    "somebody who died and had said yes": (_june(kind="died"), []),
    "the teller in it": (_kofi, []),
    "the teller in it, not asked": (
        lambda here, offer: _kofi(here, offer, answer="not_asked", scopes=""),
        [],
    ),
    "the teller in it, with a yes that ran out": (
        lambda here, offer: _kofi(here, offer, until="2020-01-01"),
        [],
    ),
    "the teller in it, hidden": (
        lambda here, offer: _kofi(here, offer, hidden_at=NOW),
        ["Somebody in it wants it unseen for now."],
    ),
    "the teller in it, with a no": (
        lambda here, offer: _kofi(here, offer, answer="no"),
        ["Kofi said no."],
    ),
    "the teller in it, a child": (_kofi_a_child, ["Kofi is under age"]),
    "much at once": (
        _two(_no_network, _says(answer="no", scopes=""), _story(binned_at=NOW)),
        [KEPT, "The network of Maya was taken away.", "June said no."],
    ),
}


@pytest.mark.parametrize("goes", ["yes", "no"])
@pytest.mark.parametrize("kind", ["story", "photo"])
@pytest.mark.parametrize("name", MIXTURES)
def test_it_waits_for_something_exactly_while_it_is_not_shown(
    name: str, kind: str, goes: str
) -> None:
    here = workshop()
    lived = story_of(here) if kind == "story" else picture_of(here)
    says(here.cast, lived, "yes", scopes=EVERYWHERE)
    more = {} if kind == "story" else {"alt": "June at a table.", "words": "June."}
    offer = brings(here, lived, goes=goes, **more)
    maya_says_yes(here, lived)
    deed, words = MIXTURES[name]
    deed(here, offer)
    row = Offer.with_sources(Offer.everyones.filter(pk=offer.pk))
    waits = own(row)[0].waits
    wanted = [one for one in words if goes == "yes" or one != ONLY_GROUP]
    shown = Offer.standing(*["recap"] if goes == "yes" else []).filter(pk=offer.pk).exists()
    assert shown is not bool(waits)
    assert len(waits) == len(wanted)
    assert all(said in told for said, told in zip(wanted, waits, strict=True)), waits


def test_a_story_that_is_no_longer_told_waits_for_its_teller() -> None:
    here = workshop()
    offer = agreed(here, story_of(here))
    Story.everyones.filter(pk=offer.story_id).update(told_at=None)
    row = Offer.with_sources(Offer.everyones.filter(pk=offer.pk))
    assert own(row)[0].waits == (KEPT,)
    assert not Offer.standing().filter(pk=offer.pk).exists()


def test_a_yes_that_somebody_wrote_down_for_maya_is_enough_for_the_group_alone() -> None:
    here = workshop()
    lived = story_of(here)
    says(here.cast, lived, "yes", scopes=EVERYWHERE)
    offer = brings(here, lived)
    Membership.everyones.filter(network=here.cast.network, role="person").update(ended_at=NOW)
    asked = Proposal.everyones.get(kind="workshop", target=lived.pk)
    asked.bring_word(here.cast.rosa, "yes", "words")
    row = Offer.with_sources(Offer.everyones.filter(pk=offer.pk))
    assert Offer.standing().filter(pk=offer.pk).exists()
    assert own(row)[0].waits == ("Somebody wrote down what Maya said: only the group sees it.",)


def test_whoever_chooses_is_told_of_the_same_people() -> None:
    here = workshop()
    lived, photo = story_of(here), picture_of(here)
    for one in (lived, photo):
        Consent.put_in(here.cast.kofi, one, here.cast.people["kofi"])
    assert could_bring([lived, photo]) == [["June"], ["June"]], "who tells it says yes by telling"
    says(here.cast, photo, "yes", scopes=EVERYWHERE)
    assert could_bring([lived, Photo.everyones.get(pk=photo.pk)]) == [["June"], []]
