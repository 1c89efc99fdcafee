from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_that_of_the_attempt(apps, schema_editor):
    responses = apps.get_model("learning", "ItemResponse").objects
    attempts = apps.get_model("learning", "Attempt").objects.filter(pk=OuterRef("attempt"))
    responses.update(language=Subquery(attempts.values("language")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0003_forgotten_attempts"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemresponse",
            name="language",
            field=models.CharField(default="", max_length=8, verbose_name="language"),
            preserve_default=False,
        ),
        migrations.RunPython(take_that_of_the_attempt, migrations.RunPython.noop),
    ]
