"""Hosts, series, who leads them, who comes, and what is planned."""

from .base import HostRow, HostVersion, SeriesRow, SeriesVersion
from .events import Event, Moved
from .groups import Group, GroupSeat, Table
from .hosts import WHAT_IS_KEPT, Host, Kind, Method
from .in_the_room import Done, Hand, LeadNote, Parked, Presence, Telling
from .in_touch import Nod, Other, Reach
from .leads import LastLead, Lead
from .letters import Letter
from .openings import Answer, Closed, Opening
from .recaps import Going, Recap, Takeaway, Voices, kept_back
from .seats import Seat
from .series import Series
from .sessions import Activity, Ahead, Days, Session

__all__ = [
    "WHAT_IS_KEPT",
    "Activity",
    "Ahead",
    "Answer",
    "Closed",
    "Days",
    "Done",
    "Event",
    "Going",
    "Group",
    "GroupSeat",
    "Hand",
    "Host",
    "HostRow",
    "HostVersion",
    "Kind",
    "LastLead",
    "Lead",
    "LeadNote",
    "Letter",
    "Method",
    "Moved",
    "Nod",
    "Opening",
    "Other",
    "Parked",
    "Presence",
    "Reach",
    "Recap",
    "Seat",
    "Series",
    "SeriesRow",
    "SeriesVersion",
    "Session",
    "Table",
    "Takeaway",
    "Telling",
    "Voices",
    "kept_back",
]
