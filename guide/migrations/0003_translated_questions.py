"""The page of a question shows its translation: another one gives the page another cache version."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from contributions.cache_versions import triggers
from guide.cache_versions import OF_THE_GUIDE


def create_trigger(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, [one for one in OF_THE_GUIDE if one.table == "guide_translation"])


class Migration(migrations.Migration):
    dependencies = [("guide", "0002_sections"), ("contributions", "0001_initial")]
    operations = [migrations.RunPython(create_trigger, migrations.RunPython.noop)]
