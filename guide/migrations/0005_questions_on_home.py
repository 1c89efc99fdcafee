"""Home and the list of questions show their translations too: another one gives both another cache version."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from contributions.cache_versions import triggers
from guide.cache_versions import OF_THE_GUIDE


def create_trigger(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, [one for one in OF_THE_GUIDE if one.table == "guide_translation"])


class Migration(migrations.Migration):
    dependencies = [("guide", "0004_imprint_and_large_print"), ("contributions", "0001_initial")]
    operations = [migrations.RunPython(create_trigger, migrations.RunPython.noop)]
