"""One’s own calendar: where it is made and ended, and the address that phones read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts.letters import house_name
from closeknit.accounts.views.own import me
from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.files import ALONE
from closeknit.notices.calendar import Entry, written
from closeknit.notices.diary import diary
from closeknit.notices.forms import CalendarForm
from closeknit.notices.kept import gatherings, turns, workshops
from closeknit.notices.models import Feed
from closeknit.plans.models import Ask, Gathering, Turn
from closeknit.workshops.door import SeriesRequest
from closeknit.workshops.models import Session

FILE = ALONE | {"Content-Disposition": 'attachment; filename="calendar.ics"'}
HEADERS = FILE | {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is one, when it was last read; a new address, what it says, and its end."""
    account = me(request)
    feed = Feed.of(account)
    form = CalendarForm(typed(request), initial={"titles": bool(feed and feed.titles)})
    if request.method == "POST" and form.is_valid():
        titles, deed = form.cleaned_data["titles"], request.POST.get("deed", "")
        if deed == "make":
            made, token = Feed.make(account, titles)
            address = settings.URL + reverse("calendar_feed", args=[token])
            return render(request, "notices/calendar_made.html", {"feed": made, "url": address})
        if feed is not None and deed == "end":
            feed.end()
            tell(request, _("The calendar has ended. Its address leads nowhere any more."))
        elif feed is not None:
            feed.say_titles(titles)
            tell(request, _("Kept. Phones show it when they next ask."))
        return redirect("my_calendar")
    return render(request, "notices/calendar.html", {"form": form, "feed": feed})


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, as its owner may see it at this moment. Nobody guesses 160 bits."""
    feed = Feed.led_by(token)
    if feed is None:
        raise Http404
    body = diary(feed)
    feed.was_used()
    return HttpResponse(body, content_type=CALENDAR, headers=HEADERS)


def turn_file(request: NetworkRequest, network: str, key: str) -> HttpResponse:
    """One turn, as a file for any calendar."""
    one = find(request, Turn, key)
    if one.starts_at is None:
        raise Http404
    ask = Ask.visible_to(request.actor).filter(pk=one.ask_id).first()
    return _file(request, turns.turn_entry(one, ask))


def gathering_file(request: NetworkRequest, network: str, key: str) -> HttpResponse:
    """One gathering, as a file for any calendar."""
    one = find(request, Gathering, key)
    if one.starts_at is None:
        raise Http404
    return _file(request, gatherings.gathering_entry(one))


def series_file(request: SeriesRequest, series: str) -> HttpResponse:
    """The days of a workshop, for whoever has a place in it or leads it."""
    rows = Session.visible_to(request.actor)
    return _file(request, *workshops.sessions(request.series, rows))


def _file(request: HttpRequest, *entries: Entry) -> HttpResponse:
    account = me(request) if request.user.is_authenticated else None
    body = written(entries, house_name(account))
    return HttpResponse(body, content_type=CALENDAR, headers=FILE)
