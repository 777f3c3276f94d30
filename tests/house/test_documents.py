"""The documents keep up with the program."""

from __future__ import annotations

import re
import tomllib
from argparse import _SubParsersAction
from pathlib import Path

from closeknit.cli import _parser as about_files
from closeknit.manage.serve import parser
from tests.addresses import ALL

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "closeknit"
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def settings() -> set[str]:
    """Every name the program reads from the environment."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"CLOSEKNIT_[A-Z_]+", text))
        if path.name == "settings.py":
            found.update(
                f"CLOSEKNIT_{name}" for name in re.findall(r'\b(?:env|yes)\("(\w+)"', text)
            )
    return {name for name in found if not name.endswith("_")}


def test_every_setting_is_told() -> None:
    told = set(re.findall(r"^\| `(CLOSEKNIT_[A-Z_]+)`", RUNNING, re.MULTILINE))
    assert len(told) > 5
    assert settings() == told


def test_every_option_of_serve_is_told() -> None:
    for action in parser()._actions:
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                assert f"closeknit serve {option}" in RUNNING, option


def test_every_command_about_a_file_is_told() -> None:
    (commands,) = (each for each in about_files()._actions if isinstance(each, _SubParsersAction))
    for name, command in commands.choices.items():
        assert f"| `closeknit {name} " in RUNNING, name
        options = {option for action in command._actions for option in action.option_strings[-1:]}
        for option in options - {"--help"}:
            assert option in RUNNING, f"{name} {option}"


def test_every_package_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for groups in (project["dependency-groups"], project["project"]["optional-dependencies"]):
        for extra in groups.values():
            wanted += extra
    names = {re.split(r"[\[<>=~]", line)[0] for line in wanted}
    told = set(
        re.findall(
            r"^\| `([\w-]+)`",
            (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert told == names


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for page in folder.glob("0*.md"):
        assert page.name in listed, page.name


def test_every_script_says_what_it_does() -> None:
    for script in (ROOT / "bin").iterdir():
        first, second, *_ = script.read_text(encoding="utf-8").splitlines()
        if first == "#!/bin/sh":
            assert script.name in second, script.name


def test_every_promise_names_a_test_that_is_there() -> None:
    told = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)`", told)
    assert len(named) > 10
    for path in named:
        assert (ROOT / path).exists(), path


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in link and not link.startswith("mailto:"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_address_is_told() -> None:
    told = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
    for pattern in ALL.values():
        route = re.sub(r"<\w+:", "<", str(pattern.pattern))
        assert f"| `/{route}` |" in told, route
