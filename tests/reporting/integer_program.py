"""An integer program, put together row by row and solved by HiGHS for one objective after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

CLOSE = 1e-6
NO_BOUND = highspy.kHighsInf


@dataclass(frozen=True)
class Matrix:
    """The bounds of each row, where its terms end, and of each term its row, its variable and its factor."""

    least: np.ndarray
    most: np.ndarray
    ends: np.ndarray
    rows: np.ndarray
    variables: np.ndarray
    factors: np.ndarray


class IntegerProgram:
    """Its variables are numbered from 0. Once it was solved or checked, no row comes to it any more."""

    def __init__(self) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.rows: list[tuple[float, float, list[tuple[int, int]]]] = []
        self.solver: highspy.Highs | None = None

    def variable(self, most: int, least: int = 0) -> int:
        self.lower.append(least)
        self.upper.append(most)
        return len(self.upper) - 1

    def row(self, least: float, terms: Iterable[tuple[int, int]], most: float = NO_BOUND) -> None:
        """`least` ≤ the sum of each variable times its factor ≤ `most`."""
        together = Counter[int]()
        for variable, factor in terms:
            together[variable] += factor
        self.rows.append((least, most, [term for term in together.items() if term[1]]))

    def beside(self, numbers: Sequence[int], moved: Mapping[int, int]) -> IntegerProgram:
        """Returns the program of how far variables can move from `numbers`, which fit.

        `moved` says which of its variables each of ours moves with; those that are not in it stay where they are.
        """
        bounds: dict[tuple[tuple[int, int], ...], tuple[float, float]] = {}
        for least, most, terms in [*self._bounds_as_rows(), *self.rows]:
            together = Counter[int]()
            for variable, factor in terms:
                if variable in moved:
                    together[moved[variable]] += factor
            if any(together.values()):
                now = sum(factor * numbers[variable] for variable, factor in terms)
                row = tuple(sorted(term for term in together.items() if term[1]))
                before = bounds.get(row, (-NO_BOUND, NO_BOUND))
                bounds[row] = max(before[0], least - now), min(before[1], most - now)
        return self._of_bounds(bounds, 1 + max(moved.values()))

    def _bounds_as_rows(self) -> Iterator[tuple[float, float, list[tuple[int, int]]]]:
        for variable, (least, most) in enumerate(zip(self.lower, self.upper, strict=True)):
            yield least, most, [(variable, 1)]

    @staticmethod
    def _of_bounds(bounds: Mapping[tuple[tuple[int, int], ...], tuple[float, float]], count: int) -> IntegerProgram:
        program = IntegerProgram()
        for variable in range(count):
            least, most = bounds.pop(((variable, 1),))
            program.variable(int(most), int(least))
        program.rows = [(least, most, list(terms)) for terms, (least, most) in bounds.items()]
        return program

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
        found, matrix = np.array(numbers, dtype=np.int64), self._matrix
        assert np.all(found >= self.lower) and np.all(found <= self.upper)
        sums = np.zeros(len(self.rows), dtype=np.int64)
        np.add.at(sums, matrix.rows, matrix.factors * found[matrix.variables])
        assert np.all(sums >= matrix.least) and np.all(sums <= matrix.most)

    @cached_property
    def _matrix(self) -> Matrix:
        rows = list(self.rows)
        return Matrix(
            least=np.array([least for least, _most, _terms in rows], dtype=float),
            most=np.array([most for _least, most, _terms in rows], dtype=float),
            ends=np.cumsum([0, *(len(terms) for _least, _most, terms in rows)], dtype=np.int32),
            rows=np.array([row for row, (*_bounds, terms) in enumerate(rows) for _term in terms], dtype=np.int32),
            variables=np.array([one for *_bounds, terms in rows for one, _factor in terms], dtype=np.int32),
            factors=np.array([factor for *_bounds, terms in rows for _one, factor in terms], dtype=np.int64),
        )

    def _solve(
        self, weights: Mapping[int, float], *, near: np.ndarray | None = None, whole: bool = False
    ) -> np.ndarray | None:
        """Returns the best numbers, whole ones where that is asked; with `near`, those beside it, None if there are none."""
        solver = self.solver = self.solver or self._made()
        count = len(self.upper)
        every, costs = np.arange(count, dtype=np.int32), np.zeros(count)
        for variable, weight in weights.items():
            costs[variable] = weight
        least, most = np.array(self.lower, dtype=float), np.array(self.upper, dtype=float)
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
        model, rows = highspy.HighsLp(), self._matrix
        model.num_col_, model.num_row_ = len(self.upper), len(self.rows)
        model.col_cost_ = np.zeros(len(self.upper))
        model.col_lower_, model.col_upper_ = np.array(self.lower, dtype=float), np.array(self.upper, dtype=float)
        model.row_lower_, model.row_upper_ = rows.least, rows.most
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.upper)
        model.sense_ = highspy.ObjSense.kMaximize
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_, matrix.index_, matrix.value_ = rows.ends, rows.variables, rows.factors.astype(float)
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.passModel(model)
        return solver
