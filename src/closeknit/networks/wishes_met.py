"""When a wish was met: since which day somebody is there for it, as far as that is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from closeknit.core import network as core
from closeknit.core.gaps import met_by

from .happening import Happened
from .map_words import listed
from .models import Chapter, Version, Wish
from .sentences import chair_words
from .snapshot import Snapshot


def wishes_met(seen: Snapshot) -> Iterable[Happened]:
    """Each wish that somebody came to be there for, after it was wished. One query.

    Not told where one of them was there before, or nobody knows since when: then it was no news.
    """
    taken = [wish for wish in seen.wishes.values() if wish.met_by]
    before = Version.of_rows(seen.actor, [wish.pk for wish in taken]) if taken else {}
    for value in seen.network.wishes:
        wish = seen.wishes[value.key]
        days = _taken(seen, wish, before.get(wish.pk, ())) | _given(seen, value)
        who = met_by(seen.network, value)
        if who and all(days.get(key) for key in who):
            yield from met(seen, wish, {key: days[key] for key in who})


def met(
    seen: Snapshot, wish: Wish, days: Mapping[str, str], called: str = ""
) -> Iterable[Happened]:
    """That it was met, on the first of these days, by whoever was there from that day on.

    `called` is what it is for, where an upper room knows that better.
    """
    wished, first = timezone.localdate(wish.made_at).isoformat(), min(days.values())
    if first < wished[: len(first)]:
        return
    names = sorted(seen.people[key].name for key, day in days.items() if day == first)
    words = wish.words or called or chair_words(wish.kind, wish.about, "", seen)
    about = {"wish": words.rstrip("."), "names": listed(names)}
    said = ngettext(
        "A wish was met: %(wish)s. %(names)s is there for it.",
        "A wish was met: %(wish)s. %(names)s are there for it.",
        len(names),
    )
    yield Happened(first, said % about, reverse("wish", args=[seen.row.pk, wish.pk]), "wish")


def _taken(seen: Snapshot, wish: Wish, before: Iterable[Version]) -> dict[str, str]:
    """The day on which each of those who took the chair took it; empty for from the beginning."""
    days = dict.fromkeys(wish.met_by, "")
    for state in before:
        for key in wish.met_by:
            if state.could_read(seen.actor, wish) and key not in state.state.get("met_by", ()):
                days[key] = timezone.localdate(state.at).isoformat()
    return days


def _given(seen: Snapshot, wish: core.Wish) -> dict[str, str]:
    """Since when each of them gives what is wished for, without a break; empty for always."""
    if wish.kind != "support":
        return {}
    of_each: dict[str, list[Chapter]] = {}
    for tie in sorted(seen.ties, key=lambda one: (one.since, one.made_at)):
        if tie.since <= seen.on.isoformat():
            of_each.setdefault(tie.person_id, []).append(tie)
    return {
        key: _since(ties, wish.about)
        for key, ties in of_each.items()
        if wish.about in ties[-1].gives
    }


def _since(ties: list[Chapter], about: str) -> str:
    day = ties[-1].since
    for tie in reversed(ties):
        if about not in tie.gives:
            break
        day = tie.since
    return day
