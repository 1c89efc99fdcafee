"""Lists that cost the same however long they are: what they are counted and ordered by, and how threads are told apart."""

from __future__ import annotations

from django.db import migrations, models

# What opens a thread differs from row to row. The planner cannot see it, since the index of threads is a partial one, and
# takes each thread for a two-hundredth of all that was ever said: among 300,000 it reads all the people rather than eleven.
STATISTICS = "CREATE STATISTICS said_in_threads ON (COALESCE(reply_to_id, id)) FROM contributions_contribution"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STATISTICS)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS said_in_threads")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_stamps")]

    operations = [
        migrations.RemoveIndex("page", "pages_of_a_theme_newest_first"),
        migrations.AddIndex(
            "page",
            models.Index(
                fields=["theme", "-modified_at", "-id", "is_hidden"],
                condition=models.Q(merged_into=None),
                name="pages_of_a_theme_in_order",
            ),
        ),
        migrations.AddIndex(
            "contribution",
            models.Index(
                fields=["theme"],
                condition=models.Q(page=None, withdrawn_at=None, is_hidden=False),
                name="standing_under_a_theme",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
