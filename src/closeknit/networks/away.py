"""What if somebody were away: whom one can choose, and what would be left, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.core.whatif import Left, WhatIf, households, paid_people
from closeknit.core.whatif import away as if_away

from . import map_words as say
from .finding_words import names, support
from .snapshot import Snapshot
from .wish_forms import role_held


@dataclass(frozen=True)
class Together:
    """Several people who can be chosen at once: a household, or everybody who is paid."""

    name: str
    value: str
    label: str
    keys: tuple[str, ...]
    chosen: bool = False


@dataclass(frozen=True)
class Asked:
    """Who would be away, as somebody chose it: people one by one, and several at once."""

    who: tuple[str, ...]
    together: tuple[Together, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Everybody who would be away, each once."""
        several = (key for one in self.together if one.chosen for key in one.keys)
        return tuple(dict.fromkeys((*self.who, *several)))


@dataclass(frozen=True)
class Away:
    """What would be left, in words."""

    title: str
    keys: tuple[str, ...]
    nobody: tuple[str, ...]
    only_paid: tuple[str, ...]
    only_one: tuple[str, ...]
    stays: tuple[str, ...]
    left_alone: str
    apart: tuple[str, ...]
    nobody_holds: tuple[str, ...]
    steps_in: tuple[str, ...]
    left: tuple[str, ...]


def asked(query: QueryDict, seen: Snapshot) -> Asked:
    """Whom the address names. What is not here any more is left out."""
    living = {person.key for person in seen.network.counted}
    who = tuple(key for key in query.getlist("who") if key in living)
    homes = query.getlist("home")
    together = [
        Together("home", word, _home(seen, word, keys), keys, word in homes)
        for word, keys in households(seen.network).items()
    ]
    paid = paid_people(seen.network)
    if paid:
        label = _("Everybody who is paid: %(names)s") % {"names": _named(seen, paid)}
        together.append(Together("paid", "all", label, paid, query.get("paid") == "all"))
    return Asked(who, tuple(together))


def _named(seen: Snapshot, keys: Iterable[str]) -> str:
    """Their names as one finds them: by the alphabet."""
    return names(seen, sorted(keys, key=lambda key: seen.network.person(key).name.casefold()))


def _home(seen: Snapshot, word: str, keys: tuple[str, ...]) -> str:
    return _("Household “%(home)s”: %(names)s") % {"home": word, "names": _named(seen, keys)}


def tell_away(chosen: Asked, seen: Snapshot) -> Away:
    """What would be left if these people were away."""
    found = if_away(seen.network, chosen.keys)
    told = {one.support: one for one in found.supports}
    return Away(
        title=_title(chosen, seen),
        keys=chosen.keys,
        nobody=tuple(support(seen, key) for key in found.nobody),
        only_paid=tuple(_by(told[key], seen) for key in found.only_paid),
        only_one=tuple(_by(told[key], seen) for key in found.only_one),
        stays=tuple(support(seen, key) for key in found.stays),
        left_alone=_named(seen, found.left_alone),
        apart=_apart(found, seen),
        nobody_holds=tuple(_role(key, seen) for key in found.nobody_holds),
        steps_in=tuple(_steps_in(key, keys, seen) for key, keys in found.steps_in),
        left=_left(found, seen),
    )


def _title(chosen: Asked, seen: Snapshot) -> str:
    """By name where somebody was chosen by name, else as those were chosen."""
    words = {"home": _("the household “%(home)s”"), "paid": _("everybody who is paid")}
    said = [seen.network.person(key).name for key in chosen.who]
    said += [words[one.name] % {"home": one.value} for one in chosen.together if one.chosen]
    title = ngettext(
        "What if %(names)s were away?", "What if %(names)s were away?", len(chosen.keys)
    )
    return title % {"names": say.listed(said)}


def _by(one: Left, seen: Snapshot) -> str:
    """A support with those who would still give it."""
    about = {"support": support(seen, one.support), "names": _named(seen, one.givers)}
    return _("%(support)s: %(names)s") % about


def _apart(found: WhatIf, seen: Snapshot) -> tuple[str, ...]:
    return tuple("; ".join(_named(seen, part) for part in parts) for parts in found.fallen_apart)


def _role(key: str, seen: Snapshot) -> str:
    return role_held(next(one for one in seen.network.roles if one.key == key), seen)


def _steps_in(key: str, keys: Iterable[str], seen: Snapshot) -> str:
    about = {"role": _role(key, seen), "names": _named(seen, keys)}
    return _("%(role)s: %(names)s would step in") % about


def _left(found: WhatIf, seen: Snapshot) -> tuple[str, ...]:
    """How many would be left, and how many of the pairs who know each other."""
    if not found.people_left:
        return (_("Nobody would be left."),)
    said = [say.counted(seen.network.without(found.away))]
    pairs: Mapping[str, int] = {"was": found.before.pairs, "now": found.after.pairs}
    if pairs["was"] != pairs["now"]:
        told = ngettext(
            "The one pair who know each other would be gone.",
            "Of %(was)s pairs who know each other, %(now)s would be left.",
            pairs["was"],
        )
        said.append(told % pairs)
    return tuple(said)
