"""Reading an archive: values checked one by one, and every part that was not understood told.

Nothing is written here. What a field cannot hold costs the row, and is told with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime

from closeknit.accounts.models import Account
from closeknit.policy import Level, Role
from closeknit.stories.sound import only_samples

from .archive import MOST_PICTURE, MOST_SOUND, Archive, NotAnArchive
from .fields import KEY, Unfit, plain, read
from .parcel import PICTURES, SOUND, SOUNDS, Piece, network_piece, parts, travelling
from .pictures import only_pixels
from .taking_out import FORMAT, VERSION

PICTURE = re.compile(rf"{PICTURES}/[a-z2-7]{{16}}(-middle|-small|-picture)?\.webp")
RECORDING = re.compile(rf"{SOUNDS}/[a-z2-7]{{16}}\.mp3")
WORD = re.compile(r"w\d{1,6}")
MOST_ROWS, MOST_PROBLEMS = 50_000, 200
APART = {"key", "by", "earlier"}
NAMED = ("let_in", "kept_out")


@dataclass(frozen=True)
class Problem:
    """What was not understood: which part, the how-manieth in it, why, and in which field."""

    part: str
    place: int
    reason: str
    field: str = ""


@dataclass(frozen=True)
class Earlier:
    """An earlier text of a row."""

    version: int
    at: dt.datetime
    by: str
    audience: str
    state: Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """One row whose every value fits: accounts as short words, rows by their keys of before."""

    key: str
    by: str
    values: Mapping[str, Any]
    earlier: tuple[Earlier, ...] = ()


@dataclass
class Unpacked:
    """What is in an archive, ready to be shown and to be brought back."""

    taken_at: dt.datetime
    taken_by: str
    writers: Mapping[str, str]
    network: Checked
    rows: dict[str, list[Checked]] = field(default_factory=dict)
    taking_part: list[Mapping[str, Any]] = field(default_factory=list)
    record: list[Mapping[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0

    def tell(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            self.more_problems += 1


def unpack(archive: Archive) -> Unpacked:
    """Everything in the archive that can be understood.

    Raises:
        NotAnArchive: it is not a whole network of ours, or a newer Closeknit wrote it.
    """
    data = archive.contents()
    said = _checked_head(data)
    found = Unpacked(
        taken_at=_moment(data.get("taken_out")),
        taken_by=_word(data.get("taken_out_by")),
        writers=_writers(data.get("writers")),
        network=Checked("", "", {}),
    )
    reading = _Reading(archive, found)
    network = reading.row(network_piece(), data.get("network"), 1)
    if network is None:
        raise NotAnArchive("no_network")
    found.network = network
    for piece in travelling():
        reading.part(piece, said.get(piece.part, []))
    for name in sorted(set(said) - {piece.part for piece in travelling()}):
        found.tell(Problem(_short(name), 0, "unknown_part"))
    reading.taking_part(data.get("taking_part"))
    reading.record(data.get("record"))
    return found


def _checked_head(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotAnArchive("none_of_ours")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NotAnArchive("none_of_ours")
    if version > VERSION:
        raise NotAnArchive("newer")
    if data.get("whole") is not True:
        raise NotAnArchive("not_whole")
    said = data.get("parts")
    if not isinstance(said, dict):
        raise NotAnArchive("none_of_ours")
    if sum(len(rows) for rows in said.values() if isinstance(rows, list)) > MOST_ROWS:
        raise NotAnArchive("too_much")
    return said


def _moment(said: Any) -> dt.datetime:
    try:
        found = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise NotAnArchive("none_of_ours")
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _word(said: Any) -> str:
    return said if isinstance(said, str) and WORD.fullmatch(said) else ""


def _short(said: Any) -> str:
    letters = said if isinstance(said, str) else ""
    return "".join(letter for letter in letters if letter.isprintable())[:40]


def _writers(said: Any) -> dict[str, str]:
    pairs = said.items() if isinstance(said, dict) else ()
    return {word: _short_name(name) for word, name in pairs if _word(word)}


def _short_name(said: Any) -> str:
    letters = said if isinstance(said, str) else ""
    return "".join(letter for letter in letters if letter.isprintable())[:120]


class _Reading:
    """One archive while it is read: which rows there are so far, part by part."""

    def __init__(self, archive: Archive, found: Unpacked) -> None:
        self.archive, self.found = archive, found
        self.there: dict[str, set[str]] = {}
        self.places = parts()

    def part(self, piece: Piece, said: Any) -> None:
        """Every row of one part."""
        rows: list[Checked] = []
        keys = self.there.setdefault(piece.part, set())
        self.found.rows[piece.part] = rows
        if not isinstance(said, list):
            self.found.tell(Problem(piece.part, 0, "kind"))
            return
        for place, one in enumerate(said, start=1):
            row = self.row(piece, one, place)
            if row is not None and row.key in keys:
                self.found.tell(Problem(piece.part, place, "twice"))
            elif row is not None:
                keys.add(row.key)
                rows.append(row)

    def row(self, piece: Piece, said: Any, place: int) -> Checked | None:
        """One row, or None when a value of it does not fit; the reason is told."""
        name = ""
        try:
            if not isinstance(said, dict):
                raise Unfit("kind")
            key = said.get("key")
            if not isinstance(key, str) or not KEY.fullmatch(key):
                raise Unfit("key")
            values = {}
            fields = {one.name: one for one in piece.fields()}
            for name, one in fields.items():
                values[name] = self.value(piece, one, said, place)
            name = ""
            self._check_pair(piece, values)
            for odd in sorted(set(said) - APART - set(fields)):
                self.found.tell(Problem(piece.part, place, "unknown_field", _short(odd)))
            earlier = self.earlier(piece, said.get("earlier", []), place)
        except Unfit as unfit:
            self.found.tell(Problem(piece.part, place, unfit.reason, name))
            return None
        return Checked(key, _word(said.get("by")), values, earlier)

    @staticmethod
    def _check_pair(piece: Piece, values: Mapping[str, Any]) -> None:
        if piece.pair and len({values[name] for name in piece.pair}) < len(piece.pair):
            raise Unfit("value")

    def value(
        self, piece: Piece, one: models.Field[Any, Any], said: Mapping[str, Any], place: int
    ) -> Any:
        if one.name not in said:
            return self._usual(one)
        return self.reader(piece, one)(one, said[one.name])

    def _usual(self, one: models.Field[Any, Any]) -> Any:
        """What an archive that is older than the field leaves unsaid."""
        if one.name in NAMED:
            return []
        if one.has_default():
            return one.get_default()
        if one.null:
            return None
        if one.blank and isinstance(one, models.CharField | models.TextField):
            return ""
        raise Unfit("absent")

    def reader(
        self, piece: Piece, one: models.Field[Any, Any]
    ) -> Callable[[models.Field[Any, Any], Any], Any]:
        if one.related_model is Account:
            return lambda _field, value: _word(value)
        if one.related_model is not None:
            return self.pointing
        if one.name in piece.files:
            return self.sound if one.name == SOUND else self.picture
        return self.people if one.name in NAMED else read

    def pointing(self, one: models.Field[Any, Any], value: Any) -> str | None:
        """The key of a row that is in this archive as well."""
        there = self.there.get(self.places.get(one.related_model, ""), set())
        if isinstance(value, str) and value in there:
            return value
        if one.null:
            return None
        raise Unfit("points_nowhere")

    def picture(self, one: models.Field[Any, Any], value: Any) -> str:
        return self._file(one, value, "picture", PICTURE, MOST_PICTURE, only_pixels)

    def sound(self, one: models.Field[Any, Any], value: Any) -> str:
        return self._file(one, value, "sound", RECORDING, MOST_SOUND, only_samples)

    def _file(
        self,
        one: models.Field[Any, Any],
        value: Any,
        kind: str,
        named: re.Pattern[str],
        most: int,
        is_ours: Callable[[bytes], bool],
    ) -> str:
        """The name of a file that is in the archive and holds nothing but what we would keep."""
        if value == "" and one.blank:
            return ""
        if not isinstance(value, str) or not named.fullmatch(value):
            raise Unfit(kind)
        try:
            data = self.archive.read(value, most)
        except NotAnArchive as error:
            raise Unfit(kind) from error
        if not is_ours(data):
            raise Unfit(kind)
        return value

    def people(self, one: models.Field[Any, Any], value: Any) -> list[str]:
        known = self.there.get("people", set())
        if not isinstance(value, list):
            raise Unfit("kind")
        named = [name for name in value if isinstance(name, str)]
        return [name for name in named if name in known or _word(name)]

    def earlier(self, piece: Piece, said: Any, place: int) -> tuple[Earlier, ...]:
        found: dict[int, Earlier] = {}
        for one in said if isinstance(said, list) else ():
            try:
                version = self._version(piece, one)
            except Unfit as unfit:
                self.found.tell(Problem(piece.part, place, unfit.reason, "earlier"))
            else:
                found[version.version] = version
        return tuple(found[number] for number in sorted(found))

    def _version(self, piece: Piece, said: Any) -> Earlier:
        if not isinstance(said, dict) or not isinstance(said.get("state"), dict):
            raise Unfit("kind")
        number, audience = said.get("version"), said.get("audience")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**6:
            raise Unfit("value")
        if audience not in list(Level):
            raise Unfit("value")
        by_name = {one.attname: one for one in piece.fields()}
        wanted = [name for name in piece.of.kept_fields if name in said["state"]]
        state = {
            name: self.reader(piece, by_name[name])(by_name[name], said["state"][name])
            for name in wanted
            if name in by_name
        }
        at = read(models.DateTimeField(), said.get("at"))
        return Earlier(number, at, _word(said.get("by")), str(audience), state)

    def taking_part(self, said: Any) -> None:
        """Who took part: told, and asked again one by one; nobody gets in by an archive."""
        people = self.there.get("people", set())
        for one in said if isinstance(said, list) else ():
            if isinstance(one, dict) and _word(one.get("by")) and one.get("role") in list(Role):
                person = one.get("person")
                here = person if isinstance(person, str) and person in people else ""
                self.found.taking_part.append(
                    {"by": one["by"], "role": one["role"], "person": here}
                )

    def record(self, said: Any) -> None:
        """The record of the house before: kept as it was told, and vouched for by nobody."""
        for place, one in enumerate(said if isinstance(said, list) else (), start=1):
            try:
                self.found.record.append(_entry(one))
            except Unfit as unfit:
                self.found.tell(Problem("record", place, unfit.reason))


TOLD = {"at": 40, "deed": 30, "resource": 30, "row": 16}


def _entry(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise Unfit("kind")
    entry: dict[str, Any] = {name: said.get(name, "") for name in TOLD}
    for name, most in TOLD.items():
        if not isinstance(entry[name], str) or len(entry[name]) > most:
            raise Unfit("kind")
    detail = said.get("detail", {})
    if not isinstance(detail, dict):
        raise Unfit("kind")
    plain([entry, detail])
    return {**entry, "by": _word(said.get("by")) or None, "detail": detail}
