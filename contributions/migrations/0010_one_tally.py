"""What a person does is counted in one row, not in one for the minute and one for the hour.

The tallies count the last hour alone: everybody begins it anew.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("contributions", "0009_lists_of_any_length")]

    operations = [
        migrations.DeleteModel(name="Tally"),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=12, verbose_name="act")),
                ("minute", models.DateTimeField(verbose_name="since the minute")),
                ("in_minute", models.PositiveIntegerField(verbose_name="number in the minute")),
                ("hour", models.DateTimeField(verbose_name="since the hour")),
                ("in_hour", models.PositiveIntegerField(verbose_name="number in the hour")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of a throttle",
                "verbose_name_plural": "tallies of the throttle",
                "ordering": ["-minute", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "act"), name="what_a_person_does_is_counted_once")
                ],
            },
        ),
    ]
