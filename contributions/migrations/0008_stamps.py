"""Stamps: what raises them are triggers, see contributions.stamps.triggers."""

from django.db import migrations, models

from contributions.stamps import triggers


def put(apps, schema_editor):
    triggers.put(schema_editor, triggers.OF_THE_WIKI)


def take_away(apps, schema_editor):
    triggers.take_away(schema_editor, triggers.OF_THE_WIKI)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0007_desk")]
    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.BigIntegerField(verbose_name="page")),
            ],
            options={
                "verbose_name": "stamp",
                "verbose_name_plural": "stamps",
                "indexes": [models.Index(fields=["page", "id"], name="stamps_of_a_page")],
            },
        ),
        migrations.RunPython(put, take_away),
    ]
