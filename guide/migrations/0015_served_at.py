"""Since when readers have an edition: so far, since its page was there in all its languages."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def are_served(apps, schema_editor):
    files = apps.get_model("guide", "EditionFile").objects.filter(edition=OuterRef("pk"), form="web")
    editions = apps.get_model("guide", "Edition").objects.filter(status="published")
    made = editions.filter(Exists(files.exclude(made_at=None))).exclude(Exists(files.filter(made_at=None)))
    made.update(served_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("guide", "0014_booklet_to_print_and_fold")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="served_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="given to readers"),
        ),
        migrations.RunPython(are_served, migrations.RunPython.noop),
    ]
