"""`closeknit what-if`: what is left while somebody is away."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from closeknit.cli.answers import name_or_key, plain, print_json, say_title
from closeknit.cli.reading import study_of
from closeknit.cli.words import Commands, command
from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.network import Network
from closeknit.core.whatif import WhatIf, away, paid_people
from closeknit.core.words import names, role_name, support_name


def add(commands: Commands) -> None:
    """The words of this command."""
    made = command(
        commands,
        "what-if",
        _what_if,
        "what is left while somebody is away",
        "closeknit what-if maya.json --away rosa --household home --paid",
    )
    made.add_argument(
        "--away", action="append", default=[], metavar="WHO", help="a key or a name; several times"
    )
    made.add_argument(
        "--household",
        action="append",
        default=[],
        metavar="WORD",
        help="everybody of one household; several times",
    )
    made.add_argument("--paid", action="store_true", help="everybody who is paid to be here")


def _what_if(asked: argparse.Namespace) -> None:
    if not (asked.away or asked.household or asked.paid):
        raise NotUnderstood("Say who is away: --away WHO, --household WORD or --paid.")
    study = study_of(asked)
    found = {key: away(net, _gone(net, asked)) for key, net in study.networks.items()}
    if asked.json:
        print_json(study, lambda network: _as_data(network, away(network, _gone(network, asked))))
        return
    for key, network in study.networks.items():
        say_title(study, key, network)
        print(*_lines(network, found[key]), sep="\n")


def _gone(network: Network, asked: argparse.Namespace) -> set[str]:
    gone = {name_or_key(network, word) for word in asked.away}
    for word in asked.household:
        gone |= _household(network, word)
    return gone | set(paid_people(network) if asked.paid else ())


def _household(network: Network, word: str) -> set[str]:
    said = word.strip().casefold()
    found = {p.key for p in network.counted if said and p.household.strip().casefold() == said}
    if not found:
        known = sorted({p.household.strip() for p in network.counted} - {""})
        raise NotUnderstood(f"There is no household {word!r}; {_known(known)}.")
    return found


def _known(words: list[str]) -> str:
    return f"there is {', '.join(words)}" if words else "no household is told"


def _lines(network: Network, found: WhatIf) -> Iterator[str]:
    gone = names(network, found.away) or "nobody"
    left = "1 person is" if found.people_left == 1 else f"{found.people_left} people are"
    yield f"Away: {gone}. {left} left."
    for supports, words in (
        (found.nobody, "Nobody would give"),
        (found.only_paid, "Only paid people would give"),
        (found.only_one, "One person alone would give"),
    ):
        for support in supports:
            yield f"* {words}: {support_name(support)}."
    for role in found.nobody_holds:
        yield f"* Nobody would hold a role: {_role(role, network)}."
    for role, keys in found.steps_in:
        yield f"* Would step in, {_role(role, network)}: {names(network, keys)}."
    if found.left_alone:
        yield f"* Would know nobody else here: {names(network, found.left_alone)}."
    for parts in found.fallen_apart:
        yield f"* Would no longer meet: {' | '.join(names(network, part) for part in parts)}."
    stays = ", ".join(support_name(support) for support in found.stays)
    yield f"Somebody unpaid would still give: {stays or 'nothing'}."


def _role(key: str, network: Network) -> str:
    return role_name(next(role.about for role in network.roles if role.key == key), network)


def _as_data(network: Network, found: WhatIf) -> dict[str, Any]:
    return {**plain(found), "sentences": list(_lines(network, found))}
