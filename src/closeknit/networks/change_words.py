"""What the core found changed between two days, in words beside the name of whom it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from closeknit.core.change import Change, Item

from .finding_words import support
from .map_words import circle_name
from .sentences import chair_words
from .snapshot import Snapshot
from .wish_forms import role_held
from .words import RELATIONSHIPS

Say = Callable[[Item, Change, Snapshot], str]


def _named(change: Change, keys: Iterable[str]) -> str:
    said = [change.person(key).name for key in keys]
    return get_text_list(said, pgettext("the last of several names", "and"))


def _what(item: Item, seen: Snapshot) -> dict[str, str]:
    said = [support(seen, key) for key in item.supports]
    # Names that begin a line, put inside a sentence.
    return {
        "what": ", ".join(word[:1].lower() + word[1:] for word in said),
        "focus": seen.row.name,
    }


def _new(item: Item, change: Change, seen: Snapshot) -> str:
    circle = change.after.person(item.people[0]).circle
    said = (
        _("New here, in the circle “%(circle)s”.") % {"circle": circle_name(circle)}
        if circle
        else _("New here.")
    )
    return f"{said} {_gives(item, change, seen)}" if item.supports else said


def _gives(item: Item, change: Change, seen: Snapshot) -> str:
    said = _("Gives you: %(what)s.") if seen.mine else _("Gives %(focus)s: %(what)s.")
    return said % _what(item, seen)


def _gave(first: str) -> Say:
    """Somebody who is not here any more in one way or the other, with what they gave."""

    def said(item: Item, change: Change, seen: Snapshot) -> str:
        begins = {"gone": _("Not here any more."), "died": _("Has died, and still belongs.")}[first]
        gave = _("Gave you: %(what)s.") if seen.mine else _("Gave %(focus)s: %(what)s.")
        return f"{begins} {gave % _what(item, seen)}" if item.supports else begins

    return said


def _moved(item: Item, change: Change, seen: Snapshot) -> str:
    was, now = (net.person(item.people[0]).circle for net in (change.before, change.after))
    about = {"was": circle_name(was), "now": circle_name(now)}
    if item.kind == "closer":
        return _("Closer: now “%(now)s”, before that “%(was)s”.") % about
    return _("Further away: now “%(now)s”, before that “%(was)s”.") % about


def _relationship(item: Item, change: Change, seen: Snapshot) -> str:
    was, now = (net.person(item.people[0]).relationship for net in (change.before, change.after))
    about = {"was": RELATIONSHIPS[was], "now": RELATIONSHIPS[now]}
    return _("Known in another way: now %(now)s, before that %(was)s.") % about


def _help(item: Item, change: Change, seen: Snapshot) -> str:
    mine, theirs = {
        "gives_begun": (_("Gives you now: %(what)s."), _("Gives %(focus)s now: %(what)s.")),
        "gives_ended": (
            _("No longer gives you: %(what)s."),
            _("No longer gives %(focus)s: %(what)s."),
        ),
        "receives_begun": (
            _("Gets from you now: %(what)s."),
            _("Gets from %(focus)s now: %(what)s."),
        ),
        "receives_ended": (
            _("No longer gets from you: %(what)s."),
            _("No longer gets from %(focus)s: %(what)s."),
        ),
    }[item.kind]
    return (mine if seen.mine else theirs) % _what(item, seen)


def _role(item: Item, change: Change, seen: Snapshot) -> str:
    role = change.role(item.about)
    about = {"role": role_held(role, seen)}
    return {
        "role_given": _("Said yes to a role: %(role)s."),
        "role_given_back": _("Gave back a role: %(role)s."),
        "stand_in": _("Steps in for a role: %(role)s."),
        "stand_in_gone": _("No longer steps in for a role: %(role)s."),
    }[item.kind] % about


def _wish(item: Item, change: Change, seen: Snapshot) -> str:
    wish, number = change.wish(item.about), len(item.people)
    about = {
        "wish": chair_words(wish.kind, wish.about, wish.words, seen),
        "names": _named(change, item.people),
    }
    if item.kind == "wish_open":
        said = ngettext(
            "%(wish)s: waits again. %(names)s was there for it.",
            "%(wish)s: waits again. %(names)s were there for it.",
            number,
        )
    else:
        said = ngettext(
            "%(wish)s: nobody was there for it, and now %(names)s is.",
            "%(wish)s: nobody was there for it, and now %(names)s are.",
            number,
        )
    return said % about


def _link(item: Item, change: Change, seen: Snapshot) -> str:
    one, other = (change.person(key).name for key in item.people)
    said = (
        _("%(one)s and %(other)s know each other now.")
        if item.kind == "link_new"
        else _("%(one)s and %(other)s do not know each other any more.")
    )
    return said % {"one": one, "other": other}


def _wished(item: Item, change: Change, seen: Snapshot) -> str:
    wish = change.wish(item.about)
    about = {"wish": chair_words(wish.kind, wish.about, wish.words, seen)}
    said = (
        _("%(wish)s: wished for now.")
        if item.kind == "wish_new"
        else _("%(wish)s: no longer wished for.")
    )
    return said % about


SAY: Mapping[str, Say] = {
    "died": _gave("died"),
    "gone": _gave("gone"),
    "lives": lambda item, change, seen: _("Was said to have died, and lives."),
    "new": _new,
    "no_longer_paid": lambda item, change, seen: _("Not paid any more, and still here."),
    "now_paid": lambda item, change, seen: _("Paid to be here now."),
    "closer": _moved,
    "further": _moved,
    "relationship": _relationship,
    **dict.fromkeys(("gives_begun", "gives_ended", "receives_begun", "receives_ended"), _help),
    **dict.fromkeys(("role_given", "role_given_back", "stand_in", "stand_in_gone"), _role),
    **dict.fromkeys(("wish_met", "wish_open"), _wish),
    **dict.fromkeys(("wish_new", "wish_gone"), _wished),
    **dict.fromkeys(("link_new", "link_gone"), _link),
}
"""Every kind of change that a page tells. Links and new wishes have no day, only when somebody
typed them in: they are told of kept copies alone."""


def say_item(item: Item, change: Change, seen: Snapshot) -> str:
    """One change in words."""
    return SAY[item.kind](item, change, seen)


def numbers(change: Change) -> list[str]:
    """How many were here on both days."""
    labels = {
        "people": _("People"),
        "unpaid": _("Here because they care"),
        "paid": _("Paid to be here"),
        "covered": _("Kinds of support that somebody gives"),
    }
    return [_number(words, change, name) for name, words in labels.items()]


def _number(words: str, change: Change, name: str) -> str:
    was, now = getattr(change.was, name), getattr(change.now, name)
    said = (
        _("%(what)s: %(now)s, as before.") if was == now else _("%(what)s: %(was)s, then %(now)s.")
    )
    return said % {"what": words, "was": was, "now": now}
