"""What people typed, checked, and kept when it has to be asked again."""

from .about import ContactForm, FaceForm, KnowsForm, NoteForm
from .base import Versioned
from .person import AddForm, ManyForm, PersonForm
from .tie import ChangedForm, SupportsForm, TieForm

__all__ = [
    "AddForm",
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
]
