"""`closeknit outlook`: the years ahead, in three scenarios."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closeknit.cli.answers import plain, print_json, say_title
from closeknit.cli.reading import name_of, study_of, text_of
from closeknit.cli.words import Commands, command, whole
from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.network import Network

if TYPE_CHECKING:
    from closeknit.core.outlook import LifeTable, Outlook, Scenario

NUMBERS = (
    ("years", 20, 1, 100, "how many years ahead"),
    ("futures", 10_000, 1, 100_000, "how many made-up futures"),
    ("seed", 1, 0, None, "another number draws other futures"),
    ("k", 1, 1, 1000, "how many should still be there"),
)


def add(commands: Commands) -> None:
    """The words of this command."""
    made = command(
        commands,
        "outlook",
        _outlook,
        "what is likely to hold in the years ahead",
        "closeknit outlook maya.json --years 10 --scenario high.worker=0.5",
    )
    for name, value, least, most, says in NUMBERS:
        reads, says = whole(least, most), f"{says} ({value})"
        made.add_argument(f"--{name}", type=reads, default=value, metavar="N", help=says)
    made.add_argument("--at", type=whole(0, 100), metavar="YEAR", help="the year told of (10)")
    made.add_argument("--unpaid", action="store_true", help="ask about unpaid people alone")
    made.add_argument("--exact", action="store_true", help="sums of chances, no futures drawn")
    made.add_argument("--table", metavar="CSV", help="another life table: sex,year,age,qx")
    made.add_argument(
        "--scenario",
        action="append",
        default=[],
        metavar="WHICH.WHAT=NUMBER",
        help="change one assumption of low, central or high; several times",
    )


def _outlook(asked: argparse.Namespace) -> None:
    from closeknit.core.outlook.words import sentences

    scenarios, table = _scenarios(asked.scenario), _table(asked.table)
    study = study_of(asked)

    def look(network: Network) -> Outlook:
        return _look(network, asked, scenarios, table)

    if asked.json:
        print_json(study, lambda network: _as_data(look(network), network))
        return
    for key, network in study.networks.items():
        told = sentences(look(network), network)
        say_title(study, key, network)
        for each in told:
            print(f"* {each}")


def _as_data(found: Outlook, network: Network) -> dict[str, Any]:
    from closeknit.core.outlook.words import sentences

    whole_answer: dict[str, Any] = plain(found)
    return whole_answer | {"sentences": list(sentences(found, network))}


def _look(
    network: Network,
    asked: argparse.Namespace,
    scenarios: tuple[Scenario, Scenario, Scenario],
    table: LifeTable | None,
) -> Outlook:
    from closeknit.core.outlook import outlook

    try:
        return outlook(
            network,
            asked.years,
            asked.futures,
            asked.seed,
            scenarios,
            table,
            asked.k,
            at=asked.at,
            unpaid_only=asked.unpaid,
            exact=asked.exact,
        )
    except ValueError as problem:
        raise NotUnderstood(f"outlook: {problem}") from None


def _table(name: str | None) -> LifeTable | None:
    from closeknit.core.outlook import load_table

    if name is None:
        return None
    file = Path(name)
    try:
        return load_table(text_of(file), name_of(file))
    except NotUnderstood as problem:
        raise NotUnderstood(f"{name_of(file)}: {problem}") from None


def _scenarios(changes: Sequence[str]) -> tuple[Scenario, Scenario, Scenario]:
    """The three, with what was changed on the command line."""
    from closeknit.core.outlook import CENTRAL, HIGH, LOW

    three = {each.name: each for each in (LOW, CENTRAL, HIGH)}
    can = [each.name for each in fields(LOW) if each.name not in ("name", "settled")]
    for change in changes:
        words, _, number = change.partition("=")
        which, _, what = words.partition(".")
        if which not in three or what not in can:
            raise NotUnderstood(
                f"--scenario: {change!r} should be like high.worker=0.5; "
                f"of low, central or high one can change {', '.join(can)}."
            )
        try:
            value: Any = float(number)
        except ValueError:
            raise NotUnderstood(f"--scenario: {number!r} is not a number.") from None
        try:
            three[which] = replace(three[which], **{what: value})
        except ValueError as problem:
            raise NotUnderstood(f"--scenario: {change!r}: {problem}") from None
    return three["low"], three["central"], three["high"]
