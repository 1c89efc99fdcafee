"""Queries whose words never change, compiled once in the life of a process.

Django writes the SQL of a query anew each time it is asked: for a row that every request needs, three quarters of what the row
costs. A `KeptQuery` is an ordinary QuerySet, written with values that stand in for the real ones; its SQL is what Django
makes of it on the database at hand, and its rows are made into objects as Django does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import batched
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # by PostgreSQL's connection


@dataclass(frozen=True)
class Compiled:
    name: str
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # of a parameter, and of the value that stands there
    model: Any  # None where rows are tuples
    columns: list[str]
    span: slice
    annotations: tuple[tuple[str, int], ...]
    converters: dict[int, Any]
    related: list[RelatedPopulator]
    compiler: Any


class KeptQuery[Row]:
    """Asked for with other values each time: `KeptQuery(lambda key: Session.objects.filter(pk=key), "a key")`.

    The stand-ins are of the type of the real values, and each differs from all other parameters of the query. `first(*values)`
    returns what `make(*values).first()` would, in no order of its own, and `all(*values)` the rows of `make(*values)`: objects,
    or tuples of a `values_list`. It saves two thirds of that query's computing time.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], *stand_ins: Any) -> None:
        self._make, self._stand_ins = make, stand_ins
        self._compiled: dict[tuple[str, bool], Compiled] = {}
        self._lock = Lock()

    def first(self, *values: Any) -> Row | None:
        return next(iter(self._rows(values, is_one=True)), None)

    def all(self, *values: Any) -> list[Row]:
        return list(self._rows(values, is_one=False))

    def _rows(self, values: Sequence[Any], *, is_one: bool) -> Iterator[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._compiled.get((connection.vendor, is_one)) or self._compile(is_one=is_one)
        adapted = [_adapted(connection, value) for value in values]
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql" or not _executed(connection, cursor, known, adapted):
                cursor.execute(known.sql, _filled_in(known, adapted))
            found = cursor.fetchall()
        rows = known.compiler.apply_converters(found, known.converters) if known.converters else found
        made: Iterator[Any] = (_object(known, row) if known.model else tuple(row) for row in rows)
        return made

    def _compile(self, *, is_one: bool) -> Compiled:
        connection = connections[DEFAULT_DB_ALIAS]
        with self._lock:
            rows = self._make(*self._stand_ins)
            rows = rows[:1] if is_one else rows
            compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
            sql, params = compiler.as_sql()
            known = self._compiled[connection.vendor, is_one] = Compiled(
                name=f"kept_{sha256(f'{sql}{params}'.encode()).hexdigest()[:24]}",  # the same query in every process
                sql=sql,
                params=tuple(params),
                places=_places(params, [_adapted(connection, value) for value in self._stand_ins]),
                **_shape(rows, compiler),
            )
        return known


class KeptRows[Row]:
    """The rows of many keys: `KeptRows(lambda keys: Page.objects.filter(pk__in=keys).values_list("pk", "title"))`.

    So many keys are asked for at once, always as many; where there are fewer, the last one stands for the others.
    """

    AT_ONCE = 40

    def __init__(self, make: Callable[[Sequence[int]], QuerySet[Any, Row]]) -> None:
        self._query = KeptQuery(lambda *keys: make(keys), *range(-100 - self.AT_ONCE, -100))

    def of(self, keys: Sequence[int]) -> list[Row]:
        """The rows of `make(keys)`, in no order."""
        rows: list[Row] = []
        for some in batched(dict.fromkeys(keys), self.AT_ONCE):
            rows += self._query.all(*some, *[some[-1]] * (self.AT_ONCE - len(some)))
        return rows


def _object(known: Compiled, row: Any) -> Any:
    one = known.model.from_db(DEFAULT_DB_ALIAS, known.columns, row[known.span])
    for populator in known.related:
        populator.populate(row, one)
    for name, place in known.annotations:
        setattr(one, name, row[place])
    return one


def _filled_in(known: Compiled, values: list[Any]) -> list[Any]:
    params = list(known.params)
    for place, number in known.places:
        params[place] = values[number]
    return params


def _executed(connection: Any, cursor: Any, known: Compiled, values: list[Any]) -> bool:
    """Executes the query prepared, so that PostgreSQL does not plan it anew: that took it ten times as long as the rows.

    Where a pooler gives each statement another connection, none is prepared where it is executed: then it is asked
    the plain way from then on.
    """
    prepared = _prepared.setdefault(connection.connection, set())
    if "none" in prepared:
        return False
    try:
        if known.name not in prepared:
            cursor.execute(_preparing(cursor, known))
            prepared.add(known.name)
        cursor.execute(f"EXECUTE {known.name} ({', '.join(['%s'] * len(values))})", values)
    except DatabaseError as error:
        if connection.in_atomic_block or not _is_unknown(error):
            raise
        prepared.add("none")
    return "none" not in prepared


def _is_unknown(error: DatabaseError) -> bool:
    """What is prepared is not known to this connection, or what is not is; or a column has another type since."""
    from psycopg2.errors import DuplicatePreparedStatement, FeatureNotSupported, InvalidSqlStatementName

    known = (DuplicatePreparedStatement, FeatureNotSupported, InvalidSqlStatementName)
    return isinstance(error.__cause__, known)


def _preparing(cursor: Any, known: Compiled) -> str:
    from psycopg2.extensions import AsIs

    places = _filled_in(known, [AsIs(f"${number + 1}") for number in range(len(known.places))])
    statement: bytes = cursor.mogrify(known.sql, places)
    return f"PREPARE {known.name} AS {statement.decode()}"


def _shape(rows: Any, compiler: Any) -> dict[str, Any]:
    """How a row becomes an object: see django.db.models.query.ModelIterable."""
    info, select = compiler.klass_info, compiler.select
    converters = compiler.get_converters([column[0] for column in select[: compiler.col_count]])
    if rows._fields is not None:  # of a values_list
        return {"model": None, "columns": [], "span": slice(0), "annotations": (), "related": []} | {
            "converters": converters,
            "compiler": compiler,
        }
    fields = info["select_fields"]
    span = slice(fields[0], fields[-1] + 1)
    return {
        "model": info["model"],
        "columns": [column[0].target.attname for column in select[span]],
        "span": span,
        "annotations": tuple((compiler.annotation_col_map or {}).items()),
        "converters": converters,
        "related": get_related_populators(info, select, DEFAULT_DB_ALIAS, rows._fetch_mode),
        "compiler": compiler,
    }


def _places(params: Any, stand_ins: list[Any]) -> tuple[tuple[int, int], ...]:
    """Where the stand-ins stand; each at least once, or the query does not ask about it."""
    places = tuple(
        (place, number)
        for place, value in enumerate(params)
        for number, stand_in in enumerate(stand_ins)
        if type(value) is type(stand_in) and value == stand_in
    )
    if len({number for _place, number in places}) < len(stand_ins):
        raise ValueError("A value that stands in for another is not found in the query.")
    return places


def _adapted(connection: Any, value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
