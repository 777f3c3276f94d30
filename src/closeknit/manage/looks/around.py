"""What is around the house: its worker, its mail server, its address, its clock."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.models import Entry
from closeknit.accounts.resting import rests
from closeknit.manage import state

from .found import Found, wants_a_look, well, wrong

LATE = dt.timedelta(minutes=15)
EARLY = dt.timedelta(minutes=5)
OLDEST = 2026


def worker() -> Iterator[Found]:
    alive = state.heartbeats()
    if alive:
        yield well(f"{alive} at work.")
    else:
        yield wants_a_look("None in the last half minute: the house is not open.")


def queue() -> Iterator[Found]:
    before = timezone.now() - LATE
    jobs = DBTaskResult.objects.ready().filter(enqueued_at__lt=before)
    given_up = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    late = 0 if rests() else jobs.count()
    if late:
        yield wants_a_look(f"{late} jobs wait longer than a quarter of an hour.")
    if given_up:
        yield wants_a_look(f"{given_up} jobs were given up. The house’s own lines say why.")
    if not late and not given_up:
        yield well("Nothing waits for long.")


def mail() -> Iterator[Found]:
    """Says hello to the mail server, as before a letter, and sends none."""
    where = f"{getattr(settings, 'EMAIL_HOST', '')}:{getattr(settings, 'EMAIL_PORT', '')}"
    if settings.EMAIL_BACKEND.endswith("terminal.EmailBackend"):
        yield wants_a_look("There is no mail server (CLOSEKNIT_SMTP): letters go nowhere.")
        return
    if rests():
        yield well(f"{where} is left alone while the house rests.")
        return
    post = get_connection()
    try:
        post.open()
        yield well(f"{where} answers, and lets us in.")
    except Exception as trouble:  # its words may hold an address or a password
        yield wrong(f"{where} takes no letters: {type(trouble).__name__}.")
    finally:
        post.close()


def address() -> Iterator[Found]:
    here = settings.HOSTNAME in ("localhost", "127.0.0.1", "::1")
    if settings.DEMO:
        yield wrong("The made-up scene is open here (CLOSEKNIT_DEMO).")
    if here:
        yield wants_a_look(f"{settings.URL} leads nowhere but to this machine (CLOSEKNIT_URL).")
    elif not settings.HTTPS:
        yield wrong(f"{settings.URL} is open to whoever listens: put it behind https.")
    elif not settings.PROXIES:
        yield wrong(
            "CLOSEKNIT_PROXIES is 0, so everybody seems to come from one place, and sign-in over "
            "https does not hold. With one web server in front it is 1."
        )
    else:
        yield well(f"{settings.URL}, behind {settings.PROXIES} of your own.")


def clock() -> Iterator[Found]:
    now = timezone.now()
    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if now.year < OLDEST or (last and last > now + EARLY):
        yield wrong(f"It says {now:%Y-%m-%d %H:%M} UTC, and the record is further. Set it right.")
        return
    try:
        there = now.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        yield wrong(f"There is no time zone {settings.TIME_ZONE} (CLOSEKNIT_TIMEZONE).")
        return
    said = f"{there:%Y-%m-%d %H:%M} in {settings.TIME_ZONE}"
    if settings.TIME_ZONE == "UTC":
        yield well(f"{said}. Is that your people’s time (CLOSEKNIT_TIMEZONE)?")
    else:
        yield well(f"{said}.")
