"""What people mean to do, said yes to, ask for, and meet for."""

from .asks import Ask, Taken, Turn
from .deciding import Authority, Decision, Voice
from .intentions import Intention
from .roles import Confidant, Held, Role
from .touches import Touch

__all__ = [
    "Ask",
    "Authority",
    "Confidant",
    "Decision",
    "Held",
    "Intention",
    "Role",
    "Taken",
    "Touch",
    "Turn",
    "Voice",
]
