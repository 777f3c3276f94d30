"""Tables as Google, Outlook and others write them."""

import pytest

from closeknit.core.formats.contact import Birthday, Relation, Sort
from closeknit.core.formats.contacts import read_contacts

GOOGLE = (
    "First Name,Middle Name,Last Name,Name Prefix,Nickname,Organization Name,Birthday,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Relation 1 - Label,Relation 1 - Value,Website 1 - Label,Website 1 - Value"
)
GERMAN = (
    "Anrede;Vorname;Nachname;Firma;Straße privat;Ort privat;Postleitzahl privat;"
    "Telefon privat;Mobiltelefon;E-Mail-Adresse;E-Mail: Typ;Geburtstag;Ehepartner;Kategorien"
)
FRENCH = (
    '"Titre","Prénom","Nom","Société","Rue (domicile)","Ville (domicile)",'
    '"Téléphone (domicile)","Tél. mobile","Adresse de messagerie","Anniversaire","Conjoint(e)"'
)


def read(header, *rows, newline="\r\n"):
    return read_contacts(newline.join([header, *rows, ""]).encode())


def reasons(book):
    return [(problem.row, problem.reason) for problem in book.problems]


def test_google_since_2024():
    book = read(
        GOOGLE,
        'Inés,María,Reyes,Dr.,,"Acme, Inc.",--09-01,"Met at ""choir""\nsecond line",'
        "Friends ::: * starred ::: * myContacts,* Home,ines@example.org ::: i@example.org,"
        "Mobile,'+1 416 555 0100,Home Fax,555 0199,Spouse,Luis,,",
        ",,,,,City Clinic,,,,,,Work,555 0111,,,,,,",
    )
    ines, clinic = book.found
    assert book.source == "google 2024"
    assert (ines.name, ines.row, ines.organisation) == ("Inés María Reyes", 2, "Acme, Inc.")
    assert ines.emails == ("ines@example.org", "i@example.org")
    assert ines.phones == ("+1 416 555 0100",)
    assert ines.birthday == Birthday(9, 1)
    assert ines.groups == ("Friends", "starred")
    assert ines.relations == (Relation("spouse", "Luis"),)
    assert ines.note == 'Met at "choir"\nsecond line'
    assert (clinic.name, clinic.sort) == ("City Clinic", Sort.ORGANISATION)
    assert (book.problems, book.ignored) == ((), ("Home Fax",))


def test_google_before_2024():
    book = read(
        "Name,Given Name,Family Name,Birthday,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Address 1 - Formatted,Address 1 - Street,"
        "Organization 1 - Name,Organization 1 - Title",
        "June Okafor,June,Okafor,1975-12-12,* My Contacts ::: Street,Home,june@example.org,"
        'Mobile,555 0100,"4 Elm Street\nToronto",4 Elm Street,Library,Reader',
    )
    june = book.found[0]
    assert book.source == "google before 2024"
    assert (june.name, june.groups) == ("June Okafor", ("Street",))
    assert june.addresses == ("4 Elm Street, Toronto",)
    assert (june.organisation, june.title) == ("Library", "Reader")


def test_outlook_com():
    book = read(
        "First Name,Last Name,Title,Surname Yomi,E-mail Address,E-mail 2 Address,Home Phone,"
        "Business Phone,Mobile Phone,Business Fax,Job Title,Company,Home Street,Home City,Spouse,"
        "Birthday,Notes",
        "Kofi,Mensah,Dr.,,kofi@example.org,k@example.org,555 1,555 2,555 3,555 4,Coach,Gym,"
        "1 Road,Town,Ama,12/25/1980,",
        "Sam,,,,,,5,,,,,,,,,3/4/1990,",
    )
    kofi, sam = book.found
    assert book.source == "outlook.com"
    assert (kofi.name, kofi.title) == ("Kofi Mensah", "Coach")
    assert kofi.phones == ("555 1", "555 2", "555 3")
    assert kofi.addresses == ("1 Road, Town",)
    assert kofi.relations == (Relation("spouse", "Ama"),)
    assert (kofi.birthday, sam.birthday) == (Birthday(12, 25, 1980), Birthday(3, 4, 1990))
    assert (book.problems, book.ignored) == ((), ("Business Fax",))


