"""What is published after a session: a draft made of what was entered, names as people chose.

`draft` makes it, `spots` and `veiled` look after names, `echoes` finds somebody’s own words again.
"""

from closeknit.core.recap.draft import HEADED, KINDS, Draft, Line, Note, Part, draft, voices
from closeknit.core.recap.frames import FRAMES, listed, number
from closeknit.core.recap.names import (
    RUN,
    SHORTEST,
    Spot,
    echoes,
    runs,
    shown,
    size_of_a_run,
    spots,
    strangers,
    veiled,
)
from closeknit.core.recap.values import (
    CALLED,
    SAID,
    Activity,
    Coming,
    Named,
    Picture,
    Question,
    Said,
    Session,
    Shared,
    Told,
)

__all__ = [
    "CALLED",
    "FRAMES",
    "HEADED",
    "KINDS",
    "RUN",
    "SAID",
    "SHORTEST",
    "Activity",
    "Coming",
    "Draft",
    "Line",
    "Named",
    "Note",
    "Part",
    "Picture",
    "Question",
    "Said",
    "Session",
    "Shared",
    "Spot",
    "Told",
    "draft",
    "echoes",
    "listed",
    "number",
    "runs",
    "shown",
    "size_of_a_run",
    "spots",
    "strangers",
    "veiled",
    "voices",
]
