"""`closeknit gaps` and `introductions`: what is missing, and who could meet."""

from __future__ import annotations

import argparse
from typing import Any

from closeknit.cli.answers import plain, print_json, say_title
from closeknit.cli.reading import study_of
from closeknit.cli.words import Commands, command, whole
from closeknit.core import gaps as thinking
from closeknit.core.network import Network
from closeknit.core.words import chair_words, introduction_words, sentence


def add(commands: Commands) -> None:
    """The words of these commands."""
    command(
        commands,
        "gaps",
        _gaps,
        "what is covered, what is missing, one next step each",
        "closeknit gaps maya.json",
    )
    introductions = command(
        commands,
        "introductions",
        _introductions,
        "who could meet, and what it would join",
        "closeknit introductions maya.json --count 1",
    )
    introductions.add_argument(
        "--count", type=whole(0), default=3, metavar="N", help="up to how many (3)"
    )


def _gaps(asked: argparse.Namespace) -> None:
    study = study_of(asked)
    if asked.json:
        print_json(study, _gaps_as_data)
        return
    for key, network in study.networks.items():
        say_title(study, key, network)
        for finding in (*thinking.find_gaps(network), *thinking.good_news(network)):
            title, why, step = sentence(finding, network)
            print(f"* {title}\n  {why}")
            if step:
                print(f"  -> {step}")
        for chair in thinking.empty_chairs(network):
            title, ask = chair_words(chair, network)
            print(f"* An empty chair: {title}." + (f"\n  {ask}" if ask else ""))


SAID = ("title", "why", "next")


def _gaps_as_data(network: Network) -> dict[str, Any]:
    return {
        "findings": [
            plain(finding) | dict(zip(SAID, sentence(finding, network), strict=True))
            for finding in thinking.find_gaps(network)
        ],
        "good_news": [plain(finding) for finding in thinking.good_news(network)],
        "empty_chairs": [plain(chair) for chair in thinking.empty_chairs(network)],
        "matrix": plain(thinking.support_matrix(network)),
    }


def _introductions(asked: argparse.Namespace) -> None:
    study = study_of(asked)
    if asked.json:
        print_json(study, lambda network: _introductions_as_data(network, asked.count))
        return
    for key, network in study.networks.items():
        say_title(study, key, network)
        for one in thinking.introductions(network, asked.count):
            title, why = introduction_words(one, network)
            print(f"* {title}\n  {why}")


def _introductions_as_data(network: Network, count: int) -> dict[str, Any]:
    return {
        "introductions": [
            plain(one) | dict(zip(SAID, introduction_words(one, network), strict=False))
            for one in thinking.introductions(network, count)
        ]
    }
