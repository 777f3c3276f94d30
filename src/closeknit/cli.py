"""`closeknit measures`, `gaps`, `introductions` and `draw`: think about a file, without the house.

Files are read and written here and nowhere in the core. Bad input is a sentence and exit code 2.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from closeknit.core import gaps as thinking
from closeknit.core import measures as measuring
from closeknit.core.drawing import draw
from closeknit.core.formats.egor import read_egor
from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.formats.project import read_json
from closeknit.core.layout import Chair
from closeknit.core.measures import Measures, measure
from closeknit.core.network import Network
from closeknit.core.study import Study
from closeknit.core.words import (
    CIRCLE_NAMES,
    chair_words,
    introduction_words,
    sentence,
    support_name,
)

EPILOG = """\
FILE is a network in Closeknit's own JSON, several of them, a folder that holds the three files
egos, alters and aaties of a study, or these three CSV files themselves.
`closeknit serve` opens the web application instead.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it could, 2 with a sentence on standard error when it could not."""
    _speak_plainly()
    try:
        asked = _parser().parse_args(argv)
        study = _read(asked)
        for note in study.notes:
            print(f"closeknit: {note}", file=sys.stderr)
        asked.command(study, asked)
    except SystemExit as leaving:  # argparse has said why
        return leaving.code if isinstance(leaving.code, int) else 2
    except NotUnderstood as problem:
        return _sorry(str(problem))
    except BrokenPipeError:  # whoever read our answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        return _sorry(f"{problem.filename or 'The file'}: {problem.strerror or problem}.")
    return 0


def _speak_plainly() -> None:
    """A terminal that cannot show a letter shows a question mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _sorry(problem: str) -> int:
    print(f"closeknit: {problem}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="closeknit",
        description="Think about the network of people around one person.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, says in (
        ("measures", _measures, "all measures, each with what it tells"),
        ("gaps", _gaps, "what is covered, what is missing, one next step each"),
        ("introductions", _introductions, "who could meet, and what it would join"),
        ("draw", _draw, "the map as an SVG picture"),
    ):
        command = commands.add_parser(name, help=says, description=f"Show {says}.")
        command.set_defaults(command=run)
        command.add_argument("files", nargs="*", metavar="FILE", help="a JSON, a folder, three CSV")
        for part in ("egos", "alters", "aaties"):
            command.add_argument(f"--{part}", metavar="CSV", help=f"the {part} file of a study")
        if name == "draw":
            command.add_argument("-o", "--output", metavar="SVG", help="write here, not to screen")
            command.add_argument("--network", metavar="ID", help="which network of a study")
        else:
            if name == "introductions":
                command.add_argument("--count", type=_count, default=3, help="up to how many (3)")
            command.add_argument("--json", action="store_true", help="answer in JSON")
    return parser


def _count(text: str) -> int:
    """How many, from the command line; argparse turns the sentence into its own."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more.")
    return int(text)


# Reading


def _read(asked: argparse.Namespace) -> Study:
    """Whatever the words on the command line name, as a study of one or more networks."""
    named = [asked.egos, asked.alters, asked.aaties]
    files = [Path(name) for name in asked.files]
    if any(named):
        if not all(named) or files:
            raise NotUnderstood("Say all three, --egos, --alters and --aaties, and nothing else.")
        return _read_three([Path(name) for name in named])
    if not files:
        raise NotUnderstood("Say which file: for example closeknit gaps maya.json.")
    if len(files) == 1 and files[0].is_dir():
        return _read_three(_three_of(sorted(files[0].glob("*.csv"))))
    if any(file.suffix.lower() == ".csv" for file in files):
        return _read_three(_three_of(files))
    return _read_projects(files)


def _read_projects(files: list[Path]) -> Study:
    networks: dict[str, Network] = {}
    for file in files:
        try:
            name = file.stem if file.stem not in networks else str(file)
            networks[name] = read_json(_text(file))
        except NotUnderstood as problem:
            raise NotUnderstood(f"{file}: {problem}") from None
    return Study(networks)


def _three_of(files: list[Path]) -> list[Path]:
    """The egos, alters and aaties among some files, told apart by their names."""
    found = []
    for part, marks in (
        ("egos", ("ego",)),
        ("alters", ("alter",)),
        ("aaties", ("aatie", "edge", "tie")),
    ):
        fitting = [file for file in files if any(mark in file.stem.lower() for mark in marks)]
        if len(fitting) != 1:
            count = "no file" if not fitting else f"{len(fitting)} files"
            raise NotUnderstood(
                f"There is {count} named like {part!r}; say which with --egos, --alters, --aaties."
            )
        found += fitting
    return found


def _read_three(files: list[Path]) -> Study:
    egos, alters, aaties = [_text(file) for file in files]
    study = read_egor(egos, alters, aaties)
    if not study.networks:
        raise NotUnderstood(f"{files[0]}: There is no ego in it.")
    return study


def _text(file: Path) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, or what Excel on Windows writes."""
    raw = file.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"closeknit: {file} is not UTF-8; read as Windows-1252.", file=sys.stderr)
        return raw.decode("cp1252", errors="replace")


# Answering


def _measures(study: Study, asked: argparse.Namespace) -> None:
    if asked.json:
        _print_json(study, lambda network: plain(measure(network)))
        return
    if len(study.networks) > 1:
        _measures_table(study)
        return
    for key, network in study.networks.items():
        _title(study, key, network)
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


def _gaps(study: Study, asked: argparse.Namespace) -> None:
    if asked.json:
        _print_json(study, _gaps_as_data)
        return
    for key, network in study.networks.items():
        _title(study, key, network)
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


def _introductions(study: Study, asked: argparse.Namespace) -> None:
    if asked.json:
        _print_json(study, lambda network: _introductions_as_data(network, asked.count))
        return
    for key, network in study.networks.items():
        _title(study, key, network)
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


def _draw(study: Study, asked: argparse.Namespace) -> None:
    network = _the_one(study, asked.network)
    picture = draw(network, chairs=[_chair(each) for each in thinking.empty_chairs(network)])
    if asked.output:
        Path(asked.output).write_text(picture, encoding="utf-8")
    else:
        print(picture)


def _chair(waiting: thinking.EmptyChair) -> Chair:
    return Chair(waiting.key, waiting.words or support_name(waiting.about), waiting.circle)


def _the_one(study: Study, key: str | None) -> Network:
    if key is None and len(study.networks) == 1:
        return next(iter(study.networks.values()))
    if key is not None and key in study.networks:
        return study.networks[key]
    some = ", ".join(list(study.networks)[:5])
    raise NotUnderstood(f"Say which of {len(study.networks)} networks with --network: {some} …")


def _title(study: Study, key: str, network: Network) -> None:
    more = f" ({key})" if len(study.networks) > 1 else ""
    count = len(network.counted)
    print(f"{network.name}{more}: {count} {'person' if count == 1 else 'people'}")


def _print_json(study: Study, answer: Callable[[Network], Any]) -> None:
    """One network answers with its name; several answer by their ids."""
    answers = {
        key: {"name": network.name, **answer(network)} for key, network in study.networks.items()
    }
    whole = next(iter(answers.values())) if len(answers) == 1 else {"networks": answers}
    print(json.dumps(whole, ensure_ascii=False, indent=2))


def plain(value: object) -> Any:
    """A value of the core as what JSON knows.

    >>> plain(thinking.Step("ask", ("rosa",), "talk"))
    {'kind': 'ask', 'people': ['rosa'], 'about': 'talk'}
    """
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value
