"""Queries whose SQL never changes, written once in the life of a process.

Django writes the SQL of a query anew each time: for a row that every request needs, three quarters of what the row
costs. Here it is written once, by Django, and asked with `QuerySet.raw()`, with other values each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Model, QuerySet

from database.prepared import Statement, fetch


class CompiledQuery[Row: Model]:
    """A query of objects: `CompiledQuery(lambda key: Session.objects.filter(pk=key), "a key")`.

    The sample arguments are of the types of the real ones, and each differs from all other parameters of the query, which
    depends on its arguments in no other way. Annotations come as the database gives them (1 for True on SQLite).

    It has no `select_related`: `related` names the foreign keys whose rows come along instead, one object for each key.
    On SQLite, which gives moments as they are written, such a query is Django's own.
    """

    def __init__(
        self, make: Callable[..., QuerySet[Row]], *sample_args: Any, related: Mapping[str, type[Model]] | None = None
    ) -> None:
        self._make, self._sample_args, self._related = make, sample_args, related or {}
        self._compiled: dict[str, tuple[QuerySet[Row], Statement]] = {}  # by the kind of database

    def first(self, *args: Any) -> Row | None:
        """Returns one row of `make(*args)`, in no order of its own, or None."""
        return next(iter(self.all(*args)), None)

    def all(self, *args: Any) -> list[Row]:
        """Returns the rows of `make(*args)`."""
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if self._related and vendor != "postgresql":
            return list(self._make(*args).select_related(*self._related))
        if vendor not in self._compiled:
            self._compiled[vendor] = self._compile()
        rows, statement = self._compiled[vendor]
        values = list(map(_adapted, args))
        if vendor == "postgresql":
            columns, found = fetch(statement, values)
            along = [RelatedColumns.of(name, model, columns) for name, model in self._related.items()]
            objects = _objects(rows.model, columns, found, but={place for one in along for place in one.places})
            for one in along:
                one.attach(found, objects)
            return objects
        return list(rows.raw(statement.sql, statement.with_args(values)))

    def _compile(self) -> tuple[QuerySet[Row], Statement]:
        rows = self._make(*self._sample_args)
        for name, model in self._related.items():
            along = {
                _along(name, field.attname): F(f"{name}__{field.attname}") for field in model._meta.concrete_fields
            }
            rows = rows.annotate(**along)
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


def _objects(
    model: type[Any], columns: list[str], rows: list[tuple[Any, ...]], *, but: AbstractSet[int] = frozenset()
) -> list[Any]:
    """Returns what `raw()` would, which finds out about the columns each time anew: a quarter of a cached page.

    The driver gives Python's own values; what is left to do is each field's `from_db_value`. Columns at the places `but` are
    left out.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    known = [(place, fields[name]) for place, name in enumerate(columns) if name in fields]
    converters = [(place, field.from_db_value) for place, field in known if hasattr(field, "from_db_value")]
    beside = [(place, name) for place, name in enumerate(columns) if name not in fields and place not in but]
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


def _along(name: str, attname: str) -> str:
    return f"of_{name}_{attname}"


class RelatedColumns(NamedTuple):
    """Where the columns of a foreign key's row came along."""

    name: str
    model: type[Model]
    places: dict[int, str]
    key: int

    @classmethod
    def of(cls, name: str, model: type[Model], columns: list[str]) -> RelatedColumns:
        attnames = {_along(name, field.attname): field.attname for field in model._meta.concrete_fields}
        places = {place: attnames[column] for place, column in enumerate(columns) if column in attnames}
        return cls(name, model, places, columns.index(_along(name, model._meta.pk.attname)))

    def attach(self, rows: list[tuple[Any, ...]], objects: list[Any]) -> None:
        """Gives each object its own; where several have the same one, it is the same object."""
        known: dict[Any, Model | None] = {None: None}
        for row, found in zip(rows, objects, strict=True):
            pk = row[self.key]
            if pk not in known:
                known[pk] = related_object(self.model, {name: row[place] for place, name in self.places.items()})
            setattr(found, self.name, known[pk])


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
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(arg, datetime):
        return connection.ops.adapt_datetimefield_value(arg)
    return arg.hex if isinstance(arg, UUID) and not connection.features.has_native_uuid_field else arg
