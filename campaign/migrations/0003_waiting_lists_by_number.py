"""Seats and waiting lists by a number: until now a clock decided who was first, and clocks go back."""

from itertools import groupby

from django.db import migrations, models

AT_ONCE = 500


def number_registrations(apps, schema_editor):
    model = apps.get_model("campaign", "Registration")
    rows = model.objects.order_by("session", "since", "pk").only("pk", "session")
    numbered = []
    for _session, own in groupby(rows.iterator(), key=lambda row: row.session_id):
        for number, row in enumerate(own, start=1):
            row.queue_number = number
            numbered.append(row)
    model.objects.bulk_update(numbered, ["queue_number"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0002_clean_video_files")]

    operations = [
        migrations.AlterModelOptions(
            name="registration",
            options={
                "ordering": ["queue_number", "pk"],
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
            },
        ),
        migrations.RemoveIndex(model_name="registration", name="registrations_in_order"),
        migrations.AddField(
            model_name="registration",
            name="queue_number",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["session", "state", "queue_number"], name="registrations_in_order"),
        ),
        migrations.RunPython(number_registrations, migrations.RunPython.noop, elidable=True),
    ]
