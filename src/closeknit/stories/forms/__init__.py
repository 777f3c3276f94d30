"""What people type when they tell what was lived, and when they are asked about it."""

from .consents import ChildForm, ConsentForm
from .keepsakes import BookForm, TitleForm
from .telling import QUESTIONS, EndForm, MomentForm, StoryForm, WhoForm

__all__ = [
    "QUESTIONS",
    "BookForm",
    "ChildForm",
    "ConsentForm",
    "EndForm",
    "MomentForm",
    "StoryForm",
    "TitleForm",
    "WhoForm",
]
