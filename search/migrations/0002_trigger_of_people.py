from django.db import migrations

from contributions.cache_versions import triggers
from search.cache_versions import OF_NEW_PEOPLE


def install_trigger(apps, schema_editor):
    """Whoever has just come is found, too."""
    triggers.install(schema_editor, [OF_NEW_PEOPLE])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people"), ("search", "0001_initial")]

    operations = [migrations.RunPython(install_trigger, migrations.RunPython.noop)]
