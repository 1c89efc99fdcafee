"""SQL that Django wrote once, asked again and again with other arguments.

PostgreSQL plans it once a connection (PREPARE): to plan a cached page's two queries takes it thrice as long as to answer. Never
inside a transaction, which a failure would spoil. Behind a pooler that gives each statement another connection a name
may be unknown: from then on this connection is asked plainly.

Where it expects a plan for the arguments at hand to be better, PostgreSQL plans each time all the same, unless the statement
`is_planned_once`: for a query of which every argument is a key in an index. Others may become 20 times slower by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
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
