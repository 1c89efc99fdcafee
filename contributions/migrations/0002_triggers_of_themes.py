from django.db import migrations

from contributions.cache_versions import triggers


def create_triggers(apps, schema_editor):
    triggers.install(schema_editor, [row for row in triggers.OF_THE_WIKI if row.table == "themes_theme"])


class Migration(migrations.Migration):
    """SQLite lost them when the table of themes was made anew."""

    dependencies = [
        ("contributions", "0001_initial"),
        ("themes", "0002_eight_themes_with_places"),
    ]

    operations = [
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
