"""English sentences for what changed, for whoever uses the library or the command line.

Pages have their own, translated sentences. Each names those it is about; none adds a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from closeknit.core.change import Change, Item
from closeknit.core.network import Kind
from closeknit.core.words import CIRCLE_NAMES, RELATIONSHIP_NAMES, support_name


def sentences(change: Change) -> tuple[str, ...]:
    """What changed, a sentence or two for each, what matters first; then the numbers that differ.

    When there is no answer: nothing changed, and there is no sentence.

    >>> from closeknit.core.change import compare
    >>> from closeknit.core.network import Network, Person
    >>> was = Network("Maya", (Person("k", "Kofi", circle=3),))
    >>> sentences(compare(was, Network("Maya", (Person("k", "Kofi", circle=2),))))
    ('Kofi is closer: friends, before that doing things together.',)
    """
    return (*(item_words(item, change) for item in change.items), *count_words(change))


def item_words(item: Item, change: Change) -> str:
    """One change in words.

    >>> from closeknit.core.change import compare
    >>> from closeknit.core.network import Network, Person
    >>> people = (Person("d", "Dee", circle=2, gives=frozenset({"fun"})),)
    >>> change = compare(Network("Maya"), Network("Maya", people))
    >>> item_words(change.items[0], change)
    'Dee is new: friends. Dee gives fun and company.'
    """
    return _SAY[item.kind](item, change)


def count_words(change: Change) -> tuple[str, ...]:
    """The numbers that differ, each with the one before.

    >>> from closeknit.core.change import compare
    >>> from closeknit.core.network import Network, Person
    >>> count_words(compare(Network("Maya"), Network("Maya", (Person("d", "Dee"),))))
    ('People: 1, before that 0.', 'Groups that have not met: 1, before that 0.')
    """
    return tuple(
        f"{words}: {getattr(change.now, name)}, before that {getattr(change.was, name)}."
        for name, words in COUNT_NAMES.items()
        if getattr(change.now, name) != getattr(change.was, name)
    )


COUNT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "people": "People",
        "unpaid": "Here because they care",
        "paid": "Paid to be here",
        "pairs": "Pairs who know each other",
        "groups": "Groups that have not met",
        "covered": "Kinds of support that somebody gives",
    }
)
"""What each of `Counts` is called, in its order."""


def _and(words: Iterable[str]) -> str:
    said = list(words)
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def _who(item: Item, change: Change) -> str:
    return _and(change.person(key).name for key in item.people)


def _what(item: Item) -> str:
    return _and(support_name(support) for support in item.supports)


def _new(item: Item, change: Change) -> str:
    who, person = _who(item, change), change.after.person(item.people[0])
    died = ", and has died" if person.kind is Kind.DIED else ""
    where = f": {CIRCLE_NAMES[person.circle]}" if person.circle else ""
    return _more(f"{who} is new{died}{where}.", item, change, ("gives", "knows"))


def _gone(item: Item, change: Change) -> str:
    return _more(f"{_who(item, change)} is gone.", item, change, ("gave", "knew"))


def _more(said: str, item: Item, change: Change, verbs: tuple[str, str]) -> str:
    """With what they give or gave, and whom they know or knew."""
    gives, knows = verbs
    parts = [f"{gives} {_what(item)}"] if item.supports else []
    if item.knows:
        parts.append(f"{knows} {_and(change.person(key).name for key in item.knows)}")
    return f"{said} {_who(item, change)} {', and '.join(parts)}." if parts else said


def _died(item: Item, change: Change) -> str:
    return _more(f"{_who(item, change)} has died, and still belongs.", item, change, ("gave", ""))


def _lives(item: Item, change: Change) -> str:
    said = f"{_who(item, change)} was said to have died, and lives."
    return _more(said, item, change, ("gives", ""))


def _moved(word: str) -> Callable[[Item, Change], str]:
    def said(item: Item, change: Change) -> str:
        was, now = (net.person(item.people[0]).circle for net in (change.before, change.after))
        where = f"{CIRCLE_NAMES[now or 0]}, before that {CIRCLE_NAMES[was or 0]}"
        return f"{_who(item, change)} is {word}: {where}."

    return said


def _relationship(item: Item, change: Change) -> str:
    was, now = (net.person(item.people[0]).relationship for net in (change.before, change.after))
    words = f"{RELATIONSHIP_NAMES[now]}, before that {RELATIONSHIP_NAMES[was]}"
    return f"{_who(item, change)} is known in another way: {words}."


def _plain(words: str) -> Callable[[Item, Change], str]:
    """A sentence that needs no more than who, what, and the focus person's name."""

    def said(item: Item, change: Change) -> str:
        return words.format(who=_who(item, change), what=_what(item), focus=change.after.name)

    return said


def _role(words: str) -> Callable[[Item, Change], str]:
    def said(item: Item, change: Change) -> str:
        role = change.role(item.about)
        what = role.words or role.about.replace("_", " ")
        return f"{_who(item, change)} {words}: {what}."

    return said


def _wish(words: str, one: str = "", several: str = "") -> Callable[[Item, Change], str]:
    """About a wish; perhaps what one does with it, and what several do."""

    def said(item: Item, change: Change) -> str:
        wish = change.wish(item.about)
        what = wish.words or support_name(wish.about)
        by = one if len(item.people) == 1 else several
        met = f" {_who(item, change)} {by}." if by else ""
        return f"{words}: {what}.{met}"

    return said


_SAY: Mapping[str, Callable[[Item, Change], str]] = MappingProxyType(
    {
        "died": _died,
        "lives": _lives,
        "gone": _gone,
        "new": _new,
        "no_longer_paid": _plain("{who} is not paid any more, and still here."),
        "now_paid": _plain("{who} is paid to be here now."),
        "closer": _moved("closer"),
        "further": _moved("further away"),
        "relationship": _relationship,
        "gives_begun": _plain("{who} gives more: {what}."),
        "gives_ended": _plain("{who} no longer gives {what}."),
        "receives_begun": _plain("{focus} gives {who} more: {what}."),
        "receives_ended": _plain("{focus} no longer gives {who} {what}."),
        "role_given": _role("took on a role"),
        "role_given_back": _role("gave back a role"),
        "stand_in": _role("steps in for a role"),
        "stand_in_gone": _role("no longer steps in for a role"),
        "link_new": _plain("{who} know each other now."),
        "link_gone": _plain("{who} do not know each other any more."),
        "wish_met": _wish("A wish is met", "meets it", "meet it"),
        "wish_open": _wish("A wish waits again", "met it before", "met it before"),
        "wish_new": _wish("A new wish"),
        "wish_gone": _wish("A wish that is not there any more"),
    }
)
