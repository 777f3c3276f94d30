"""The map: a place for everybody, ring by ring, so that nobody covers anybody.

In the literature: a concentric ("target") layout of an ego-centred network.
"""

from closeknit.core.layout.arrange import layout
from closeknit.core.layout.boxes import Box
from closeknit.core.layout.picture import (
    WORDS,
    Before,
    Chair,
    EmptyChair,
    Label,
    Picture,
    Place,
    Ring,
    Sizes,
    Thread,
    chair_key,
)

__all__ = [
    "WORDS",
    "Before",
    "Box",
    "Chair",
    "EmptyChair",
    "Label",
    "Picture",
    "Place",
    "Ring",
    "Sizes",
    "Thread",
    "chair_key",
    "layout",
]
