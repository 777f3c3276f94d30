"""The columns of address books, by the name each program and language gives them.

A name is looked up without capitals, accents and signs: "E-Mail 2: Adresse" is "e mail 2 adresse".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What a column holds. `of` tells columns of one kind apart: which address, which relation.
_ONE_EACH = {
    "full": "name; full name; display name; anzeigename; angezeigter name; nom a afficher; "
    "nom complet",
    "prefix": "name prefix; anrede; titel; titre; prefix",
    "given": "first name; given name; firstname; vorname; prenom",
    "middle": "middle name; additional name; weitere vornamen; zweiter vorname; deuxieme prenom; "
    "2e prenom",
    "family": "last name; family name; surname; lastname; nachname; familienname; nom; "
    "nom de famille",
    "nickname": "nickname; spitzname; surnom",
    "organisation": "company; organization; organization name; organization 1 name; firma; "
    "unternehmen; organisation; societe; entreprise",
    "title": "job title; organization title; organization 1 title; position; profession; fonction",
    "note": "notes; note; notizen; info; anmerkungen; remarques",
    "groups": "labels; group membership; categories; category; kategorien",
    "birthday": "birthday; date of birth; geburtstag; geburtsdatum; anniversaire; "
    "date de naissance",
    "birth_year": "birth year; geburtsjahr; annee de naissance",
    "birth_month": "birth month; geburtsmonat; mois de naissance",
    "birth_day": "birth day; jour de naissance",
}
_SEVERAL = {
    "email": "e mail address; e mail 2 address; e mail 3 address; email; e mail; email address; "
    "email 2 address; email 3 address; primary email; secondary email; "
    "e mail adresse; e mail 2 adresse; e mail 3 adresse; primare e mail adresse; "
    "sekundare e mail adresse; adresse de messagerie; adresse de messagerie 2; "
    "adresse de messagerie 3; adresse e mail; adresse e mail 2; adresse e mail 3; courriel; "
    "adresse electronique principale; adresse electronique secondaire",
    "phone": "phone; phone number; telephone; mobile; mobile phone; mobile number; home phone; "
    "home phone 2; business phone; business phone 2; work phone; car phone; other phone; "
    "primary phone; company main phone; "
    "telefon; telefonnummer; mobiltelefon; mobil tel nr; handy; telefon privat; telefon privat 2; "
    "telefon geschaftlich; telefon geschaftlich 2; tel privat; tel dienstlich; weiteres telefon; "
    "haupttelefon; autotelefon; telefon firma; "
    "tel mobile; telephone mobile; portable; telephone domicile; telephone 2 domicile; "
    "telephone bureau; telephone 2 bureau; telephone autre; telephone principal; "
    "telephone voiture; telephone societe; tel personnel; tel professionnel",
}
_RELATIONS = {
    "spouse": "spouse; ehepartner; ehepartner in; ehe lebenspartner in; partner; conjoint e",
    "child": "children; kinder; enfants",
    "manager": "manager s name; manager; vorgesetzte r; name des der vorgesetzten; responsable",
    "assistant": "assistant s name; name assistent; nom de l assistant e",
}
_ADDRESSES = {
    "home": "home address; home street; home address 2; home city; home state; home postal code; "
    "home zipcode; home country; home country region; "
    "strasse privat; ort privat; postleitzahl privat; bundesland kanton privat; "
    "land region privat; land privat; privat adresse; privat ort; privat plz; privat land; "
    "rue domicile; ville domicile; code postal domicile; dep region domicile; "
    "pays region domicile; adresse privee",
    "work": "business street; business address; business city; business state; "
    "business postal code; business country region; business country; "
    "work address; work city; work state; work zipcode; work country; "
    "strasse geschaftlich; ort geschaftlich; postleitzahl geschaftlich; "
    "bundesland kanton geschaftlich; land region geschaftlich; land geschaftlich; "
    "rue bureau; ville bureau; code postal bureau; dep region bureau; pays region bureau",
    "other": "address; street; city; postal code; zip; zip code; state; country; other street; "
    "other address; other city; other state; other postal code; other country region; "
    "adresse; strasse; ort; plz; postleitzahl; land; weitere strasse; weiterer ort; "
    "weitere postleitzahl; weiteres land; weitere s land region; rue; ville; code postal; pays; "
    "rue autre; ville autre; code postal autre; pays region autre",
}
_NUMBERED = re.compile(
    r"(e mail|phone|relation|address|event|website|im|custom field) (\d{1,3}) ([a-z ]+)", re.ASCII
)
_NUMBERED_FIELD = {
    ("e mail", "value"): "email",
    ("phone", "value"): "phone",
    ("relation", "value"): "relation",
    ("address", "formatted"): "formatted",
    ("address", "street"): "address",
    ("address", "extended address"): "address",
    ("address", "city"): "address",
    ("address", "po box"): "address",
    ("address", "region"): "address",
    ("address", "postal code"): "address",
    ("address", "country"): "address",
}


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: a field, which one of several, and the column of its label."""

    field: str
    of: str = ""
    label: int | None = None


