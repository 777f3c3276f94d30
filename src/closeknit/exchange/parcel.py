"""How each kind of row leaves the house, comes back, and goes for good: one list of every model.

A model that is not listed here fails the build. A piece with a `part` goes into the archive under
that name, with every field it has; one without stays, and says why. The order is the order in which
rows come back: whoever is pointed at comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

from closeknit.networks.models import Row

PICTURES, SOUNDS, SOUND = "pictures", "sounds", "sound"


class Leaves(StrEnum):
    """What becomes of a row when whoever wrote it leaves and takes their words along."""

    GOES = "goes"  # the row is nothing but their words or their picture
    EMPTIED = "emptied"  # a fact of the network stays, the words they found for it go
    STAYS = "stays"  # there are no words in it


@dataclass(frozen=True, slots=True)
class Piece:
    """One model: its place in the archive, or why it has none.

    `words` are the fields that hold what somebody wrote, `mentions` those that hold keys of other
    rows as text, `keyed` lists of key.version of which those go along whose row does. Pictures come
    back into `folder`. `pair` are two fields of which the first always holds the smaller key.
    `not_taken` are fields that never travel. A row that hangs on others has its place with one of
    those in `hangs_on`, or none.
    """

    model: str
    part: str = ""
    why: str = ""
    leaves: Leaves = Leaves.STAYS
    words: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    keyed: tuple[str, ...] = ()
    folder: str = ""
    pair: tuple[str, ...] = ()
    not_taken: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()

    @property
    def of(self) -> type[Any]:
        return apps.get_model(self.model)

    @property
    def files(self) -> tuple[str, ...]:
        """The fields that name a picture or a sound."""
        return self.of.file_fields if issubclass(self.of, Row) else ()

    @property
    def needed_files(self) -> tuple[str, ...]:
        """Those without which a row is nothing."""
        return tuple(name for name in self.files if not self.of._meta.get_field(name).blank)

    def folder_of(self, name: str) -> str:
        """Where files of this field live in the house."""
        return SOUNDS if name == SOUND else self.folder

    def has_its_place(self, row: Any) -> bool:
        """Whether what this row hangs on is there as well."""
        return not self.hangs_on or any(getattr(row, f"{name}_id") for name in self.hangs_on)

    def fields(self) -> Iterator[models.Field[Any, Any]]:
        """Every field that travels. The key and the author have a place of their own."""
        apart = {"key", "network", "author", "binned_at", *self.not_taken}
        return (field for field in self.of._meta.concrete_fields if field.name not in apart)


def in_archive(name: str, key: str) -> str:
    """What the file of this field is called in an archive.

    >>> in_archive("file", "abc"), in_archive("small", "abc"), in_archive("sound", "abc")
    ('pictures/abc.webp', 'pictures/abc-small.webp', 'sounds/abc.mp3')
    """
    if name == SOUND:
        return f"{SOUNDS}/{key}.mp3"
    return f"{PICTURES}/{key}{'' if name == 'file' else f'-{name}'}.webp"


GOES, EMPTIED = Leaves.GOES, Leaves.EMPTIED
ONE_ANSWER = ("nonce", "token_hash", "posted_at", "used_at", "spent_hash", "posted_to")
"""A link leads into this house alone, and so do its traces."""
PARCEL: tuple[Piece, ...] = (
    Piece("accounts.Account", why="Whoever it is keeps it; its name stands beside what it wrote."),
    Piece("accounts.Entry", why="The record is told in the archive, and stays as keys."),
    Piece("accounts.Head", why="How many deeds there were; it stays with the chain."),
    Piece("accounts.Look", why="Who looked is told to the person here, and goes with the network."),
    Piece("accounts.Visit", why="Where somebody is signed in; goes with the account."),
    Piece("accounts.PaperCode", why="A hash of a code on paper; goes with the account."),
    Piece("accounts.Recovery", why="A change that waits; goes with the account."),
    Piece("accounts.Once", why="Which form was sent already; gone within a day."),
    Piece(
        "networks.Network",
        "network",
        not_taken=(
            "made_up",
            "died_at",
            "died_by",
            "after_me",
            "named_by_links",
            "calls_checked_at",
            "calls_shown_at",
        ),
    ),
    Piece("networks.Arrival", "arrivals"),
    Piece("networks.Person", "people", not_taken=("died_at", "died_by")),
    Piece(
        "networks.Membership",
        why="Who takes part is told in the archive; whoever comes back is asked again.",
    ),
    Piece("networks.Support", "supports", words=("hint",), leaves=EMPTIED),
    Piece("networks.Contact", "contacts"),
    Piece("networks.Note", "notes", words=("text",), leaves=GOES),
    Piece("networks.Portrait", "portraits", folder="portraits", leaves=GOES),
    Piece(
        "networks.Chapter",
        "ties",
        words=("why", "how_met", "gives", "receives"),
        mentions=("gives", "receives"),
        leaves=EMPTIED,
    ),
    Piece("networks.Link", "links", pair=("a", "b")),
    # A wish is the person's or the network's, whoever wrote it down.
    Piece("networks.Wish", "wishes", mentions=("about", "met_by")),
    Piece("networks.Dismissal", "findings", words=("why",), mentions=("finding",), leaves=EMPTIED),
    Piece(
        "networks.KeptCopy",
        "copies",
        words=("title",),
        mentions=("held",),
        keyed=("held",),
        leaves=EMPTIED,
    ),
    Piece("networks.Between", "why_changed", words=("text",), leaves=GOES),
    Piece("networks.Merge", why="The way back from one to two entries, for thirty days here."),
    Piece("networks.Place", why="Where somebody last saw people stand on the map; drawn anew."),
    Piece("networks.Version", why="Earlier texts travel inside the row they belong to."),
    Piece("networks.Proposal", why="It waits for people who come in here; asked anew elsewhere."),
    Piece("networks.Saying", why="A yes to what waited here; what it led to is taken along."),
    Piece("networks.Invitation", why="Its link leads into this house alone; asked anew elsewhere."),
    Piece("networks.Claim", why="A card for this house alone; made anew elsewhere."),
    Piece("stories.Moment", "moments", words=("text",), folder=PICTURES, leaves=GOES),
    Piece(
        "stories.Story",
        "stories",
        words=("happened", "place", "mattered", "felt", "changed", "pass_on"),
        mentions=("supports",),
        folder=PICTURES,
        leaves=GOES,
    ),
    Piece(
        "stories.Photo",
        "photos",
        words=("alt", "caption", "occasion", "behind"),
        folder="photos",
        leaves=GOES,
    ),
    Piece(
        "stories.Consent",
        "consents",
        words=("other_name",),
        hangs_on=("story", "photo"),
        not_taken=("nonce", "token_hash", "asked_at", "posted_at"),
        leaves=EMPTIED,
    ),
    Piece("stories.OwnPrompt", "prompts", words=("words",), leaves=GOES),
    Piece(
        "stories.Reflection",
        "reflections",
        words=("text", "mood", "asked"),
        folder=PICTURES,
        mentions=("prompt",),
        leaves=GOES,
    ),
    Piece(
        "stories.Keepsake",
        "keepsakes",
        words=("title", "dedication"),
        mentions=("chosen",),
        leaves=GOES,
    ),
    Piece("plans.Intention", "intentions", words=("words",), mentions=("finding",), leaves=GOES),
    Piece("plans.Ask", "asks", words=("why", "letter", "outcome"), leaves=EMPTIED),
    Piece(
        "plans.Turn",
        "turns",
        words=("words",),
        not_taken=(*ONE_ANSWER, "asked_at"),
        leaves=EMPTIED,
    ),
    Piece("plans.Role", "roles", words=("words", "paper"), leaves=EMPTIED),
    Piece("plans.Confidant", "confidants", words=("words",), leaves=EMPTIED),
    Piece(
        "plans.Authority",
        "authorities",
        words=("why",),
        not_taken=("contested_by",),
        leaves=EMPTIED,
    ),
    Piece("plans.Decision", "decisions"),
    Piece("plans.Voice", "voices", words=("words",), leaves=EMPTIED),
    Piece("plans.Touch", "touches", words=("words",), mentions=("source_key",), leaves=EMPTIED),
    Piece(
        "plans.Gathering",
        "gatherings",
        words=("about", "invitation", "sorry"),
        not_taken=("proposal",),
        leaves=EMPTIED,
    ),
    Piece(
        "plans.Guest",
        "guests",
        words=("words",),
        not_taken=ONE_ANSWER,
        leaves=EMPTIED,
    ),
    Piece("plans.Question", "questions", words=("words",), leaves=GOES),
    Piece("plans.Reply", "replies", words=("words",), leaves=GOES),
    Piece("plans.Item", "agenda"),
    Piece("plans.Minutes", "minutes", words=("text",), leaves=EMPTIED),
    Piece("plans.Action", "actions"),
    Piece("plans.Thanks", "thanks", words=("words",), leaves=GOES),
    Piece("plans.Poll", "polls"),
    # Rows of a series or of a host belong to no network, and are taken out of none.
    Piece("workshops.Host", why="Who invites to workshops; no part of any network."),
    Piece("workshops.HostVersion", why="Earlier words of a host; goes with the host."),
    Piece("workshops.Method", why="A block a host keeps; goes with the host."),
    Piece("workshops.Series", why="A series of workshops; no part of any network."),
    Piece("workshops.SeriesVersion", why="Earlier words of a series; goes with the series."),
    Piece("workshops.Lead", why="Who leads a series; goes with the account, or the series."),
    Piece("workshops.Seat", why="Who comes to a series; goes with the account, or the series."),
    Piece("workshops.Session", why="A session of a series; goes with the series."),
    Piece("workshops.Activity", why="A block of a session; goes with the series."),
    Piece("workshops.Opening", why="An activity put on the screens; goes with the series."),
    Piece("workshops.Answer", why="What a place answered; goes with the place, or the series."),
    Piece("workshops.Telling", why="A story in the room; goes with the place, or the series."),
    Piece("workshops.Done", why="How far a place was; goes with the place, or the series."),
    Piece("workshops.Hand", why="A hand that was asked for; goes with the place, or the series."),
    Piece("workshops.Presence", why="Who was here; goes with the place, or the series."),
    Piece("workshops.Group", why="A small group; goes with the series."),
    Piece("workshops.GroupSeat", why="Who sat in it; goes with the place, or the series."),
    Piece("workshops.Parked", why="Something for later; goes with the series."),
    Piece("workshops.LeadNote", why="A facilitator’s own notes; go with them, or the series."),
    Piece("workshops.Event", why="A number that screens watch; goes with the series."),
    Piece("workshops.Letter", why="A letter to a place, and no word of it; goes with the place."),
    Piece("workshops.Reach", why="What somebody gives to those they name; goes with the place."),
    Piece("workshops.Nod", why="With whom somebody stays in touch; goes with the place."),
    Piece("workshops.Offer", why="A copy for a group; goes with what it is of, or the place."),
    Piece("workshops.Takeaway", why="What a facilitator says of a session; goes with the series."),
    Piece("workshops.Going", why="Whether a line may leave the room; goes with the place."),
    Piece("workshops.Recap", why="What is published after a session; goes with the series."),
    Piece("workshops.Homework", why="Something to try at home; goes with the series."),
    Piece("workshops.Tried", why="Whether a place came to it; goes with the place."),
    Piece("workshops.GroupLine", why="A line for the group; goes with the place, or the series."),
    Piece("workshops.Checked", why="That a place said how it was; goes with the place."),
    Piece("workshops.Check", why="Answers added up, of nobody by name; goes with the series."),
    Piece("workshops.Counted", why="A few numbers that count in a group; go with the place."),
    Piece("workshops.Told", why="Figures about a group; go with the series."),
    Piece("notices.Notice", why="What somebody was told, as keys; elsewhere it is told anew."),
    Piece("notices.Rhythm", why="How somebody wants to be told; goes with the account."),
    Piece("notices.Named", why="Which networks letters may name; goes with the account."),
    Piece("notices.Slot", why="When a letter went out; gone after sixty days."),
    Piece("notices.Feed", why="A hash of the address of a calendar; goes with the account."),
    Piece("home.Step", "steps"),
    Piece("home.Line", why="Words to be found by; made anew from the rows they stand in."),
    Piece("exchange.Draft", why="Contacts nobody has chosen from yet; gone within seven days."),
    Piece("exchange.Found", why="One of these contacts; gone with its draft."),
    Piece("exchange.Parcel", why="An archive somebody is looking into; gone within a day."),
    Piece("exchange.Return", why="What came back with a network; told again when it is taken out."),
)
"""Every model of the house. Here, and nowhere else, it says how it travels and how it goes."""


def travelling() -> Iterator[Piece]:
    """The pieces whose rows go into an archive, whoever is pointed at first."""
    return (piece for piece in PARCEL if piece.part and piece.part != "network")


def network_piece() -> Piece:
    return next(piece for piece in PARCEL if piece.part == "network")


def parts() -> Mapping[Any, str]:
    """The name of its place in the archive, for each kind of row that has one."""
    return {piece.of: piece.part for piece in travelling()}
