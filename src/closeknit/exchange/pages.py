"""The archive for people: pages that open in any browser, now and in twenty years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.sentences import sentence
from closeknit.core.gaps import find_gaps
from closeknit.design.faces import face_url
from closeknit.networks import map_words
from closeknit.networks.audience import called, taking_part
from closeknit.networks.models import Chapter, Network, Person
from closeknit.networks.roll import rings
from closeknit.networks.sentences import tell, told_wishes
from closeknit.networks.snapshot import Snapshot, snapshot
from closeknit.networks.telling import turned, when, who
from closeknit.networks.words import support_name
from closeknit.policy import Channel

from .looking_back import copies_told
from .parcel import Leaves, travelling
from .parcel_words import PAGES, PARTS, ROLES
from .readme import readme
from .sheet import people_sheet
from .taking_out import Taken

FOLDER = "exchange/archive/"
FACES = "faces"
OWN_PAGE = {"moments", "intentions", "notes", "why_changed"}
"""Parts made of people's words that have a place of their own; others stand on the page "more"."""


def texts(taken: Taken) -> Iterator[tuple[str, bytes]]:
    """Every page, the table of people, the drawn faces, and how to read it all."""
    book = _Book(taken)
    for name, told in book.pages():
        context = {"book": book, "page": name, "pages": PAGES, **told}
        yield f"{name}.html", render_to_string(f"{FOLDER}{name}.html", context).encode()
    yield "README.txt", readme(book.title, taken.at, taken.whole).encode()
    yield "people.csv", people_sheet(book.seen).encode("utf-8-sig")
    here = files(__package__).joinpath("templates", "exchange", "archive")
    yield "style.css", here.joinpath("style.css").read_bytes()
    drawn = files("closeknit.design").joinpath("static", "closeknit", "faces")
    for face in sorted(book.drawn):
        yield f"{FACES}/{face}.svg", drawn.joinpath(f"{face}.svg").read_bytes()


