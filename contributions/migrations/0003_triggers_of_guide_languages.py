"""Installs the trigger of the site's settings anew: on SQLite a new column makes the table anew, without its triggers."""

from django.db import migrations

from contributions.cache_versions import triggers


def install(apps, schema_editor):
    of_settings = tuple(one for one in triggers.OF_THE_WIKI if one.table == "site_settings_sitesettings")
    triggers.install(schema_editor, of_settings)


class Migration(migrations.Migration):

    dependencies = [("contributions", "0002_triggers_of_settings"), ("site_settings", "0003_guide_languages")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
