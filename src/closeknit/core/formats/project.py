"""The project's own file: one network as JSON, told in docs/formats.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.network import (
    STRONGEST,
    SUPPORTS,
    Kind,
    Link,
    Network,
    Pay,
    Person,
    Role,
    Wish,
    link,
)

VERSION = 1

Entry = dict[str, Any]
Made = TypeVar("Made")


def write_json(network: Network) -> str:
    """A network as text that `read_json` turns back into the same network.

    What nobody has said is left out, people keep their order, and everything else is sorted, so
    that two versions of a file can be compared line by line.

    >>> print(write_json(Network("Maya", (Person("r", "Rosa", circle=1),))))
    {
      "closeknit": 1,
      "person": {
        "name": "Maya"
      },
      "people": [
        {
          "key": "r",
          "name": "Rosa",
          "circle": 1
        }
      ]
    }
    """
    document: Entry = {"closeknit": VERSION, "person": {"name": network.name}}
    document |= _said(
        on=network.on.isoformat() if network.on else None,
        supports=list(network.supports) if network.supports != SUPPORTS else None,
    )
    document["people"] = [_person_entry(person) for person in network.people]
    document |= _said(
        links=sorted(network.links),
        wishes=[_wish_entry(wish) for wish in network.wishes],
        dismissed=sorted(network.dismissed),
        roles=[_role_entry(role) for role in network.roles],
        strengths=[[a, b, strength] for (a, b), strength in network.strengths.items()],
    )
    return json.dumps(document, ensure_ascii=False, indent=2)


def _said(**fields: object) -> Entry:
    return {name: value for name, value in fields.items() if value not in (None, "", [], False)}


def _person_entry(person: Person) -> Entry:
    entry: Entry = {"key": person.key, "name": person.name}
    entry |= _said(
        kind=person.kind.value if person.kind is not Kind.PERSON else None,
        circle=person.circle,
        relationship=person.relationship,
        known_as=person.known_as,
        paid=person.paid.value if person.paid else None,
    )
    if person.formal is not None:
        entry["formal"] = person.formal
    return (
        entry
        | _said(
            household=person.household,
            gives=sorted(person.gives),
            receives=sorted(person.receives),
            sex=person.sex,
            known_since=person.known_since,
            contact_every=person.contact_every,
            last_contact=person.last_contact.isoformat() if person.last_contact else None,
            there=sorted(person.there),
        )
        | ({"age": person.age} if person.age is not None else {})
    )


def _wish_entry(wish: Wish) -> Entry:
    entry: Entry = {"key": wish.key, "kind": wish.kind}
    return entry | _said(
        about=wish.about,
        words=wish.words,
        whose=wish.whose,
        weight=wish.weight if wish.weight != 1 else None,
        keep_open=wish.keep_open,
        circle=wish.circle,
        met_by=sorted(wish.met_by),
    )


def _role_entry(role: Role) -> Entry:
    entry: Entry = {"key": role.key, "about": role.about}
    return entry | _said(
        words=role.words,
        held_by=sorted(role.held_by),
        stand_ins=sorted(role.stand_ins),
        since=role.since.isoformat() if role.since else None,
        review=role.review.isoformat() if role.review else None,
    )


def read_json(text: str) -> Network:
    """A network from the project's JSON. Fields the core does not know are passed over.

    Raises: NotUnderstood with a sentence when the text is no such file, is newer than this version,
    or says something impossible; the sentence names the entry.

    >>> read_json('{"closeknit": 1, "person": {"name": "Maya"}, "people": []}')
    Network(name='Maya', people=(), links=frozenset(), wishes=(), supports=('talk', 'practical', \
'fun', 'advice', 'decisions', 'advocacy', 'emergency', 'money', 'new_people'), \
dismissed=frozenset(), on=None, roles=(), strengths=mappingproxy({}))
    """
    document = _document(text)
    who = document.get("person")
    if not isinstance(who, dict) or not isinstance(who.get("name"), str):
        raise NotUnderstood('The file does not say who the network is for ("person": {"name": …}).')
    try:
        return Network(
            name=who["name"],
            people=tuple(_each(document, "people", _person)),
            links=frozenset(_each(document, "links", _link)),
            wishes=tuple(_each(document, "wishes", _wish)),
            supports=_supports(document),
            dismissed=_words(document, "dismissed"),
            on=_day(document.get("on")),
            roles=tuple(_each(document, "roles", _role)),
            strengths=dict(_each(document, "strengths", _strength)),
        )
    except NotUnderstood:
        raise
    except ValueError as problem:  # what the network itself says: two of a key, a link to nobody
        raise NotUnderstood(str(problem)) from None


def _document(text: str) -> Entry:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as problem:
        raise NotUnderstood(f"This is not JSON: {problem.msg}.", row=problem.lineno) from None
    except (RecursionError, ValueError):
        raise NotUnderstood("This is not JSON that can be read.") from None
    if not isinstance(document, dict) or "closeknit" not in document:
        raise NotUnderstood('This JSON is not a Closeknit network: it has no "closeknit" field.')
    version = document["closeknit"]
    if type(version) is not int or version < 1:
        raise NotUnderstood(f'"closeknit" is a version number like {VERSION}, not {version!r}.')
    if version > VERSION:
        raise NotUnderstood(f"The file is of version {version}; this Closeknit reads {VERSION}.")
    return document


def _each(document: Entry, name: str, make: Callable[[Any], Made]) -> Iterable[Made]:
    entries = document.get(name, [])
    if not isinstance(entries, list):
        raise NotUnderstood(f'"{name}" should be a list.')
    for number, entry in enumerate(entries, 1):
        try:
            yield make(entry)
        except ValueError as problem:
            raise NotUnderstood(f'Number {number} of "{name}": {problem}') from None


def _person(entry: object) -> Person:
    fields = _fields(entry)
    return Person(
        key=_text(fields, "key"),
        name=_text(fields, "name"),
        kind=_one_of(Kind, fields, "kind") or Kind.PERSON,
        circle=_number(fields, "circle"),
        relationship=_text(fields, "relationship", ""),
        known_as=_text(fields, "known_as", ""),
        paid=_one_of(Pay, fields, "paid"),
        formal=_yes_no(fields, "formal"),
        household=_text(fields, "household", ""),
        gives=_words(fields, "gives"),
        receives=_words(fields, "receives"),
        age=_number(fields, "age"),
        sex=_text(fields, "sex", ""),
        known_since=_text(fields, "known_since", ""),
        contact_every=_number(fields, "contact_every"),
        last_contact=_day(fields.get("last_contact"), "last_contact"),
        there=_words(fields, "there"),
    )


def _role(entry: object) -> Role:
    fields = _fields(entry)
    return Role(
        key=_text(fields, "key"),
        about=_text(fields, "about"),
        words=_text(fields, "words", ""),
        held_by=_words(fields, "held_by"),
        stand_ins=_words(fields, "stand_ins"),
        since=_day(fields.get("since"), "since"),
        review=_day(fields.get("review"), "review"),
    )


def _strength(entry: object) -> tuple[tuple[str, str], float]:
    match entry:
        case [str(a), str(b), int() | float() as strength] if not isinstance(strength, bool):
            return (a, b), float(min(strength, 2 * STRONGEST))
    raise ValueError("a strength is a list of two keys and a number.")


def _wish(entry: object) -> Wish:
    fields = _fields(entry)
    weight = _number(fields, "weight")
    return Wish(
        key=_text(fields, "key"),
        kind=_text(fields, "kind"),
        about=_text(fields, "about", ""),
        words=_text(fields, "words", ""),
        whose=_text(fields, "whose", ""),
        weight=1 if weight is None else weight,
        keep_open=_yes_no(fields, "keep_open") or False,
        circle=_number(fields, "circle"),
        met_by=_words(fields, "met_by"),
    )


def _link(entry: object) -> Link:
    match entry:
        case [str(a), str(b)]:
            return link(a, b)
    raise ValueError("a link is a list of two keys.")


def _fields(entry: object) -> Entry:
    if not isinstance(entry, dict):
        raise ValueError("it should be an object with fields.")
    return entry


def _text(fields: Entry, name: str, otherwise: str | None = None) -> str:
    value = fields.get(name, otherwise)
    if value is None:
        raise ValueError(f'it has no "{name}".')
    if not isinstance(value, str):
        raise ValueError(f'"{name}" should be text, not {value!r}.')
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f'"{name}" holds half a letter.')
    return value


def _number(fields: Entry, name: str) -> int | None:
    value = fields.get(name)
    if value is not None and type(value) is not int:
        raise ValueError(f'"{name}" should be a whole number, not {value!r}.')
    return value


def _yes_no(fields: Entry, name: str) -> bool | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f'"{name}" should be true or false, not {value!r}.')
    return value


Choice = TypeVar("Choice", bound=StrEnum)


def _one_of(choices: type[Choice], fields: Entry, name: str) -> Choice | None:
    value = fields.get(name)
    if value is None:
        return None
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise ValueError(f'"{name}" is one of {known}, not {value!r}.') from None


def _words(fields: Entry, name: str) -> frozenset[str]:
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise NotUnderstood(f'"{name}" should be a list of words.')
    return frozenset(value)


def _supports(document: Entry) -> tuple[str, ...]:
    value = document.get("supports", list(SUPPORTS))
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise NotUnderstood('"supports" should be a list of words.')
    return tuple(value)


def _day(value: object, name: str = "on") -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotUnderstood(f'"{name}" should be a day like 2026-05-31, not {value!r}.')
