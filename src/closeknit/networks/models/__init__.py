"""The rows of a network, and the verbs on them."""

from .arrivals import Arrival, Comer
from .base import OfATenant, Row, Stale
from .by_link import ByLink
from .claims import Claim
from .handing_on import LastOne
from .invitations import Invitation
from .looking_back import Between, KeptCopy
from .merges import Merge, TwoPeople
from .network import Agreed, Membership, Network
from .one_answer import OneAnswer
from .people import AboutAPerson, Contact, Note, Person, Portrait
from .proposals import Proposal, Saying
from .taking_part import PARTINGS, Parting
from .ties import Chapter, Link, check_partial_date
from .versions import Earlier, Version
from .wishes import Dismissal, Place, Support, Wish

__all__ = [
    "PARTINGS",
    "AboutAPerson",
    "Agreed",
    "Arrival",
    "Between",
    "ByLink",
    "Chapter",
    "Claim",
    "Comer",
    "Contact",
    "Dismissal",
    "Earlier",
    "Invitation",
    "KeptCopy",
    "LastOne",
    "Link",
    "Membership",
    "Merge",
    "Network",
    "Note",
    "OfATenant",
    "OneAnswer",
    "Parting",
    "Person",
    "Place",
    "Portrait",
    "Proposal",
    "Row",
    "Saying",
    "Stale",
    "Support",
    "TwoPeople",
    "Version",
    "Wish",
    "check_partial_date",
]
