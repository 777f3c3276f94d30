"""Reading what the words on the command line name: a network, several, or a whole study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from closeknit.core.formats.egor import read_egor
from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.formats.project import read_json
from closeknit.core.network import Network
from closeknit.core.study import Study


def study_of(asked: argparse.Namespace) -> Study:
    """Whatever the words on the command line name, as a study of one or more networks."""
    study = _read(asked)
    for note in study.notes:
        print(f"closeknit: {note}", file=sys.stderr)
    return study


def _read(asked: argparse.Namespace) -> Study:
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
    if len({str(file) for file in files}) < len(files) and Path("-") in files:
        raise NotUnderstood("Standard input can be read once.")
    networks: dict[str, Network] = {}
    for file in files:
        networks[file.stem if file.stem not in networks else str(file)] = network_in(file)
    return Study(networks)


def network_in(file: Path) -> Network:
    """The network in one file. A problem names the file."""
    try:
        return read_json(text_of(file))
    except NotUnderstood as problem:
        raise NotUnderstood(f"{name_of(file)}: {problem}") from None


def name_of(file: Path) -> str:
    """What to call a file: `-` is standard input."""
    return "standard input" if str(file) == "-" else str(file)


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
    egos, alters, aaties = [text_of(file) for file in files]
    study = read_egor(egos, alters, aaties)
    if not study.networks:
        raise NotUnderstood(f"{files[0]}: There is no ego in it.")
    return study


def text_of(file: Path) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, or what Excel on Windows writes."""
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"closeknit: {name_of(file)} is not UTF-8; read as Windows-1252.", file=sys.stderr)
        return raw.decode("cp1252", errors="replace")
