"""A study: many networks read together, each under the word its file calls it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from closeknit.core.network import Network


@dataclass(frozen=True, slots=True)
class Study:
    """Networks by the id their file gives them, and what was left out of them and why.

    `notes` are sentences for a person, each naming the file and row it is about.
    """

    networks: Mapping[str, Network]
    notes: tuple[str, ...] = ()
