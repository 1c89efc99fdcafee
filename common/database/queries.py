"""Queries whose SQL never changes, written once in the life of a process.

Django writes the SQL of a query anew each time: for a row that every request needs, three quarters of what the row
costs. Here it is written once, by Django, and asked with other values each time.

SQL that Django wrote once, asked again and again with other arguments.

PostgreSQL plans it once a connection (PREPARE): to plan a cached page's two queries takes it thrice as long as to answer. Never
inside a transaction, which a failure would spoil. Behind a pooler that gives each statement another connection a name
may be unknown: from then on this connection is asked plainly.

Where it expects a plan for the arguments at hand to be better, PostgreSQL plans each time all the same, unless the statement
`is_planned_once`: for a query of which every argument is a key in an index. Others may become 20 times slower by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import F, Model, QuerySet
from psycopg2.errors import DuplicatePreparedStatement, FeatureNotSupported, InvalidSqlStatementName
from psycopg2.extensions import AsIs

UNKNOWN = (DuplicatePreparedStatement, FeatureNotSupported, InvalidSqlStatementName)
POOLED = ""
PLANNED_ONCE = "SET LOCAL plan_cache_mode TO force_generic_plan; "  # for the one statement that is sent along
_names: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # prepared, by PostgreSQL's own connection


class Statement(NamedTuple):
    """Where each of `arity` arguments belongs among the parameters, say `places`: of a parameter, and of its argument."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    arity: int
    name: str
    is_planned_once: bool

    @classmethod
    def of(
        cls, sql: str, params: Sequence[Any], places: Sequence[tuple[int, int]], arity: int, *, is_planned_once: bool
    ) -> Statement:
        """The name is the same for the same query in every process."""
        name = f"compiled_{sha256(f'{sql}{params}'.encode()).hexdigest()[:24]}"
        return cls(sql, tuple(params), tuple(places), arity, name, is_planned_once)

    def with_args(self, args: Sequence[Any]) -> list[Any]:
        """Returns the parameters with the arguments in their places."""
        params = list(self.params)
        for place, number in self.places:
            params[place] = args[number]
        return params