def test_outlook_in_german():
    book = read(
        GERMAN,
        "Frau;Käthe;Groß;;Am Wall 1;Bremen;28195;0421 555;0170 1234567;k@example.org;SMTP;"
        "3.4.1990;Jürgen;Chor;",
        "Herr;;Weiß;;;;;;;;;0.0.0000;;",
    )
    kaethe, weiss = book.found
    assert book.source == "outlook (German)"
    assert (kaethe.name, kaethe.birthday) == ("Käthe Groß", Birthday(4, 3, 1990))
    assert kaethe.addresses == ("Am Wall 1, Bremen, 28195",)
    assert kaethe.phones == ("0421 555", "0170 1234567")
    assert kaethe.relations == (Relation("spouse", "Jürgen"),)
    assert (weiss.name, weiss.birthday) == ("Herr Weiß", None)
    assert (book.problems, book.ignored) == ((), ())


def test_outlook_in_french_in_old_letters():
    rows = f'{FRENCH}\r\n"M.","Zoé","Lefèvre","","2 rue X","Lyon","04 1","06 1","z@example.org",'
    book = read_contacts((rows + '"3/4/1990","Léa"\r\n').encode("cp1252"))
    zoe = book.found[0]
    assert book.source == "outlook (French)"
    assert (zoe.name, zoe.birthday) == ("Zoé Lefèvre", Birthday(4, 3, 1990))
    assert (zoe.addresses, zoe.phones) == (("2 rue X, Lyon",), ("04 1", "06 1"))
    assert reasons(book) == [(1, "letters")]


def test_thunderbird_with_the_birthday_in_three_columns():
    book = read(
        "First Name,Last Name,Display Name,Primary Email,Birth Year,Birth Month,Birth Day",
        "Dee,Park,Dee Park,dee@example.org,1990,4,9",
        "Lena,Fox,Lena,,,4,9",
    )
    assert [one.birthday for one in book.found] == [Birthday(4, 9, 1990), Birthday(4, 9)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_plain_list_with_any_separator(mark):
    book = read(mark.join(["Name", "Email", "Phone"]), mark.join(["Rosa", "r@example.org", "5"]))
    assert (book.source, book.found[0].emails) == ("table", ("r@example.org",))


def test_excel_may_name_the_separator_first():
    assert read("sep=;", "Name;Phone", "Rosa;5").found[0].row == 3


def test_one_date_gives_away_the_order_of_all():
    book = read("Name,Birthday", "Rosa,3/4/1990", "June,25/12/1980")
    assert [one.birthday.month for one in book.found] == [4, 12]
    assert book.problems == ()


def test_when_no_date_gives_it_away_that_is_told():
    book = read("Name,Birthday", "Rosa,3/4/1990")
    assert (book.found[0].birthday.month, reasons(book)) == (3, [(2, "date_order")])


def test_columns_nobody_asked_for_are_named_and_dropped():
    book = read("Name,Bank account,Diagnosis,Empty", "Rosa,DE12,none of our business,")
    assert book.ignored == ("Bank account", "Diagnosis")
    assert "DE12" not in repr(book.found)


def test_a_row_with_too_many_cells_is_not_guessed_at():
    book = read("Name,Phone", "Reyes, Rosa,5", "June,6", "Sam,7,,")
    assert [one.name for one in book.found] == ["June", "Sam"]
    assert reasons(book) == [(2, "cells")]


def test_a_row_without_anybody_is_told_and_blank_rows_are_not():
    book = read("Name,Notes", "Rosa,x", ",only a note", "", " , ", "June,")
    assert [(one.name, one.row) for one in book.found] == [("Rosa", 2), ("June", 6)]
    assert reasons(book) == [(3, "nobody")]


def test_a_quotation_mark_never_closed_costs_one_row():
    rows = [f"Person {n},{n}" for n in range(300)]
    book = read("Name,Phone", "Rosa,5", '"June,6', *rows)
    assert [one.name for one in book.found][:2] == ["Rosa", "Person 0"]
    assert (len(book.found), reasons(book)) == (301, [(3, "quotes")])


def test_a_file_of_broken_rows_is_given_up():
    book = read("Name,Phone", *['"a"b,5'] * 500)
    assert book.problems[-1].reason == "stopped"
    assert len(book.problems) == 201


def test_a_line_longer_than_any_contact_costs_itself():
    book = read("Name,Notes", "Rosa," + "x" * 200_000, "June,")
    assert ([one.name for one in book.found], reasons(book)) == (["June"], [(2, "too_long")])


def test_a_formula_stays_plain_text():
    book = read("Name,Phone", "'=cmd|calc,'+1 555", "=1+1,5")
    assert [(one.name, one.phones[0]) for one in book.found] == [
        ("=cmd|calc", "+1 555"),
        ("=1+1", "5"),
    ]
