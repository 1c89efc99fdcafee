"""SQLite lost the trigger of the settings of the site when their table was made anew."""

from django.db import migrations

from contributions.cache_versions import triggers


def create_trigger(apps, schema_editor):
    triggers.install(schema_editor, [one for one in triggers.OF_THE_WIKI if one.table == "site_settings_sitesettings"])


class Migration(migrations.Migration):

    dependencies = [
        ("contributions", "0004_triggers_of_people"),
        ("site_settings", "0002_promises"),
    ]

    operations = [migrations.RunPython(create_trigger, migrations.RunPython.noop)]
