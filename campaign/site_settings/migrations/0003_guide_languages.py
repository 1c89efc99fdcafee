"""The languages of the guide are chosen: a site that is set up has the four that there were."""

from django.db import migrations, models

BEFORE = ["en", "fr", "it", "ja"]


def keep_languages(apps, schema_editor):
    for name in ("SiteSettings", "HistoricalSiteSettings"):
        rows = apps.get_model("site_settings", name).objects
        for language in set(rows.order_by().values_list("language", flat=True)):
            others = [code for code in BEFORE if code != language]
            rows.filter(language=language).update(other_languages=others)


class Migration(migrations.Migration):

    dependencies = [("site_settings", "0002_public_texts")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="other_languages",
                field=models.JSONField(blank=True, default=list, verbose_name="other languages of the guide"),
            )
            for name in ("sitesettings", "historicalsitesettings")
        ),
        migrations.RunPython(keep_languages, migrations.RunPython.noop),
    ]
