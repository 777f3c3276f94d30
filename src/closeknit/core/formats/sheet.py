"""What readers of address books share: the sheet a contact is collected on, and the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from closeknit.core.formats.birthdays import read_birthday, says_nothing
from closeknit.core.formats.contact import (
    Birthday,
    Contact,
    Contacts,
    Limits,
    Photo,
    Problem,
    Relation,
    Sort,
    clean,
    clean_lines,
)

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_WRAPPED_EMAIL = re.compile(r"[^<]*<([^<>]+)>\s*")
_MANY = 50
# Problems that cost a whole row or card, and how many of them end the reading.
_LOSING = frozenset({"nobody", "cut_off", "outside", "cells", "quotes", "too_long"})
_MOST_LOST = 2_000
# Groups that every address book puts everyone into; they say nothing about anybody.
_EVERYONE = {"mycontacts", "my contacts", "other contacts", "contacts", "all contacts"}


class Report:
    """Collects what a reader found and what it did not understand, within the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.found: list[Contact] = []
        self.ignored: dict[str, None] = {}
        self._problems: list[Problem] = []
        self._more = 0
        self._told: set[str] = set()
        self._lost = 0

    def ends(self, row: int) -> bool:
        """Whether to read no further: enough contacts, or far more that is none. It is told."""
        if len(self.found) >= self.limits.contacts:
            self.once(row, "too_many")
        elif self._lost > _MOST_LOST + 2 * len(self.found):
            self.once(row, "stopped")
        return not {"too_many", "stopped"}.isdisjoint(self._told)

    def add(self, contact: Contact) -> None:
        self.found.append(contact)

    def problem(self, row: int, reason: str, excerpt: str = "") -> None:
        self._lost += reason in _LOSING
        if len(self._problems) < self.limits.problems:
            self._problems.append(Problem(row, reason, clean(excerpt[:240], 60)))
        else:
            self._more += 1

    def once(self, row: int, reason: str, excerpt: str = "") -> None:
        """A problem that is told for the whole file, the first time it is met."""
        if reason not in self._told:
            self._told.add(reason)
            self.problem(row, reason, excerpt)

    def ignore(self, name: str) -> None:
        """Something was in this column or property, and it is not taken."""
        if len(self.ignored) < 200:
            self.ignored.setdefault(clean(name, 60))

    def result(self, source: str) -> Contacts:
        return Contacts(
            source,
            tuple(self.found),
            tuple(sorted(self._problems, key=lambda problem: problem.row)),
            tuple(self.ignored),
            self._more,
        )


@dataclass(slots=True)
class Sheet:
    """One contact while it is being read, field by field."""

    row: int
    report: Report
    full_name: str = ""
    nickname: str = ""
    prefix: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    organisation: str = ""
    title: str = ""
    note: str = ""
    sort: Sort | None = None
    birthday: Birthday | None = None
    photo: Photo | None = None
    emails: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    relations: dict[Relation, None] = field(default_factory=dict)

    def add_email(self, text: str) -> None:
        text = clean(text, 254)
        if wrapped := _WRAPPED_EMAIL.fullmatch(text):
            text = wrapped[1].strip()
        if not text or len(self.emails) >= _MANY:
            return
        if _EMAIL.fullmatch(text):
            self.emails.setdefault(text.casefold(), text)
        else:
            self.report.problem(self.row, "email", text)

    def add_phone(self, text: str) -> None:
        text = clean(text, 60)
        if not text or len(self.phones) >= _MANY:
            return
        if any(char.isdigit() for char in text):
            self.phones.setdefault("".join(filter(str.isdigit, text)), text)
        else:
            self.report.problem(self.row, "phone", text)

    def add_address(self, *parts: str) -> None:
        lines = [clean(line) for part in parts for line in part[:1_000].split("\n")]
        address = clean(", ".join(line.strip(" ,") for line in lines if line.strip(" ,")))
        if address and len(self.addresses) < _MANY:
            self.addresses.setdefault(address)

    def add_group(self, text: str) -> None:
        text = clean(text, 60).removeprefix("* ").strip()
        if text and text.casefold() not in _EVERYONE and len(self.groups) < _MANY:
            self.groups.setdefault(text)

    def add_relation(self, label: str, name: str) -> None:
        name = clean(name, 120)
        if name and len(self.relations) < _MANY:
            self.relations.setdefault(Relation(clean(label, 60).removeprefix("* ").lower(), name))

    def add_birthday(self, text: str, *, day_first: bool = False) -> None:
        if says_nothing(text):
            return
        self.birthday = self.birthday or read_birthday(text, day_first=day_first)
        if self.birthday is None:
            self.report.problem(self.row, "date", text)

    def contact(self) -> Contact | None:
        """The contact, or None when nothing on the sheet says who it is."""
        name = self._name()
        if not name:
            return None
        return Contact(
            name=name,
            row=self.row,
            sort=self.sort or self._guessed_sort(),
            given=clean(self.given, 120),
            family=clean(self.family, 120),
            emails=tuple(self.emails.values()),
            phones=tuple(self.phones.values()),
            birthday=self.birthday,
            addresses=tuple(self.addresses),
            organisation=clean(self.organisation, 120),
            title=clean(self.title, 120),
            relations=tuple(self.relations),
            groups=tuple(self.groups),
            note=clean_lines(self.note),
            photo=self.photo,
        )

    def _own_name(self) -> str:
        # "Dr Osei" needs the title; "Dr Ana García" is Ana García.
        prefix = "" if self.given.strip() else self.prefix
        parts = [prefix, self.given, self.middle, self.family]
        whole = " ".join(part.strip() for part in parts if part.strip())
        named = self.given.strip() or self.family.strip() or self.middle.strip()
        return clean(self.full_name, 120) or (clean(whole, 120) if named else "")

    def _name(self) -> str:
        first = [self._own_name(), clean(self.nickname, 120), clean(self.organisation, 120)]
        return next(filter(None, [*first, *self.emails.values(), *self.phones.values()]), "")

    def _guessed_sort(self) -> Sort:
        own = self.given.strip() or self.family.strip() or self.nickname.strip()
        name = clean(self.full_name, 120)
        company = clean(self.organisation, 120)
        only_company = bool(company) and not own and name in ("", company)
        return Sort.ORGANISATION if only_company else Sort.INDIVIDUAL
