"""The README of an archive, in plain words."""

from __future__ import annotations

import datetime as dt
from textwrap import fill

from django.utils.translation import gettext as _

from closeknit.design.days import full_day


def readme(title: str, at: dt.date, whole: bool) -> str:
    """What this is, how to read it, how to bring it back. Lines of 78 letters."""
    day = {"day": full_day(at), "title": title}
    back = (
        _(
            "To bring it all back: come in to a Closeknit, open Your networks, choose Bring a"
            " network back, and give it this archive as it is, still packed. It becomes a new"
            " network. Nobody is written to, and nobody gets in by it but you."
        )
        if whole
        else _("This is a part of a network, for you to keep. It cannot become a network again.")
    )
    paragraphs = [
        _("%(title)s. Taken out of Closeknit on %(day)s.") % day,
        _("Open index.html to read. It needs no network and no program but a browser."),
        _(
            "people.csv is the list of people for a spreadsheet. The folder pictures holds the"
            " photos, the folder sounds what was told aloud. network.json holds all of it for"
            " programs; docs/formats.md of Closeknit says"
            " what each word in it means."
        ),
        back,
        _("Whoever has this file can read it all. Keep it where only you can open it."),
    ]
    return "\n\n".join(fill(one, 78) for one in paragraphs) + "\n"
