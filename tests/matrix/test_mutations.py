"""Each yes and no of the tables is flipped, one at a time: some reviewed cell must notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from closeknit.policy import LINKS, TABLE, Channel, Level, Role, Verb, clauses, decide, may
from closeknit.policy import Actor as Somebody
from closeknit.policy.clauses import Tie
from closeknit.policy.table import ADMITTED, KEPT_BACK, TOLD_IN_MAIL, WIDE, Lead, Row

from .cells import ACTORS, HERE, HOWS, Cell, cells, facts, is_expected, is_expected_in
from .tally import tally
from .test_cells import BY_LINK, FED

COLUMNS = tuple(next(iter(TABLE.values())).cells)


@contextmanager
def instead(name: str, value: Any) -> Iterator[None]:
    """The policy with one of its tables changed."""
    modules = [module for module in (clauses, decide) if hasattr(module, name)]
    before = [getattr(module, name) for module in modules]
    try:
        for module in modules:
            setattr(module, name, value)
        clauses._clauses.cache_clear()
        yield
    finally:
        for module, value in zip(modules, before, strict=True):
            setattr(module, name, value)
        clauses._clauses.cache_clear()


def flipped(cell: str, verb: Verb) -> str:
    """Without this letter where it stands; with it, for everybody, where it does not."""
    if verb.value not in cell:
        return f"{cell} {verb.value}".strip()
    parts = (part.replace(verb.value, "") for part in cell.split())
    return " ".join(part for part in parts if any(char.isupper() for char in part))


def told_apart(resource: str, actors: list[str]) -> bool:
    """Whether some cell of this kind of row is not as it was reviewed."""
    return any(
        may(ACTORS[cell.actor], cell.verb, facts(cell), how=cell.how) != is_expected(cell)
        for cell in cells(resource, iter(actors), HOWS)
    )


def readers_of(column: str) -> list[str]:
    return [name for name, actor in ACTORS.items() if column in clauses.columns(actor)]


def flips(resource: str) -> Iterator[tuple[str, Row]]:
    """Every line of the table with one thing changed."""
    row = TABLE[resource]
    for column in COLUMNS:
        for verb in Verb:
            cell = flipped(row.cell(column), verb)
            yield column, replace(row, cells={**row.cells, column: cell})
        for part in row.cell(column).split():
            if part.endswith("o") and lets_in_nobody(row, column):
                continue  # its fixed audience lets in nobody but the author, narrowed or not
            narrowed = part.rstrip("oahsnwp2")
            if narrowed != part:  # what was narrowed, for everybody
                cell = row.cell(column).replace(part, narrowed)
                yield column, replace(row, cells={**row.cells, column: cell})


def lets_in_nobody(row: Row, column: str) -> bool:
    return row.fixed and row.level in KEPT_BACK and (row.level, column) != (Level.PERSON, "person")


@pytest.mark.parametrize("resource", TABLE)
def test_no_letter_of_the_table_can_change_unseen(resource: str) -> None:
    def noticed(flip: tuple[str, Row]) -> bool:
        column, row = flip
        with instead("TABLE", {**TABLE, resource: row}):
            return told_apart(resource, readers_of(column))

    assert tally(flips(resource), noticed) == []


@pytest.mark.parametrize("resource", TABLE)
def test_no_audience_can_be_fixed_or_freed_unseen(resource: str) -> None:
    """Where it is fixed it counts whatever the row says; an own note is its author's either way."""
    row = TABLE[resource]
    if row.fixed and all(set(cell) <= set("CRUDXo ") for cell in row.cells.values()):
        return
    with instead("TABLE", {**TABLE, resource: replace(row, fixed=not row.fixed)}):
        every = [resource for actor in ACTORS if told_apart(resource, [actor])]
        assert tally([resource], lambda _: bool(every) or only_own(row)) == []


@pytest.mark.parametrize("resource", TABLE)
def test_nothing_is_told_or_kept_from_the_person_unseen(resource: str) -> None:
    row = TABLE[resource]
    if row.fixed or not row.cell("person"):
        return  # what is fixed counts whatever the row says; a series has no person in the middle
    if not any(
        set(part) & set("RU") and part[-1] not in "ohn" for part in row.cell("person").split()
    ):
        return  # what is read as one's own alone
    with instead("TABLE", {**TABLE, resource: replace(row, told=not row.told)}):
        assert tally([resource], lambda one: told_apart(one, ["person"])) == []


