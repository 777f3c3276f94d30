"""What was lived: moments, stories, photos, and what those in them say to being shown."""

from .consents import SCOPES, Consent, post_question
from .keepsakes import Keepsake
from .kept import Kept
from .lived import TO_WORKSHOP, Lived
from .moments import Moment
from .photos import Photo
from .prompts import OwnPrompt
from .reflections import Reflection
from .stories import Story

__all__ = [
    "SCOPES",
    "TO_WORKSHOP",
    "Consent",
    "Keepsake",
    "Kept",
    "Lived",
    "Moment",
    "OwnPrompt",
    "Photo",
    "Reflection",
    "Story",
    "post_question",
]
