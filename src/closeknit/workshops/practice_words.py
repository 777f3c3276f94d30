"""The made-up people of a practice session, its plan, and what they say to whatever is opened.

They know the kind of an activity and nothing else; the second time a kind is opened they have other
words. None stands for a pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

TITLE = _("A practice session")
WORDS = _("Six made-up people, to try out how a room is led. Nobody is written to.")
# Their names, and as what they come.
PEOPLE = (
    ("Edda Lund", "family"),
    ("Bram Kessel", "self"),
    ("Yusra Haddad", "family"),
    ("Emil Roy", "ally"),
    ("Cleo Tamm", "self"),
    ("Gus Petrie", "staff"),
)
PLAN: tuple[Mapping[str, Any], ...] = (
    {
        "kind": "question",
        "title": _("Arriving"),
        "minutes": 5,
        "prompt": _("What was good this week, large or small?"),
        "instructions": _(
            "Open it, look at how many have answered, then show the answers. Nobody sees them "
            "before that, you neither."
        ),
    },
    {
        "kind": "round",
        "title": _("Somebody who turned up for me"),
        "minutes": 8,
        "prompt": _("When did somebody help you who did not have to?"),
        "instructions": _(
            "Whoever would like to tell is listed. Each has said whether their story stays in the "
            "room or may go in the recap."
        ),
    },
    {
        "kind": "words",
        "title": _("In one word"),
        "minutes": 3,
        "prompt": _("A network, in one word?"),
        "instructions": _("Show them on the wall: what several said is written larger."),
    },
    {
        "kind": "groups",
        "title": _("In small groups"),
        "minutes": 5,
        "prompt": _("What makes it easier to ask?"),
        "instructions": _("Draw the groups at random. One line comes back from each."),
    },
    {
        "kind": "exercise",
        "title": _("My circles"),
        "minutes": 5,
        "prompt": _("Put everybody who comes to mind on your map."),
        "exercise": "map",
        "instructions": _("You see who is done and who asked for a hand, never what they wrote."),
    },
    {
        "kind": "closing",
        "title": _("A closing round"),
        "minutes": 4,
        "prompt": _("One word or one line to go home with. Or pass."),
    },
)


class Said(NamedTuple):
    """Words, and under which name they may go in the recap; without one they stay in the room."""

    words: Any
    goes: str = ""


Round = tuple[Said | None, ...]
ANSWERS: Mapping[str, tuple[Round, ...]] = {
    "question": (
        (
            Said(_("My daughter laughed on the phone."), "first"),
            Said(_("I slept well, twice.")),
            Said(_("The bus driver knew my stop."), "none"),
            None,
            Said(_("Soup at my neighbour’s table."), "none"),
            Said(_("It was quiet, and that was good.")),
        ),
        (
            Said(_("I would rather listen first.")),
            Said(_("That somebody asks me, and waits for the answer."), "none"),
            None,
            Said(_("Being expected somewhere."), "first"),
            Said(_("I have to think about that a little longer.")),
            Said(_("That nobody keeps count."), "none"),
        ),
    ),
    "prompt": (
        (
            Said(_("Mostly I ask too late."), "none"),
            Said(_("It went better than I thought."), "none"),
            None,
            Said(_("I did not come to it, and that is all right.")),
            Said(_("I asked one person, and they said yes.")),
            Said(_("It is easier when somebody begins."), "first"),
        ),
    ),
    "words": (
        (
            Said(_("Trust"), "none"),
            Said(_("Time"), "none"),
            Said(_("Trust"), "none"),
            Said(_("Neighbours"), "none"),
            Said(_("Soup"), "none"),
            None,
        ),
    ),
    "photo": (
        (
            Said(_("Everybody looks at whoever holds the cake."), "none"),
            Said(_("Somebody must have carried that table."), "none"),
            Said(_("They know each other well, you can see it.")),
            None,
            Said(_("I look for whoever takes the picture."), "first"),
            Said(_("Somebody rang all of them the week before.")),
        ),
    ),
    "closing": (
        (
            Said(_("Lighter."), "none"),
            Said(_("I ring my cousin tomorrow.")),
            Said(_("Soup."), "none"),
            None,
            Said(_("It is good not to be the only one."), "first"),
            Said(_("Thank you for waiting.")),
        ),
    ),
}
TALES: Round = (
    Said(
        _(
            "When I broke my wrist, the man from the corner shop carried my bags up the stairs for "
            "six weeks. He never said a word about it."
        ),
        "first",
    ),
    Said(
        _(
            "I was lost at the station. A woman missed her own train to wait with me until my "
            "brother came."
        ),
        "none",
    ),
    Said(_("My sister and I did not speak for two years. That one is for this room.")),
    Said(
        _(
            "Four of us built a ramp in one weekend. Two of us had never held a saw. We still meet "
            "every spring to paint it."
        ),
        "full",
    ),
    None,
    None,
)
LINES = (
    _("Ask for something small first."),
    _("Say what it is, how long it takes, and that no is fine."),
    _("It is easier when they asked us for something before."),
)
# Who is done with an exercise; the last but one asks for a hand.
DONE = (True, True, False, True, False, True)
