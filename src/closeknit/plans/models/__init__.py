"""What people mean to do, said yes to, ask for, and meet for."""

from .asks import Ask, OneBesides
from .deciding import Authority, Decision, Voice
from .gatherings import Gathering
from .guests import Guest, Question, Reply
from .intentions import Intention
from .meeting import Action, Item, Minutes, Thanks
from .polls import Poll
from .roles import Confidant, Held, Role
from .too_late import HasOne, Over, Taken
from .touches import Touch
from .turns import Turn, post_asked

__all__ = [
    "Action",
    "Ask",
    "Authority",
    "Confidant",
    "Decision",
    "Gathering",
    "Guest",
    "HasOne",
    "Held",
    "Intention",
    "Item",
    "Minutes",
    "OneBesides",
    "Over",
    "Poll",
    "Question",
    "Reply",
    "Role",
    "Taken",
    "Thanks",
    "Touch",
    "Turn",
    "Voice",
    "post_asked",
]
