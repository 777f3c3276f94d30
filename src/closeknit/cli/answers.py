"""Answering: a title, JSON, and the one network that is meant."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.network import Network
from closeknit.core.study import Study


def the_one(study: Study, key: str | None) -> Network:
    if key is None and len(study.networks) == 1:
        return next(iter(study.networks.values()))
    if key is not None and key in study.networks:
        return study.networks[key]
    some = ", ".join(list(study.networks)[:5])
    raise NotUnderstood(f"Say which of {len(study.networks)} networks with --network: {some} …")


def say_title(study: Study, key: str, network: Network) -> None:
    more = f" ({key})" if len(study.networks) > 1 else ""
    count = len(network.counted)
    print(f"{network.name}{more}: {count} {'person' if count == 1 else 'people'}")


def print_json(study: Study, answer: Callable[[Network], Any]) -> None:
    """One network answers with its name; several answer by their ids."""
    answers = {
        key: {"name": network.name, **answer(network)} for key, network in study.networks.items()
    }
    whole = next(iter(answers.values())) if len(answers) == 1 else {"networks": answers}
    print(json.dumps(whole, ensure_ascii=False, indent=2))


def plain(value: object) -> Any:
    """A value of the core as what JSON knows.

    >>> from closeknit.core.gaps import Step
    >>> plain(Step("ask", ("rosa",), "talk"))
    {'kind': 'ask', 'people': ['rosa'], 'about': 'talk'}
    """
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def name_or_key(network: Network, word: str) -> str:
    """The key of the one person with this key, or else this name.

    >>> from closeknit.core.network import Person
    >>> name_or_key(Network("Maya", (Person("ben", "Tío Ben"),)), "tío ben")
    'ben'
    """
    if any(person.key == word for person in network.people):
        return word
    said = word.strip().casefold()
    found = [person.key for person in network.people if person.name.strip().casefold() == said]
    if len(found) > 1:
        raise NotUnderstood(f"{len(found)} people are called {word!r}: say {', '.join(found)}.")
    if not found:
        raise NotUnderstood(f"Nobody has the key or the name {word!r}.")
    return found[0]
