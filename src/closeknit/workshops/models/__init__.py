"""Hosts, series, who leads them, who comes, and what is planned."""

from .base import HostRow, HostVersion, SeriesRow, SeriesVersion
from .hosts import WHAT_IS_KEPT, Host, Kind, Method
from .leads import LastLead, Lead
from .seats import Seat
from .series import Series
from .sessions import Activity, Days, Session

__all__ = [
    "WHAT_IS_KEPT",
    "Activity",
    "Days",
    "Host",
    "HostRow",
    "HostVersion",
    "Kind",
    "LastLead",
    "Lead",
    "Method",
    "Seat",
    "Series",
    "SeriesRow",
    "SeriesVersion",
    "Session",
]
