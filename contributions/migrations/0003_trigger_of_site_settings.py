"""Pages show the name of the site: a change of the settings gives all of them a new cache version."""

from django.db import migrations

from contributions.cache_versions import triggers


def create_trigger(apps, schema_editor):
    triggers.install(schema_editor, [one for one in triggers.OF_THE_WIKI if one.table == "site_settings_sitesettings"])


class Migration(migrations.Migration):

    dependencies = [
        ("contributions", "0001_initial"),
        ("site_settings", "0001_initial"),
    ]

    operations = [migrations.RunPython(create_trigger, migrations.RunPython.noop)]
