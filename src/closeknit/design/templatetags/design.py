"""Icons, faces and notices for templates: `{% load design %}`."""

from __future__ import annotations

import datetime as dt
import functools
import logging
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from closeknit.design import days
from closeknit.design.faces import face_url, initials
from closeknit.design.icons import icons
from closeknit.design.notices import tone_of, undo_of
from closeknit.design.quoting import colon, quoted
from closeknit.design.tongues import language_now

register = template.Library()
log = logging.getLogger(__name__)
register.simple_tag(language_now)
register.filter(quoted)
register.simple_tag(colon)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the kept set. It says nothing by itself: always put a word beside it.

    A name the sprite does not have becomes a plain circle: no page breaks over an icon, and the
    log names it.
    """
    if name not in icons():
        log.error("There is no icon %r: see icons.txt in closeknit.design.", name)
        name = "circle"
    return drawn(name, extra)


@functools.cache
def drawn(name: str, extra: str) -> SafeString:
    """The same each time: a page has dozens of them, and looks up where they are only once."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("closeknit/icons.svg"),
        name,
    )


@register.simple_tag
def joined_sheet() -> str:
    """The one sheet in place of the many, where files are gathered; else nothing."""
    return str(getattr(staticfiles_storage, "joined", str)())


@register.inclusion_tag("parts/face.html")
def face(
    name: str = "", face: str = "", url: str = "", tie: str = "", size: str = "", alt: str = ""
) -> dict[str, Any]:
    """A portrait: a photo's `url`, else the kept drawing `face`, else initials of `name`.

    `tie` is unpaid, paid, was_paid (drawn as unpaid), chair or empty (no line);
    `size` is tiny, large, huge or empty.
    Give `alt` only where no name stands beside it.
    """
    return {
        "src": url or face_url(face),
        "initials": initials(name),
        "tie": "unpaid" if tie == "was_paid" else tie,
        "size": size,
        "alt": alt,
    }


@register.inclusion_tag("parts/notice.html", takes_context=True)
def notice(context: template.Context, message: Message) -> dict[str, Any]:
    """A message of django.contrib.messages, with its undo button if it has one."""
    return {
        "text": message.message,
        "tone": tone_of(message),
        "undo": undo_of(message),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter(expects_localtime=True)
def day(on: dt.date | None) -> str:
    """“Tuesday 4 March”, by the reader's clock; nothing where there is no day."""
    return days.day(on) if on else ""


@register.filter(expects_localtime=True)
def full_day(on: dt.date | None) -> str:
    """“Tuesday 4 March 2026”."""
    return days.full_day(on) if on else ""


@register.filter(expects_localtime=True)
def date_of(on: dt.date | None) -> str:
    """“4 March 2026”, where years are looked over."""
    return days.date_of(on) if on else ""


@register.filter(expects_localtime=True)
def moment(at: dt.datetime | None) -> str:
    """“Tuesday 4 March, 14:05”."""
    return days.moment(at) if at else ""