def only_own(row: Row) -> bool:
    """Kinds of row that everybody reads only as their own: no audience matters to them."""
    return all("o" in part for cell in row.cells.values() for part in cell.split())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", Level)
def test_nobody_is_let_in_or_shut_out_at_an_audience_unseen(role: Role, level: Level) -> None:
    if role in (Role.LINK, Role.STRANGER, Role.GUEST, Role.OPERATOR):
        return  # they read by links, or nothing, whatever the audience
    changed = {**ADMITTED, role: ADMITTED.get(role, frozenset()) ^ {level}}
    readers = [name for name, actor in ACTORS.items() if actor.role is role]
    with instead("ADMITTED", changed):
        assert tally([role], lambda _: any(told_apart(one, readers) for one in TABLE)) == []


@pytest.mark.parametrize("level", Level)
def test_nothing_is_kept_back_from_whom_it_is_about_or_told_unseen(level: Level) -> None:
    with instead("KEPT_BACK", KEPT_BACK ^ {level}):
        assert tally([level], lambda _: any(told_apart(r, ["member", "paid"]) for r in TABLE)) == []


@pytest.mark.parametrize("level", Level)
def test_no_letter_holds_more_or_less_unseen(level: Level) -> None:
    def noticed(_level: Level) -> bool:
        mails = (replace(c, channel=Channel.MAIL) for c in cells("story") if c.verb is Verb.READ)
        return any(
            may(ACTORS[c.actor], c.verb, facts(c), Channel.MAIL) != is_expected_in(c) for c in mails
        )

    with instead("TOLD_IN_MAIL", TOLD_IN_MAIL ^ {level}):
        assert tally([level], noticed) == []


@pytest.mark.parametrize("level", sorted(WIDE))
def test_no_audience_stays_open_before_everybody_agreed_unseen(level: Level) -> None:
    def noticed(_level: Level) -> bool:
        cell = Cell("story", "steward", Verb.READ, level, frozenset())
        return not may(ACTORS["steward"], Verb.READ, facts(cell, consented=False))

    if level in (Level.CHOSEN, Level.UNPAID, Level.NETWORK):
        ties = frozenset({Tie.NAMED} if level is Level.CHOSEN else ())
        cell = Cell("story", "member", Verb.READ, level, ties)
        with instead("WIDE", WIDE - {level}):
            open_now = may(ACTORS["member"], Verb.READ, facts(cell, consented=False))
            assert tally([level], lambda _: open_now) == []
        return
    with instead("WIDE", WIDE - {level}):
        assert tally([level], noticed) == []


def leads() -> Iterator[tuple[str, str, Mapping[str, Mapping[str, Lead]]]]:
    """Every line of the links with one letter flipped, and every pair that has no line."""
    for purpose in LINKS:
        for resource, row in TABLE.items():
            if row.fixed and row.level is Level.ONLY_ME:
                continue  # no link leads to what only its author sees, whatever its line says
            lead = LINKS[purpose].get(resource, Lead("", "row"))
            for verb in Verb:
                cell = flipped(lead.cell.rstrip("p"), verb)
                if lead.cell.endswith("p") and verb is not Verb.READ:
                    continue  # proposals of a link are not built yet: they are a no either way
                changed = {**LINKS[purpose], resource: Lead(cell, lead.which)}
                yield purpose, resource, {**LINKS, purpose: MappingProxyType(changed)}


def link_told_apart(purpose: str, resource: str) -> bool:
    row = facts(Cell(resource, "member", Verb.READ, Level.NETWORK, frozenset()))
    row = replace(row, about="p-june")
    for verb in Verb:
        holder = Somebody("", HERE, Role.LINK, "p-june", purpose=purpose, row="r")
        wanted = verb.value in BY_LINK.get((purpose, resource), "")
        if may(holder, verb, row, Channel.LINK) != wanted:
            return True
    feed = replace(ACTORS["member"], purpose=purpose)
    fed = purpose == "feed" and resource in FED
    return fed and not may(feed, Verb.READ, row, Channel.FEED)


def test_no_letter_of_the_links_can_change_unseen() -> None:
    def noticed(flip: tuple[str, str, Mapping[str, Mapping[str, Lead]]]) -> bool:
        purpose, resource, changed = flip
        if LINKS[purpose].get(resource, Lead("", "row")).which == "owner" and resource in FED:
            return True  # a feed only reads, whatever else its line says
        with instead("LINKS", changed):
            return link_told_apart(purpose, resource)

    assert tally(leads(), noticed) == []
