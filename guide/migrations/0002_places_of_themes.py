from django.db import migrations


def give_places_to_themes(apps, schema_editor):
    """How many places the edition in preparation gave to a theme, the theme has from now on."""
    Theme, Allotment = apps.get_model("themes", "Theme"), apps.get_model("guide", "Allotment")
    for row in Allotment.objects.filter(edition__status__in=["draft", "proof"]):
        Theme.objects.filter(pk=row.theme_id).update(places=row.places)


class Migration(migrations.Migration):
    """A theme has its places; an edition that is out carries its own in its documents."""

    dependencies = [
        ("guide", "0001_initial"),
        ("themes", "0001_initial"),
        ("contributions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(give_places_to_themes, migrations.RunPython.noop),
        migrations.DeleteModel(name="Allotment"),
    ]
