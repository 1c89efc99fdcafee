"""What the engine of this database keeps the words in. Another engine, named in the settings, leaves it empty."""

from __future__ import annotations

from django.db import migrations

from search.engines import postgresql, sqlite


def create(apps, schema_editor):
    match schema_editor.connection.vendor:
        case "sqlite":
            statements = [sqlite.CREATE, sqlite.CREATE_VOCABULARY]
        case "postgresql":
            statements = [postgresql.CREATE, postgresql.CREATE_INDEX]
        case _:
            statements = []
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    match schema_editor.connection.vendor:
        case "sqlite":
            statements = ["DROP TABLE search_vocabulary", "DROP TABLE search_words"]
        case "postgresql":
            statements = ["ALTER TABLE search_entry DROP COLUMN words"]
        case _:
            statements = []
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
