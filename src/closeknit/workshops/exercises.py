"""Pages of a network that can be an exercise: everybody opens them in their own network."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

EXERCISES = (
    ("purpose", _("Why this network")),
    ("stories", _("Stories")),
    ("map", _("Circles: who is there, and how close")),
    ("people", _("People, and who knows whom")),
    ("gaps", _("Gaps and next steps")),
    ("wishes", _("Wishes and empty chairs")),
    ("intentions", _("Making time")),
    ("asks", _("Asking for help")),
    ("roles", _("Roles")),
    ("gatherings", _("Meeting")),
    ("who_sees", _("Who can see what")),
    ("timeline", _("Over time")),
)
"""The name of the page, and what it is called in a plan."""
