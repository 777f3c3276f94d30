"""Shortest paths between people: who stands between whom.

Two people who do not know each other but share acquaintances are two steps apart, and that is
most pairs of a network of close groups. They are counted by what they share, many at once; only
for pairs further apart does anything walk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from closeknit.core.measures.knit import bits, groups


class _Bytes(dict[int, tuple[int, ...]]):
    """The places of the set bits of one byte, at the place the byte stands at."""

    def __missing__(self, key: int) -> tuple[int, ...]:
        start, byte = key >> 8 << 3, key & 255
        found = self[key] = tuple(start + i for i in bits(byte))
        return found


_BYTES = _Bytes()


class Places(dict[int, list[int]]):
    """The places of the set bits of a mask; looked up again and again, so worked out once.

    >>> Places()[0b1_0000_0010]
    [1, 8]
    """

    def __missing__(self, mask: int) -> list[int]:
        found = self[mask] = []
        place = 0
        while mask:
            if byte := mask & 255:
                found += _BYTES[place | byte]
            mask >>= 8
            place += 256
        return found


def strangers(masks: Sequence[int]) -> Counter[int]:
    """Of all pairs who do not know each other: whom both know, as bits, and how many such pairs.

    >>> dict(strangers([0b010, 0b101, 0b010]))
    {2: 1}
    """
    found: list[int] = []
    places = Places()
    everyone = (1 << len(masks)) - 1
    for i, mask in enumerate(masks):
        later = everyone & ~mask & -2 << i
        found += [mask & masks[j] for j in places[later]]
    return Counter(found)


def between(masks: Sequence[int], shared: Mapping[int, int] | None = None) -> list[float]:
    """For each person, what they carry of the shortest paths between pairs of others.

    `shared` is what `strangers` says of the same masks, when that is at hand.

    >>> between([0b010, 0b101, 0b010])
    [0.0, 1.0, 0.0]
    """
    total = [0.0] * len(masks)
    places = Places()
    for both, pairs in (strangers(masks) if shared is None else shared).items():
        share = pairs / (both.bit_count() or 1)
        for i in places[both]:
            total[i] += share
    farthest = sorted(_far(masks, places), key=lambda found: -found[2].bit_count())
    done = 0
    for source, second, far in farthest:
        if far & ~done:
            _add_far(masks, places, (source, second, far), far & ~done, total)
        done |= 1 << source
    return total


Far = tuple[int, int, int]
"""Somebody, the bits of those two steps away, and of those further away within their group."""


def _far(masks: Sequence[int], places: Places) -> list[Far]:
    """Everyone who has somebody three or more steps away."""
    found = []
    for group in groups(masks):
        for source in places[group]:
            near = masks[source] | 1 << source
            second = reduce(or_, [masks[i] for i in places[masks[source]]], 0) & ~near
            if far := group & ~second & ~near:
                found.append((source, second, far))
    return found


def _add_far(
    masks: Sequence[int], places: Places, whence: Far, wanted: int, total: list[float]
) -> None:
    """Add the paths from one person to the `wanted`, who are three or more steps away.

    Brandes (2001), level by level, begun at the second level, whose paths are the shared
    acquaintances. Ties inside one level carry no shortest path and are never looked at. A pair is
    wanted once, from whichever of the two has more people far away, so that most need no walk.
    """
    source, second, far = whence
    near = masks[source]
    paths = {i: (masks[i] & near).bit_count() for i in places[second]}
    carried = dict.fromkeys(paths, 0.0)
    for person, before in reversed(_outward(masks, places, second, far, paths)):
        through = carried.get(person, 0.0)
        total[person] += through
        share = (through + (wanted >> person & 1)) / paths[person]
        if share:
            for i in before:
                carried[i] = carried.get(i, 0.0) + paths[i] * share
    for person in places[second]:
        if through := carried[person]:
            total[person] += through
            share = through / paths[person]
            for i in places[masks[person] & near]:
                total[i] += share


def _outward(
    masks: Sequence[int], places: Places, level: int, far: int, paths: dict[int, int]
) -> list[tuple[int, list[int]]]:
    """Everyone in `far`, the nearer first, each with those one step nearer; fills in `paths`."""
    found = []
    while far:
        level_before = level
        level = reduce(or_, [masks[i] for i in places[level]]) & far
        far &= ~level
        for person in places[level]:
            before = places[masks[person] & level_before]
            paths[person] = sum([paths[i] for i in before])
            found.append((person, before))
    return found
