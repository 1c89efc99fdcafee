"""The database of the tests is the one that migrations make and a flush leaves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from tests import databases


def rows() -> dict[str, int]:
    """By table of a model; what SQLite's index of words stores for itself no flush touches."""
    counted = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counted[table] = cursor.fetchone()[0]
    return counted


def named_by_models() -> set[tuple[str, ...]]:
    permissions = Permission.objects.values_list("content_type__app_label", "content_type__model", "codename")
    return {*ContentType.objects.values_list("app_label", "model"), *permissions}


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.usefixtures("own_demo")
def test_an_emptied_database_is_what_a_flush_leaves() -> None:
    databases.empty()
    emptied_rows, emptied_names = rows(), named_by_models()
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    differing = {table for table, count in rows().items() if count != emptied_rows[table]}
    assert differing <= {
        "contributions_cacheversion"
    }  # SQLite's triggers leave cache versions of what is deleted after them, in either order
    assert named_by_models() == emptied_names


def test_what_asks_for_no_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("pure")


@pytest.mark.django_db
def test_what_asks_for_a_database_runs_on_both(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("pure")


def test_so_does_what_asks_for_somebody(request: pytest.FixtureRequest, contributor: User) -> None:
    assert not request.node.get_closest_marker("pure")
