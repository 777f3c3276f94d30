"""What was done around the sessions of a workshop, in one sentence a deed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AFTER_A_SESSION = {
    "hung_picture": _("%(who)s chose a picture for all to look at."),
    "took_picture_off": _("%(who)s took a picture for all away."),
    "gave_homework": _("%(who)s gave something to try at home."),
    "changed_homework": _("%(who)s changed something to try at home."),
    "took_homework_away": _("%(who)s took something to try at home away."),
    "said_whether_tried": _("Somebody said whether they came to it."),
    "shared_a_line": _("Somebody shared a line with the group."),
    "took_a_line_back": _("Somebody took a line for the group back."),
    "said_how_it_was": _("Somebody said how a session was."),
    "counted_in": _("Somebody lets a few numbers of theirs be counted."),
    "counted_out": _("Somebody’s numbers are not counted any more."),
    "told_figures": _("%(who)s had figures made about a group."),
}
OF_A_SESSION = {
    "figures": _("figures about a group"),
    "recap": _("a recap"),
    "roster": _("who comes to a workshop"),
    "homework": _("something to try at home"),
    "tried": _("whether somebody came to it"),
    "check": _("how a session was"),
    "counted": _("a few numbers of somebody’s own"),
}
