"""What a search depends on leaves stamps: see search.stamps."""

from django.db import migrations

from contributions.stamps import triggers
from search.stamps import OF_THE_SEARCH


def put(apps, schema_editor):
    triggers.put(schema_editor, OF_THE_SEARCH)


def take_away(apps, schema_editor):
    triggers.take_away(schema_editor, OF_THE_SEARCH)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_folded_texts"), ("contributions", "0009_lists_of_any_length")]
    operations = [migrations.RunPython(put, take_away)]
