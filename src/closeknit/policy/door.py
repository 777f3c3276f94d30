"""One door: of whose it is, and what looking and doing ask the table for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .words import Verb

LOOK, ADD, CHANGE, REMOVE = Verb.READ, Verb.CREATE, Verb.CHANGE, Verb.DELETE


@dataclass(frozen=True, slots=True)
class Door:
    """One address: its `kind` (of whose it is), and what `look` and `do` ask: (resource, verb).

    With `again` it opens only to somebody who showed a moment ago that it is them: for deeds that
    would do harm in the hands of whoever else sits at the device.
    """

    kind: str
    look: tuple[str, Verb] | None = None
    do: tuple[str, Verb] | None = None
    again: bool = False

    def asks(self, method: str) -> tuple[str, Verb] | None:
        """What this method needs; None where it is not answered.

        Only POST does something: the other methods pass the check for forged requests unseen.
        """
        if method in ("GET", "HEAD"):
            return self.look
        return self.do if method == "POST" else None


PUBLIC = Door("public")
SIGNED_IN = Door("signed_in")


def room(resource: str, do: tuple[str, Verb] | None = None) -> Door:
    """A page of a network: reading this resource, and perhaps doing something."""
    return Door("network", (resource, LOOK), do)


def desk(resource: str, verb: Verb) -> Door:
    """A page that is only opened to do something: looking asks for the same."""
    return Door("network", (resource, verb), (resource, verb))


def deed(resource: str, verb: Verb) -> Door:
    """A deed of a network: nothing to look at, only something to do."""
    return Door("network", None, (resource, verb))


def of_series(door: Door) -> Door:
    """The same door in a series of workshops."""
    return replace(door, kind="series")


def of_host(door: Door) -> Door:
    """The same door at a host, who invites to workshops."""
    return replace(door, kind="host")


def with_care(door: Door) -> Door:
    """The same door, for whoever showed a moment ago that it is them."""
    return replace(door, again=True)
