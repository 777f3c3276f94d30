"""The record of what was lived: stories, pictures, thoughts, and who says yes or no to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OF_WHAT_WAS_LIVED = {
    "told": _("%(who)s told of a moment."),
    "began_story": _("%(who)s began a story."),
    "told_story": _("%(who)s told a story."),
    "put_in": _("%(who)s said who is in %(what)s."),
    "took_out_of": _("%(who)s said that somebody is not in %(what)s."),
    "marked": _("%(who)s showed where somebody is in a picture."),
    "consented": _("Somebody said yes to being shown."),
    "refused": _("Somebody said no to being shown."),
    "offered_picture": _("%(who)s would like to bring a picture."),
    "reflected": _("%(who)s wrote down a thought."),
    "reflected_again": _("%(who)s changed a thought."),
    "hid": _("Somebody who is in something had it hidden for now."),
    "took_no_back": _("Somebody took back that they said no, or had something hidden."),
    "asked_about": _("%(who)s asked somebody whether they may be shown."),
    "wrote_about": _("%(who)s sent somebody a letter that asks whether they may be shown."),
    "said_for_child": _("%(who)s wrote down what those who look after a child said."),
}
