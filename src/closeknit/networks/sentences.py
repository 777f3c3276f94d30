"""What the core found, told in sentences: what it is, why we say so, one thing to do next.

Every sentence stands twice: said to the focus person (you), and said about them by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.core.gaps import EmptyChair, Finding, Introduction, Step, met_by

from .finding_words import ICONS, SAY, group_name, names, step_words, support
from .matrix import Shown, show
from .snapshot import Snapshot
from .wish_forms import roles, whose_words


@dataclass(frozen=True)
class Next:
    """One next step: what it says, and where it is done."""

    words: str
    url: str
    button: str


@dataclass(frozen=True)
class Told:
    """A finding in words."""

    key: str
    rule: str
    icon: str
    title: str
    why: str
    people: tuple[Shown, ...]
    step: Next | None
    more: Next | None = None


@dataclass(frozen=True)
class Chair:
    """An empty chair in words, with the wish it stands for."""

    key: str
    words: str
    why: str
    circle: int
    step: Next


def tell(finding: Finding, snapshot: Snapshot) -> Told:
    """A finding as a title, a reason, and one next step."""
    title, why = SAY[finding.rule](finding, snapshot)
    step = next_step(finding.step, finding, snapshot) if finding.step else None
    more = None
    if finding.rule in ("carries_much", "support_only_one", "known_through_one"):
        url = reverse("away", args=[snapshot.row.pk]) + "?" + urlencode({"who": finding.people[0]})
        more = Next("", url, _("See what would be left"))
    people = tuple(show(snapshot, key) for key in finding.people)
    icon = ICONS[finding.rule]
    return Told(finding.key, finding.rule, icon, title, why, people, step, more)


def next_step(step: Step, finding: Finding | None, snapshot: Snapshot) -> Next:
    """One thing to do next. All but adding somebody can be written down as an intention."""
    network = snapshot.row.pk
    if step.kind == "add_someone":
        return Next(_("Think of one person."), reverse("add_people", args=[network]), _("Add one"))
    words = step_words(step, snapshot)
    query = {"words": words, "person": step.people[0] if step.people else ""}
    if finding:
        query["finding"] = finding.key
    url = reverse("intentions", args=[network]) + "?" + urlencode(query)
    return Next(words, url, _("Write it down"))


def tell_introductions(found: Iterable[Introduction], snapshot: Snapshot) -> list[Told]:
    """Who could meet: the two, what it would join, and a get-together as the next step."""
    return [_meeting(one, number > 0, snapshot) for number, one in enumerate(found)]


def _meeting(found: Introduction, after_others: bool, snapshot: Snapshot) -> Told:
    first, second = (
        group_name(snapshot, group) if len(group) > 1 else names(snapshot, group)
        for group in found.groups
    )
    joined = (
        _("This would bring %(other)s in as well.")
        if after_others
        else _("This would join %(one)s and %(other)s.")
    )
    return Told(
        key="-".join(found.people),
        rule="introduction",
        icon="coffee",
        title=names(snapshot, found.people),
        why=f"{joined % {'one': first, 'other': second}} {_gain(found.gain, snapshot)}",
        people=tuple(show(snapshot, key) for key in found.people),
        step=next_step(Step("introduce", found.people), None, snapshot),
    )


def _gain(pairs: int, snapshot: Snapshot) -> str:
    words = (
        ngettext(
            "%(number)s pair of people could then reach each other, not only through you.",
            "%(number)s pairs of people could then reach each other, not only through you.",
            pairs,
        )
        if snapshot.mine
        else ngettext(
            "%(number)s pair of people could then reach each other, not only through %(name)s.",
            "%(number)s pairs of people could then reach each other, not only through %(name)s.",
            pairs,
        )
    )
    return words % {"number": pairs, "name": snapshot.row.name}


def chairs_of(chairs: Iterable[EmptyChair], snapshot: Snapshot) -> list[Chair]:
    """The empty chairs, each with what is written on it and one next step."""
    return [_chair(chair, snapshot) for chair in chairs]


def chair_words(kind: str, about: str, words: str, snapshot: Snapshot) -> str:
    """What is written on a chair: the person's own words, or what the wish is for."""
    if words:
        return words
    if kind == "role":
        return str(roles(snapshot).get(about, about))
    return support(snapshot, about)


@dataclass(frozen=True)
class ToldWish:
    """A wish in words: what it is for, whose it is, and who meets it already."""

    key: str
    said: str
    whose_words: str
    taken_by: str


def told_wishes(snapshot: Snapshot) -> list[ToldWish]:
    """Every wish, whether somebody meets it or not."""
    told = []
    for wish in snapshot.network.wishes:
        words = chair_words(wish.kind, wish.about, wish.words, snapshot)
        whose = str(whose_words(snapshot)[wish.whose])
        taken = names(snapshot, met_by(snapshot.network, wish))
        told.append(ToldWish(wish.key, words, whose, taken))
    return told


def _chair(chair: EmptyChair, snapshot: Snapshot) -> Chair:
    kind = "ask" if chair.could_ask else "meet_people"
    about = chair.about if chair.kind == "support" else ""
    step = Step(kind if about else "meet_people", chair.could_ask[:1], about)
    if chair.could_ask:
        near = {"names": names(snapshot, chair.could_ask), "number": len(chair.could_ask)}
        why = ngettext(
            "%(names)s is close enough to ask.",
            "%(names)s are close enough to ask.",
            len(chair.could_ask),
        )
        why = why % near
    else:
        why = _("Nobody near comes to mind yet. New people come from places.")
    words = chair_words(chair.kind, chair.about, chair.words, snapshot)
    return Chair(chair.key, words, why, chair.circle, next_step(step, None, snapshot))
