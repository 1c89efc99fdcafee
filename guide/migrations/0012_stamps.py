"""What of the guide a page of the wiki shows raises its stamp: see guide.stamps."""

from django.db import migrations

from contributions.stamps import triggers
from guide.stamps import OF_THE_GUIDE


def put(apps, schema_editor):
    triggers.put(schema_editor, OF_THE_GUIDE)


def take_away(apps, schema_editor):
    triggers.take_away(schema_editor, OF_THE_GUIDE)


class Migration(migrations.Migration):
    dependencies = [("guide", "0011_print_run_files"), ("contributions", "0008_stamps")]
    operations = [migrations.RunPython(put, take_away)]
