"""Stamps: what raises them are triggers, see contributions.stamps.triggers."""

from django.db import migrations, models

from contributions.stamps import triggers


def put(apps, schema_editor):
    triggers.put(schema_editor, triggers.OF_THE_WIKI, own=True)


def take_away(apps, schema_editor):
    triggers.take_away(schema_editor, triggers.OF_THE_WIKI, own=True)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0007_desk")]
    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="of what")),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="changes")),
            ],
            options={"verbose_name": "stamp", "verbose_name_plural": "stamps", "ordering": ["name"]},
        ),
        migrations.AddField(
            model_name="page",
            name="stamp",
            field=models.PositiveBigIntegerField(
                default=0,
                editable=False,
                help_text="Rises when anything changes that its screens show: see contributions.stamps.",
            ),
        ),
        migrations.RunPython(put, take_away),
    ]
