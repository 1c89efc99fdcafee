"""The index keeps each text as the ranking reads it: filled as texts are indexed, by the round over all of them at the latest."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_engines")]

    operations = [
        migrations.AddField("entry", "folded", models.TextField(blank=True, default="", editable=False)),
    ]
