"""HiGHS, asked for whole numbers: smallest sums over a model, with what is proven about each.

What is asked is mostly answered by the relaxation alone: without the harder rules the rows are
those of a flow, whose corners are whole, and with them they nearly are. Branching is the exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from closeknit.core.rota.model import FAR, Model, columns
from closeknit.core.rota.problem import Pair

OPTIONS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "presolve": "off",  # dearer than what it saves at these sizes, and it forgets the last corner
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.999,  # every aim is a whole number
}
NEAR = 1e-6
FEASIBLE = 2
Costs = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What one question brought: who takes what (None: no whole answer), a bound from below."""

    takes: frozenset[Pair] | None
    bound: int | None


class Solver:
    """One model in the solver's hands; each question starts where the last one ended."""

    def __init__(self, model: Model, seconds: float | None) -> None:
        import highspy
        import numpy

        self.numpy = numpy
        self.model = model
        self.status = highspy.HighsModelStatus
        self.kinds = highspy.HighsVarType
        self.solution = highspy.HighsSolution
        plain: Any = highspy.Highs.__base__  # Highs itself greets on standard output when made
        self.highs = plain()
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)
        self.count = len(model.lower)
        self.every = numpy.arange(self.count, dtype=numpy.int32)
        self.highs.passModel(self._program(highspy, model))
        self.seconds = seconds

    def _program(self, highspy: Any, model: Model) -> Any:
        numpy = self.numpy
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self.count, len(model.rows)
        program.col_cost_ = numpy.zeros(self.count)
        program.col_lower_, program.col_upper_ = numpy.array(model.lower), numpy.array(model.upper)
        program.row_lower_ = numpy.array([row[0] for row in model.rows], dtype=float)
        program.row_upper_ = numpy.array([row[1] for row in model.rows], dtype=float)
        ends = numpy.cumsum([0, *(len(row[2]) for row in model.rows)])
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = ends.astype(numpy.int32)
        matrix.index_ = numpy.array([at for row in model.rows for at in row[2]], dtype=numpy.int32)
        matrix.value_ = numpy.array([each for row in model.rows for each in row[3]], dtype=float)
        return program

    def relaxed(self, costs: Costs) -> Found:
        """The smallest sum when parts of a turn may be given away: a bound, often the answer."""
        self._ask(costs, self.kinds.kContinuous)
        if self.highs.getModelStatus() != self.status.kOptimal:
            return Found(None, None)
        least = ceil(self.highs.getInfo().objective_function_value - NEAR)
        return Found(self._takes(), least)

    def exact(self, costs: Costs, start: frozenset[Pair]) -> Found:
        """The smallest sum in whole turns, beginning with an answer that is known."""
        known = self.solution()
        known.col_value = columns(self.model, start)
        self._ask(costs, self.kinds.kInteger, known)
        about = self.highs.getInfo()
        bound = about.mip_dual_bound
        least = ceil(bound - NEAR) if abs(bound) < FAR else None
        return Found(self._takes() if about.primal_solution_status == FEASIBLE else None, least)

    def _takes(self) -> frozenset[Pair] | None:
        """Who takes what, or None when somebody would take a part of a turn."""
        found = self.numpy.array(self.highs.getSolution().col_value)[: len(self.model.pairs)]
        whole = self.numpy.rint(found)
        if (abs(found - whole) > NEAR).any():
            return None
        return frozenset(self.model.pairs[at] for at in self.numpy.flatnonzero(whole))

    def keep(self, costs: Costs, most: int) -> None:
        """From now on this sum may not be above `most`."""
        columns = self.numpy.array(list(costs), dtype=self.numpy.int32)
        values = self.numpy.array(list(costs.values()), dtype=float)
        self.highs.addRow(-FAR, float(most), len(columns), columns, values)

    def _ask(self, costs: Costs, kind: Any, known: Any = None) -> None:
        numpy = self.numpy
        asked = numpy.zeros(self.count)
        asked[list(costs)] = list(costs.values())
        self.highs.changeColsCost(self.count, self.every, asked)
        kinds = numpy.full(self.count, int(kind), dtype=numpy.uint8)
        self.highs.changeColsIntegrality(self.count, self.every, kinds)
        if known is not None:
            self.highs.setSolution(known)
        if self.seconds is not None:  # its limit is for one question, its clock is for all
            left = max(0.0, self.seconds - self.highs.getRunTime())
            self.highs.setOptionValue("time_limit", left)
        self.highs.run()
