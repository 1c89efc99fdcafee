from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_waiting_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="excerpt",
            field=models.TextField(blank=True, verbose_name="excerpt"),
        ),
    ]
