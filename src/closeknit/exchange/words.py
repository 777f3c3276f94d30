"""The words on pages for what a reader of files names by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

REASONS: Mapping[str, Any] = {
    "nobody": _("There is no name, e-mail address or phone number in it."),
    "cut_off": _("The card stops in the middle. What was there was read."),
    "outside": _("These lines belong to no card, so they were left out."),
    "line": _("This line of a card could not be read, so it was left out."),
    "too_long": _("This is longer than anything a contact needs, so it was left out."),
    "date": _("The birthday could not be read, so it was left out."),
    "date_order": _("Dates like this one were read as month, day, year. Please check them."),
    "email": _("This is not an e-mail address, so it was left out."),
    "phone": _("There are no digits in this phone number, so it was left out."),
    "photo": _("The photo could not be read, so it was left out."),
    "photo_size": _("The photo is too big, so it was left out."),
    "letters": _("These letters are in an older alphabet. Please check the names."),
    "cells": _("The row has more cells than the first row, so nobody can say what they mean."),
    "quotes": _("A quotation mark is never closed, so the row could not be read."),
    "stopped": _("Too much of the file could not be read. The rest of it was left out."),
    "too_many": _("The file holds more contacts than we can take. The rest was left out."),
}

UNREADABLE: Mapping[str, Any] = {
    "empty": _("This file is empty."),
    "too_big": _("This file is too big for us. Please bring a part of it."),
    "zip": _("This is a packed file or a spreadsheet. Unpack it, or save it as CSV first."),
    "spreadsheet": _("This is a spreadsheet. Please save it as CSV first."),
    "pdf": _("This is a PDF. Please bring contacts as vCard or CSV."),
    "picture": _("This is a picture. Please bring contacts as vCard or CSV."),
    "web_page": _("This is a web page. Please bring contacts as vCard or CSV."),
    "calendar": _("This is a calendar. Please bring contacts as vCard or CSV."),
    "no_cards": _("There is no contact card in this file."),
    "no_columns": _(
        "The first row must say what the columns are: a name, an e-mail address or a phone number."
    ),
    "not_text": _("We could not read this file. Please bring contacts as vCard or CSV."),
}

SOURCES = {
    "google 2024": _("Google Contacts"),
    "google before 2024": _("Google Contacts"),
    "outlook.com": _("Outlook"),
    "outlook": _("Outlook"),
    "outlook (German)": _("Outlook"),
    "outlook (French)": _("Outlook"),
    "thunderbird": _("Thunderbird"),
    "thunderbird (German)": _("Thunderbird"),
    "table": _("a table"),
}
A_VCARD = _("a vCard file")


def name_source(source: str) -> Any:
    """Where contacts came from, for a sentence."""
    return SOURCES.get(source, A_VCARD)


SAME = {
    "name": _("the same name"),
    "email": _("the same e-mail address"),
    "phone": _("the same phone number"),
    "first_name": _("the same first name"),
}

WAYS = {
    "phone": _("Phone numbers"),
    "email": _("E-mail addresses"),
    "address": _("Addresses"),
    "birthday": _("Birthdays"),
}

CAME = ngettext_lazy(
    "%(count)s person is on the map now. Nobody was written to.",
    "%(count)s people are on the map now. Nobody was written to.",
    "count",
)
STAY = ngettext_lazy(
    "Undone. %(count)s person stays, because something about them was changed since.",
    "Undone. %(count)s people stay, because something about them was changed since.",
    "count",
)
UNDONE = _("Undone. You find them in the bin for 30 days.")
THROWN_AWAY = _("Thrown away. Nothing of that file was kept.")
MOST = 500
"""People who come in one go: a network is the people around one person, not an address book."""
TOO_MANY_TICKED = _(
    "%(count)s people are ticked. At most %(most)s can come in one go. Who really belongs?"
)
NOBODY_TICKED = _("Nobody is ticked yet. Tick everyone who belongs, then go on.")
