"""What people typed, checked, and kept when it has to be asked again."""

from .about import ContactForm, FaceForm, KnowsForm, NoteForm
from .base import BothTexts, Versioned, in_words
from .person import AddForm, ManyForm, PersonForm
from .tie import ChangedForm, SupportsForm, TieForm

__all__ = [
    "AddForm",
    "BothTexts",
    "ChangedForm",
    "ContactForm",
    "FaceForm",
    "KnowsForm",
    "ManyForm",
    "NoteForm",
    "PersonForm",
    "SupportsForm",
    "TieForm",
    "Versioned",
    "in_words",
]
