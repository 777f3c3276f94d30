"""A fair rota: who takes which turn, proven best, with a reason for each.

`share_out` makes one, `mend` changes one as little as it must, `swaps` tells with whom a turn can
be changed, `why` says why somebody has a turn.
"""

from closeknit.core.rota.answer import Rota, Stage
from closeknit.core.rota.form import read_rota, write_rota
from closeknit.core.rota.problem import Problem, broken
from closeknit.core.rota.share import mend, share_out
from closeknit.core.rota.swaps import Swap, swaps
from closeknit.core.rota.turns import HARD, Helper, Rules, Turn
from closeknit.core.rota.why import Reason, sentence, why, why_nobody

__all__ = [
    "HARD",
    "Helper",
    "Problem",
    "Reason",
    "Rota",
    "Rules",
    "Stage",
    "Swap",
    "Turn",
    "broken",
    "mend",
    "read_rota",
    "sentence",
    "share_out",
    "swaps",
    "why",
    "why_nobody",
    "write_rota",
]
