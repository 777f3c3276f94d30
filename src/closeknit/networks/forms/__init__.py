"""What people typed, checked, and kept when it has to be asked again."""

from .about import ContactForm, FaceForm, KnowsForm, NoteForm, WhyForm
from .after import AfterForm
from .audience import AudienceForm
from .base import BothTexts, Versioned, in_words
from .days import DayForm, DaysForm, KeepForm, LivedDate
from .inviting import AddressForm, CodeForm, InviteForm, NameForm, ShrinkForm
from .person import AddForm, ManyForm, PersonForm
from .same import SameForm, WhoForm
from .tie import ChangedForm, SupportsForm, TieForm

__all__ = [
    "AddForm",
    "AddressForm",
    "AfterForm",
    "AudienceForm",
    "BothTexts",
    "ChangedForm",
    "CodeForm",
    "ContactForm",
    "DayForm",
    "DaysForm",
    "FaceForm",
    "InviteForm",
    "KeepForm",
    "KnowsForm",
    "LivedDate",
    "ManyForm",
    "NameForm",
    "NoteForm",
    "PersonForm",
    "SameForm",
    "ShrinkForm",
    "SupportsForm",
    "TieForm",
    "Versioned",
    "WhoForm",
    "WhyForm",
    "in_words",
]
