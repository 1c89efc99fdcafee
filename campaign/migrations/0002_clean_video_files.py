"""Films and their pictures were stored as they were sent, with where they were taken."""

from typing import Any

from django.db import migrations

from campaign.videos.file_cleanup import clean_stored_files


def clean(apps: Any, schema_editor: Any) -> None:
    clean_stored_files()


class Migration(migrations.Migration):
    dependencies = [("campaign", "0001_initial")]
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
