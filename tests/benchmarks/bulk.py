"""Rows written in bulk. On PostgreSQL by COPY, and without what a row costs that is written by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import batched
from json import dumps
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 2_000
HASTE = {
    "session_replication_role": "replica",  # no trigger: all they do is leave cache versions, and nothing is cached yet;
    # and no foreign key is looked up: they are those of rows that were just written
    "maintenance_work_mem": "'1GB'",
}
SECONDARY = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s) AND NOT EXISTS "
    "(SELECT FROM pg_constraint WHERE conindid = format('%%I', indexname)::regclass)"
)


@contextmanager
def in_haste() -> Iterator[None]:
    """For rows that are right by themselves: on PostgreSQL no trigger acts and no foreign key is looked up inside."""
    if connection.vendor != "postgresql":
        yield
        return
    execute(*(f"SET {name} = {value}" for name, value in HASTE.items()))
    yield
    execute(*(f"RESET {name}" for name in HASTE))


@contextmanager
def indexed_at_the_end(*some: type[models.Model]) -> Iterator[None]:
    """On PostgreSQL the indexes of these tables that hold no constraint are made at the end, in one go, with statistics."""
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in some]
    with connection.cursor() as cursor:
        cursor.execute(SECONDARY, [tables])
        known = cursor.fetchall()
    execute(*(f'DROP INDEX "{name}"' for name, _statement in known))
    yield
    execute(*(statement for _name, statement in known), *(f"ANALYZE {table}" for table in tables))


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def write(model: type[models.Model], rows: Iterable[Any], say: Any = print, more: Sequence[str] = ()) -> list[int]:
    """Writes the rows; returns the keys in their order. Nothing may be asked of the database while they are made.

    `more` are columns that PostgreSQL has and the model does not know.
    """
    some = told(model, rows, say)
    keys = copied(model, some, more) if connection.vendor == "postgresql" else created(model, some)
    say()
    return keys


def told(model: type[models.Model], rows: Iterable[Any], say: Any) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % BATCH == 0:
            say(f"{model._meta.model_name}: {number:,}", end="\r")


def created(model: type[models.Model], rows: Iterable[Any]) -> list[int]:
    manager: Any = model._default_manager
    return [row.pk for some in batched(rows, BATCH) for row in manager.bulk_create(some)]


def copied(model: type[models.Model], rows: Iterable[Any], more: Sequence[str]) -> list[int]:
    """Keys follow those that are there."""
    manager: Any = model._default_manager
    last = manager.aggregate(last=models.Max("pk"))["last"] or 0
    columns = ", ".join(f'"{name}"' for name in [*(field.column for field in model._meta.local_concrete_fields), *more])
    keys: list[int] = []
    with connection.cursor() as cursor:
        lines = Lines(lines_of(model, rows, more, keys, last))
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', lines, 1 << 18)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return keys


def lines_of(
    model: type[models.Model], rows: Iterable[Any], more: Sequence[str], keys: list[int], last: int
) -> Iterator[str]:
    """Fills `keys` on the way."""
    fields = model._meta.local_concrete_fields
    key, structured = model._meta.pk.attname, [field.attname for field in fields if isinstance(field, models.JSONField)]
    names = [*(field.attname for field in fields), *more]
    for number, row in enumerate(rows, last + 1):
        values = row.__dict__ | {key: number} | {name: dumps(getattr(row, name)) for name in structured}
        keys.append(number)
        yield "\t".join([word(values[name]) for name in names]) + "\n"


def word(value: object) -> str:
    """A value in the words of COPY."""
    if value is None:
        return "\\N"
    text = str(value)
    if type(value) is str:
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


class Lines:
    """Lines as the file that they would be."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.left = lines, ""

    def read(self, size: int) -> str:
        """At most so many characters; the bytes of some are two."""
        parts, length = [self.left], len(self.left)
        while length < size and (line := next(self.lines, "")):
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self.left = text[size:]
        return text[:size]


def derive(row: models.Model, source: type[models.Model], columns: Mapping[str, str]) -> None:
    """Writes one row for each of the source's, in their order: like this one, but for the columns that are taken from there."""
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    same = [field for field in fields if field.column not in columns]
    names = [f'"{field.column}"' for field in same] + [f'"{name}"' for name in columns]
    values = ["%s"] * len(same) + [f'"{name}"' for name in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{row._meta.db_table}" ({", ".join(names)}) '
            f'SELECT {", ".join(values)} FROM "{source._meta.db_table}" ORDER BY id',
            [field.get_db_prep_save(getattr(row, field.attname), connection) for field in same],
        )
