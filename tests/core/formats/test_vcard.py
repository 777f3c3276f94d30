"""Cards as phones and programs write them, whole or broken."""

import base64

import pytest
import vobject

from closeknit.core.formats.contact import Birthday, Limits, Relation, Sort
from closeknit.core.formats.contacts import read_contacts

PICTURE = b"\xff\xd8\xff\xe0" + bytes(200)


def card(*lines, version="3.0"):
    whole = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    return "\r\n".join(whole).encode()


def one(*lines, version="3.0"):
    book = read_contacts(card(*lines, version=version))
    assert [len(book.found), book.problems] == [1, ()]
    return book.found[0]


def reasons(book):
    return [(problem.row, problem.reason) for problem in book.problems]


def test_a_usual_card():
    rosa = one(
        "N:Reyes;Rosa;María,Elena;Dr.;",
        "FN:Rosa Reyes",
        "EMAIL;TYPE=HOME:rosa@example.org",
        "item1.TEL;type=CELL;type=pref:+1 416 555 0100",
        "ADR;TYPE=HOME:;;12 Elm Street;Toronto;;M4B 1B3;Canada",
        "ORG:Choir;Altos",
        "TITLE:Singer",
        "BDAY:1961-04-30",
        "CATEGORIES:Family,My Contacts,Choir",
        "NOTE:Likes soup\\, and\\nmusic",
    )
    assert (rosa.name, rosa.given, rosa.family) == ("Rosa Reyes", "Rosa", "Reyes")
    assert rosa.emails == ("rosa@example.org",)
    assert rosa.phones == ("+1 416 555 0100",)
    assert rosa.addresses == ("12 Elm Street, Toronto, M4B 1B3, Canada",)
    assert (rosa.organisation, rosa.title) == ("Choir", "Singer")
    assert rosa.birthday == Birthday(4, 30, 1961)
    assert rosa.groups == ("Family", "Choir")
    assert rosa.note == "Likes soup, and\nmusic"


def test_quoted_printable_with_soft_breaks():
    ines = one(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;In=C3=A9s;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:one=0A=",
        "two =C3=",
        "=A9",
        version="2.1",
    )
    assert (ines.name, ines.note) == ("Inés", "one\ntwo é")


def test_quoted_printable_in_another_alphabet():
    juergen = one(
        "N;ISO-8859-1;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller;J=FCrgen", version="2.1"
    )
    assert juergen.name == "Jürgen Müller"


def test_folded_lines_even_through_a_letter():
    raw = card("FN:Zoë Inés Reyes").replace("ë".encode(), b"\xc3\r\n \xab")
    book = read_contacts(raw)
    assert (book.found[0].name, book.problems) == ("Zoë Inés Reyes", ())


def test_vcard_2_keeps_the_blank_it_folds_at():
    assert one("FN:Rosa", " Reyes", version="2.1").name == "Rosa Reyes"


def test_apple_labels_name_the_relation():
    sam = one(
        "FN:Sam",
        "item2.X-ABRELATEDNAMES:Jenny",
        "item2.X-ABLabel:_$!<Spouse>!$_",
        "item3.X-ABRELATEDNAMES:Dee",
        "item3.X-ABLabel:old neighbour",
    )
    assert sam.relations == (Relation("spouse", "Jenny"), Relation("old neighbour", "Dee"))


@pytest.mark.parametrize(
    "line", ["RELATED;TYPE=friend;VALUE=text:June", "RELATED;VALUE=text;TYPE=friend:June"]
)
def test_relations_of_vcard_4(line):
    assert one("FN:Sam", line, version="4.0").relations == (Relation("friend", "June"),)


def test_numbers_and_addresses_as_links():
    kofi = one(
        "FN:Kofi",
        'TEL;VALUE=uri;TYPE="voice,home":tel:+1-416-555-0100;ext=102',
        "EMAIL:mailto:kofi@example.org",
        version="4.0",
    )
    assert kofi.phones == ("+1-416-555-0100 ext. 102",)
    assert kofi.emails == ("kofi@example.org",)


@pytest.mark.parametrize(
    ("written", "birthday"),
    [
        ("19610430", Birthday(4, 30, 1961)),
        ("1961-04-30T00:00:00Z", Birthday(4, 30, 1961)),
        ("--0430", Birthday(4, 30)),
        ("--04-30", Birthday(4, 30)),
        ("1604-04-30", Birthday(4, 30)),
        ("--0229", Birthday(2, 29)),
    ],
)
def test_birthdays(written, birthday):
    assert one("FN:June", f"BDAY:{written}").birthday == birthday


def test_an_impossible_birthday_is_told_and_left_out():
    book = read_contacts(card("FN:June", "BDAY:1961-02-30"))
    assert (book.found[0].birthday, reasons(book)) == (None, [(1, "date")])


@pytest.mark.parametrize(
    ("lines", "sort"),
    [
        (["FN:Choir", "KIND:group"], Sort.GROUP),
        (["FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group"], Sort.GROUP),
        (["FN:City Clinic", "X-ABShowAs:COMPANY"], Sort.ORGANISATION),
        (["FN:City Clinic", "ORG:City Clinic"], Sort.ORGANISATION),
        (["FN:Dr Osei", "N:Osei;;;Dr;", "ORG:City Clinic"], Sort.INDIVIDUAL),
    ],
)
def test_groups_and_organisations(lines, sort):
    assert one(*lines).sort == sort


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Osei;;;Dr.;"], "Dr. Osei"),
        (["N:Reyes;Rosa;;Mrs.;"], "Rosa Reyes"),
        (["NICKNAME:Tío Ben,Ben"], "Tío Ben"),
        (["ORG:City Clinic;Front desk"], "City Clinic"),
        (["EMAIL:dee@example.org"], "dee@example.org"),
        (["TEL:555 0100"], "555 0100"),
    ],
)
def test_what_somebody_is_called_when_there_is_no_whole_name(lines, name):
    assert one(*lines).name == name


