"""Whatever file somebody brings, they get contacts or one clear sentence."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from closeknit.core.formats.contact import REASONS, UNREADABLE, Limits, NotContacts
from closeknit.core.formats.contacts import read_contacts

from .cards import card, contacts, table

ROSA = b"BEGIN:VCARD\nVERSION:3.0\nFN:Rosa\nEND:VCARD\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"<!DOCTYPE html><p>Sign in", "web_page"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "calendar"),
        (b"BEGIN:SOMETHING\n", "no_cards"),
        (b"some,thing\nelse,here\n", "no_columns"),
        (b"Just a letter to Rosa.", "no_columns"),
        (b"\x01\x02\x00\x03", "not_text"),
    ],
)
def test_a_foreign_file_gets_one_clear_sentence(data, reason):
    with pytest.raises(NotContacts) as told:
        read_contacts(data)
    assert told.value.reason == reason
    assert str(told.value) == UNREADABLE[reason]


def test_a_spreadsheet_is_called_a_spreadsheet():
    with pytest.raises(NotContacts, match="Save it as CSV"):
        read_contacts(b"PK\x03\x04rest", "contacts.xlsx")


def test_a_file_that_is_too_big_is_not_read():
    with pytest.raises(NotContacts, match="too big"):
        read_contacts(ROSA, limits=Limits(file_bytes=10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["BEGIN:VCARD\r\nFN:Inés\r\nEND:VCARD\r\n", "Name;Phone\nInés;5\n"]
)
def test_the_letters_may_be_written_in_any_usual_way(encoding, text):
    book = read_contacts(text.encode(encoding))
    assert [one.name for one in book.found] == ["Inés"]
    assert book.problems == ()


@pytest.mark.parametrize("text", ["BEGIN:VCARD\nFN:Inés\nEND:VCARD\n", "Name;Phone\nInés;5\n"])
def test_old_western_letters_are_guessed_and_told(text):
    book = read_contacts(text.encode("latin-1"))
    assert [one.name for one in book.found] == ["Inés"]
    assert [problem.reason for problem in book.problems] == ["letters"]


@pytest.mark.parametrize("newline", ["\r", "\n", "\r\n", "\r\r\n"])
def test_lines_may_end_in_any_usual_way(newline):
    assert len(read_contacts(ROSA.replace(b"\n", newline.encode())).found) == 1
    rows = b"Name,Phone\nRosa,5\n".replace(b"\n", newline.encode())
    assert [one.phones for one in read_contacts(rows).found] == [("5",)]


def test_a_file_of_nothing_but_lines_is_not_read():
    with pytest.raises(NotContacts, match="too big"):
        read_contacts(b"Name" + b"\r" * 50, limits=Limits(file_lines=40))


@pytest.mark.parametrize("line", [b"BEGIN:VCARD\n", b"AGENT:\nBEGIN:VCARD\n"])
def test_reading_ends_when_far_too_much_is_lost(line):
    book = read_contacts(line * 50_000)
    assert (len(book.problems), book.found) == (1_000, ())
    assert book.more_problems < 2_000


def test_what_goes_beyond_the_limit_is_told():
    book = read_contacts(ROSA * 5, limits=Limits(contacts=3))
    assert len(book.found) == 3
    assert [problem.reason for problem in book.problems] == ["too_many"]
    rows = read_contacts(b"Name\n" + b"Rosa\n" * 5, limits=Limits(contacts=3))
    assert (len(rows.found), rows.problems[0].row) == (3, 5)


def test_problems_beyond_the_limit_are_counted():
    book = read_contacts(b"Name,Phone\nRosa,5\n" + b",x\n" * 50, limits=Limits(problems=10))
    assert (len(book.problems), book.more_problems) == (10, 90)


def test_no_control_signs_come_in():
    book = read_contacts("Name\nRo\x00sa\u202e\x1b[2J\ufeff\n".encode())
    assert book.found[0].name == "Rosa[2J"


def test_every_problem_has_its_sentence():
    book = read_contacts(b"Name,Phone\nRosa,none\n")
    assert book.problems[0].sentence == REASONS["phone"]
    assert all(text.endswith(".") for text in (*REASONS.values(), *UNREADABLE.values()))


@given(st.lists(contacts(), min_size=1, max_size=4))
def test_a_written_card_is_read_back_the_same(people):
    book = read_contacts(b"".join(map(card, people)))
    assert [replace(one, row=1) for one in book.found] == people
    assert book.problems == ()


@given(st.lists(contacts(), min_size=1, max_size=4))
def test_a_written_table_is_read_back_the_same(people):
    book = read_contacts(table(people))
    assert [replace(one, row=1) for one in book.found] == people
    assert book.problems == ()


PIECES = st.sampled_from(
    [
        *(b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:\n", b"FN:Rosa\n", b"N:a;b;\\;c\\", b"\\"),
        *(b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\n", b"PHOTO;ENCODING=b:/9j/\n", b"TEL;a;b=c:5\n"),
        *(b"BDAY:--0230\n", b"\n ", b"\r\n", b";", b",", b'"', b":", b"=", b"\x00", b"\xff\xfe"),
        *(b"Name,Phone\n", b"First Name,Birthday\n", b"Rosa,", b"31/12/1990", b"'=1", b" ::: "),
        *(b"\xe9", b"item1.X-ABLabel:_$!<", b"EMAIL:", b"@", b"\xf0\x9f\x98\x80"),
    ]
)


@example(b"BEGIN:VCARD\nN;CHARSET=idna:\xff\nTEL;CHARSET=punycode:5\nFN:a\nEND:VCARD")
@given(st.binary(max_size=200) | st.lists(PIECES, max_size=30).map(b"".join))
def test_no_bytes_ever_break_the_reader(data):
    try:
        book = read_contacts(data)
    except NotContacts:
        return
    for one in book.found:
        assert one.name
        assert one.photo is None or one.photo.data() != b""
    assert all(problem.reason in REASONS for problem in book.problems)
