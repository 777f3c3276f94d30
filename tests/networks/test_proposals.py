"""What waits for a yes: who is asked, whose yes is enough, and what the person said."""

import datetime as dt

import pytest
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import Membership, Network, Person, Proposal, Saying
from closeknit.policy import Denied, Level, Role
from closeknit.stories.models import Moment
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def newcomer(cast: Cast, network: Network | None = None) -> Membership:
    """Inés, who takes part since today and sees her own part alone."""
    network = network or cast.network
    ines, here = account("ines"), {"network": network, "audience": Level.NETWORK}
    part: Membership = Membership.everyones.create(account=ines, role=Role.MEMBER, **here)
    return part


def begun_by_rosa(cast: Cast) -> Network:
    """A network that Rosa looks after, for somebody who does not come in here."""
    return Network.begin(cast.rosa.account, "Ada", mine=False, agreed="not_yet")


def is_open(part: Membership) -> bool:
    part.refresh_from_db()
    return part.opened_at is not None


def test_a_steward_asks_and_the_person_says_yes(cast):
    part = newcomer(cast)
    with pytest.raises(Denied):
        part.open_up(cast.rosa)
    asked = Proposal.put(cast.rosa, "open", part)
    assert [one.pk for one in Proposal.waiting_for(cast.maya)] == [asked.pk]
    assert Proposal.waiting_for(cast.rosa) == []
    assert not is_open(part)
    asked.say_yes(cast.maya)
    assert is_open(part)
    assert Proposal.waiting_for(cast.maya) == []
    assert asked.answer == "yes"


def test_a_no_ends_it_and_nothing_happens(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part)
    asked.say_no(cast.maya)
    assert asked.answer == "no"
    asked.say_yes(cast.maya)
    assert not is_open(part)


def test_not_now_leaves_it_waiting(cast):
    asked = Proposal.put(cast.rosa, "open", newcomer(cast))
    asked.say_later(cast.maya)
    assert asked.decided_at is None
    assert len(Proposal.waiting_for(cast.maya)) == 1


def test_asking_twice_is_asking_once_and_so_is_answering(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part)
    assert Proposal.put(cast.rosa, "open", part).pk == asked.pk
    again = Proposal.visible_to(cast.maya).get(pk=asked.pk)
    asked.say_yes(cast.maya)
    again.say_yes(cast.maya)  # from a page that still shows the question
    assert Entry.objects.filter(deed="said_yes").count() == 1
    assert Entry.objects.filter(deed="opened").count() == 1


def test_whoever_asks_cannot_say_yes_to_themselves(cast):
    asked = Proposal.put(cast.rosa, "open", newcomer(cast), asked=[cast.rosa.account])
    with pytest.raises(Denied):
        asked.say_yes(cast.rosa)


def test_members_who_are_not_asked_learn_nothing(cast):
    asked = Proposal.put(cast.rosa, "open", newcomer(cast))
    for who in (cast.kofi, cast.tanya, cast.lena):
        assert not Proposal.visible_to(who).exists()
        with pytest.raises(Denied):
            asked.say_yes(who)


def test_a_member_who_is_asked_may_answer(cast):
    asked = Proposal.put(cast.rosa, "open", newcomer(cast), asked=[cast.kofi.account])
    assert [one.pk for one in Proposal.waiting_for(cast.kofi)] == [asked.pk]
    assert not Proposal.visible_to(cast.tanya).exists()
    asked.say_yes(cast.kofi)
    assert asked.answer == "yes"


def test_a_new_member_who_is_asked_may_answer_before_anything_is_opened(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part, asked=[part.account_id])
    asked.say_yes(cast.network.actor(part.account_id))
    assert asked.answer == "yes"


def test_what_is_somebody_elses_too_takes_their_yes_and_the_persons(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part, asked=[cast.kofi.account, cast.maya.account])
    asked.say_yes(cast.maya)
    assert not is_open(part)
    asked.say_yes(cast.kofi)
    assert is_open(part)


def test_a_no_of_somebody_whose_yes_is_needed_ends_it(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part, asked=[cast.kofi.account], both=True)
    asked.say_no(cast.kofi)
    asked.say_yes(cast.maya)
    assert (asked.answer, is_open(part)) == ("no", False)


def test_two_others_wait_out_the_time_in_which_the_person_may_refuse(cast):
    part = newcomer(cast)
    due = timezone.now() + dt.timedelta(days=7)
    others = [cast.kofi.account, cast.tanya.account]
    asked = Proposal.put(cast.rosa, "open", part, asked=others, due_at=due)
    asked.say_yes(cast.kofi)
    asked.say_yes(cast.tanya)
    assert not is_open(part)
    assert Proposal.carry_due(due - dt.timedelta(seconds=1)) == 0
    assert Proposal.carry_due(due) == 1
    assert is_open(part)
    assert Proposal.carry_due(due) == 0


def test_the_persons_no_ends_a_waiting_time(cast):
    part = newcomer(cast)
    due = timezone.now() + dt.timedelta(days=7)
    asked = Proposal.put(cast.rosa, "open", part, asked=[cast.kofi.account], due_at=due)
    asked.say_yes(cast.kofi)
    asked.say_no(cast.maya)
    assert Proposal.carry_due(due) == 0
    assert not is_open(part)


