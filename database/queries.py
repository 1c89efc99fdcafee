"""Queries whose SQL never changes, written once in the life of a process.

Django writes the SQL of a query anew each time: for a row that every request needs, three quarters of what the row
costs. Here it is written once, by Django, and asked with `QuerySet.raw()`, with other values each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Model, QuerySet

from database.prepared import Statement, fetch


class CompiledQuery[Row: Model]:
    """A query of objects: `CompiledQuery(lambda key: Session.objects.filter(pk=key), "a key")`.

    The sample arguments are of the types of the real ones, and each differs from all other parameters of the query, which
    depends on its arguments in no other way. Annotations come as the database gives them (1 for True on SQLite).

    In place of `select_related` it has `related`: the paths of the foreign keys whose rows come along, one object for each
    key, with the attributes that are read of it (none for all). On SQLite, which gives moments as they are written, such a
    query is Django's own. `is_planned_once`: see `database.prepared`.
    """

    def __init__(
        self,
        make: Callable[..., QuerySet[Row]],
        *sample_args: Any,
        related: Mapping[str, Sequence[str]] | None = None,
        is_planned_once: bool = False,
    ) -> None:
        self._make, self._sample_args, self._paths = make, sample_args, related or {}
        self._is_planned_once = is_planned_once
        self._related: list[RelatedColumns] = []
        self._compiled: dict[str, tuple[QuerySet[Row], Statement]] = {}  # by the kind of database

    def first(self, *args: Any) -> Row | None:
        """Returns one row of `make(*args)`, in no order of its own, or None."""
        return next(iter(self.all(*args)), None)

    def all(self, *args: Any) -> list[Row]:
        """Returns the rows of `make(*args)`."""
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        rows, statement = self._statement(vendor)
        values = list(map(_adapted, args))
        if vendor == "postgresql":
            columns, found = fetch(statement, values)
            own = len(columns) - sum(len(one.sources) for one in self._related)
            objects: list[Row] = _objects(rows.model, tuple(columns[:own]), found)
            for one in self._related:
                one.attach(found, objects, own)
                own += len(one.sources)
            return objects
        if self._related:
            unread = [name for one in self._related for name in one.unread]
            return list(self._make(*args).select_related(*self._paths).defer(*unread))
        return list(rows.raw(statement.sql, statement.with_args(values)))

    def tuples(self, *args: Any) -> list[tuple[Any, ...]]:
        """Returns the rows of `make(*args)`, which is a `values_list` of texts and numbers. For many small rows, of which an
        object each costs more than to ask for them.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        _rows, statement = self._statement(connection.vendor)
        values = list(map(_adapted, args))
        if connection.vendor == "postgresql":
            return fetch(statement, values)[1]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.with_args(values))
            return list(cursor.fetchall())

    def _statement(self, vendor: str) -> tuple[QuerySet[Row], Statement]:
        if vendor not in self._compiled:
            self._compiled[vendor] = self._compile()
        return self._compiled[vendor]

    def _compile(self) -> tuple[QuerySet[Row], Statement]:
        rows = self._make(*self._sample_args)
        rows = rows.select_related(None) if rows.query.select_related else rows  # `values_list` has none
        self._related = [RelatedColumns(rows.model, path, names) for path, names in self._paths.items()]
        for one in self._related:
            rows = rows.annotate(**{alias: F(source) for alias, source in one.sources.items()})
        sql, params = rows.query.sql_with_params()
        places = _places(params, list(map(_adapted, self._sample_args)))
        arity = len(self._sample_args)
        return rows, Statement.of(sql, params, places, arity, is_planned_once=self._is_planned_once)


