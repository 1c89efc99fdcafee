"""What was written before is to be decided about too; where sources were last looked for."""

from django.db import migrations
from django.db.models import F


def make_matters(apps, schema_editor):
    Matter = apps.get_model("guide", "Matter")
    Revision = apps.get_model("contributions", "PageRevision")
    written = dict(Revision.objects.filter(version=1).values_list("id", "history_date"))
    pages = apps.get_model("contributions", "Page").objects.only("theme_id", "modified_at")
    said = apps.get_model("contributions", "Contribution").objects.only("theme_id", "created_at")
    rows = [
        Matter(page_id=page.pk, theme_id=page.theme_id, written_at=written.get(page.pk, page.modified_at))
        for page in pages.iterator()
    ]
    rows += [
        Matter(contribution_id=one.pk, theme_id=one.theme_id, written_at=one.created_at) for one in said.iterator()
    ]
    Matter.objects.bulk_create(rows, batch_size=500)
    apps.get_model("guide", "Source").objects.update(looked_in=F("version"))


class Migration(migrations.Migration):
    dependencies = [("guide", "0004_curation"), ("contributions", "0006_what_was_found_useful")]

    operations = [migrations.RunPython(make_matters, migrations.RunPython.noop)]
