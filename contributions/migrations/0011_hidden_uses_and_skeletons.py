"""Columns are added in SQL: Django would make the tables anew on SQLite, and their triggers would go with the old ones."""

from django.db import migrations, models


def add_column(table, column, definition, operation):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD COLUMN {column} {definition}",
        f"ALTER TABLE {table} DROP COLUMN {column}",
        state_operations=[operation],
    )


def only_in_hidden_versions(model):
    field = models.BooleanField(default=False, verbose_name="only in hidden versions")
    return migrations.AddField(model, "is_hidden", field)


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0010_one_tally"),
        ("themes", "0002_sentence"),
    ]

    operations = [
        add_column(
            "contributions_attachmentuse",
            "is_hidden",
            "boolean NOT NULL DEFAULT false",
            only_in_hidden_versions("attachmentuse"),
        ),
        add_column(
            "contributions_imageuse", "is_hidden", "boolean NOT NULL DEFAULT false", only_in_hidden_versions("imageuse")
        ),
        add_column(
            "contributions_page",
            "title_skeleton",
            "varchar(200) NOT NULL DEFAULT ''",
            migrations.AddField(
                "page",
                "title_skeleton",
                models.CharField(
                    default="", editable=False, help_text="Titles that look alike have the same.", max_length=200
                ),
            ),
        ),
        migrations.AddIndex(
            "page", models.Index(fields=["title_skeleton"], name="titles_that_look_alike")
        ),
    ]
