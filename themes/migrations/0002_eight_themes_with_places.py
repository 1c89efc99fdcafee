import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """On SQLite the table is made anew: contributions.0002_triggers_of_themes puts its triggers back."""

    dependencies = [
        ("themes", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="theme", name="a_theme_has_a_number_from_1_to_4"),
        migrations.AddField(
            model_name="theme",
            name="places",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="How many tips the guide has room for under this question.",
                validators=[django.core.validators.MaxValueValidator(25)],
                verbose_name="places",
            ),
        ),
        migrations.AlterField(
            model_name="theme",
            name="number",
            field=models.PositiveSmallIntegerField(
                unique=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(8),
                ],
                verbose_name="number",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (1, 8))), name="a_theme_has_a_number_from_1_to_8"
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__lte", 25)), name="a_theme_has_at_most_25_places"
            ),
        ),
    ]
