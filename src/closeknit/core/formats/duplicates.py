"""Who in an address book may be the same person as another, or as somebody already here.

Nothing is merged: these are hints for whoever chooses. Each says what two people share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.core.formats.contact import Contact

# A number or address that more people than this share belongs to a house or an office.
_SHARED = 5
_COMPARED_DIGITS = 9
_FEWEST_DIGITS = 6
_TITLES = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "mx", "miss", "prof", "sir", "jr", "sr"),
        *("herr", "frau", "hr", "fr", "monsieur", "madame", "m", "mme"),
    }
)
_NO_PARTS = str.maketrans("øłđıðħ", "oldidh", "'’`.")
_EXTENSION = re.compile(r"(?:ext|x|#|durchwahl|poste)\.?\s*\d{1,6}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody already in the network: key, name, and how to reach them if that is known."""

    key: str
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """People who may be one and the same: places in the list of contacts, keys of those here.

    `why` holds what they share: "email", "phone", "name".
    """

    contacts: tuple[int, ...]
    known: tuple[str, ...]
    why: frozenset[str]


def fold_name(name: str) -> str:
    """A name without capitals, accents, titles and the order of its words.

    >>> fold_name("García, Ana Mª.") == fold_name("Dr. ana mª garcia")
    True
    >>> fold_name("Straße") == fold_name("STRASSE"), fold_name("❤")
    (True, '')
    """
    words = fold(name).split()
    return " ".join(sorted([word for word in words if word not in _TITLES] or words))


def fold(text: str) -> str:
    """Words without capitals, accents and signs, to search and sort by.

    >>> fold("O’Neil, José")
    'oneil jose'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\W_]+", " ", plain.translate(_NO_PARTS)).split())


def fold_phone(phone: str) -> str:
    """The last nine digits of a number, so that +44 7700 900123 and 07700 900123 are one.

    Empty for numbers under six digits, which are shared by whole towns.

    >>> fold_phone("+44 7700 900123") == fold_phone("07700 900123 ext. 5")
    True
    """
    digits = "".join(
        str(unicodedata.digit(char)) for char in _EXTENSION.sub("", phone) if char.isdigit()
    ).lstrip("0")
    return digits[-_COMPARED_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def find_duplicates(contacts: Sequence[Contact], known: Sequence[Known] = ()) -> tuple[Alike, ...]:
    """Groups of people who share an e-mail address, a phone number or a whole name.

    Compared are all contacts with each other and with those already in the network; a group
    without any contact is not told. Sharing goes on: who shares with somebody of a group belongs
    to it. Time grows with the number of people, not with its square.

    >>> rosa = Contact("Rosa Reyes", 1, phones=("+1 416 555 0100",))
    >>> find_duplicates([rosa], [Known("r", "Mum", phones=("(416) 555-0100",))])
    (Alike(contacts=(0,), known=('r',), why=frozenset({'phone'})),)
    """
    marks: dict[tuple[str, str], list[int]] = {}
    people = [(c.name, c.emails, c.phones) for c in contacts]
    people += [(k.name, k.emails, k.phones) for k in known]
    for at, (name, emails, phones) in enumerate(people):
        for mark in _marks(name, emails, phones):
            marks.setdefault(mark, []).append(at)
    leader = list(range(len(people)))
    why: dict[int, set[str]] = {}
    for (kind, _), places in marks.items():
        if len(places) > 1 and (kind == "name" or len(places) <= _SHARED):
            for place in places[1:]:
                leader[_lead(leader, place)] = _lead(leader, places[0])
            why.setdefault(places[0], set()).add(kind)
    return _groups(contacts, known, leader, why)


def _groups(
    contacts: Sequence[Contact], known: Sequence[Known], leader: list[int], why: dict[int, set[str]]
) -> tuple[Alike, ...]:
    members: dict[int, list[int]] = {}
    reasons: dict[int, set[str]] = {}
    for place in range(len(leader)):
        members.setdefault(_lead(leader, place), []).append(place)
    for place, kinds in why.items():
        reasons.setdefault(_lead(leader, place), set()).update(kinds)
    count = len(contacts)
    return tuple(
        Alike(
            tuple(place for place in places if place < count),
            tuple(known[place - count].key for place in places if place >= count),
            frozenset(reasons[first]),
        )
        for first, places in members.items()
        if len(places) > 1 and places[0] < count
    )


def same_first_name(
    contacts: Sequence[Contact], known: Iterable[Known]
) -> dict[int, tuple[str, ...]]:
    """For each contact, those here who are known by that first name alone.

    People are often put on a map as "Rosa" before their contacts are brought, so this is a
    fainter hint of its own. Places without any such name are left out.

    >>> same_first_name([Contact("Rosa Reyes", 1, given="Rosa")], [Known("r", "rosa")])
    {0: ('r',)}
    """
    short: dict[str, list[str]] = {}
    for one in known:
        folded = fold_name(one.name)
        if folded and " " not in folded:
            short.setdefault(folded, []).append(one.key)
    found = {}
    for at, contact in enumerate(contacts):
        first = fold_name(contact.given or contact.name.partition(" ")[0])
        if first in short and fold_name(contact.name) != first:
            found[at] = tuple(short[first])
    return found


def _marks(name: str, emails: Iterable[str], phones: Iterable[str]) -> set[tuple[str, str]]:
    marks = {("name", fold_name(name))} | {("email", email.casefold()) for email in emails}
    marks |= {("phone", fold_phone(phone)) for phone in phones}
    return {(kind, text) for kind, text in marks if text}


def _lead(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place
