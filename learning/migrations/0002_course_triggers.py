from django.db import migrations

from contributions.cache_versions import triggers
from learning.courses.course_triggers import OF_THE_COURSES


def install_triggers(apps, schema_editor):
    triggers.install(schema_editor, OF_THE_COURSES)


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial"), ("contributions", "0001_initial")]

    operations = [migrations.RunPython(install_triggers, migrations.RunPython.noop)]
