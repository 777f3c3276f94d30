"""What is asked about money stays between few: the person in the middle, and one other besides.

So nobody is asked for money all around, and nobody alone with the person speaks of it. The person
may share it with more, as everything of theirs; nobody else can.
"""

from __future__ import annotations

from collections.abc import Collection

from .sharing import Audience
from .words import Level

ONE_BESIDES = frozenset({"money"})
"""The kinds of support about which it is so."""


def one_besides(about: str) -> bool:
    """Whether what is about this goes to the person and one other.

    >>> one_besides("money"), one_besides("fun")
    (True, False)
    """
    return about in ONE_BESIDES


def told_to(about: str, one: str, usual: Audience) -> Audience:
    """Who sees what is asked about this: as usual, or the `one` who was chosen for it.

    >>> told_to("money", "p-sam", Audience(Level.UNPAID)) == Audience(Level.CHOSEN, {"p-sam"})
    True
    """
    if not one_besides(about):
        return usual
    return Audience(Level.CHOSEN, frozenset(filter(None, (one,))), usual.kept_out)


def may_be_asked(person: str, audience: Audience, asker: str, asked: Collection[str]) -> bool:
    """Whether this one can be asked about money now, where `asked` are asked or said yes before.

    One at a time; where people were chosen to see it, one of these; never whoever asks.

    >>> few = Audience(Level.CHOSEN)
    >>> may_be_asked("p-sam", few, "p-rosa", ()), may_be_asked("p-sam", few, "p-rosa", {"p-ben"})
    (True, False)
    >>> may_be_asked("p-rosa", few, "p-rosa", ())
    False
    >>> may_be_asked("p-sam", Audience(Level.UNPAID), "p-rosa", {"p-ben"})
    True
    """
    if audience.level is not Level.CHOSEN:  # the person shared it with more
        return True
    if person == asker:
        return False
    return person in audience.let_in if audience.let_in else set(asked) <= {person}
