"""`closeknit measures`: every measure of a network, each with what it tells."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import fields

from closeknit.cli.answers import plain, print_json, say_title
from closeknit.cli.reading import study_of
from closeknit.cli.words import Commands, command
from closeknit.core import measures as measuring
from closeknit.core.measures import Measures, measure
from closeknit.core.network import Network
from closeknit.core.study import Study
from closeknit.core.words import CIRCLE_NAMES, support_name


def add(commands: Commands) -> None:
    """The words of this command."""
    command(
        commands,
        "measures",
        _measures,
        "all measures, each with what it tells",
        "closeknit measures maya.json --json",
    )


def _measures(asked: argparse.Namespace) -> None:
    study = study_of(asked)
    if asked.json:
        print_json(study, lambda network: plain(measure(network)))
        return
    if len(study.networks) > 1:
        _measures_table(study)
        return
    for key, network in study.networks.items():
        say_title(study, key, network)
        found = measure(network)
        for each in fields(Measures):
            print(f"\n{each.name}: {_shown(getattr(found, each.name), network)}")
            print(f"    {_meaning(each.name, network)}")


def _measures_table(study: Study) -> None:
    """A line a network and a column a number, with tabs between, for a spreadsheet."""
    names = [each.name for each in fields(Measures) if "Mapping" not in str(each.type)]
    print("network", *names, sep="\t")
    for key, network in study.networks.items():
        measured = measure(network)
        found = [getattr(measured, name) for name in names]
        cells = [len(each) if isinstance(each, tuple) else _shown(each, network) for each in found]
        print(key, *cells, sep="\t")


def _meaning(name: str, network: Network) -> str:
    """The first sentence about a measure; its examples speak of Maya, so put the name in."""
    first = (getattr(measuring, name).__doc__ or "").partition("\n")[0]
    return str(first).replace("Maya", network.name)


def _shown(value: object, network: Network) -> str:
    """One value in a line: `-` has no answer, people by name, the few that are above nothing."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, tuple):
        return ", ".join(_name(network, key) for key in value) or "nobody"
    if isinstance(value, Mapping):
        parts = [
            f"{_name(network, key)} {_shown(each, network)}" for key, each in value.items() if each
        ]
        return "; ".join(parts) or "nothing"
    return str(value)


def _name(network: Network, key: object) -> str:
    """What a key stands for: a circle, a person or a support."""
    if isinstance(key, int):
        return CIRCLE_NAMES[key]
    names = {person.key: person.name for person in network.people}
    return names.get(str(key)) or support_name(str(key))
