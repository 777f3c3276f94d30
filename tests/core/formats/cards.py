"""A small writer of vCards and tables, so that what is written can be read back the same."""

import csv
import io

from hypothesis import strategies as st

from closeknit.core.formats.contact import Birthday, Contact, Relation, clean

HEADER = [
    *("Name", "Given Name", "Family Name", "E-mail 1 - Type", "E-mail 1 - Value"),
    *("Phone 1 - Value", "Birthday", "Organization 1 - Name", "Group Membership"),
    *("Relation 1 - Type", "Relation 1 - Value", "Address 1 - Formatted", "Notes"),
]
CONTROL = ("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn")


def escaped(text):
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line):
    """RFC 6350 folds at 75 octets, which may fall into the middle of a letter."""
    raw = line.encode()
    pieces = [raw[at : at + 74] for at in range(0, len(raw), 74)]
    return b"\r\n ".join(pieces) + b"\r\n"


def card(contact):
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{escaped(contact.name)}"]
    lines.append(f"N:{escaped(contact.family)};{escaped(contact.given)};;;")
    lines += [f"EMAIL;TYPE=home:{email}" for email in contact.emails]
    lines += [f'TEL;TYPE="cell,voice":{phone}' for phone in contact.phones]
    lines += [f"ADR:;;{escaped(address)};;;;" for address in contact.addresses]
    if contact.birthday:
        lines.append(f"BDAY:{contact.birthday}")
    if contact.organisation:
        lines.append(f"ORG:{escaped(contact.organisation)};Some department")
    if contact.groups:
        lines.append("CATEGORIES:" + ",".join(map(escaped, contact.groups)))
    for relation in contact.relations:
        lines.append(f"RELATED;VALUE=text;TYPE={relation.label}:{escaped(relation.name)}")
    if contact.note:
        lines.append(f"NOTE:{escaped(contact.note)}")
    return b"".join(map(folded, [*lines, "END:VCARD"]))


def table(contacts):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEADER)
    many = " ::: ".join
    for one in contacts:
        relation = one.relations[0] if one.relations else Relation("", "")
        row = [one.name, one.given, one.family, "Home", many(one.emails), many(one.phones)]
        row += [one.birthday or "", one.organisation, many(one.groups)]
        rows.writerow([*row, relation.label, relation.name, many(one.addresses), one.note])
    return out.getvalue().encode("utf-8-sig")


def words(size=20, least=0):
    letters = st.text(st.characters(codec="utf-8", exclude_categories=CONTROL), max_size=size)
    kept = letters.map(lambda text: clean(text.replace(":::", ""))).filter(
        lambda text: not text.startswith(("'", "* ", "- ")) and text.strip(" ,") == text
    )
    return kept.filter(bool) if least else kept


def unique(made, most=3):
    return st.lists(made, max_size=most, unique_by=str.casefold).map(tuple)


digits = st.text("0123456789", min_size=3, max_size=9)
emails = st.text("abcxyz", min_size=1, max_size=6).map(lambda name: f"{name}@example.org")
groups = st.text("abcdéß", min_size=1, max_size=8)


@st.composite
def contacts(draw):
    month, day = draw(st.tuples(st.integers(1, 12), st.integers(1, 28)))
    year = draw(st.none() | st.integers(1900, 2030))
    relation = st.builds(Relation, st.sampled_from(["friend", "spouse"]), words(least=1))
    return Contact(
        name=draw(words(least=1)),
        row=1,
        given=draw(words()),
        family=draw(words(least=1)),
        emails=draw(unique(emails)),
        phones=draw(unique(digits)),
        birthday=draw(st.none() | st.just(Birthday(month, day, year))),
        addresses=draw(unique(words(least=1), most=1)),
        organisation=draw(words()),
        groups=draw(unique(groups)),
        relations=draw(st.lists(relation, max_size=1).map(tuple)),
        note=draw(words(60)),
    )
