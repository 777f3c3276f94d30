"""Contacts from vCard 2.1, 3.0 and 4.0.

Source: vCard 2.1 (versit, 1996), RFC 2426, RFC 6350, and what phones write in practice.
"""

from __future__ import annotations

from collections.abc import Callable

from closeknit.core.formats.contact import Contacts, Limits, NotContacts, Photo, Sort, clean
from closeknit.core.formats.sheet import Report, Sheet
from closeknit.core.formats.vcard_lines import (
    Card,
    Property,
    read_property,
    split_cards,
    split_parts,
    split_raw,
    unescape,
)

# Properties that are about the card and not about anybody.
_TECHNICAL = frozenset(
    {
        *("VERSION", "PRODID", "REV", "UID", "CLASS", "SORT-STRING", "MAILER", "SOURCE"),
        *("PROFILE", "CLIENTPIDMAP", "MEMBER", "AGENT", "X-ADDRESSBOOKSERVER-MEMBER"),
        *("X-ABUID", "X-ABADR", "X-IMAGEHASH", "X-IMAGETYPE", "X-ABCROP-RECTANGLE"),
        "X-SHARED-PHOTO-DISPLAY-PREF",
    }
)
_NO_VOICE = frozenset({"fax", "homefax", "workfax", "pager", "modem", "bbs", "telex"})
_RELATED_NAMES = {
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-MS-MANAGER": "manager",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-MS-ASSISTANT": "assistant",
    "X-MS-CHILD": "child",
}
_SORTS = {"group": Sort.GROUP, "org": Sort.ORGANISATION, "company": Sort.ORGANISATION}
_LONGEST = 100_000  # bytes of one value
_MAGIC = ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


def read_vcards(data: bytes, limits: Limits) -> Contacts:
    """Every contact of a vCard file, in the order of the file. Never half a card unsaid.

    A card that cannot be read costs itself, a line that cannot be read costs the line.

    Raises:
        NotContacts: there is no card in it.
    """
    report = Report(limits)
    version: str | None = None
    outside = False
    for piece in split_cards(data):
        if report.ends(piece.row if isinstance(piece, Card) else piece[0]):
            break
        if isinstance(piece, Card):
            found = _read_card(piece, report)
            version = found if version is None else version
        elif not outside:
            report.problem(piece[0], "outside", _excerpt(piece[1]))
        outside = not isinstance(piece, Card)
    if version is None:
        raise NotContacts("no_cards")
    report.found.sort(key=lambda contact: contact.row)
    return report.result(f"vcard {version}".strip())


def _excerpt(line: bytes) -> str:
    return line[:240].decode("utf-8", "replace")


def _read_card(card: Card, report: Report) -> str:
    sheet = Sheet(card.row, report)
    version = ""
    labels: dict[str, str] = {}
    later: list[Property] = []
    for number, line in card.lines:
        prop = read_property(line)
        if prop is None:
            report.problem(number, "line", _excerpt(line))
        elif len(prop.raw) > _LONGEST and prop.name != "PHOTO":
            report.problem(number, "too_long", _excerpt(line))
        elif prop.name == "VERSION":
            version = clean(prop.text()[0], 10)
        elif prop.name == "X-ABLABEL":
            labels[prop.group] = unescape(prop.text()[0]).removeprefix("_$!<").removesuffix(">!$_")
        else:
            later.append(prop)
    for prop in later:
        _take(sheet, prop, labels.get(prop.group, "") if prop.group else "")
    _finish(card, sheet, report)
    return version


def _finish(card: Card, sheet: Sheet, report: Report) -> None:
    if not card.whole:
        report.problem(card.row, "cut_off", sheet.full_name or sheet.given)
    if card.too_long:
        report.problem(card.row, "too_long", sheet.full_name or sheet.given)
    contact = sheet.contact()
    if contact:
        report.add(contact)
    else:
        report.problem(card.row, "nobody")


