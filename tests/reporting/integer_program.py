"""An integer program, put together row by row and solved by HiGHS for one objective after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import highspy
import numpy as np

CLOSE = 1e-6
NO_BOUND = highspy.kHighsInf


class IntegerProgram:
    """Its variables are numbered from 0. Once it was solved, no row comes to it any more."""

    def __init__(self) -> None:
        self.upper: list[int] = []
        self.rows: list[tuple[float, float, list[tuple[int, int]]]] = []
        self.solver: highspy.Highs | None = None

    def variable(self, most: int) -> int:
        self.upper.append(most)
        return len(self.upper) - 1

    def row(self, least: float, terms: Iterable[tuple[int, int]], most: float = NO_BOUND) -> None:
        """`least` ≤ the sum of each variable times its factor ≤ `most`."""
        together = Counter[int]()
        for variable, factor in terms:
            together[variable] += factor
        self.rows.append((least, most, [term for term in together.items() if term[1]]))

    def best(self, weights: Mapping[int, float], *, nearly: bool = False) -> list[int]:
        """Returns the whole numbers for which the weighted sum is largest; or, `nearly`, some for which it is large."""
        found = self._solve(weights)
        if nearly and not self._is_whole(found):
            found = self._solve(weights, near=found, whole=True)
        if found is None or not self._is_whole(found):
            found = self._solve(weights, whole=True)
        assert found is not None
        numbers = [int(one) for one in np.rint(found)]
        self.check(numbers)
        return numbers

    def check(self, numbers: list[int]) -> None:
        """Raises AssertionError where the solver was not exact: what it found is added up again in whole numbers."""
        assert all(0 <= number <= most for number, most in zip(numbers, self.upper, strict=True))
        for least, most, terms in self.rows:
            assert least <= sum(factor * numbers[one] for one, factor in terms) <= most

    def _solve(
        self, weights: Mapping[int, float], *, near: np.ndarray | None = None, whole: bool = False
    ) -> np.ndarray | None:
        """Returns the best numbers, whole ones where that is asked; with `near`, those beside it, None if there are none."""
        solver = self.solver = self.solver or self._made()
        count = len(self.upper)
        every, costs = np.arange(count, dtype=np.int32), np.zeros(count)
        for variable, weight in weights.items():
            costs[variable] = weight
        least, most = np.zeros(count), np.array(self.upper, dtype=float)
        if near is not None:
            least, most = np.floor(near + CLOSE), np.ceil(near - CLOSE)
        solver.changeColsBounds(count, every, least, most)
        solver.setOptionValue("solve_relaxation", not whole)
        solver.changeColsCost(count, every, costs)
        solver.run()
        found = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        assert found or near is not None
        return np.array(solver.getSolution().col_value) if found else None

    @staticmethod
    def _is_whole(found: np.ndarray) -> bool:
        return bool(np.all(np.abs(found - np.rint(found)) < CLOSE))

    def _made(self) -> highspy.Highs:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.upper), len(self.rows)
        model.col_cost_ = np.zeros(len(self.upper))
        model.col_lower_, model.col_upper_ = np.zeros(len(self.upper)), np.array(self.upper, dtype=float)
        model.row_lower_ = np.array([least for least, _most, _terms in self.rows], dtype=float)
        model.row_upper_ = np.array([most for _least, most, _terms in self.rows], dtype=float)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.upper)
        model.sense_ = highspy.ObjSense.kMaximize
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(terms) for _least, _most, terms in self.rows)], dtype=np.int32)
        matrix.index_ = np.array([one for _least, _most, terms in self.rows for one, _factor in terms], dtype=np.int32)
        matrix.value_ = np.array([factor for _least, _most, terms in self.rows for _one, factor in terms], dtype=float)
        solver = highspy.Highs()
        solver.silent()
        solver.passModel(model)
        return solver
