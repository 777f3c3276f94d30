"""Hosts, series, who leads them, who comes, and what is planned."""

from .base import HostRow, HostVersion, SeriesRow, SeriesVersion
from .between import GroupLine, Homework, Tried
from .checks import ASKED, FACES, Check, Checked, NotCounted, TooLate
from .counting import MEASURED, Counted, Told
from .events import Event, Moved
from .going import Going
from .groups import Group, GroupSeat, Table
from .hands import Hand
from .hosts import WHAT_IS_KEPT, Host, Kind, Method
from .in_the_room import Done, LeadNote, Parked, Presence, Telling
from .in_touch import Nod, Other, Reach
from .leads import LastLead, Lead
from .letters import Letter
from .offers import Offer
from .openings import Answer, Closed, Opening
from .recaps import Recap, Takeaway, Voices
from .seats import Full, Seat, Taken
from .series import Series
from .sessions import Activity, Ahead, Days, Session

__all__ = [
    "ASKED",
    "FACES",
    "MEASURED",
    "WHAT_IS_KEPT",
    "Activity",
    "Ahead",
    "Answer",
    "Check",
    "Checked",
    "Closed",
    "Counted",
    "Days",
    "Done",
    "Event",
    "Full",
    "Going",
    "Group",
    "GroupLine",
    "GroupSeat",
    "Hand",
    "Homework",
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
    "NotCounted",
    "Offer",
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
    "Taken",
    "Telling",
    "Told",
    "TooLate",
    "Tried",
    "Voices",
]
