"""The fixed sentences of a recap, for translation: the same keys as in the core."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

NUMBERS = (
    *(_("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight")),
    *(_("nine"), _("ten"), _("eleven"), _("twelve")),
)
PLACES = (
    *(_p("of sessions", "first"), _p("of sessions", "second"), _p("of sessions", "third")),
    *(_p("of sessions", "fourth"), _p("of sessions", "fifth"), _p("of sessions", "sixth")),
    *(_p("of sessions", "seventh"), _p("of sessions", "eighth"), _p("of sessions", "ninth")),
    *(_p("of sessions", "tenth"), _p("of sessions", "eleventh"), _p("of sessions", "twelfth")),
)
FRAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "and": _("{most} and {last}"),
        "quoted": _("“{words}”"),
        "by": _("{who}, with their yes"),
        "one_of_us": _("one of us"),
        "somebody": _("somebody"),
        "met": _("{count} of us met."),
        "met_for": _("{count} of us met for the {place} of {of} sessions of {series}."),
        "met_in": _("{count} of us met in {series}."),
        "we_met": _("We met."),
        "we_met_for": _("We met for the {place} of {of} sessions of {series}."),
        "we_met_in": _("We met in {series}."),
        "aim": _("What we wanted: {words}"),
        "asked": _("We asked: {words}"),
        "story": _("One story is told here, with the yes of whoever told it."),
        "stories": _("{count} stories are told here, each with the yes of whoever told it."),
        "story_of": _("One story is told here, with the yes of whoever told it: {abouts}."),
        "stories_of": _(
            "{count} stories are told here, each with the yes of whoever told it: {abouts}."
        ),
        "words": _("The words we chose: {words}."),
        "groups": _("A line from each group:"),
        "lines": _("Some of us said:"),
        "line": _("One of us said:"),
        "picture": _("We looked at one picture."),
        "pictures": _("We looked at {count} pictures."),
        "behind": _("Behind it: {words}"),
        "exercise": _("Each of us worked on their own map: {title}."),
        "next": _("Next time it is about {words}."),
        "again": _("We meet again on {when}: {words}."),
        "at_home": _("To try at home until then: {words}"),
        "heading.takeaways": _("What we take along"),
        "heading.key": _("To keep in mind"),
        "heading.ahead": _("Looking ahead"),
        "heading.thought": _("One last thought"),
        "heading.questions": _("To think about until then"),
        "note.activity": _("Nothing was said here: {title}."),
        "note.not_opened": _("This was planned and not opened: {title}. It is left out."),
        "note.stays": _("What was told here stays in the room: {title}."),
        "note.opening": _("Nothing was said here: how the session began."),
        "note.key": _("Nothing was said here: what to keep in mind."),
        "note.ahead": _("Nothing was said here: what comes next."),
        "note.thought": _("Nothing was said here: a last thought."),
        "note.questions": _("Nothing was said here: questions to take home."),
        **{f"number.{at}": word for at, word in enumerate(NUMBERS, 1)},
        **{f"place.{at}": word for at, word in enumerate(PLACES, 1)},
    }
)


def frames() -> dict[str, str]:
    """All of them in the language of whoever reads."""
    return {key: str(words) for key, words in FRAMES.items()}