class _Book:
    """What was taken out, ready to be told."""

    def __init__(self, taken: Taken) -> None:
        self.taken, self.whole, self.at = taken, taken.whole, taken.at
        self.network: Network = taken.network
        self.names: dict[str, str] = taken.data["writers"]
        self.drawn: set[str] = set()
        self.seen = self._seen()
        self.stored = self._in_the_archive()
        self.photos = self._photos()
        self.face = self._face_of("", self.network)

    @property
    def title(self) -> str:
        about = {"name": self.network.name}
        if self.whole:
            return _("The people around %(name)s") % about
        return _("What is mine in %(name)s’s network") % about

    @property
    def mine(self) -> bool:
        return self.seen.mine

    def _seen(self) -> Snapshot:
        """As whoever takes it out sees it, and of that only what is in the archive."""
        day = timezone.localdate(self.at)
        seen = snapshot(self.network, self.taken.actor, day, Channel.EXPORT)
        there = {person.pk for person in self.taken.rows["people"]}
        people = tuple(one for one in seen.network.people if one.key in there)
        links = frozenset(pair for pair in seen.network.links if set(pair) <= there)
        wishes = {row.pk for row in self.taken.rows["wishes"]}
        kept = tuple(one for one in seen.network.wishes if one.key in wishes)
        return replace(seen, network=replace(seen.network, people=people, links=links, wishes=kept))

    def _in_the_archive(self) -> dict[str, str]:
        return {stored: name for name, stored in self.taken.files.items()}

    def _photos(self) -> dict[str, str]:
        names = self.stored
        return {row.person_id or "": names[row.file] for row in self.taken.rows["portraits"]}

    def _face_of(self, key: str, whose: Person | Network) -> str:
        """The picture of somebody inside the archive: their photo, else the drawn face."""
        if key in self.photos:
            return self.photos[key]
        if not whose.face or not face_url(whose.face):
            return ""
        self.drawn.add(whose.face)
        return f"{FACES}/{whose.face}.svg"

    def pages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "index", {"counted": self._counted(), "sentences": self._sentences()}
        yield "people", {"rings": self._rings()}
        yield "wishes", {"wishes": told_wishes(self.seen), "fine": self._fine()}
        yield "stories", {"moments": self._written("moments"), "more": list(self._more())}
        meant, touches = self._written("intentions"), self._written("touches")
        yield "plans", {"intentions": meant, "touches": touches}
        yield "copies", {"copies": copies_told(self.taken), "whys": self._written("why_changed")}
        yield "record", {"members": self._members(), "entries": list(self._entries())}

    def _counted(self) -> list[tuple[str, int]]:
        return [(str(PARTS[part]), len(rows)) for part, rows in self.taken.rows.items() if rows]

    def _sentences(self) -> list[str]:
        return map_words.about_everyone(self.seen) if self.whole else []

    def _rings(self) -> list[dict[str, Any]]:
        told = self._by_person("ties"), self._by_person("contacts"), self._by_person("notes")
        found = []
        for ring in rings(self.seen, self.seen.network.people, telling=True):
            people = [self._person(one, *told) for one in ring.entries]
            found.append({"name": ring.name, "sentence": ring.sentence, "people": people})
        return found

    def _by_person(self, part: str) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in self.taken.rows[part]:
            found.setdefault(row.person_id, []).append(row)
        return found

    def _person(
        self,
        one: Any,
        ties: dict[str, list[Chapter]],
        contacts: dict[str, list[Any]],
        notes: dict[str, list[Any]],
    ) -> dict[str, Any]:
        row = self.seen.people[one.key]
        chapters = sorted(ties.get(one.key, ()), key=lambda c: (c.since, c.made_at))
        tie = Chapter.holding(chapters, self.at.date()).get(one.key)
        return {
            "name": one.name,
            "face": self._face_of(one.key, row),
            "who": who(row, tie or Chapter()),
            "sentences": one.sentences[1:],  # the first says again who it is
            "gives": self._helps(tie.gives if tie else {}, ""),
            "receives": self._helps(tie.receives if tie else {}, one.name),
            "chapters": self._chapters(chapters),
            "contacts": contacts.get(one.key, ()),
            "notes": [self._signed(note, note.text) for note in notes.get(one.key, ())],
        }

    def _helps(self, said: dict[str, str], name: str) -> list[tuple[str, str]]:
        reader = name or ("" if self.mine else self.network.name)
        return [
            (support_name(key, self.seen.supports, reader), words)
            for key, words in said.items()
            if words
        ]

    def _chapters(self, chapters: list[Chapter]) -> list[tuple[str, str, str]]:
        before: list[Chapter | None] = [None, *chapters]
        return [
            (when(now.since), turned(last, now), now.why)
            for last, now in zip(before, chapters, strict=False)
        ]

    def _fine(self) -> list[Any]:
        """Findings that were answered with "this is how we like it"."""
        answered = {row.finding: row for row in self.taken.rows["findings"]}
        asking = replace(self.seen.network, dismissed=frozenset())
        found = [finding for finding in find_gaps(asking) if finding.key in answered]
        return [(tell(one, self.seen), answered[one.key].why) for one in found]

    def _written(self, part: str) -> list[dict[str, Any]]:
        piece = next(piece for piece in travelling() if piece.part == part)
        return [self._signed(row, getattr(row, piece.words[0])) for row in self.taken.rows[part]]

    def _signed(self, row: Any, text: str) -> dict[str, Any]:
        """Words with their date, whoever wrote them, and whom they are about."""
        word = self._words_of().get(row.pk)
        about = self.seen.people.get(getattr(row, "person_id", "") or "")
        return {
            "row": row,
            "text": text,
            "by": self.names.get(word or "", "") or _("a former member"),
            "about": about.name if about else "",
            "sound": self.stored.get(getattr(row, "sound", ""), ""),
            "picture": self.stored.get(getattr(row, "picture", ""), ""),
        }

    def _words_of(self) -> dict[str, str | None]:
        if not hasattr(self, "_by"):
            parts = self.taken.data["parts"].values()
            self._by = {row["key"]: row["by"] for rows in parts for row in rows}
        return self._by

    def _more(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Words of kinds that have no page of their own."""
        for piece in travelling():
            rows = self.taken.rows[piece.part]
            if piece.leaves is Leaves.GOES and piece.words and piece.part not in OWN_PAGE and rows:
                yield str(PARTS[piece.part]), self._written(piece.part)

    def _members(self) -> list[tuple[str, str]]:
        account = self.taken.actor.account
        return [
            (called(member, self.network), str(ROLES["paid" if member.paid else member.role]))
            for member in taking_part(self.network)
            if self.whole or member.account_id == account
        ]

    def _entries(self) -> Iterator[tuple[str, str]]:
        for entry in self.taken.data["record"]:
            name = self.names.get(entry["by"] or "", "")
            yield entry["at"][:10], sentence(name, entry["deed"], entry["resource"])
