"""Every finding is told to the person and about them, in words that are all filled in."""

import datetime as dt
from dataclasses import replace

import pytest

from closeknit.core.gaps import RULES, Finding, find_gaps
from closeknit.core.network import Network, Pay, Person, Role, Wish, link
from closeknit.networks.finding_words import SAY, few
from closeknit.networks.sentences import tell
from closeknit.networks.snapshot import snapshot

pytestmark = pytest.mark.django_db

TODAY, LONG_AGO = dt.date(2026, 5, 31), dt.date(2026, 1, 1)


@pytest.fixture(params=["maya", "rosa"])
def seen(cast, request):
    """What Maya and then Rosa, a steward, see of a network that has much to ask about."""
    seen = snapshot(cast.network, cast.actors[request.param], TODAY)
    rosa, kofi, tanya, june = (cast.people[name].pk for name in ("rosa", "kofi", "tanya", "june"))
    faded = {"contact_every": 7, "last_contact": LONG_AGO, "there": frozenset({"evenings"})}
    together = {"gives": frozenset({"talk", "fun"}), "household": "home", "circle": 1, "age": 70}
    paid = {"paid": Pay.PAID, "gives": frozenset({"advice"}), "there": frozenset({"nights"})}
    people = (
        Person(rosa, "Rosa", **together, **faded),
        Person(june, "June", **together, **faded),
        Person(kofi, "Kofi", circle=3, age=50),
        Person(tanya, "Tanya", circle=4, **paid),
    )
    held = [Role(f"r{n}", "advocate", "", frozenset({rosa}), review=LONG_AGO) for n in range(3)]
    network = Network(
        "Maya",
        people,
        frozenset({link(rosa, june), link(rosa, tanya)}),
        wishes=(Wish("w", "companion"), Wish("v", "role", "convenor")),
        roles=(*held, Role("r4", "tea", "Brings the tea")),
        on=TODAY,
    )
    return replace(seen, network=network)


def told(seen):
    return {one.key: one for one in (tell(found, seen) for found in find_gaps(seen.network))}


def test_every_rule_has_its_sentence():
    assert {rule.__name__ for rule in RULES} | {"well_covered"} == set(SAY)


def test_each_finding_has_a_title_a_reason_and_a_step_with_nothing_left_to_fill_in(seen):
    found = told(seen)
    assert {one.rule for one in found.values()} >= {
        "support_only_fading",
        "support_one_household",
        "paid_time",
        "holds_many_roles",
        "role_nobody",
        "role_no_stand_in",
        "role_review_due",
        "companion_nobody",
        "stand_alone",
        "out_of_touch",
        "gives_to_nobody",
        "nobody_under_30",
    }
    for one in found.values():
        for words in (one.title, one.why, one.step.words):
            assert words.strip()
            assert "%" not in words


def test_what_maya_gives_is_asked_of_her_as_you_and_of_others_by_name(seen):
    one = told(seen)["gives_to_nobody"]
    who = "you do" if seen.mine else "Maya does"
    assert one.title == f"What {who} for others is not on the map yet."
    assert one.step.words == f"Ask June what {who} for them."


def test_a_time_a_role_and_days_are_told_in_words(seen):
    found = told(seen)
    assert found["paid_time:nights"].title == "Nights: only paid people."
    assert found["role_nobody:tea"].title == "Brings the tea: nobody yet."
    assert found["role_review_due:r0"].why.startswith("The day for it was 150 days ago.")
    rosa = next(one.key for one in seen.network.people if one.name == "Rosa")
    assert found[f"out_of_touch:{rosa}"].why == (
        "150 days since the last time; wanted was every 7 days."
    )


def test_of_many_people_three_are_named_and_the_others_counted(seen):
    assert few(seen, [one.key for one in seen.network.people]) == "Rosa, June, Kofi and Tanya"
    assert few(seen, [seen.network.people[0].key] * 6) == "Rosa, Rosa, Rosa and 3 more"


def test_a_percent_sign_in_a_name_is_only_a_letter(seen):
    people = [replace(one, name="100% Kofi") for one in seen.network.people]
    seen = replace(seen, network=replace(seen.network, people=tuple(people)))
    alone = tell(Finding("stand_alone", "stand_alone", people=(people[2].key,)), replace(seen))
    assert alone.title == "100% Kofi knows nobody else here yet."
