"""Queries whose SQL never changes, written once in the life of a process.

Django writes the SQL of a query anew each time: for a row that every request needs, three quarters of what the row
costs. Here it is written once, by Django, and asked with `QuerySet.raw()`, with other values each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from database.prepared import Statement, fetch


class CompiledQuery[Row: Model]:
    """A query of objects: `CompiledQuery(lambda key: Session.objects.filter(pk=key), "a key")`.

    The sample arguments are of the types of the real ones, and each differs from all other parameters of the query, which
    depends on its arguments in no other way. It has no `select_related` (see `related_object`); annotations come as the
    database gives them (1 for True on SQLite).
    """

    def __init__(self, make: Callable[..., QuerySet[Row]], *sample_args: Any) -> None:
        self._make, self._sample_args = make, sample_args
        self._compiled: dict[str, tuple[QuerySet[Row], Statement]] = {}  # by the kind of database

    def first(self, *args: Any) -> Row | None:
        """Returns one row of `make(*args)`, in no order of its own, or None."""
        return next(iter(self.all(*args)), None)

    def all(self, *args: Any) -> list[Row]:
        """Returns the rows of `make(*args)`."""
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self._compiled:
            self._compiled[vendor] = self._compile()
        rows, statement = self._compiled[vendor]
        values = list(map(_adapted, args))
        if vendor == "postgresql":
            return _objects(rows.model, *fetch(statement, values))
        return list(rows.raw(statement.sql, statement.with_args(values)))

    def _compile(self) -> tuple[QuerySet[Row], Statement]:
        rows = self._make(*self._sample_args)
        sql, params = rows.query.sql_with_params()
        places = _places(params, list(map(_adapted, self._sample_args)))
        return rows, Statement.of(sql, params, places, len(self._sample_args))


class CompiledInQuery[Row: Model]:
    """The rows of many keys: `CompiledInQuery(lambda keys: Page.objects.filter(pk__in=keys).only("title"))`.

    Always as many keys are asked for at once; where there are fewer, the last one stands for the others. `sample` makes
    sample arguments of numbers, where the keys are no numbers themselves.
    """

    AT_ONCE = 40

    def __init__(self, make: Callable[[Sequence[Any]], QuerySet[Row]], sample: Callable[[int], object] = int) -> None:
        samples = map(sample, range(-100 - self.AT_ONCE, -100))
        self._query = CompiledQuery(lambda *keys: make(keys), *samples)

    def of(self, keys: Iterable[Any]) -> list[Row]:
        """Returns the rows of `make(keys)`, in no order."""
        rows: list[Row] = []
        for some in batched(dict.fromkeys(keys), self.AT_ONCE):
            rows += self._query.all(*some, *[some[-1]] * (self.AT_ONCE - len(some)))
        return rows


def related_object[Row: Model](model: type[Row], values: dict[str, Any]) -> Row:
    """Returns the object whose columns, all of them, came along as annotations; `values` are by attribute."""
    connection = connections[DEFAULT_DB_ALIAS]
    for field in model._meta.concrete_fields:
        if hasattr(field, "from_db_value"):
            values[field.attname] = field.from_db_value(values[field.attname], None, connection)
    return model.from_db(DEFAULT_DB_ALIAS, list(values), list(values.values()))


def _objects(model: type[Any], columns: list[str], rows: list[tuple[Any, ...]]) -> list[Any]:
    """Returns what `raw()` would, which finds out about the columns each time anew: a quarter of a cached page.

    The driver gives Python's own values; what is left to do is each field's `from_db_value`.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    known = [(place, fields[name]) for place, name in enumerate(columns) if name in fields]
    converters = [(place, field.from_db_value) for place, field in known if hasattr(field, "from_db_value")]
    beside = [(place, name) for place, name in enumerate(columns) if name not in fields]
    names, objects = [field.attname for _place, field in known], []
    for row in rows:
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place], None, connections[DEFAULT_DB_ALIAS])
        found = model.from_db(DEFAULT_DB_ALIAS, names, [values[place] for place, _field in known])
        for place, name in beside:
            setattr(found, name, values[place])
        objects.append(found)
    return objects


def _places(params: Sequence[Any], sample_args: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    """Returns where the sample arguments stand. Raises ValueError where one does not: the query does not ask about it."""
    places = tuple(
        (place, number)
        for place, param in enumerate(params)
        for number, arg in enumerate(sample_args)
        if type(param) is type(arg) and param == arg
    )
    if len({number for _place, number in places}) < len(sample_args):
        raise ValueError("A sample argument is not found in the query.")
    return places


def _adapted(arg: Any) -> Any:
    return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(arg) if isinstance(arg, datetime) else arg
