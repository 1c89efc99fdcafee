from django.db import migrations

from contributions.cache_versions import triggers


def install_triggers(apps, schema_editor):
    """SQLite made the table of the people anew in accounts 0002, without its triggers; where somebody works counts from now on."""
    triggers.install(schema_editor, [one for one in triggers.OF_THE_WIKI if one.table == "accounts_user"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people"), ("contributions", "0003_trigger_of_site_settings")]

    operations = [migrations.RunPython(install_triggers, migrations.RunPython.noop)]
