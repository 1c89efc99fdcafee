"""What the editors have read, the last first, is asked for at every look at their desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0006_what_was_found_useful")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(condition=models.Q(("by__isnull", False)), fields=["-at"], name="reviewed_last_first"),
        ),
    ]
