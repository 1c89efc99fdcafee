"""Pages that were found useful before readers were counted: whoever said so has read them, and they are ranked."""

from collections import defaultdict

from django.db import migrations

from contributions.readings.marks import mark_of
from contributions.readings.usefulness import lower_bound


def rank(apps, schema_editor):
    people = defaultdict(list)
    endorsements = apps.get_model("contributions", "Endorsement").objects.exclude(page=None)
    for page, theme, person in endorsements.values_list("page", "page__theme", "person").order_by("page"):
        people[page, theme].append(person)
    readings, standings = (
        apps.get_model("contributions", "PageReading"),
        apps.get_model("contributions", "PageStanding"),
    )
    for (page, theme), readers in people.items():
        marks = [readings(mark=mark_of(page, person)) for person in readers]
        readings.objects.bulk_create(marks, ignore_conflicts=True)
        useful = len(readers)
        counts = {"readers": useful, "useful": useful, "score": lower_bound(useful, useful)}
        standings.objects.update_or_create(page_id=page, defaults={"theme_id": theme, **counts})


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_threads")]

    operations = [migrations.RunPython(rank, migrations.RunPython.noop)]
