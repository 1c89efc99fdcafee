from django.db import migrations

from learning.courses.gap_repair import mend_gaps


def mend(apps, schema_editor):
    mend_gaps(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0001_initial'),
        ('guide', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
    ]
