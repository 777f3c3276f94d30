"""`closeknit draw`: the map as a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from closeknit.cli.answers import the_one
from closeknit.cli.reading import study_of
from closeknit.cli.words import Commands, command
from closeknit.core.drawing import draw
from closeknit.core.gaps import EmptyChair, empty_chairs
from closeknit.core.layout import Chair
from closeknit.core.words import support_name


def add(commands: Commands) -> None:
    """The words of this command."""
    drawing = command(
        commands,
        "draw",
        _draw,
        "the map as an SVG picture",
        "closeknit draw maya.json -o maya.svg",
        json=False,
    )
    drawing.add_argument("-o", "--output", metavar="SVG", help="write here, not to screen")
    drawing.add_argument("--network", metavar="ID", help="which network of a study")


def _draw(asked: argparse.Namespace) -> None:
    study = study_of(asked)
    network = the_one(study, asked.network)
    picture = draw(network, chairs=[_chair(each) for each in empty_chairs(network)])
    if asked.output:
        Path(asked.output).write_text(picture, encoding="utf-8")
    else:
        print(picture)


def _chair(waiting: EmptyChair) -> Chair:
    return Chair(waiting.key, waiting.words or support_name(waiting.about), waiting.circle)
