"""A table of cases as one test: a test of its own costs more than most functions that are asked for a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any


def for_each(
    names: str | tuple[str, ...], cases: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As pytest.mark.parametrize, in one test, which tells all cases that fail. For what leaves nothing behind: its fixtures
    are the same for all cases.
    """
    table = [case if isinstance(names, tuple) else (case,) for case in cases]
    columns = names if isinstance(names, tuple) else (names,)

    def of_one(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def of_all(**fixtures: Any) -> None:
            failed: list[Exception] = []
            for row in table:
                case = dict(zip(columns, row, strict=True))
                try:
                    test(**fixtures, **case)
                except Exception as problem:
                    problem.add_note(f"where {case}")
                    failed.append(problem)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(table)} cases", failed)

        own = [one for one in signature(test).parameters.values() if one.name not in columns]
        of_all.__signature__ = signature(test).replace(parameters=own)  # type: ignore[attr-defined]
        return of_all

    return of_one
