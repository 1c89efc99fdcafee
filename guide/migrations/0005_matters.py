"""What was written before is to be decided about too; pages that tips rest on are used. Where sources were last looked for."""

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


def decide_what_is_used(apps, schema_editor):
    """By whoever put the page under the tip, when she did; of several tips the first. Nobody is told of it now."""
    Matter, Decision = apps.get_model("guide", "Matter"), apps.get_model("guide", "Decision")
    sources = apps.get_model("guide", "Source").objects.exclude(tip__number=None).exclude(page=None)
    first = {}
    for source in sources.order_by("added_at", "pk").only("tip_id", "page_id", "version", "added_by_id", "added_at"):
        first.setdefault(source.page_id, source)
    for matter in Matter.objects.filter(page__in=first):
        source = first[matter.page_id]
        Decision.objects.create(
            matter=matter,
            number=1,
            outcome="used",
            tip_id=source.tip_id,
            version=source.version,
            by_id=source.added_by_id,
            at=source.added_at,
            told_at=source.added_at,
        )
        Matter.objects.filter(pk=matter.pk).update(outcome="used", number=1)


class Migration(migrations.Migration):
    dependencies = [("guide", "0004_curation"), ("contributions", "0006_what_was_found_useful")]

    operations = [
        migrations.RunPython(make_matters, migrations.RunPython.noop),
        migrations.RunPython(decide_what_is_used, migrations.RunPython.noop),
    ]