def test_what_somebody_asked_who_is_gone_goes_with_them(cast):
    part = newcomer(cast)
    due = timezone.now() + dt.timedelta(days=7)
    asked = Proposal.put(cast.rosa, "open", part, asked=[cast.kofi.account], due_at=due)
    asked.say_yes(cast.kofi)
    Membership.active().get(account=cast.rosa.account).end(cast.maya)
    Proposal.carry_due(due)
    asked.refresh_from_db()
    assert (asked.answer, is_open(part)) == ("no", False)


def test_there_is_nothing_left_to_do_once_the_row_is_gone(cast):
    part = newcomer(cast)
    asked = Proposal.put(cast.rosa, "open", part)
    part.take_out(cast.maya)
    asked.say_yes(cast.maya)
    assert asked.answer == "gone"


def test_whoever_asked_may_take_it_back(cast):
    asked = Proposal.put(cast.rosa, "open", newcomer(cast))
    asked.take_back_asking(cast.rosa)
    assert Proposal.waiting_for(cast.maya) == []
    with pytest.raises(Denied):
        asked.say_yes(cast.maya)


@pytest.mark.parametrize("who", ["kofi", "tanya"])
def test_a_member_asks_and_may_take_it_back(cast, who):
    actor = cast.actors[who]
    asked = Proposal.put(actor, "open", Person.of(actor) or newcomer(cast))
    asked.take_back_asking(actor)
    assert Proposal.waiting_for(cast.maya) == []


def test_what_a_person_said_acts_as_their_yes_where_they_do_not_come_in(cast):
    network = begun_by_rosa(cast)
    rosa = network.actor(cast.rosa.account)
    part = newcomer(cast, network)
    asked = Proposal.settle(rosa, "open", part, "sign", said="Ada squeezed my hand.")
    assert (asked.answer, is_open(part)) == ("yes", True)
    entry = Entry.objects.get(deed="opened")
    assert (entry.account_id, entry.on_behalf) == (rosa.account, network.pk)
    assert Saying.visible_to(rosa).get().words == "Ada squeezed my hand."


def test_nobody_speaks_for_a_person_who_comes_in_themselves(cast):
    part = newcomer(cast)
    for who in (cast.rosa, cast.kofi, cast.maya):
        with pytest.raises(Denied):
            Proposal.settle(who, "open", part, "words")
    assert not Proposal.everyones.exists()
    assert not is_open(part)


def test_not_asked_yet_is_no_yes(cast):
    network = begun_by_rosa(cast)
    part = newcomer(cast, network)
    with pytest.raises(Denied):
        Proposal.settle(network.actor(cast.rosa.account), "open", part, "not_yet")
    assert not is_open(part)


def test_what_was_said_about_one_thing_is_no_yes_to_another(cast):
    network = begun_by_rosa(cast)
    rosa = network.actor(cast.rosa.account)
    one = Proposal.put(rosa, "open", newcomer(cast, network))
    own = Membership.active().get(network=network, account=rosa.account)
    other = Proposal.put(rosa, "open", own)
    saying = Saying.say(rosa, "words", proposal=one)
    with pytest.raises(Denied):
        other.say_yes(rosa, saying=saying)
    with pytest.raises(Denied):
        one.say_no(rosa, saying=saying)


def test_a_person_who_comes_in_undoes_what_was_said_in_their_name(cast):
    network = begun_by_rosa(cast)
    rosa = network.actor(cast.rosa.account)
    part = newcomer(cast, network)
    Proposal.settle(rosa, "open", part, "words")
    comes = account("ada")
    Membership.everyones.create(
        network=network, account=comes, role=Role.PERSON, audience=Level.NETWORK
    )
    ada = network.actor(comes.pk)
    saying = Saying.visible_to(ada).get()
    with pytest.raises(Denied):
        saying.undo(rosa)
    saying.undo(ada)
    assert not is_open(part)
    assert not Saying.visible_to(ada).exists()
    saying.undo(ada)  # pressed twice


def test_what_is_between_somebody_and_the_person_is_asked_of_the_person_alone(cast):
    secret = Person.welcome(cast.rosa, "Sam", audience=Level.PERSON)
    asked = Proposal.put(cast.rosa, "share", secret)
    assert asked.audience == Level.PERSON


def test_nobody_asks_about_what_they_may_not_see(cast):
    hidden = Person.welcome(cast.maya, "Sam", audience=Level.ONLY_ME)
    with pytest.raises(Denied):
        Proposal.put(cast.rosa, "share", hidden)


def test_nobody_brings_a_word_about_what_the_person_may_not_know_of(cast):
    network = begun_by_rosa(cast)
    rosa = network.actor(cast.rosa.account)
    own = Moment.make(rosa, text="A secret of mine", audience=Level.ONLY_ME)
    asked = Proposal.put(rosa, "share", own)
    with pytest.raises(Denied):
        asked.bring_word(rosa, "yes", "words")
    assert asked.decided_at is None
    assert not Saying.everyones.exists()
