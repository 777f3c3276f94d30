"""What the core found, told in sentences: what it is, why we say so, one thing to do next.

Every sentence stands twice: said to the focus person (you), and said about them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from closeknit.core.gaps import EmptyChair, Finding, Step, group_word, met_by
from closeknit.core.network import Person as CorePerson
from closeknit.core.whatif import WhatIf

from .snapshot import Snapshot
from .wish_forms import roles, whose_words
from .words import CIRCLES, support_name


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
    people: tuple[CorePerson, ...]
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


@dataclass(frozen=True)
class Away:
    """What would be left, in words."""

    title: str
    nobody: tuple[str, ...]
    only_paid: tuple[str, ...]
    only_one: tuple[str, ...]
    stays: tuple[str, ...]
    left_alone: str
    apart: tuple[str, ...]
    keys: tuple[str, ...]


ICONS = {
    "nobody_yet": "sprout",
    "support_nobody": "armchair",
    "support_only_paid": "contact-round",
    "support_only_one": "user-round",
    "carries_much": "triangle-alert",
    "groups_not_met": "git-branch",
    "nobody_knows_anybody": "link",
    "closest_all_family": "house",
    "circle_empty": "circle",
    "well_covered": "heart-handshake",
}


def names(snapshot: Snapshot, keys: Iterable[str]) -> str:
    """Rosa, June and Kofi."""
    said = [snapshot.network.person(key).name for key in keys]
    return get_text_list(said, pgettext("the last of several names", "and"))


def support(snapshot: Snapshot, key: str) -> str:
    return support_name(key, snapshot.supports, "" if snapshot.mine else snapshot.row.name)


def group_name(snapshot: Snapshot, group: Sequence[str]) -> str:
    kind, word = group_word(snapshot.network, tuple(group))
    if kind == "family":
        return _("family")
    return word if kind == "known_as" else _("the people around %(name)s") % {"name": word}


def tell(finding: Finding, snapshot: Snapshot) -> Told:
    """A finding as a title, a reason, and one next step."""
    title, why = SAY[finding.rule](finding, snapshot)
    step = next_step(finding.step, finding, snapshot) if finding.step else None
    more = None
    if finding.rule in ("carries_much", "support_only_one"):
        url = reverse("away", args=[snapshot.row.pk]) + "?" + urlencode({"who": finding.people[0]})
        more = Next("", url, _("See what would be left"))
    people = tuple(snapshot.network.person(key) for key in finding.people)
    icon = ICONS[finding.rule]
    return Told(finding.key, finding.rule, icon, title, why, people, step, more)


Said = tuple[str, str]


def _nobody_yet(finding: Finding, snapshot: Snapshot) -> Said:
    return (
        _("Nobody is on the map yet."),
        _("Most networks begin with one name. A neighbour, a cousin, somebody from a class."),
    )


def _support_nobody(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"support": support(snapshot, finding.about), "name": snapshot.row.name}
    why = (
        _("You wish for this, and nobody on the map gives it yet.")
        if snapshot.mine
        else _("%(name)s wishes for this, and nobody on the map gives it yet.") % about
    )
    return _("%(support)s: nobody yet.") % about, why


def _only_paid(finding: Finding, snapshot: Snapshot) -> Said:
    about = {
        "support": support(snapshot, finding.about),
        "names": names(snapshot, finding.people),
    }
    why = ngettext(
        "%(names)s gives this, and is paid to. Paid people can leave with their job.",
        "%(names)s give this, and all are paid to. Paid people can leave with their job.",
        len(finding.people),
    )
    return _("%(support)s: only paid people.") % about, why % about


def _only_one(finding: Finding, snapshot: Snapshot) -> Said:
    about = {
        "support": support(snapshot, finding.about),
        "name": names(snapshot, finding.people),
    }
    return (
        _("%(support)s: only %(name)s.") % about,
        _("If %(name)s were away, nobody on the map would give this.") % about,
    )


def _carries_much(finding: Finding, snapshot: Snapshot) -> Said:
    only, of = finding.numbers["only"], finding.numbers["of"]
    about = {"name": names(snapshot, finding.people), "only": only, "of": of}
    why = _("For %(only)s of %(of)s kinds of support %(name)s is the only one.") % about
    return _("%(name)s carries a lot.") % about, why


def _groups_not_met(finding: Finding, snapshot: Snapshot) -> Said:
    groups = [group_name(snapshot, group) for group in finding.groups]
    one, other = (snapshot.network.person(key).name for key in finding.people)
    about = {
        "groups": get_text_list(groups, pgettext("the last of several names", "and")),
        "one": one,
        "other": other,
        "number": len(groups),
    }
    return (
        ngettext(
            "%(number)s group that has not met.",
            "%(number)s groups that have not met.",
            len(groups),
        )
        % about,
        _("These are: %(groups)s. If %(one)s met %(other)s, the two largest would be joined.")
        % about,
    )


def _nobody_knows_anybody(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"name": snapshot.row.name}
    why = (
        _("On the map, news can only travel through you.")
        if snapshot.mine
        else _("On the map, news can only travel through %(name)s.") % about
    )
    return _("Nobody here knows anybody else yet."), why


def _closest_all_family(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"names": names(snapshot, finding.people)}
    return (
        _("The closest circle is all family."),
        _("That is %(names)s. A friend there would stand beside them.") % about,
    )


def _circle_empty(finding: Finding, snapshot: Snapshot) -> Said:
    circle = str(CIRCLES[finding.numbers["circle"]])
    return (
        _("The circle “%(circle)s” is empty.") % {"circle": circle},
        _("There are people further out. Perhaps one of them could come closer."),
    )


def _well_covered(finding: Finding, snapshot: Snapshot) -> Said:
    about = {
        "support": support(snapshot, finding.about),
        "names": names(snapshot, finding.people),
    }
    return _("%(support)s: well covered.") % about, _("%(names)s give this.") % about


SAY: Mapping[str, Callable[[Finding, Snapshot], Said]] = {
    "nobody_yet": _nobody_yet,
    "support_nobody": _support_nobody,
    "support_only_paid": _only_paid,
    "support_only_one": _only_one,
    "carries_much": _carries_much,
    "groups_not_met": _groups_not_met,
    "nobody_knows_anybody": _nobody_knows_anybody,
    "closest_all_family": _closest_all_family,
    "circle_empty": _circle_empty,
    "well_covered": _well_covered,
}


def next_step(step: Step, finding: Finding | None, snapshot: Snapshot) -> Next:
    """One thing to do next. All but adding somebody can be written down as an intention."""
    network = snapshot.row.pk
    if step.kind == "add_someone":
        return Next(_("Think of one person."), reverse("add_people", args=[network]), _("Add one"))
    words = _step_words(step, snapshot)
    query = {"words": words, "person": step.people[0] if step.people else ""}
    if finding:
        query["finding"] = finding.key
    url = reverse("intentions", args=[network]) + "?" + urlencode(query)
    return Next(words, url, _("Write it down"))


def _step_words(step: Step, snapshot: Snapshot) -> str:
    who = [snapshot.network.person(key).name for key in step.people]
    about = {
        "one": who[0] if who else "",
        "other": who[1] if len(who) > 1 else "",
        "support": support(snapshot, step.about) if step.about else "",
    }
    sentences = {
        "ask": _("Ask %(one)s about this: %(support)s."),
        "stand_beside": _("Ask %(one)s to stand beside %(other)s: %(support)s."),
        "introduce": _("Introduce %(one)s to %(other)s, perhaps over a cup of tea."),
        "invite_closer": _("Spend some time with %(one)s."),
        "bring_together": _("Bring %(one)s and %(other)s together."),
    }
    if step.kind == "meet_people" and step.about:
        return _("Find out where we could meet somebody for this: %(support)s.") % about
    return sentences.get(step.kind, _("Find out where we could meet new people.")) % about


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


def tell_away(found: WhatIf, keys: Sequence[str], snapshot: Snapshot) -> Away:
    """What would be left if these people were away."""
    said = {
        part: tuple(support(snapshot, key) for key in getattr(found, part))
        for part in ("nobody", "only_paid", "only_one", "stays")
    }
    apart = tuple(
        get_text_list([names(snapshot, part) for part in parts], _("apart from"))
        for parts in found.fallen_apart
    )
    title = ngettext("What if %(names)s were away?", "What if %(names)s were away?", len(keys))
    return Away(
        title=title % {"names": names(snapshot, keys)},
        left_alone=names(snapshot, found.left_alone),
        apart=apart,
        keys=tuple(keys),
        **said,
    )
