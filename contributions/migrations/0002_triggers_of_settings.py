"""SQLite has made the table of settings anew for another column, and has lost its trigger."""

from typing import Any

from django.db import migrations

from contributions.cache_versions import triggers


def create_trigger(apps: Any, schema_editor: Any) -> None:
    of_settings = [one for one in triggers.OF_THE_WIKI if one.table == "site_settings_sitesettings"]
    triggers.install(schema_editor, of_settings)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial"), ("site_settings", "0002_public_texts")]
    operations = [migrations.RunPython(create_trigger, migrations.RunPython.noop)]