class CompiledInQuery[Row: Model]:
    """The rows of many keys: `CompiledInQuery(lambda keys: Page.objects.filter(pk__in=keys).only("title"))`.

    Always as many keys are asked for at once; where there are fewer, the last one stands for the others. `sample` makes
    sample arguments of numbers, where the keys are no numbers themselves; `sample_args` are of further arguments.
    """

    AT_ONCE = 40

    def __init__(
        self,
        make: Callable[..., QuerySet[Row]],
        sample: Callable[[int], object] = int,
        *,
        sample_args: Sequence[Any] = (),
        related: Mapping[str, Sequence[str]] | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        samples, self._at_once = map(sample, range(-100 - at_once, -100)), at_once
        self._query = CompiledQuery(
            lambda *args: make(args[:at_once], *args[at_once:]), *samples, *sample_args, related=related
        )

    def of(self, keys: Iterable[Any], *args: Any) -> list[Row]:
        """Returns the rows of `make(keys, *args)`, in no order."""
        return [row for some in self._filled(keys) for row in self._query.all(*some, *args)]

    def tuples(self, keys: Iterable[Any], *args: Any) -> list[tuple[Any, ...]]:
        """Returns the rows of `make(keys, *args)`, which is a `values_list` of texts and numbers, in no order."""
        return [row for some in self._filled(keys) for row in self._query.tuples(*some, *args)]

    def _filled(self, keys: Iterable[Any]) -> Iterator[Sequence[Any]]:
        for some in batched(dict.fromkeys(keys), self._at_once):
            yield [*some, *[some[-1]] * (self._at_once - len(some))]


class RelatedColumns:
    """The columns of a foreign key's row that come along, behind those of the query."""

    def __init__(self, model: type[Model], path: str, names: Sequence[str]) -> None:
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a foreign key
        *self._way, self._name = path.split("__")
        fields = [field for field in model._meta.concrete_fields if field.attname in names or not names]
        self._model, self._names = model, [field.attname for field in fields]
        self._key = self._names.index(model._meta.pk.attname)
        self._converters = [
            (place, field.from_db_value) for place, field in enumerate(fields) if hasattr(field, "from_db_value")
        ]
        self.sources = {f"of_{path}_{name}": f"{path}__{name}" for name in self._names}
        self.unread = [f"{path}__{field.name}" for field in model._meta.concrete_fields if field not in fields]

    def attach(self, rows: Sequence[tuple[Any, ...]], objects: Sequence[Any], first: int) -> None:
        """Gives each object its own, whose columns begin at `first`; where several have the same one, it is the same object."""
        known: dict[Any, Model | None] = {None: None}
        for row, holder in zip(rows, objects, strict=True):
            for name in self._way:
                holder = getattr(holder, name) if holder is not None else None
            if holder is None:
                continue
            key = row[first + self._key]
            if key not in known:
                known[key] = self._object(list(row[first : first + len(self._names)]))
            setattr(holder, self._name, known[key])

    def _object(self, values: list[Any]) -> Model:
        for place, convert in self._converters:
            values[place] = convert(values[place], None, connections[DEFAULT_DB_ALIAS])
        return self._model.from_db(DEFAULT_DB_ALIAS, self._names, values)


def related_object[Row: Model](model: type[Row], values: dict[str, Any]) -> Row:
    """Returns the object whose columns, or some of them, came along as annotations; `values` are by attribute."""
    connection, known = connections[DEFAULT_DB_ALIAS], {}
    for field in model._meta.concrete_fields:  # the order that from_db goes by
        if field.attname in values:
            value = values[field.attname]
            convert = getattr(field, "from_db_value", None)
            known[field.attname] = convert(value, None, connection) if convert else value
    return model.from_db(DEFAULT_DB_ALIAS, list(known), list(known.values()))


def _objects(model: type[Model], columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[Any]:
    """Returns what `raw()` would, which finds out about the columns each time anew: a quarter of a cached page.

    The driver gives Python's own values; what is left to do is each field's `from_db_value`.
    """
    names, places, converters, beside = _layout(model, columns)
    connection, objects = connections[DEFAULT_DB_ALIAS], []
    for row in rows:
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place], None, connection)
        found = model.from_db(DEFAULT_DB_ALIAS, names, [values[place] for place in places])
        for place, name in beside:
            setattr(found, name, values[place])
        objects.append(found)
    return objects


@cache
def _layout(model: type[Model], columns: tuple[str, ...]) -> tuple[Any, ...]:
    """Returns the attributes of the model among the columns, where these stand, which are converted, and what stands beside."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    known = [(place, fields[name]) for place, name in enumerate(columns) if name in fields]
    converters = [(place, field.from_db_value) for place, field in known if hasattr(field, "from_db_value")]
    beside = [(place, name) for place, name in enumerate(columns) if name not in fields]
    return [field.attname for _place, field in known], [place for place, _field in known], converters, beside


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
    if not isinstance(arg, date | UUID):  # a datetime is a date
        return arg
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(arg, datetime):
        return connection.ops.adapt_datetimefield_value(arg)
    if isinstance(arg, date):
        return connection.ops.adapt_datefield_value(arg)
    return arg if connection.features.has_native_uuid_field else arg.hex
