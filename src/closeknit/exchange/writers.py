"""Who wrote what, inside an archive: short words for people, with names and never addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from closeknit.accounts.models import Account
from closeknit.networks.audience import called
from closeknit.networks.models import Membership, Network, Version
from closeknit.networks.models import Row as AnyRow

from .models import Return

EARLIER = "return:"


class Writers:
    """Gives each writer a short word, w1, w2, in the order in which they are met."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.met: dict[str, str] = {}
        self.back = Return.everyones.filter(network=network).order_by("made_at").first()

    def word(self, identity: str | None) -> str | None:
        """The short word of an account, or of a name that came back with the network."""
        if not identity:
            return None
        return self.met.setdefault(identity, f"w{len(self.met) + 1}")

    def of(self, row: AnyRow) -> str | None:
        """Whoever wrote this row; None for somebody who left without their name."""
        return self.word(row.author_id or self._before(row.pk))

    def of_version(self, version: Version) -> str | None:
        """Whoever made the change that ended this version."""
        at = f"{version.row}.{version.version}"
        return self.word(version.author_id or self._before(at))

    def _before(self, what: str) -> str:
        """What an earlier house called the writer, if the network was brought back."""
        found = self.back.wrote.get(what, "") if self.back else ""
        return f"{EARLIER}{found}" if found else ""

    def told_before(self) -> list[dict[str, Any]]:
        """The record of the house before, with the short words of this archive."""
        if self.back is None:
            return []
        return [{**entry, "by": self._again(entry.get("by"))} for entry in self.back.told]

    def _again(self, word: str | None) -> str | None:
        """Whoever brought the network back is no longer a name only."""
        if not word or self.back is None:
            return None
        there = word in self.back.writers
        return self.word(f"{EARLIER}{word}" if there else self.back.author_id)

    def names(self) -> dict[str, str]:
        """The name behind each short word."""
        known = names_of(self.network, (key for key in self.met if not key.startswith(EARLIER)))
        earlier = self.back.writers if self.back else {}
        return {
            word: earlier.get(key.removeprefix(EARLIER), "")
            if key.startswith(EARLIER)
            else known.get(key, "")
            for key, word in self.met.items()
        }


def names_of(network: Network, accounts: Iterable[str]) -> Mapping[str, str]:
    """What these accounts are called in this network, also those whose part has ended."""
    wanted = set(accounts)
    names = dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
    rows = Membership.everyones.filter(network=network, account__in=wanted, ended_at=None)
    here = {m.account_id: called(m, network) for m in rows.select_related("person", "account")}
    return names | here