@pytest.mark.parametrize(
    "head", ["PHOTO;ENCODING=b;TYPE=JPEG:", "PHOTO;JPEG;BASE64:", "PHOTO:data:image/jpeg;base64,"]
)
def test_photos_inside_a_card(head):
    body = base64.b64encode(PICTURE).decode()
    pieces = [head + body[:40], *(" " + body[at : at + 60] for at in range(40, len(body), 60))]
    photo = one("FN:Pat", *pieces, "", "TEL:5").photo
    assert (photo.mime, photo.data()) == ("image/jpeg", PICTURE)


def test_a_photo_without_folds_ends_at_the_empty_line():
    body = base64.b64encode(PICTURE).decode()
    pat = one("FN:Pat", "PHOTO;JPEG;BASE64:", body[:60], body[60:], "", "TEL:5", version="2.1")
    assert (pat.photo.data(), pat.phones) == (PICTURE, ("5",))


def test_a_photo_that_is_too_big_or_broken_costs_the_photo():
    raw = card("FN:Pat", "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(PICTURE).decode())
    book = read_contacts(raw, limits=Limits(photo_bytes=50))
    assert (book.found[0].photo, reasons(book)) == (None, [(1, "photo_size")])
    book = read_contacts(card("FN:Pat", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/A"))
    assert (book.found[0].photo, reasons(book)) == (None, [(1, "photo")])


def test_a_link_to_a_photo_is_not_followed():
    book = read_contacts(card("FN:Pat", "PHOTO;VALUE=uri:http://example.org/pat.jpg"))
    assert (book.found[0].photo, book.ignored) == (None, ("PHOTO (links)",))


def test_one_broken_line_costs_the_line():
    book = read_contacts(card("FN:Sam", "this is nonsense", "TEL:5") + card("FN:Dee"))
    assert [one.name for one in book.found] == ["Sam", "Dee"]
    assert book.found[0].phones == ("5",)
    assert [(p.row, p.reason, p.excerpt) for p in book.problems] == [
        (4, "line", "this is nonsense")
    ]


def test_a_card_without_end_is_kept_and_told():
    book = read_contacts(b"BEGIN:VCARD\nFN:Sam\n" + card("FN:Dee"))
    assert [one.name for one in book.found] == ["Sam", "Dee"]
    assert reasons(book) == [(1, "cut_off")]


def test_a_file_cut_off_in_the_middle():
    book = read_contacts(card("FN:Sam") + b"BEGIN:VCARD\r\nFN:De")
    assert [one.name for one in book.found] == ["Sam", "De"]
    assert reasons(book) == [(5, "cut_off")]


def test_a_card_within_a_card_is_somebody_of_their_own():
    book = read_contacts(
        b"BEGIN:VCARD\nVERSION:2.1\nN:Boss;Alex\nAGENT:\n"
        b"BEGIN:VCARD\nVERSION:2.1\nN:Desk;Priya\nEND:VCARD\nTEL:5\nEND:VCARD\n"
    )
    assert [one.name for one in book.found] == ["Alex Boss", "Priya Desk"]
    assert (book.found[0].phones, book.problems) == (("5",), ())


def test_lines_outside_every_card_are_told_once():
    book = read_contacts(b"Dear Maya,\nsee below\n" + card("FN:Sam") + b"Bye\n", "mail.vcf")
    assert reasons(book) == [(1, "outside"), (7, "outside")]


def test_an_empty_card_is_told():
    assert reasons(read_contacts(card() + card("FN:Sam"))) == [(1, "nobody")]


def test_what_is_not_taken_is_named():
    book = read_contacts(card("FN:Sam", "URL:http://example.org", "TEL;TYPE=fax:5", "GEO:1;2"))
    assert book.ignored == ("URL", "TEL (fax, pager)", "GEO")
    assert book.found[0].phones == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "TEL;" + "a;" * 400 + ":5",
        "a;" * 5_000,
        "TEL;a=" + "b," * 5_000,
        "NOTE:" + "\\" * 200_001,
        "N:" + "a;" * 100_000,
        'TEL;TYPE="' + 'a"' * 900 + ":5",
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * 20_000,
        "BEGIN:VCARD\r\n" * 20_000,
        "AGENT:\r\nBEGIN:VCARD\r\n" * 1_000,
        "TEL:5\r\n" * 50_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_lines_cost_no_more_than_their_length(hostile):
    assert read_contacts(card("FN:Sam", hostile)).found[0].name == "Sam"


@pytest.mark.parametrize(
    "lines",
    [
        ["N:Reyes;Rosa;;;", "FN:Rosa Reyes", "EMAIL:rosa@example.org", "TEL:+1 555"],
        ["N:O'Neil\\, Jr.;Sam;;;", "FN:Sam O'Neil\\, Jr.", "EMAIL;TYPE=home:s@example.org"],
        ["N:Müller;Jürgen;;;", "FN:Jürgen Müller", "TEL;TYPE=cell:5", "TEL;TYPE=home:6"],
    ],
)
def test_a_well_made_card_reads_as_vobject_reads_it(lines):
    ours, theirs = one(*lines), vobject.readOne(card(*lines).decode())
    assert (ours.name, ours.given) == (theirs.fn.value, theirs.n.value.given)
    assert ours.family == theirs.n.value.family
    assert list(ours.emails) == [line.value for line in theirs.contents.get("email", [])]
    assert list(ours.phones) == [line.value for line in theirs.contents.get("tel", [])]