def fetch(statement: Statement, args: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Returns the names of the columns, and the rows as the driver gives them."""
    connection = connections[DEFAULT_DB_ALIAS]
    is_prepared = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        if not is_prepared or not _execute_prepared(connection, cursor, statement, args):
            cursor.execute(statement.sql, statement.with_args(args))
        return [column[0] for column in cursor.description], cursor.fetchall()


def _execute_prepared(connection: Any, cursor: Any, statement: Statement, args: Sequence[Any]) -> bool:
    names = _names.setdefault(connection.connection, set())
    if POOLED in names:
        return False
    try:
        if statement.name not in names:
            numbers = statement.with_args([AsIs(f"${number + 1}") for number in range(statement.arity)])
            cursor.execute(f"PREPARE {statement.name} AS {cursor.mogrify(statement.sql, numbers).decode()}")
            names.add(statement.name)
        places = f"({', '.join(['%s'] * statement.arity)})" if statement.arity else ""
        mode = PLANNED_ONCE if statement.is_planned_once else ""
        cursor.execute(f"{mode}EXECUTE {statement.name} {places}", args)
    except DatabaseError as error:
        if not isinstance(error.__cause__, UNKNOWN):
            raise
        names.add(POOLED)
    return POOLED not in names


type Converter = tuple[int, Callable[[Any, Any, Any], Any], Any]
"""The place of a value, what converts it, and the column that it is of."""


class Compiled(NamedTuple):
    """What a query has become on one kind of database."""

    model: type[Model]
    statement: Statement
    related: tuple[RelatedColumns, ...]


class CompiledQuery[Row: Model]:
    """A query of objects: `CompiledQuery(lambda key: Session.objects.filter(pk=key), "a key")`.

    The sample arguments are of the types of the real ones, and each differs from all other parameters of the query, which
    depends on its arguments in no other way. Annotations come as the database gives them (1 for True on SQLite).

    In place of `select_related` it has `related`: the foreign keys whose rows come along, one object for each key.
    `is_planned_once`: see `common.database.queries`.
    """

    def __init__(
        self,
        make: Callable[..., QuerySet[Row]],
        *sample_args: Any,
        related: Sequence[str] = (),
        is_planned_once: bool = False,
    ) -> None:
        self._make, self._sample_args, self._paths = make, sample_args, related
        self._is_planned_once = is_planned_once
        self._compiled: dict[str, Compiled] = {}  # by the kind of database

    def first(self, *args: Any) -> Row | None:
        """Returns one row of `make(*args)`, in no order of its own, or None."""
        return next(iter(self.all(*args)), None)

    def all(self, *args: Any) -> list[Row]:
        """Returns the rows of `make(*args)`."""
        model, statement, related = self._on_this_database()
        columns, found = fetch(statement, list(map(_adapted, args)))
        own = len(columns) - sum(len(one.sources) for one in related)
        objects: list[Row] = _objects(model, tuple(columns[:own]), found)
        for one in related:
            one.attach(found, objects, own)
            own += len(one.sources)
        return objects

    def tuples(self, *args: Any) -> list[tuple[Any, ...]]:
        """Returns the rows of `make(*args)`, which is a `values_list` of texts and numbers. For many small rows, of which an
        object each costs more than to ask for them.
        """
        return fetch(self._on_this_database().statement, list(map(_adapted, args)))[1]

    def _on_this_database(self) -> Compiled:
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self._compiled:
            self._compiled[vendor] = self._compile()
        return self._compiled[vendor]

    def _compile(self) -> Compiled:
        rows = self._make(*self._sample_args)
        rows = rows.select_related(None) if rows.query.select_related else rows  # `values_list` has none
        related = tuple(RelatedColumns(rows.model, name) for name in self._paths)
        for one in related:
            rows = rows.annotate(**{alias: F(source) for alias, source in one.sources.items()})
        sql, params = rows.query.sql_with_params()
        places = _places(params, list(map(_adapted, self._sample_args)))
        arity = len(self._sample_args)
        statement = Statement.of(sql, params, places, arity, is_planned_once=self._is_planned_once)
        return Compiled(rows.model, statement, related)


class RelatedColumns:
    """The columns of a foreign key's row that come along, behind those of the query."""

    def __init__(self, model: type[Model], name: str) -> None:
        self._name = name
        self._model: type[Model] = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a foreign key
        fields = self._model._meta.concrete_fields
        self._names = [field.attname for field in fields]
        self._key = self._names.index(self._model._meta.pk.attname)
        self._converters = _converters(enumerate(fields))
        self.sources = {f"of_{name}_{column}": f"{name}__{column}" for column in self._names}

    def attach(self, rows: Sequence[tuple[Any, ...]], objects: Sequence[Any], first: int) -> None:
        """Gives each object its own, whose columns begin at `first`; where several have the same one, it is the same object."""
        known: dict[Any, Model | None] = {None: None}
        for row, holder in zip(rows, objects, strict=True):
            key = row[first + self._key]
            if key not in known:
                values = list(row[first : first + len(self._names)])
                _convert(values, self._converters)
                known[key] = self._model.from_db(DEFAULT_DB_ALIAS, self._names, values)
            setattr(holder, self._name, known[key])


def _objects(model: type[Model], columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[Any]:
    """Returns what `raw()` would, which finds out about the columns each time anew: a quarter of a cached page."""
    names, places, converters, beside = _layout(model, columns, connections[DEFAULT_DB_ALIAS].vendor)
    objects = []
    for row in rows:
        values = list(row)
        _convert(values, converters)
        found = model.from_db(DEFAULT_DB_ALIAS, names, [values[place] for place in places])
        for place, name in beside:
            setattr(found, name, values[place])
        objects.append(found)
    return objects


@cache
def _layout(model: type[Model], columns: tuple[str, ...], _vendor: str) -> tuple[Any, ...]:
    """Returns the attributes of the model among the columns, where these stand, which are converted, and what stands beside."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    known = [(place, fields[name]) for place, name in enumerate(columns) if name in fields]
    beside = [(place, name) for place, name in enumerate(columns) if name not in fields]
    return [field.attname for _place, field in known], [place for place, _field in known], _converters(known), beside


def _converters(fields: Iterable[tuple[int, Any]]) -> list[Converter]:
    """Returns what makes Python's values of those that the driver gives, which for PostgreSQL are most of them already.

    They are of the connection at hand, and serve all of its kind: what they know of it is its time zone, which is UTC.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    found: list[Converter] = []
    for place, field in fields:
        column = field.get_col(field.model._meta.db_table)
        converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        found += [(place, convert, column) for convert in converters]
    return found


def _convert(values: list[Any], converters: Iterable[Converter]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    for place, convert, column in converters:
        values[place] = convert(values[place], column, connection)


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
