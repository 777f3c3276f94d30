"""The seven sessions a series begins with. All of it can be changed; nothing has to be kept.

Each session takes two hours: a check-in, what came of last time, one idea, one exercise on one's
own map, small groups, two questions to think about, and a closing round. Passing is always fine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

Block = Mapping[str, Any]

AGREEMENT = _(
    "What is said here stays here, unless whoever said it wants it told.\n"
    "Everybody may pass, at any time, without a reason.\n"
    "We speak of ourselves and not for others.\n"
    "We listen until somebody is done. Nobody is put right.\n"
    "Pictures only with everybody’s yes."
)
WORDS = _(
    "Seven evenings for people who would like more people in a life: their own, or that of "
    "somebody they love. We tell each other of help that mattered, draw who is there, see who is "
    "missing, and take one small step at a time. Nobody has to bring anything but themselves."
)
FOR_WHOM = _(
    "For people who live with a disability or an illness, and for all who are close to them."
)
TURNED_UP = _("Somebody who turned up for me")


def check_in(question: Any, minutes: int = 15) -> Block:
    return {
        "kind": "question",
        "title": _("Arriving"),
        "minutes": minutes,
        "prompt": question,
        "aim": _("Everybody is heard once before anything begins."),
        "instructions": _("Answer first yourself, in one sentence. Then whoever likes."),
        "plan_b": _("Large group or little time: turn to one neighbour for two minutes each."),
    }


LOOK_BACK: Block = {
    "kind": "prompt",
    "title": _("Since last time"),
    "minutes": 10,
    "prompt": _("Did you come to it? What happened? Not at all is an answer as well."),
    "aim": _("What was tried at home is told, and nobody is compared with anybody."),
    "instructions": _("Thank whoever tells. Ask nobody who says nothing."),
}
PAUSE: Block = {
    "kind": "break",
    "title": _("A break"),
    "minutes": 10,
    "materials": _("Water, tea, something to eat; a quiet corner"),
}


def idea(title: Any, prompt: Any, instructions: Any, minutes: int = 15) -> Block:
    return {
        "kind": "prompt",
        "title": title,
        "minutes": minutes,
        "prompt": prompt,
        "aim": _("One idea, in plain words, with one example from a real life."),
        "instructions": instructions,
    }


def exercise(title: Any, page: str, prompt: Any, minutes: int = 30) -> Block:
    return {
        "kind": "exercise",
        "title": title,
        "minutes": minutes,
        "prompt": prompt,
        "exercise": page,
        "aim": _("Everybody works on their own map. Nobody else sees it."),
        "instructions": _("Show it once on a made-up map. Then go round and help whoever asks."),
        "materials": _("Phones or laptops; paper and pens for whoever likes those better"),
        "plan_b": _("No connection: draw on paper, and copy it another day."),
    }


def groups(prompt: Any, minutes: int = 20) -> Block:
    return {
        "kind": "groups",
        "title": _("In small groups"),
        "minutes": minutes,
        "prompt": prompt,
        "aim": _("Three or four people hear each other without the whole room."),
        "instructions": _("Ask families whether they would like to stay together or apart. One "
                          "line comes back from each group, in their own words."),
    }  # fmt: skip


def closing(first: Any, second: Any) -> tuple[Block, Block]:
    return (
        {
            "kind": "question",
            "title": _("Two questions to think about"),
            "minutes": 10,
            "prompt": (first, second),
            "aim": _("A moment alone. It stays private, or one line of it is shared."),
        },
        {
            "kind": "closing",
            "title": _("A closing round"),
            "minutes": 10,
            "prompt": _("One word to go home with. Or pass."),
            "instructions": _("Say when and where you meet again, and what to bring."),
        },
    )


SESSIONS: tuple[Mapping[str, Any], ...] = (
    {
        "title": _("Stories, and why a network matters"),
        "aim": _("We remember who turned up for us, and see why unpaid people matter."),
        "bring": _("If you like, a picture of people who matter to you"),
        "blocks": (
            check_in(_("What should we know so that this evening is a good one for you?"), 20),
            {
                "kind": "round",
                "title": TURNED_UP,
                "minutes": 30,
                "prompt": _("When did somebody help you who did not have to? What made it matter?"),
                "aim": _("Stories of unpaid help, large or small."),
                "instructions": _("Tell yours first, in three minutes. Ask who would like to. "
                                  "Listen to the end; then a breath of quiet. Ask each teller "
                                  "whether it stays in the room."),
                "plan_b": _("Nobody wants to begin: everybody tells one neighbour."),
            },
            PAUSE,
            {
                "kind": "photo",
                "title": _("What stands behind a smile"),
                "minutes": 15,
                "prompt": _("What do you see? Who must have planned, driven, cooked, called?"),
                "aim": _("Behind a good day stand people, roles and some planning."),
                "materials": _("Three pictures of real networks. Those in them said yes."),
            },
            exercise(
                _("Why I would like a network"),
                "purpose",
                _("In one sentence: what would you like more people for?"),
                25,
            ),
            *closing(_("Who came to your mind tonight?"), _("Who might tell such a story of you?")),
        ),
    },
    {
        "title": _("My circles today"),
        "aim": _("Everybody draws who is there, and how close."),
        "bring": _("The names of people, pets and places in the life we draw"),
        "blocks": (
            check_in(_("Whom did you last laugh with?")),
            LOOK_BACK,
            idea(
                _("Four circles"),
                _("Close, friends, doing things together, paid to be there: every circle matters."),
                _("Show your own circles. Then a made-up map with family inside and paid people "
                  "outside, and nobody between. How would that feel?"),
            ),
            exercise(_("Draw your circles"), "map", _("Who is in which circle, as it is today?")),
            PAUSE,
            groups(_("What did you notice? What surprised you? Show only what you like.")),
            *closing(_("Who is closer than you thought?"), _("Which circle is thin?")),
        ),
    },
    {
        "title": _("Gaps, gifts and a good life"),
        "aim": _("We see what is missing, and what each of us has to give."),
        "bring": _("Something that shows what you like to do"),
        "blocks": (
            check_in(_("What did somebody thank you for lately?")),
            LOOK_BACK,
            idea(
                _("Everybody has something to give"),
                _("What do you do well? What do you know? What do you care about?"),
                _("Hand, head and heart: three lists, and others may add to them. A gap is no "
                  "failing; it is an empty chair."),
            ),
            exercise(_("Gaps and empty chairs"), "gaps", _("Which gap would you like to close?")),
            PAUSE,
            groups(_("What makes a good day? Who would have to be there for it?")),
            *closing(_("Which of your gifts is not used yet?"), _("Where is it wanted?")),
        ),
    },
    {
        "title": _("Trust, giving and taking, and boundaries"),
        "aim": _("We look at how people get to know each other, and at what may be shown to whom."),
        "bring": _("Nothing but yourself"),
        "blocks": (
            check_in(_("Whom did you trust first, and how did you know?")),
            LOOK_BACK,
            idea(
                _("Trust grows in both directions"),
                _("Giving and taking, everybody belonging, and a no that is heard."),
                _("Tell of a tie in which both give. Say what a boundary is; a no is fine."),
            ),
            exercise(
                _("Who knows whom, and who may see what"),
                "people",
                _("Which two people have never met, and might like each other?"),
            ),
            PAUSE,
            groups(_("What would you want to know before you let somebody in?")),
            *closing(_("Where do you give more than you take?"), _("Which boundary helps you?")),
        ),
    },
    {
        "title": _("Asking and inviting"),
        "aim": _("Each of us asks one person for one small thing."),
        "bring": _("One small thing you could use help with"),
        "blocks": (
            check_in(_("When were you glad that somebody asked you?")),
            LOOK_BACK,
            idea(
                _("A good ask is small and clear"),
                _("What, when, how long; and: no is fine."),
                _("Most people are glad to be asked. Show a large ask; make it small together."),
            ),
            exercise(_("Plan one ask"), "asks", _("What would you ask, whom, and in which words?")),
            PAUSE,
            groups(_("Say your ask aloud to each other. Change the words until they are yours.")),
            *closing(_("What makes asking hard?"), _("Whom will you ask this week?")),
        ),
    },
    {
        "title": _("Sharing it out, and coming together"),
        "aim": _("One person need not hold everything: roles, and a first gathering."),
        "bring": _("A date that could suit for a meal"),
        "blocks": (
            check_in(_("What do you do that somebody else could do as well?")),
            LOOK_BACK,
            idea(
                _("A role is a yes with a name"),
                _("Who decides along, who keeps in touch, who celebrates, who would step in?"),
                _("Each role has a stand-in and a day on which one looks at it again."),
            ),
            exercise(_("Roles in my network"), "roles", _("For which role would you ask whom?")),
            PAUSE,
            groups(_("Plan a first gathering: whom, where, what to eat, and what to ask them.")),
            *closing(_("What are you afraid of?"), _("What would make it easy to come?")),
        ),
    },
    {
        "title": _("Making time, and growing over the years"),
        "aim": _("Small intentions, a look back at seven evenings, and a celebration."),
        "bring": _("Something to share at the table"),
        "blocks": (
            check_in(_("What is different since the first evening?")),
            LOOK_BACK,
            idea(
                _("A network needs intention"),
                _("Ties fade by themselves and grow on purpose."),
                _("Show a map over time. What would the next six months look like?"),
            ),
            exercise(_("Making time"), "intentions", _("Whom would you like to see how often?")),
            PAUSE,
            {
                "kind": "round",
                "title": _("What we take along"),
                "minutes": 20,
                "prompt": _("What do you thank whom for in this room?"),
                "aim": _("We say goodbye, and perhaps see each other again."),
                "materials": _("Cake, candles, music"),
            },
            *closing(_("What will you go on with?"), _("Who helps you remember?")),
        ),
    },
)  # fmt: skip


def written() -> Iterator[dict[str, Any]]:
    """The seven sessions in the language of whoever begins."""
    for told in SESSIONS:
        blocks = [{name: plain(said) for name, said in block.items()} for block in told["blocks"]]
        prompts = (block.get("prompt") for block in told["blocks"])
        asked = next(words for words in prompts if isinstance(words, tuple))
        said = {name: plain(words) for name, words in told.items() if name != "blocks"}
        yield said | {"questions": plain(asked), "blocks": blocks}


def plain(said: Any) -> Any:
    """What is written down: a number as it is, words as text, two questions one below the other."""
    if isinstance(said, tuple):
        return "\n".join(map(str, said))
    return said if isinstance(said, int) else str(said)
