"""The decision against the reviewed cells: all of them, and what no row or channel may change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closeknit.policy import LINKS, TABLE, Actor, Channel, Facts, Level, Role, Verb, may
from closeknit.policy.clauses import Tie

from .cells import (
    ACTORS,
    EXPECTED,
    FIXED,
    HERE,
    HOWS,
    LEVELS,
    MINE,
    OUTSIDE,
    WIDE,
    Cell,
    cells,
    facts,
    is_expected,
    is_expected_in,
)
from .tally import tally


def allowed(cell: Cell, **more: object) -> bool:
    return may(ACTORS[cell.actor], cell.verb, facts(cell, **more), cell.channel, cell.how)


def wrong(found: list[Cell]) -> None:
    """All of them at once: one cell says little about what is wrong."""
    assert found == []


def test_the_reviewed_file_speaks_of_every_kind_of_row_and_of_no_other() -> None:
    assert {resource for resource, _actor, _verb in EXPECTED} == set(TABLE)


@pytest.mark.parametrize("resource", TABLE)
def test_every_cell_is_as_it_was_reviewed(resource: str) -> None:
    wrong(tally(cells(resource, hows=HOWS), lambda cell: allowed(cell) == is_expected(cell)))


@pytest.mark.parametrize("resource", TABLE)
def test_every_channel_reads_what_it_may_and_no_more(resource: str) -> None:
    reads = [cell for cell in cells(resource) if cell.verb is Verb.READ]
    asked = (
        Cell(c.resource, c.actor, c.verb, c.level, c.ties, channel)
        for c in reads
        for channel in Channel
    )
    wrong(tally(asked, lambda cell: allowed(cell) == is_expected_in(cell)))


@pytest.mark.parametrize("resource", TABLE)
def test_whoever_was_left_out_finds_nothing_but_their_own(resource: str) -> None:
    """Nobody hides a thing from the person, from whoever wrote it, or from whom it is fixed for."""

    def holds(cell: Cell) -> bool:
        hidden = allowed(cell, kept_out=ACTORS[cell.actor].names)
        seen = Tie.OWN in cell.ties or cell.actor == "person" or cell.resource in FIXED
        return hidden == (seen and is_expected(cell))

    wrong(tally(cells(resource), holds))


@pytest.mark.parametrize("resource", TABLE)
def test_until_everybody_in_it_agreed_a_thing_stays_with_the_stewards(resource: str) -> None:
    """Where people were chosen, with those stewards among them who were."""

    def holds(cell: Cell) -> bool:
        level = Level.STEWARDS if cell.level in WIDE else cell.level
        as_if = Cell(cell.resource, cell.actor, cell.verb, level, cell.ties)
        if cell.verb is not Verb.READ:  # what may not be written there at all stays so
            return not allowed(cell, consented=False) or is_expected(as_if)
        chosen = cell.level is not Level.CHOSEN or cell.resource in FIXED or cell.ties & MINE
        seen = is_expected(as_if) and bool(chosen or cell.actor == "person")
        return allowed(cell, consented=False) == seen

    wrong(tally(cells(resource), holds))


@pytest.mark.parametrize("resource", TABLE)
def test_a_child_is_never_put_before_a_workshop(resource: str) -> None:
    def holds(cell: Cell) -> bool:
        level = Level.STEWARDS if cell.level is Level.WORKSHOP else cell.level
        as_if = Cell(cell.resource, cell.actor, cell.verb, level, cell.ties)
        if cell.level is Level.WORKSHOP and cell.verb is not Verb.READ:
            return not allowed(cell, child=True) or is_expected(as_if)
        return allowed(cell, child=True) == is_expected(as_if)

    wrong(tally(cells(resource), holds))


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("resource", TABLE)
def test_whoever_takes_no_part_may_do_nothing(resource: str, who: str) -> None:
    actor = OUTSIDE[who]

    def holds(cell: Cell) -> bool:
        own = Facts(cell.resource, HERE, actor.account, cell.level, actor.person, True, "r")
        return not any(may(actor, cell.verb, own, channel) for channel in Channel)

    wrong(tally(cells(resource, iter(["member"])), holds))


# purpose, kind of row: what the link lets one do to the row it was made for, or about its person
BY_LINK = {
    ("invitation", "invitation"): "RU",
    ("answer", "gathering"): "RU",
    ("turn", "turn"): "RU",
    ("consent", "consent"): "RU",
    ("rights", "person"): "R",
    ("rights", "contact"): "R",
    ("chair", "wish"): "RU",
    ("place", "seat"): "RU",
    ("emergency", "emergency"): "R",
}
FED = {"ask", "turn", "gathering"}


@pytest.mark.parametrize("purpose", LINKS)
@pytest.mark.parametrize("resource", TABLE)
def test_a_link_leads_to_what_it_was_made_for(purpose: str, resource: str) -> None:
    by_row = Actor("", HERE, Role.LINK, purpose=purpose, row="r")
    by_person = Actor("", HERE, Role.LINK, "p-june", purpose=purpose)
    whose = by_person if purpose == "rights" else by_row

    def holds(cell: Cell) -> bool:
        row = Facts(resource, HERE, "a", cell.level, "p-june", row="r")
        other = Facts(resource, HERE, "a", cell.level, "p-ben", row="s")
        wanted = cell.verb.value in BY_LINK.get((purpose, resource), "")
        always = TABLE[resource].told and purpose != "rights"
        kept = (Level.ONLY_ME, Level.PERSON) if purpose == "rights" else (Level.ONLY_ME,)
        private = cell.level in kept and not always and resource not in ("consent", "confidant")
        led = may(whose, cell.verb, row, Channel.LINK) == (wanted and not private)
        elsewhere = any(
            may(actor, cell.verb, one, channel)
            for actor in (by_row, by_person)
            for one, channels in ((other, list(Channel)), (row, set(Channel) - {Channel.LINK}))
            for channel in channels
        )
        return led and not elsewhere

    wrong(tally(cells(resource, iter(["member"])), holds))


@pytest.mark.parametrize("resource", TABLE)
def test_a_feed_holds_what_its_owner_may_see_and_of_few_kinds(resource: str) -> None:
    def holds(cell: Cell) -> bool:
        who = ACTORS[cell.actor]
        feed = Actor(who.account, HERE, who.role, who.person, who.paid, who.opened, "feed")
        wanted = resource in FED and cell.verb is Verb.READ and is_expected(cell)
        private = cell.level is Level.ONLY_ME and not TABLE[resource].told
        fed = may(feed, cell.verb, facts(cell), Channel.FEED)
        return fed == (wanted and not private) and not may(feed, cell.verb, facts(cell))

    wrong(tally(cells(resource), holds))


@pytest.mark.parametrize("resource", TABLE)
def test_where_a_network_is_kept_nobody_writes_and_everybody_reads_as_before(resource: str) -> None:
    """One may leave, and nothing else."""

    def holds(cell: Cell) -> bool:
        kept = may(replace(ACTORS[cell.actor], frozen=True), cell.verb, facts(cell), how=cell.how)
        if cell.verb is Verb.READ:
            return kept == allowed(cell)
        leaves = cell.verb is Verb.DELETE and resource in ("membership", "stewardship")
        return not kept or (leaves and Tie.OWN in cell.ties and allowed(cell))

    wrong(tally(cells(resource, hows=HOWS), holds))


@pytest.mark.parametrize("resource", TABLE)
def test_no_link_writes_where_a_network_is_kept(resource: str) -> None:
    writing = [verb for verb in Verb if verb is not Verb.READ]
    for purpose in LINKS:
        link = Actor("", HERE, Role.LINK, purpose=purpose, row="r", frozen=True)
        row = Facts(resource, HERE, row="r")
        assert not any(may(link, verb, row, Channel.LINK) for verb in writing)


def test_levels_are_told_narrowest_first() -> None:
    assert [str(level) for level in LEVELS] == [
        "only_me",
        "person",
        "stewards",
        "chosen",
        "unpaid",
        "network",
        "workshop",
    ]
