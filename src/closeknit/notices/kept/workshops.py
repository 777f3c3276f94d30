"""The sessions of a workshop, as entries of a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from closeknit.notices.calendar import Entry
from closeknit.workshops.models import Series, Session

from .turns import uid


def sessions(series: Series, rows: Iterable[Session]) -> Iterator[Entry]:
    """Each session that has a day, where it says no place with that of the series."""
    for one in rows:
        if one.starts_at is None or one.ends_at is None:
            continue
        yield Entry(
            uid=uid(one.pk),
            title=one.title,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            zone=series.zone,
            changed_at=max(one.changed_at, series.changed_at),
            number=one.version + series.version,
            where=one.place or series.place,
            words="\n".join(filter(None, (one.aim, one.bring, one.link or series.link))),
            url=settings.URL + reverse("session", args=[series.pk, one.pk]),
        )
