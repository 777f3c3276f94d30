"""Small groups at random: who sits with whom, who stays together, who is kept apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MOST_TRIES = 20_000
"""So many steps of looking for more even sizes; what was found by then is taken."""

_TOO_FEW = "There are too few groups to keep everybody apart who should be."
_NO_WAY = "No way was found to keep everybody apart who should be; fewer wishes may help."


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is in which group; or, with no groups, one sentence that says why it cannot be done."""

    groups: tuple[tuple[str, ...], ...]
    why: str = ""


def how_many(people: int, size: int) -> int:
    """How many groups there are, so that each has this many people or a few more.

    Formula: the whole part of people / size, and 1 at least: nobody is left over in a small group.
    When there is no answer: never; of nobody it is 0.
    Errors: ValueError where a group would have nobody in it.

    In the literature: balanced partition with a lower bound on the size of a block.

    >>> how_many(11, 3), how_many(2, 3), how_many(0, 3)
    (3, 1, 0)
    """
    if size < 1:
        raise ValueError("A group has one person at least.")
    return max(people // size, min(people, 1))


def share(
    people: Sequence[str],
    count: int,
    seed: str | int,
    together: Iterable[Sequence[str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> Groups:
    """People shared into so many groups at random, in sizes as even as can be.

    Formula: those who stay together are moved as one. Of all ways in which nobody sits with whom
    they are kept apart from and no group is empty, one with the least sum of squared sizes; among
    those, by chance: everybody gets a place in line from a hash of the seed and their key. Without
    wishes, all ways are equally likely. After `MOST_TRIES` steps the best so far is taken.
    When there is no answer: no groups, and `why` says in a sentence what stands in the way.
    Errors: ValueError where somebody stands there twice, or is wished for and not here.

    In the literature: constrained random allocation; equitable colouring of a conflict graph.

    >>> share(["ana", "bo", "cy", "di", "ed"], 2, seed=1, together=[("ana", "bo")])
    Groups(groups=(('cy', 'ed'), ('ana', 'bo', 'di')), why='')
    >>> share(["ana", "bo"], 1, seed=1, apart=[("ana", "bo")]).why
    'There are too few groups to keep everybody apart who should be.'
    """
    pairs = [(one, other) for one, other in apart]
    lumps = _lumps(people, together, [key for pair in pairs for key in pair])
    where = {key: at for at, lump in enumerate(lumps) for key in lump}
    why = _why_not(people, lumps, count, [(a, b) for a, b in pairs if where[a] == where[b]])
    if why:
        return Groups((), why)
    search = _Search(lumps, count, {frozenset((where[a], where[b])) for a, b in pairs}, seed)
    found = search.best()
    if found is None:
        tired = search.steps > MOST_TRIES
        return Groups((), _NO_WAY if tired else _TOO_FEW)
    place = {key: _chance(seed, key) for key in people}
    groups = [
        sorted((k for at in group for k in lumps[at]), key=place.__getitem__) for group in found
    ]
    return Groups(tuple(tuple(group) for group in sorted(groups, key=lambda g: place[g[0]])))


def _chance(seed: str | int, key: str) -> str:
    return hashlib.sha256(f"{seed}\0{key}".encode()).hexdigest()


def _lumps(
    people: Sequence[str], together: Iterable[Sequence[str]], others: Iterable[str]
) -> list[list[str]]:
    """Those who stay together, each lump in the order of the people."""
    if len(set(people)) < len(people):
        raise ValueError("Somebody stands there twice.")
    lump = {key: {key} for key in people}
    for wish in together:
        for key in wish:
            _here(key, lump)
            if lump[key] is not lump[wish[0]]:
                lump[wish[0]] |= lump[key]
                for each in lump[key]:
                    lump[each] = lump[wish[0]]
    for key in others:
        _here(key, lump)
    distinct = {id(keys): keys for keys in lump.values()}
    return [[key for key in people if key in keys] for keys in distinct.values()]


def _here(key: str, lump: dict[str, set[str]]) -> None:
    if key not in lump:
        raise ValueError(f"There is no {key!r} here.")


def _why_not(
    people: Sequence[str], lumps: list[list[str]], count: int, both: list[tuple[str, str]]
) -> str:
    if count < 1:
        return "One group at least is needed."
    if len(people) < count:
        return f"There are more groups ({count}) than people ({len(people)})."
    if both:
        return "Some people are to be kept together and apart at once."
    if len(lumps) < count:
        return (
            f"With those who stay together there can be {len(lumps)} groups at most, not {count}."
        )
    return ""


@dataclass(slots=True)
class _Search:
    """Which lump goes into which group: the largest first, into the smallest group that fits."""

    lumps: list[list[str]]
    count: int
    apart: set[frozenset[int]]
    seed: str | int
    order: list[int] = field(init=False)
    enemies: dict[int, set[int]] = field(init=False)
    groups: list[list[int]] = field(init=False)
    sizes: list[int] = field(init=False)
    found: list[list[int]] | None = None
    worth: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        self.enemies = {at: set() for at in range(len(self.lumps))}
        for one, other in (sorted(pair) for pair in self.apart):
            self.enemies[one].add(other)
            self.enemies[other].add(one)
        self.order = sorted(range(len(self.lumps)), key=self._first)
        self.groups = [[] for _ in range(self.count)]
        self.sizes = [0] * self.count

    def _first(self, at: int) -> tuple[int, int, str]:
        return -len(self.lumps[at]), -len(self.enemies[at]), _chance(self.seed, self.lumps[at][0])

    def best(self) -> list[list[int]] | None:
        self._place(0, sum(map(len, self.lumps)))
        return self.found

    def _place(self, at: int, left: int) -> None:
        """Go on with lump `at`; `left` people have no place yet."""
        if self.steps > MOST_TRIES:
            return
        if self.found is not None and max(self._least(left), self._even()) >= self.worth:
            return
        empty = self.sizes.count(0)
        if len(self.order) - at < empty:
            return
        if at == len(self.order):
            self.found = [list(group) for group in self.groups]
            self.worth = sum(size * size for size in self.sizes)
            return
        lump, tried_empty = self.order[at], False
        for group in sorted(range(self.count), key=self.sizes.__getitem__):
            if (not self.sizes[group] and tried_empty) or self.enemies[lump] & set(
                self.groups[group]
            ):
                continue
            tried_empty = tried_empty or not self.sizes[group]
            self.steps += 1
            self.groups[group].append(lump)
            self.sizes[group] += len(self.lumps[lump])
            self._place(at + 1, left - len(self.lumps[lump]))
            self.groups[group].pop()
            self.sizes[group] -= len(self.lumps[lump])

    def _least(self, left: int) -> int:
        """No less than this can come out: those left go to the smallest groups one by one."""
        sizes = sorted(self.sizes)
        for _ in range(left):
            sizes[0] += 1
            at = 0
            while at + 1 < len(sizes) and sizes[at] > sizes[at + 1]:
                sizes[at], sizes[at + 1], at = sizes[at + 1], sizes[at], at + 1
        return sum(size * size for size in sizes)

    def _even(self) -> int:
        low, more = divmod(sum(map(len, self.lumps)), self.count)
        return more * (low + 1) ** 2 + (self.count - more) * low**2
