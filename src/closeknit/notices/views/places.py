"""Telling those who take part in a workshop that a recap can be read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.notices import tell
from closeknit.notices.places import tell_of_recap
from closeknit.policy import Verb
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.models import Recap


def recap_letters(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """One letter to each who wished for it, without a word of what is in the recap."""
    find(request, Recap, recap, Verb.SHARE)
    row = Recap.to_tell(recap)
    if row is None:  # nobody else may read it, or everybody is made up
        raise Http404
    made = len(tell_of_recap(row))
    words = ngettext("%(made)s letter is on its way.", "%(made)s letters are on their way.", made)
    tell(request, words % {"made": made} if made else _("Everybody who wished for it was told."))
    return redirect("recap", series, recap)
