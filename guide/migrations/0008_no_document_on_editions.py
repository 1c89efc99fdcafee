"""What an edition says stands in its texts alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("guide", "0007_texts_of_editions")]
    operations = [migrations.RemoveField(model_name="edition", name="document")]
