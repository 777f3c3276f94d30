"""What each finding says on a page: its icon, its title, its reason, and the next step in words.

Every sentence stands twice: said to the focus person (you), and said about them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from closeknit.core.gaps import Finding, Step, group_word

from .snapshot import Snapshot
from .wish_forms import roles
from .words import CIRCLES, TIMES, support_name

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
    "support_only_fading": "hourglass",
    "support_one_household": "house",
    "paid_time": "clock",
    "holds_many_roles": "list-checks",
    "role_nobody": "armchair",
    "role_no_stand_in": "user-plus",
    "role_review_due": "calendar",
    "companion_nobody": "armchair",
    "known_through_one": "unlink",
    "stand_alone": "user-round",
    "out_of_touch": "phone",
    "gives_to_nobody": "gift",
    "nobody_under_30": "sprout",
    "well_covered": "heart-handshake",
}


def names(snapshot: Snapshot, keys: Iterable[str]) -> str:
    """Rosa, June and Kofi."""
    said = [snapshot.network.person(key).name for key in keys]
    return get_text_list(said, pgettext("the last of several names", "and"))


def few(snapshot: Snapshot, keys: Iterable[str]) -> str:
    """Rosa, June, Kofi and 2 more: the first three where there are five or more."""
    said = [snapshot.network.person(key).name for key in keys]
    if len(said) > 4:
        more = len(said) - 3
        said[3:] = [ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]
    return get_text_list(said, pgettext("the last of several names", "and"))


def support(snapshot: Snapshot, key: str) -> str:
    return support_name(key, snapshot.supports, "" if snapshot.mine else snapshot.row.name)


def group_name(snapshot: Snapshot, group: Sequence[str]) -> str:
    kind, word = group_word(snapshot.network, tuple(group))
    if kind == "family":
        return _("family")
    return word if kind == "known_as" else _("the people around %(name)s") % {"name": word}


def role(snapshot: Snapshot, key: str) -> str:
    """What a role is called here: one of the ten, or the words that were said for it."""
    known = roles(snapshot)
    said = [one.words for one in snapshot.network.roles if one.about == key and one.words]
    wishes = [wish for wish in snapshot.network.wishes if key in (wish.key, wish.about)]
    said += [wish.words for wish in wishes if wish.words]
    return str(known[key]) if key in known else said[0] if said else key


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


def _only_fading(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"support": support(snapshot, finding.about), "names": few(snapshot, finding.people)}
    return (
        _("%(support)s: contact has become rare.") % about,
        _("With %(names)s it has been longer than was wanted.") % about,
    )


def _one_household(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"support": support(snapshot, finding.about), "names": few(snapshot, finding.people)}
    return (
        _("%(support)s: all from one home.") % about,
        _("%(names)s live together. What happens there touches all of them.") % about,
    )


def _paid_time(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"time": TIMES[finding.about], "names": few(snapshot, finding.people)}
    why = ngettext(
        "Of all who help, only %(names)s is there then, and is paid to be.",
        "Of all who help, only %(names)s are there then, and they are paid to be.",
        len(finding.people),
    )
    return _("%(time)s: only paid people.") % about, why % about


def _many_roles(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"name": names(snapshot, finding.people), "count": finding.numbers["roles"]}
    return (
        _("%(name)s said yes to %(count)s roles.") % about,
        _("That is much for one person. Somebody could stand in, or take one over."),
    )


def _role_nobody(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"role": role(snapshot, finding.about)}
    return _("%(role)s: nobody yet.") % about, _("This waits for somebody who says yes.")


def _no_stand_in(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"role": role(snapshot, finding.about), "name": names(snapshot, finding.people)}
    return (
        _("%(role)s: only %(name)s, and nobody stands in.") % about,
        _("If %(name)s were away, nobody would be ready to take over.") % about,
    )


def _review_due(finding: Finding, snapshot: Snapshot) -> Said:
    days = finding.numbers["days"]
    about = {"role": role(snapshot, finding.about), "names": few(snapshot, finding.people)}
    why = ngettext(
        "The day for it was yesterday. Does it still suit everybody, %(names)s as well?",
        "The day for it was %(days)s days ago. Does it still suit everybody, %(names)s as well?",
        days,
    )
    return _("%(role)s: time to look at it again.") % about, why % {**about, "days": days}


def _companion(finding: Finding, snapshot: Snapshot) -> Said:
    words = {wish.key: wish.words for wish in snapshot.network.wishes}[finding.about]
    about = {"words": words or _("Somebody to be with"), "name": snapshot.row.name}
    why = (
        _("You wish for this, and nobody has taken the chair yet.")
        if snapshot.mine
        else _("%(name)s wishes for this, and nobody has taken the chair yet.") % about
    )
    return _("%(words)s: nobody yet.") % about, why


def _through_one(finding: Finding, snapshot: Snapshot) -> Said:
    one, *hanging = finding.people
    about = {"names": few(snapshot, hanging), "name": names(snapshot, [one])}
    return (
        _("%(names)s know only %(name)s here.") % about,
        _("If %(name)s were away, nobody else here would know them.") % about,
    )


def _stand_alone(finding: Finding, snapshot: Snapshot) -> Said:
    title = ngettext(
        "%(names)s knows nobody else here yet.",
        "%(names)s know nobody else here yet.",
        len(finding.people),
    )
    why = _("Others here know each other. One introduction could bring more people in.")
    return title % {"names": few(snapshot, finding.people)}, why


def _out_of_touch(finding: Finding, snapshot: Snapshot) -> Said:
    about = {"name": names(snapshot, finding.people), **finding.numbers}
    why = ngettext(
        "%(days)s days since the last time; wanted was every day.",
        "%(days)s days since the last time; wanted was every %(every)s days.",
        finding.numbers["every"],
    )
    return _("%(name)s: it has been a while.") % about, why % about


def _gives_to_nobody(finding: Finding, snapshot: Snapshot) -> Said:
    title = (
        _("What you do for others is not on the map yet.")
        if snapshot.mine
        else _("What %(name)s does for others is not on the map yet.") % {"name": snapshot.row.name}
    )
    return title, _("Everybody gives something: a laugh, an open ear, a place at the table.")


def _nobody_young(finding: Finding, snapshot: Snapshot) -> Said:
    return (
        _("Nobody who is here unpaid is under %(age)s.") % finding.numbers,
        _("People of one age grow old together. Younger ones may be there for longer."),
    )


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
    "support_only_fading": _only_fading,
    "support_one_household": _one_household,
    "paid_time": _paid_time,
    "holds_many_roles": _many_roles,
    "role_nobody": _role_nobody,
    "role_no_stand_in": _no_stand_in,
    "role_review_due": _review_due,
    "companion_nobody": _companion,
    "known_through_one": _through_one,
    "stand_alone": _stand_alone,
    "out_of_touch": _out_of_touch,
    "gives_to_nobody": _gives_to_nobody,
    "nobody_under_30": _nobody_young,
    "well_covered": _well_covered,
}


def step_words(step: Step, snapshot: Snapshot) -> str:
    who = [snapshot.network.person(key).name for key in step.people]
    about = {
        "one": who[0] if who else "",
        "other": who[1] if len(who) > 1 else "",
        "support": support(snapshot, step.about) if step.about else "",
        "role": role(snapshot, step.about),
        "time": TIMES.get(step.about, ""),
        "name": snapshot.row.name,
    }
    sentences = {
        "ask": _("Ask %(one)s about this: %(support)s."),
        "stand_beside": _("Ask %(one)s to stand beside %(other)s: %(support)s."),
        "introduce": _("Introduce %(one)s to %(other)s, perhaps over a cup of tea."),
        "invite_closer": _("Spend some time with %(one)s."),
        "bring_together": _("Bring %(one)s and %(other)s together."),
        "ask_time": _("Ask %(one)s about being there sometimes: %(time)s."),
        "take_role": _("Ask %(one)s about taking this on: %(role)s."),
        "stand_in": _("Ask %(one)s to stand in for %(other)s: %(role)s."),
        "look_again": _("Sit down with %(one)s and look at it again: %(role)s."),
        "get_in_touch": _("Call %(one)s, or write, just to say hello."),
        "ask_gift": _("Ask %(one)s what you do for them.")
        if snapshot.mine
        else _("Ask %(one)s what %(name)s does for them."),
    }
    if step.kind == "meet_people" and step.about:
        return _("Find out where we could meet somebody for this: %(support)s.") % about
    return sentences.get(step.kind, _("Find out where we could meet new people.")) % about
