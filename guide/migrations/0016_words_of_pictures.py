"""What the pictures of cover and chapters show, in each language of an edition."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guide", "0015_served_at")]

    operations = [
        migrations.AddField(
            model_name="editiontext",
            name="picture_words",
            field=models.JSONField(blank=True, default=dict, verbose_name="what its pictures show"),
        ),
    ]