def fold_header(text: str) -> str:
    """The name of a column without capitals, accents and signs.

    >>> fold_header("Téléphone (bureau)"), fold_header("Straße privat")
    ('telephone bureau', 'strasse privat')
    """
    plain = unicodedata.normalize("NFKD", text[:100].casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _known() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for table in (_ONE_EACH, _SEVERAL):
        for name, words in table.items():
            known.update(dict.fromkeys(words.split("; "), Column(name)))
    for name, words in _RELATIONS.items():
        known.update(dict.fromkeys(words.split("; "), Column("relation", name)))
    for name, words in _ADDRESSES.items():
        known.update(dict.fromkeys(words.split("; "), Column("address", name)))
    return known


_KNOWN = _known()
_WHO = {"full", "given", "family", "nickname", "email", "phone", "organisation"}


def read_columns(header: list[str]) -> dict[int, Column]:
    """Which of these columns are taken, and as what. Empty when none says who somebody is.

    >>> read_columns(["Vorname", "Schuhgröße"])
    {0: Column(field='given', of='', label=None)}
    """
    folded = [fold_header(cell) for cell in header]
    place = {name: at for at, name in reversed(list(enumerate(folded)))}
    found = {}
    for at, name in enumerate(folded):
        column = _KNOWN.get(name) or _numbered(name, place)
        if column and place[name] == at:
            found[at] = column
    _mend_titles(found, folded)
    return found if any(column.field in _WHO for column in found.values()) else {}


def _numbered(name: str, place: dict[str, int]) -> Column | None:
    """Google's numbered columns: "E-mail 1 - Value", with "E-mail 1 - Label" beside it."""
    match = _NUMBERED.fullmatch(name)
    field = _NUMBERED_FIELD.get((match[1], match[3])) if match else None
    if not match or not field:
        return None
    label = place.get(f"{match[1]} {match[2]} label", place.get(f"{match[1]} {match[2]} type"))
    return Column(field, match[2], label)


def _mend_titles(found: dict[int, Column], folded: list[str]) -> None:
    """Two names mean different things in different tables."""
    if "title" in folded:  # Outlook has "Job Title" as well, then this one is Dr or Mrs
        kind = "prefix" if "job title" in folded or "first name" in folded else "title"
        found[folded.index("title")] = Column(kind)
    if "geburtstag" in folded and "geburtsmonat" in folded:
        found[folded.index("geburtstag")] = Column("birth_day")


def is_label(header: str) -> bool:
    """Whether a column only says what kind of thing stands in the next one.

    >>> is_label("Phone 1 - Type"), is_label("E-mail 1 - Value")
    (True, False)
    """
    words = fold_header(header).split()
    return (len(words) == 3 and words[1].isdigit() and words[2] in ("label", "type")) or (
        header.startswith("E-Mail") and words[-1:] == ["typ"]
    )


def name_source(header: list[str]) -> str:
    """Which program's shape a table has, as far as its first row tells.

    >>> name_source(["First Name", "Labels", "E-mail 1 - Label"])
    'google 2024'
    """
    names = {fold_header(cell) for cell in header}
    for source, signs in _SHAPES:
        if signs <= names:
            return source
    return "table"


_SHAPES: tuple[tuple[str, set[str]], ...] = (
    ("google 2024", {"first name", "labels"}),
    ("google before 2024", {"given name", "group membership"}),
    ("google 2024", {"first name", "e mail 1 label"}),
    ("google before 2024", {"given name", "e mail 1 type"}),
    ("outlook.com", {"first name", "e mail address", "surname yomi"}),
    ("outlook", {"first name", "e mail address", "business street"}),
    ("outlook (German)", {"vorname", "nachname", "e mail adresse"}),
    ("outlook (French)", {"prenom", "nom", "adresse de messagerie"}),
    ("outlook (French)", {"prenom", "nom", "adresse e mail"}),
    ("thunderbird", {"display name", "primary email"}),
    ("thunderbird (German)", {"anzeigename", "primare e mail adresse"}),
)
