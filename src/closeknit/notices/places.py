"""Letters to those who have a place in a workshop: a session is near, or a recap can be read.

They go to accounts, and to addresses that somebody proved by the link of a letter, at the place’s
own wish, each once: a letter and the job that sends it are made in one transaction, as in
`sending`. None says what it is about; the entry for a calendar says when, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.accounts.letters import house_name, in_words_of, sender
from closeknit.workshops.models import Letter, Recap, Seat, Session
from closeknit.workshops.models.letters import RECAP

from .calendar import Entry, written
from .kept.turns import uid
from .models import Rhythm
from .sending import may_be_written_to

log = logging.getLogger(__name__)
DAY, HOUR = "day", "hour"
A_DAY, AN_HOUR, TOO_LATE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(hours=2)
"""The letter of the day before comes no later than two hours before: then the other one is near."""


# What is due --------------------------------------------------------------------------------------


def begin_session_letters(now: dt.datetime | None = None) -> list[str]:
    """Make the letters of every session that is near; the keys of those that are new."""
    now = now or timezone.now()
    near = {row.pk: row for row in Session.soon(now, A_DAY) if which(row, now)}
    if not near:
        return []
    wish = ~Q(remind=Seat.Remind.NONE)
    seats = Seat.wanting({row.series_id for row in near.values()}, wish)
    known = Letter.made_about(near)
    made = []
    for session in near.values():
        slot = slot_of(session, now)
        for seat in seats:
            due = seat.series_id == session.series_id and seat.remind in (which(session, now), BOTH)
            if due and (seat.pk, slot) not in known and not is_quiet(seat, now):
                made += claimed(seat, slot, session.pk, now)
    return made


BOTH = Seat.Remind.BOTH


def which(session: Session, now: dt.datetime) -> str:
    """Which letter it is time for: that of the day before, that of the last hour, or none."""
    if session.starts_at is None or session.starts_at <= now:
        return ""
    left = session.starts_at - now
    if left <= AN_HOUR:
        return HOUR
    return DAY if TOO_LATE < left <= A_DAY else ""


def slot_of(session: Session, now: dt.datetime) -> str:
    """One for each letter of each session; another one where it is moved to another day."""
    return f"{which(session, now)} {session.pk} {day_of(session)}"


def day_of(session: Session) -> str:
    """The day on the calendar of where it takes place; minutes do not count."""
    assert session.starts_at is not None
    return f"{session.series.local(session.starts_at):%Y%m%d}"


def claimed(seat: Seat, slot: str, row: str, now: dt.datetime) -> list[str]:
    """The letter and the job that sends it, or neither."""
    with transaction.atomic():
        letter = Letter.claim(seat, slot, row, now)
        if letter is None:
            return []
        post_place_letter.enqueue(letter.pk)
    return [letter.pk]


def is_quiet(seat: Seat, now: dt.datetime) -> bool:
    """Whether whoever has the place asked for quiet: only accounts can."""
    if seat.account is None:
        return False
    rhythm = Rhythm.of(seat.account)
    return rhythm.rests(now) or rhythm.is_quiet(now)


def tell_of_recap(recap: Recap) -> list[str]:
    """A letter to everybody who wished for it that there is something to read; each once."""
    seats = Seat.wanting([recap.series_id], Q(recap_letters=True))
    now = timezone.now()
    return [key for seat in seats for key in claimed(seat, f"{RECAP} {recap.pk}", recap.pk, now)]


# Sending ------------------------------------------------------------------------------------------


@task()
def post_place_letter(key: str) -> None:
    """One letter goes out. The queue holds its key alone."""
    send(key)


def send(key: str) -> None:
    """Send this letter, unless it is sent, or nothing is left to tell."""
    letter = Letter.take(key)
    if letter is None:
        return
    made = composed(letter)
    if made is None:
        letter.end(Letter.State.NOTHING)
        return
    if is_quiet(letter.seat, timezone.now()):
        letter.put_off()
        return
    try:
        with get_connection() as post:
            made.connection = post
            made.send()
            letter.end(Letter.State.SENT)
    except Exception as trouble:  # whatever it is, it is tried a few times and then no more
        log.warning("A letter did not go out: %s", type(trouble).__name__)
        letter.was_not_taken()


def composed(letter: Letter) -> EmailMessage | None:
    """The letter as it is true at this moment; None where there is nothing to tell any more."""
    seat = letter.seat
    address = address_of(seat)
    if not address or seat.left_at or seat.binned_at or seat.waits:
        return None
    kind = letter.slot.partition(" ")[0]
    with in_words_of(seat.account or address):
        if kind == RECAP:
            return of_a_recap(letter, address)
        return of_a_session(letter, address, kind)


def address_of(seat: Seat) -> str:
    """Where a letter reaches whoever has this place; empty where none may go."""
    if seat.account is not None:
        return seat.account.email if may_be_written_to(seat.account) else ""
    return seat.address


def of_a_session(letter: Letter, address: str, kind: str) -> EmailMessage | None:
    """Something is near. The entry for a calendar says when; the page says what and where."""
    session, seat, now = Session.to_tell(letter.row), letter.seat, timezone.now()
    wished = seat.remind in (kind, BOTH)
    if session is None or session.starts_at is None or session.ended_at or not wished:
        return None
    moved = not letter.slot.endswith(f" {day_of(session)}")
    if moved or session.starts_at <= now:
        return None
    subject = _("Something is near") if kind == HOUR else _("Something is coming up")
    page = reverse("session", args=[session.series_id, session.pk])
    made = message(letter, address, subject, kind, page)
    made.attach(
        "calendar.ics", written([entry(session)], house_name(seat.account)), "text/calendar"
    )
    return made


def entry(session: Session) -> Entry:
    """The time of a session for any calendar, without a word of what it is."""
    assert session.starts_at is not None
    assert session.ends_at is not None
    return Entry(
        uid=uid(session.pk),
        title=_("Busy"),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.series.zone,
        changed_at=max(session.changed_at, session.series.changed_at),
        number=session.version + session.series.version,
    )


def of_a_recap(letter: Letter, address: str) -> EmailMessage | None:
    """There is something to read."""
    recap = Recap.to_tell(letter.row)
    if recap is None or not letter.seat.recap_letters:
        return None
    page = reverse("recap", args=[recap.series_id, recap.pk])
    return message(letter, address, _("There is something to read"), RECAP, page)


def message(letter: Letter, address: str, subject: str, kind: str, page: str) -> EmailMessage:
    """A link, how to stop such letters, and nothing of what it is about."""
    seat = letter.seat
    own = reverse("place", args=[seat.token]) if seat.account_id is None else page
    stop = settings.URL + reverse("stop_place_letters", args=[seat.pk, seat.stop_token])
    words = {
        "kind": kind,
        "house": house_name(seat.account),
        "site": urlsplit(settings.URL).netloc,
        "url": settings.URL + own,
        "stop": stop,
    }
    headers = {
        "Message-ID": letter.message_id,
        # So that no holiday notice answers, and one click in a mail program stops them (RFC 8058).
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string("notices/letters/place.txt", words)
    return EmailMessage(subject, body, sender(seat.account), [address], headers=headers)
