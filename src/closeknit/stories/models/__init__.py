"""What was lived: moments, stories, photos, and what those in them say to being shown."""

from .consents import SCOPES, Consent, post_question
from .kept import Kept
from .lived import Lived
from .moments import Moment
from .photos import Photo
from .reflections import Reflection
from .stories import Story

__all__ = [
    "SCOPES",
    "Consent",
    "Kept",
    "Lived",
    "Moment",
    "Photo",
    "Reflection",
    "Story",
    "post_question",
]