def _take(sheet: Sheet, prop: Property, label: str) -> None:
    if prop.name == "PHOTO":
        _photo(sheet, prop)
        return
    taker = _TAKERS.get(prop.name)
    if taker is None:
        if prop.name not in _TECHNICAL and prop.raw.strip():
            sheet.report.ignore(prop.name)
        return
    value, guessed = prop.text()
    if guessed:
        sheet.report.once(sheet.row, "letters", value)
    taker(sheet, prop, value, label)


def _full_name(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.full_name = sheet.full_name or unescape(value)


def _names(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    parts = [" ".join(split_parts(part, ",")) for part in split_raw(value, ";")[:4]]
    sheet.family, sheet.given, sheet.middle, sheet.prefix = [*parts, "", "", "", ""][:4]


def _nickname(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.nickname = sheet.nickname or split_parts(value, ",")[0]


def _email(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    value = unescape(value)
    sheet.add_email(value[7:] if value[:7].lower() == "mailto:" else value)


def _phone(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    if prop.kinds() & _NO_VOICE:
        sheet.report.ignore("TEL (fax, pager)")
        return
    value = unescape(value)
    if value[:4].lower() == "tel:":
        value = value[4:].replace(";ext=", " ext. ").partition(";")[0]
    sheet.add_phone(value)


def _address(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    box, extra, street, *rest = [*split_parts(value, ";"), "", "", ""]
    sheet.add_address(extra, street, box, *rest)


def _birthday(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.add_birthday(value)


def _organisation(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.organisation = sheet.organisation or split_parts(value, ";")[0]


def _title(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.title = sheet.title or unescape(value)


def _note(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.note = "\n".join(filter(None, [sheet.note, unescape(value)]))


def _groups(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    for part in split_parts(value, ","):
        sheet.add_group(part)


def _related(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    value = unescape(value)
    if value.lower().startswith(("urn:", "http:", "https:", "mailto:", "tel:")):
        sheet.report.ignore("RELATED (links)")
        return
    kinds = sorted(prop.kinds() - {"pref", "text"})
    label = label or _RELATED_NAMES.get(prop.name, "") or " ".join(kinds)
    sheet.add_relation(label, value)


def _sort(sheet: Sheet, prop: Property, value: str, label: str) -> None:
    sheet.sort = _SORTS.get(value.strip().lower()) or sheet.sort


def _photo(sheet: Sheet, prop: Property) -> None:
    if sheet.photo is not None:
        return
    body, mime = prop.raw, next((k for k in prop.kinds() if k in ("jpeg", "jpg", "png")), "")
    if body[:5].lower() == b"data:" and b";base64," in body[:80]:
        body = body.partition(b",")[2]
    elif not prop.is_base64:
        sheet.report.ignore("PHOTO (links)")
        return
    if len(body) * 3 // 4 > sheet.report.limits.photo_bytes:
        sheet.report.problem(sheet.row, "photo_size", sheet.full_name)
        return
    start = Photo("", b"".join(body[:120].split())[:64]).data() or b""
    found = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "")
    broken = len(body.translate(None, b" \t=")) % 4 == 1
    if (found or mime) and not broken:
        sheet.photo = Photo(found or f"image/{mime.replace('jpg', 'jpeg')}", body)
    else:
        sheet.report.problem(sheet.row, "photo", sheet.full_name)


_TAKERS: dict[str, Callable[[Sheet, Property, str, str], None]] = {
    "FN": _full_name,
    "N": _names,
    "NICKNAME": _nickname,
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "BDAY": _birthday,
    "ORG": _organisation,
    "TITLE": _title,
    "NOTE": _note,
    "CATEGORIES": _groups,
    "KIND": _sort,
    "X-ADDRESSBOOKSERVER-KIND": _sort,
    "X-ABSHOWAS": _sort,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    **dict.fromkeys(_RELATED_NAMES, _related),
}
